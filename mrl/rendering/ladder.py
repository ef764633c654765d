"""The ladder of levels: how its steps stand, and which gates hold a level down."""

from typing import Final

from mrl.model.assessment import GateResult, HeadlineResult, HeadlineScore, LevelResult
from mrl.rendering.rows import LadderStep, StepState

SHOWN_CAPS: Final = 2


def ladder(level: LevelResult) -> tuple[LadderStep, ...]:
    """Give the steps of a ladder, lowest first, each with its state."""
    return tuple(
        LadderStep(
            step,
            _state(step.level, level),
            tuple(one.hypothesis for one in level.conditional if one.level == step.level),
        )
        for step in sorted(level.steps, key=lambda step: step.level)
    )


def caps(headline: HeadlineResult) -> tuple[GateResult, ...]:
    """Give the gates that hold a level down, lowest first, up to the level its score alone would reach.

    A criterion that caps several levels is given once, for the lowest; at most SHOWN_CAPS.
    """
    level = headline.level
    if level is None:
        return ()
    reach = _score_alone(headline.score, level)
    lowest: dict[str, GateResult] = {}
    for gate in sorted(level.capped_by, key=lambda gate: gate.level):
        if gate.level <= reach:
            lowest.setdefault(gate.of, gate)
    return tuple(lowest.values())[:SHOWN_CAPS]


def _score_alone(score: HeadlineScore, level: LevelResult) -> int:
    # While no level is assessed, the best of the hypotheses stands for the score.
    best = max((one.score for one in level.conditional), default=score.highest)
    reached = best if score.point is None or level.conditional else score.point
    return max((step.level for step in level.steps if step.at_least <= reached), default=0)


def _state(step: int, level: LevelResult) -> StepState:
    if level.lowest is not None and step <= level.lowest:
        return StepState.CERTAIN
    if level.point is not None and step <= level.point:
        return StepState.REACHED
    if level.highest is not None and step <= level.highest:
        return StepState.POSSIBLE
    return StepState.BEYOND
