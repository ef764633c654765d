"""Levels of a headline: bands of its score, capped by gates, and what it waits for."""

from collections.abc import Callable, Sequence

from mrl.model.assessment import (
    ConditionalLevel,
    GateResult,
    GateState,
    LevelResult,
    LevelState,
    LevelStep,
)
from mrl.model.base import Text
from mrl.rubric.structure import criteria_below
from mrl.rubric.types import Gate, Headline, Level, Rubric
from mrl.scoring.tree import UNKNOWN, Range, Results, Tree, exactly

_SLACK = 1e-9
"""Forgives the last digit of a sum, so that a score of exactly 7 is not read as below 7."""


def level_of(rubric: Rubric, headline: Headline, tree: Tree, results: Results) -> LevelResult | None:
    """Say at which level a headline stands; None for a headline without levels."""
    if not headline.levels:
        return None
    score = results.get(headline.node) or UNKNOWN
    gates = [_judge(rubric, gate, level, results) for level in headline.levels for gate in level.gates]
    unanswered = unanswered_conditions(rubric, headline, results)
    state = _state(headline, score, unanswered)
    point = None
    if state is LevelState.ASSESSED and score.point is not None:
        point = _reached(headline.levels, score.point, gates, _passes_unless_failed)
    band = _band(headline.levels, score.point if score.point is not None else score.highest)
    return LevelResult(
        state=state,
        point=point,
        lowest=_reached(headline.levels, score.lowest, gates, _passes_if_met),
        highest=_reached(headline.levels, score.highest, gates, _passes_unless_failed),
        provided=tuple(gate for gate in _within(gates, point) if gate.state is GateState.UNDETERMINED),
        capped_by=tuple(gate for gate in _within(gates, band) if gate.state is GateState.FAILED),
        conditional=_conditional(rubric, headline, tree, results, unanswered),
        unanswered=unanswered,
        steps=tuple(_step(level) for level in headline.levels),
        numbered=headline.numbered,
        gates=tuple(gates),
    )


def _state(headline: Headline, score: Range, unanswered: Sequence[str]) -> LevelState:
    if unanswered:
        return LevelState.NOT_ASSESSED
    if score.point is None or score.coverage < headline.coverage_floor - _SLACK:
        return LevelState.BELOW_COVERAGE_FLOOR
    return LevelState.ASSESSED


def unanswered_conditions(rubric: Rubric, headline: Headline, results: Results) -> tuple[str, ...]:
    """List the criteria a headline's level waits for: those of its condition without any point.

    A condition of which nothing is left (no criterion of it is in this view) waits for itself.
    """
    condition = headline.assessed_when
    if condition is None:
        return ()
    below = [criterion for criterion in criteria_below(rubric, condition.node) if criterion in results]
    if not below:
        return (condition.node,)
    ranges = {criterion: results[criterion] for criterion in below}
    return tuple(name for name, found in ranges.items() if found is not None and found.point is None)


def _judge(rubric: Rubric, gate: Gate, level: Level, results: Results) -> GateResult:
    result = results.get(gate.of)
    if result is None:
        # What does not apply to a project cannot hold it back; what this view leaves out might.
        state = GateState.UNDETERMINED if _is_left_out(rubric, gate.of, results) else GateState.MET
    elif result.lowest >= gate.at_least - _SLACK:
        state = GateState.MET
    elif result.highest < gate.at_least - _SLACK:
        state = GateState.FAILED
    else:
        state = GateState.UNDETERMINED
    return GateResult(
        level=level.level,
        of=gate.of,
        title=_title(rubric, gate.of),
        at_least=gate.at_least,
        state=state,
        because=gate.because,
    )


def _is_left_out(rubric: Rubric, name: str, results: Results) -> bool:
    below = criteria_below(rubric, name) if name in rubric.nodes else [name]
    return any(criterion not in results for criterion in below)


def _title(rubric: Rubric, name: str) -> Text:
    return rubric.nodes[name].title if name in rubric.nodes else rubric.criteria[name].title


def _passes_if_met(gate: GateResult) -> bool:
    return gate.state is GateState.MET


def _passes_unless_failed(gate: GateResult) -> bool:
    return gate.state is not GateState.FAILED


def _band(levels: Sequence[Level], score: float) -> int | None:
    within = [level.level for level in levels if score * 10 >= level.at_least - _SLACK]
    return within[-1] if within else None


def _reached(
    levels: Sequence[Level], score: float, gates: Sequence[GateResult], passes: Callable[[GateResult], bool]
) -> int | None:
    """Climb from the lowest level while the score suffices and every gate on the way passes."""
    reached = None
    for level in levels:
        blocked = any(gate.level == level.level and not passes(gate) for gate in gates)
        if blocked or score * 10 < level.at_least - _SLACK:
            return reached
        reached = level.level
    return reached


def _within(gates: Sequence[GateResult], level: int | None) -> list[GateResult]:
    return [gate for gate in gates if level is not None and gate.level <= level]


def _conditional(
    rubric: Rubric, headline: Headline, tree: Tree, results: Results, unanswered: Sequence[str]
) -> tuple[ConditionalLevel, ...]:
    """Try each hypothesis on the unanswered criteria, everything else as it is."""
    if headline.assessed_when is None or not unanswered or not set(unanswered) <= rubric.criteria.keys():
        return ()
    found = []
    for hypothesis in headline.assessed_when.hypotheses:
        supposed = results
        for criterion in unanswered:
            supposed = tree.with_leaf(supposed, criterion, exactly(hypothesis))
        score = supposed.get(headline.node)
        if score is not None and score.point is not None:
            gates = [
                _judge(rubric, gate, level, supposed) for level in headline.levels for gate in level.gates
            ]
            level = _reached(headline.levels, score.point, gates, _passes_unless_failed)
            found.append(
                ConditionalLevel(hypothesis=hypothesis, score=round(score.point * 10, 6), level=level)
            )
    return tuple(found)


def _step(level: Level) -> LevelStep:
    return LevelStep(level=level.level, name=level.name, rationale=level.rationale, at_least=level.at_least)
