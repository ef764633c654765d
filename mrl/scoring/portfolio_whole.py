"""What a portfolio says of all its projects together; all of it follows from the rows of the projects."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mrl.model.assessment import LevelState, Outcome
from mrl.model.base import AssessedMoment, Message
from mrl.model.portfolio import (
    CriterionAcross,
    ExpiredAnswer,
    HeadlineAcross,
    HeadlineStanding,
    LevelCount,
    Mover,
    Portfolio,
    ProjectStanding,
    ScoreCount,
    Standing,
)
from mrl.scoring.portfolio_projects import tallied

_LACKING = (Outcome.NOT_MET, Outcome.PARTLY_MET)
_MONTHS_OF_A_YEAR = 12


def with_whole(rows: Portfolio) -> Portfolio:
    """Give a portfolio with everything in it that its rows determine; what it said of that is replaced.

    That is the leading headline, the order of the projects and of the moves, distributions, tallies and
    gains of criteria, the usual reasons, stale assessments and expired answers.
    """
    leading = leader({each.id: bool(each.steps) for each in rows.headlines}, rows.projects)
    standings = _best_first(rows.projects, leading)
    criteria = {criterion.id: criterion for criterion in rows.criteria}
    return rows.model_copy(
        update={
            "leading": leading,
            "headlines": tuple(_headline(each, standings) for each in rows.headlines),
            "projects": standings,
            "criteria": tuple(_criterion(each, standings, leading, rows.reasons) for each in rows.criteria),
            "movers": tuple(sorted(rows.movers, key=_largest_move)),
            "stale": tuple(
                each.project for each in standings if _months(each.as_of, rows.as_of) > rows.stale_after
            ),
            "expired": tuple(_expired(criteria, standings, rows.as_of)),
        }
    )


def leader(levelled: Mapping[str, bool], standings: Sequence[ProjectStanding]) -> str | None:
    """Choose the headline that projects are compared by, of those that have levels and those that do not.

    The one with levels only where all projects have one, else the first without levels, which needs no
    interview; None for a rubric without headlines.
    """
    with_levels = [name for name, has_levels in levelled.items() if has_levels]
    for name in with_levels:
        found = [each.headlines.get(name) for each in standings]
        if all(each is not None and each.state is LevelState.ASSESSED for each in found):
            return name
    plain = [name for name, has_levels in levelled.items() if not has_levels]
    return next(iter([*plain, *with_levels]), None)


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


def _headline(headline: HeadlineAcross, standings: Sequence[ProjectStanding]) -> HeadlineAcross:
    found = [each.headlines[headline.id] for each in standings if headline.id in each.headlines]
    points = Counter(min(int(each.score.point), 9) for each in found if each.score.point is not None)
    scores = tuple(ScoreCount(at_least=start, projects=points[start]) for start in range(10))
    without = len(standings) - sum(points.values())
    update = {"scores": scores, "without_score": without, **_levels(headline, found, len(standings))}
    return headline.model_copy(update=update)


def _levels(headline: HeadlineAcross, found: Sequence[HeadlineStanding], total: int) -> dict[str, object]:
    """Count projects by level, of `total`; none for a headline without levels."""
    if not headline.steps:
        return {"levels": (), "without_level": 0}
    at = Counter(each.level for each in found if each.state is LevelState.ASSESSED)
    numbers = (None, *(step.level for step in headline.steps))
    return {
        "levels": tuple(LevelCount(level=number, projects=at[number]) for number in numbers),
        "without_level": total - sum(at.values()),
    }


def _criterion(
    criterion: CriterionAcross,
    standings: Sequence[ProjectStanding],
    leading: str | None,
    reasons: Sequence[Message],
) -> CriterionAcross:
    found = [each.criteria[criterion.id] for each in standings if criterion.id in each.criteria]
    gain = sum(each.gain.get(leading or "", 0.0) for each in found if each.outcome in _LACKING)
    return criterion.model_copy(
        update={
            "tally": tallied(each.outcome for each in found),
            "gain": round(gain, 6),
            "unknown_because": _usual_reason(found, reasons),
        }
    )


def _usual_reason(standings: Iterable[Standing], reasons: Sequence[Message]) -> Message | None:
    """Give the reason most often given for not knowing; of equally many, the one met first."""
    often = Counter(
        each.reason for each in standings if each.outcome is Outcome.UNKNOWN and each.reason is not None
    )
    return reasons[often.most_common(1)[0][0]] if often else None


def _expired(
    criteria: Mapping[str, CriterionAcross], standings: Sequence[ProjectStanding], as_of: AssessedMoment
) -> Iterator[ExpiredAnswer]:
    for standing in standings:
        for criterion, day in standing.valid_until.items():
            if day < as_of.date() and criterion in criteria:
                yield ExpiredAnswer(
                    project=standing.project,
                    criterion=criterion,
                    title=criteria[criterion].title,
                    valid_until=day,
                )


def _months(old: AssessedMoment, new: AssessedMoment) -> float:
    """Give how many months lie between two days; a day counts as a part of a month of 31."""
    months = (new.year - old.year) * _MONTHS_OF_A_YEAR + new.month - old.month
    return months + (new.day - old.day) / 31


def _largest_move(mover: Mover) -> tuple[bool, float, str]:
    return (mover.change is None, -abs(mover.change or 0.0), mover.project)
