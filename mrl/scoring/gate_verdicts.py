"""When a condition passes, fails or stays undetermined.

A range decides where all of it lies on one side, so learning something never turns a pass into a fail or
a fail into a pass: it can only settle what was undetermined.
"""

from collections.abc import Collection

from mrl.model.assessment import CriterionResult, HeadlineScore, LevelResult, LevelState, Outcome
from mrl.model.base import Unit
from mrl.model.gate import JudgedBy, Verdict
from mrl.model.provenance import Provenance, Word

_SLACK = 1e-9
"""Forgives the last digit of a sum."""


def of_range(wanted: float, lowest: float, highest: float) -> Verdict:
    """Say how a range stands to the least that is wanted."""
    if lowest >= wanted - _SLACK:
        return Verdict.PASS
    return Verdict.FAIL if highest < wanted - _SLACK else Verdict.UNDETERMINED


def of_score(wanted: float, score: HeadlineScore, by: JudgedBy, floor: Unit) -> Verdict:
    """Judge a score by its range, or by its point where coverage passes the floor."""
    if by is JudgedBy.POINT and score.point is not None and score.coverage >= floor - _SLACK:
        return of_range(wanted, score.point, score.point)
    return of_range(wanted, score.lowest, score.highest)


def of_level(wanted: int, level: LevelResult, by: JudgedBy) -> Verdict:
    """Judge a level; while none is given it cannot pass, but it fails where even the highest is too low."""
    lowest, point, highest = (each or 0 for each in (level.lowest, level.point, level.highest))
    if highest < wanted:
        return Verdict.FAIL
    if level.state is not LevelState.ASSESSED:
        return Verdict.UNDETERMINED
    if by is JudgedBy.POINT:
        return of_range(wanted, point, point)
    return of_range(wanted, lowest, highest)


def of_criterion(criterion: CriterionResult, by: JudgedBy, met_from: Unit) -> Verdict:
    """Judge whether a criterion is met; what does not apply to a project cannot hold it back."""
    if criterion.outcome is Outcome.NOT_APPLICABLE:
        return Verdict.PASS
    if by is JudgedBy.POINT and criterion.outcome is not Outcome.UNKNOWN:
        return Verdict.PASS if criterion.outcome is Outcome.MET else Verdict.FAIL
    return of_range(met_from, criterion.points.lowest, criterion.points.highest)


def of_provenance(wanted: Word, found: Provenance | None) -> Verdict:
    """Judge whose word a headline rests on; undetermined where nothing is decided, or nobody can tell."""
    if found is None or found.word is None:
        return Verdict.UNDETERMINED
    return Verdict.PASS if found.word.is_at_least(wanted) else Verdict.FAIL


def without_own_word(verdict: Verdict, without: Verdict) -> Verdict:
    """Take back a pass that rests on the project's own word: it is not known whether it is right."""
    return Verdict.UNDETERMINED if verdict is Verdict.PASS and without is not Verdict.PASS else verdict


def of_fall(most: float, fall: float | None) -> Verdict:
    """Judge a fall (negative for a rise); None where there is nothing to compare."""
    return Verdict.UNDETERMINED if fall is None else of_range(-most, -fall, -fall)


def of_all(verdicts: Collection[Verdict]) -> Verdict:
    """Add verdicts up: one fail fails all, else one undetermined leaves all undetermined."""
    worst_first = (Verdict.FAIL, Verdict.UNDETERMINED)
    return next((each for each in worst_first if each in verdicts), Verdict.PASS)
