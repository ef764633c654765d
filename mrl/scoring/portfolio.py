"""Many projects beside each other: who leads, how scores are distributed, which fix helps most."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mrl import __version__
from mrl.model.assessment import (
    Assessment,
    CriterionResult,
    HeadlineResult,
    LevelResult,
    LevelState,
    Outcome,
)
from mrl.model.base import AssessedMoment, Message
from mrl.model.portfolio import (
    CriterionAcross,
    DimensionAcross,
    ExpiredAnswer,
    HeadlineAcross,
    HeadlineStanding,
    LeftOut,
    LevelCount,
    Mover,
    Portfolio,
    ProjectStanding,
    ScoreCount,
    Standing,
)
from mrl.scoring.portfolio_projects import below, tallied

_LACKING = (Outcome.NOT_MET, Outcome.PARTLY_MET)
_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, kw_only=True)
class Read:
    """What was read: each project's standing, and the newest assessment by each version of the rubric."""

    standings: Sequence[ProjectStanding]
    versions: Sequence[Assessment]
    """Newest first; never empty."""
    reasons: Sequence[Message]
    left_out: Sequence[LeftOut] = ()


def portfolio(read: Read, movers: Sequence[Mover], *, as_of: AssessedMoment, stale_after: int) -> Portfolio:
    """Put projects side by side as of a moment; stale is what is more than `stale_after` months older."""
    newest = read.versions[0]
    leading = leading_headline(newest.headlines, read.standings)
    standings = _best_first(read.standings, leading)
    return Portfolio(
        tool_version=__version__,
        as_of=as_of,
        rubric=newest.rubric,
        leading=leading,
        headlines=tuple(_headline_across(headline, standings) for headline in newest.headlines),
        dimensions=tuple(
            DimensionAcross(id=node.id, title=node.title)
            for name in newest.dimensions
            for node in newest.nodes
            if node.id == name
        ),
        projects=standings,
        criteria=tuple(_criteria_across(read, standings, leading)),
        reasons=tuple(read.reasons),
        movers=tuple(sorted(movers, key=_largest_move)),
        stale_after=stale_after,
        stale=tuple(each.project for each in standings if _months(each.as_of, as_of) > stale_after),
        expired=tuple(_expired(read.versions, standings, as_of)),
        left_out=tuple(read.left_out),
    )


def leading_headline(headlines: Sequence[HeadlineResult], standings: Sequence[ProjectStanding]) -> str | None:
    """Choose the headline that projects are compared by: the one with levels only where all have one.

    Else the first without levels, which needs no interview; None for a rubric without headlines.
    """
    levelled = [each.id for each in headlines if each.level is not None]
    for name in levelled:
        found = [each.headlines.get(name) for each in standings]
        if all(each is not None and each.state is LevelState.ASSESSED for each in found):
            return name
    plain = [each.id for each in headlines if each.level is None]
    return next(iter([*plain, *levelled]), None)


def _best_first(standings: Sequence[ProjectStanding], leading: str | None) -> tuple[ProjectStanding, ...]:
    return tuple(sorted(standings, key=lambda each: (*_rank(each, leading), each.project)))


def _rank(standing: ProjectStanding, leading: str | None) -> tuple[bool, float, float]:
    """Rank by point, then by lowest; without headlines by the share met. What has none comes last."""
    if leading is None:
        tally = standing.tally
        return (tally.applicable == 0, -tally.met / max(tally.applicable, 1), 0.0)
    headline = standing.headlines.get(leading)
    if headline is None or headline.score.point is None:
        return (True, 0.0, -headline.score.highest if headline else 0.0)
    return (False, -headline.score.point, -headline.score.lowest)


def _headline_across(headline: HeadlineResult, standings: Sequence[ProjectStanding]) -> HeadlineAcross:
    found = [each.headlines[headline.id] for each in standings if headline.id in each.headlines]
    points = Counter(min(int(each.score.point), 9) for each in found if each.score.point is not None)
    across = HeadlineAcross(
        id=headline.id,
        title=headline.title,
        coverage_floor=headline.coverage_floor,
        scores=tuple(ScoreCount(at_least=start, projects=points[start]) for start in range(10)),
        without_score=len(standings) - sum(points.values()),
    )
    return across.model_copy(update=_levels(headline.level, found, len(standings)))


def _levels(level: LevelResult | None, found: Sequence[HeadlineStanding], total: int) -> dict[str, object]:
    """Count projects by level, of `total`; nothing for a headline without levels."""
    if level is None:
        return {}
    at = Counter(each.level for each in found if each.state is LevelState.ASSESSED)
    steps = tuple(sorted(level.steps, key=lambda step: step.level))
    return {
        "numbered": level.numbered,
        "steps": steps,
        "levels": tuple(
            LevelCount(level=number, projects=at[number]) for number in (None, *(one.level for one in steps))
        ),
        "without_level": total - sum(at.values()),
    }


def _criteria_across(
    read: Read, standings: Sequence[ProjectStanding], leading: str | None
) -> Iterator[CriterionAcross]:
    versions = read.versions
    units = {each.metric: each.unit for version in reversed(versions) for each in version.evidence}
    dimensions = {
        criterion: dimension
        for version in reversed(versions)
        for dimension in version.dimensions
        for criterion in below({node.id: node for node in version.nodes}, dimension)
    }
    for criterion in _criteria(versions):
        found = [each.criteria[criterion.id] for each in standings if criterion.id in each.criteria]
        yield CriterionAcross(
            id=criterion.id,
            title=criterion.title,
            advice=criterion.advice,
            where=criterion.where,
            effort_days=criterion.effort_days,
            dimension=dimensions.get(criterion.id),
            metric=criterion.evidence,
            unit=units.get(criterion.evidence or ""),
            tally=tallied(each.outcome for each in found),
            gain=round(
                sum(each.gain.get(leading or "", 0.0) for each in found if each.outcome in _LACKING), 6
            ),
            unknown_because=_usual_reason(found, read.reasons),
        )


def _criteria(versions: Sequence[Assessment]) -> Iterable[CriterionResult]:
    """Give every criterion of any version of the rubric once, in the words of the newest that has it."""
    every: dict[str, CriterionResult] = {}
    for version in versions:
        for criterion in version.criteria:
            every.setdefault(criterion.id, criterion)
    return every.values()


def _usual_reason(standings: Iterable[Standing], reasons: Sequence[Message]) -> Message | None:
    """Give the reason most often given for not knowing; of equally many, the one met first."""
    often = Counter(
        each.reason for each in standings if each.outcome is Outcome.UNKNOWN and each.reason is not None
    )
    return reasons[often.most_common(1)[0][0]] if often else None


def _expired(
    versions: Sequence[Assessment], standings: Sequence[ProjectStanding], as_of: AssessedMoment
) -> Iterator[ExpiredAnswer]:
    titles = {criterion.id: criterion.title for criterion in _criteria(versions)}
    for standing in standings:
        for criterion, day in standing.valid_until.items():
            if day < as_of.date() and criterion in titles:
                yield ExpiredAnswer(
                    project=standing.project, criterion=criterion, title=titles[criterion], valid_until=day
                )


def _months(old: AssessedMoment, new: AssessedMoment) -> float:
    """Give how many months lie between two days; a day counts as a part of a month of 31."""
    months = (new.year - old.year) * _MONTHS_OF_A_YEAR + new.month - old.month
    return months + (new.day - old.day) / 31


def _largest_move(mover: Mover) -> tuple[bool, float, str]:
    return (mover.change is None, -abs(mover.change or 0.0), mover.project)
