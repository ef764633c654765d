"""Many projects beside each other: who leads, how scores are distributed, which fix helps most."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mrl import __version__
from mrl.model.assessment import Assessment, CriterionResult, HeadlineResult
from mrl.model.base import AssessedMoment, Message
from mrl.model.portfolio import (
    CriterionAcross,
    DimensionAcross,
    HeadlineAcross,
    LeftOut,
    Mover,
    Portfolio,
    ProjectStanding,
    Tallied,
)
from mrl.scoring.portfolio_projects import below
from mrl.scoring.portfolio_whole import leader, with_whole


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
    rows = Portfolio(
        tool_version=__version__,
        as_of=as_of,
        rubric=newest.rubric,
        leading=None,
        headlines=tuple(_headline(each) for each in newest.headlines),
        dimensions=tuple(
            DimensionAcross(id=node.id, title=node.title)
            for name in newest.dimensions
            for node in newest.nodes
            if node.id == name
        ),
        projects=tuple(read.standings),
        criteria=tuple(_criteria_across(read.versions)),
        reasons=tuple(read.reasons),
        movers=tuple(movers),
        stale_after=stale_after,
        stale=(),
        expired=(),
        left_out=tuple(read.left_out),
    )
    return with_whole(rows)


def leading_headline(headlines: Sequence[HeadlineResult], standings: Sequence[ProjectStanding]) -> str | None:
    """Choose the headline that projects are compared by, as `leader` does."""
    return leader({each.id: each.level is not None for each in headlines}, standings)


def _headline(headline: HeadlineResult) -> HeadlineAcross:
    """Take what a headline is; how its scores and levels are distributed is still open."""
    level = headline.level
    return HeadlineAcross(
        id=headline.id,
        title=headline.title,
        coverage_floor=headline.coverage_floor,
        numbered=level is None or level.numbered,
        steps=tuple(sorted(level.steps, key=lambda step: step.level)) if level else (),
        scores=(),
        without_score=0,
    )


def _criteria_across(versions: Sequence[Assessment]) -> Iterator[CriterionAcross]:
    """Take what the criteria are; how they ended in the projects is still open."""
    units = {each.metric: each.unit for version in reversed(versions) for each in version.evidence}
    dimensions = {
        criterion: dimension
        for version in reversed(versions)
        for dimension in version.dimensions
        for criterion in below({node.id: node for node in version.nodes}, dimension)
    }
    for criterion in _criteria(versions):
        yield CriterionAcross(
            id=criterion.id,
            title=criterion.title,
            advice=criterion.advice,
            where=criterion.where,
            effort_days=criterion.effort_days,
            dimension=dimensions.get(criterion.id),
            metric=criterion.evidence,
            unit=units.get(criterion.evidence or ""),
            tally=Tallied(),
            gain=0,
        )


def _criteria(versions: Sequence[Assessment]) -> Iterable[CriterionResult]:
    """Give every criterion of any version of the rubric once, in the words of the newest that has it."""
    every: dict[str, CriterionResult] = {}
    for version in versions:
        for criterion in version.criteria:
            every.setdefault(criterion.id, criterion)
    return every.values()
