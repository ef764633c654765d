"""Splitting the change between two assessments by cause, one replacement after the other.

The order is fixed: the tool, the rubric, what became known or unknown, the project. Another order
would give other parts (scores are not linear); this one is stated wherever the parts are shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mrl.model.assessment import Assessment, CriterionResult, HeadlineResult, Outcome
from mrl.model.base import Message, say
from mrl.model.movement import Cause, Edition, HeadlineMovement, MovedCriterion, Movement, Part
from mrl.rubric.structure import criteria_below
from mrl.rubric.types import Rubric
from mrl.scoring.tree import Range, Results, Tree

_MILLION = 10**6


@dataclass(frozen=True, kw_only=True)
class Stages:
    """The same project from the old assessment to the new one, one thing replaced at a time.

    `retooled`: the old facts scored by this program with the old rubric. `reruled`: the same with the
    new rubric. `rescored`: the new facts scored by this program with the new rubric.
    """

    old: Assessment
    retooled: Assessment
    reruled: Assessment
    rescored: Assessment
    new: Assessment
    remeasured: bool


def movement(rubric: Rubric, stages: Stages) -> Movement:
    """Split the change of every headline that both assessments have; `rubric` is the new one."""
    old = {headline.id: headline for headline in stages.old.headlines}
    return Movement(
        project=stages.new.project,
        old=edition_of(stages.old),
        new=edition_of(stages.new),
        remeasured=stages.remeasured,
        headlines=tuple(
            _headline(rubric, stages, old[headline.id], headline)
            for headline in stages.new.headlines
            if headline.id in old
        ),
    )


def edition_of(assessment: Assessment) -> Edition:
    """Say what was assessed when, by which version, with which rubric."""
    return Edition(
        as_of=assessment.as_of,
        tool_version=assessment.tool_version,
        rubric=assessment.rubric.id,
        rubric_version=assessment.rubric.version,
        rubric_digest=assessment.rubric.digest,
    )


def _headline(rubric: Rubric, stages: Stages, old: HeadlineResult, new: HeadlineResult) -> HeadlineMovement:
    reason = _why_not(old, new)
    parts = () if reason else _parts(rubric, stages, new.id)
    return HeadlineMovement(
        headline=new.id,
        title=new.title,
        before=old.score,
        after=new.score,
        level_before=old.level.point if old.level else None,
        level_after=new.level.point if new.level else None,
        change=None if reason else sum(_millionths(part.change) for part in parts) / _MILLION,
        parts=parts,
        reason=reason,
    )


def _why_not(old: HeadlineResult, new: HeadlineResult) -> Message | None:
    missing = [headline for headline in (old, new) if headline.score.point is None]
    if not missing:
        return None
    if len(missing) > 1:
        return say("neither assessment has a score here")
    if missing[0] is old:
        return say("the older assessment has no score here")
    return say("the newer assessment has no score here")


def _millionths(score: float) -> int:
    return round(score * _MILLION)


def _at(assessment: Assessment, node: str) -> int:
    """Give a node's score on 0 to 10 in millionths; 0 where it has none."""
    point = next((each.score.point for each in assessment.nodes if each.id == node), None)
    headline = next((each.score.point for each in assessment.headlines if each.id == node), None)
    if headline is not None:
        return _millionths(headline)
    return _millionths(10 * (point or 0.0))


def _parts(rubric: Rubric, stages: Stages, node: str) -> tuple[Part, ...]:
    old, retooled, reruled = (_at(each, node) for each in (stages.old, stages.retooled, stages.reruled))
    rescored, new = _at(stages.rescored, node), _at(stages.new, node)
    moved = _replaced(rubric, stages, node)
    known = [each for each in moved if _became_known(each)]
    known_change = sum(_millionths(each.change) for each in known)
    changes = {
        Cause.TOOL: retooled - old + new - rescored,
        Cause.RUBRIC: reruled - retooled,
        Cause.KNOWN: known_change,
        Cause.PROJECT: rescored - reruled - known_change,
    }
    lists = {Cause.KNOWN: known, Cause.PROJECT: [each for each in moved if not _became_known(each)]}
    return tuple(
        Part(cause=cause, change=change / _MILLION, criteria=_largest_first(lists.get(cause, [])))
        for cause, change in changes.items()
    )


def _became_known(moved: MovedCriterion) -> bool:
    return (moved.before is Outcome.UNKNOWN) != (moved.after is Outcome.UNKNOWN)


def _largest_first(moved: list[MovedCriterion]) -> tuple[MovedCriterion, ...]:
    return tuple(sorted((each for each in moved if each.change), key=lambda each: -abs(each.change)))


def _replaced(rubric: Rubric, stages: Stages, node: str) -> list[MovedCriterion]:
    """Replace the old points by the new ones, one criterion after the other, knowledge first."""
    before = {criterion.id: criterion for criterion in stages.reruled.criteria}
    after = {criterion.id: criterion for criterion in stages.rescored.criteria}
    tree = Tree(rubric)
    results = tree.evaluate({name: _range(criterion) for name, criterion in before.items()})
    texts = _Texts(stages)
    moved = []
    for name in _knowledge_first(criteria_below(rubric, node), before, after):
        replaced = tree.with_leaf(results, name, _range(after[name]))
        change = _point(replaced, node) - _point(results, node)
        results = replaced
        moved.append(texts.moved(before[name], after[name], change / _MILLION))
    return moved


def _knowledge_first(
    names: list[str], before: Mapping[str, CriterionResult], after: Mapping[str, CriterionResult]
) -> Iterator[str]:
    changed = [name for name in names if _range(before[name]) != _range(after[name])]
    unknown = Outcome.UNKNOWN
    learned = [n for n in changed if (before[n].outcome is unknown) != (after[n].outcome is unknown)]
    yield from learned
    yield from (name for name in changed if name not in set(learned))


def _point(results: Results, node: str) -> int:
    result = results.get(node)
    return _millionths(10 * result.point) if result is not None and result.point is not None else 0


def _range(criterion: CriterionResult) -> Range | None:
    if criterion.outcome is Outcome.NOT_APPLICABLE:
        return None
    points = criterion.points
    return Range(points.point, points.lowest, points.highest, points.coverage)


class _Texts:
    """What the evidence said then and now."""

    def __init__(self, stages: Stages) -> None:
        self._before = {each.metric: each.sentence or each.reason for each in stages.reruled.evidence}
        self._after = {each.metric: each.sentence or each.reason for each in stages.rescored.evidence}

    def moved(self, before: CriterionResult, after: CriterionResult, change: float) -> MovedCriterion:
        """Describe one criterion's move."""
        return MovedCriterion(
            criterion=after.id,
            title=after.title,
            change=change,
            before=before.outcome,
            after=after.outcome,
            said_before=before.reason or self._before.get(before.evidence or ""),
            said_after=after.reason or self._after.get(after.evidence or ""),
        )
