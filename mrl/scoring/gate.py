"""Judging an assessment by a gate: every condition with its verdict, and what all of them come to."""

from typing import Literal

from mrl.model.assessment import Assessment
from mrl.model.gate import ConditionResult, Gate, GateReport, JudgedBy, Verdict, Waiver
from mrl.scoring.gate_checks import condition_ids, waived_condition
from mrl.scoring.gate_conditions import Bench
from mrl.scoring.gate_fall import Earlier
from mrl.scoring.gate_verdicts import of_all
from mrl.scoring.movement import edition_of

_STATUS: dict[Verdict, Literal[0, 1, 3]] = {Verdict.PASS: 0, Verdict.FAIL: 1, Verdict.UNDETERMINED: 3}


def judge(
    gate: Gate, assessment: Assessment, earlier: Earlier | None = None, *, is_altered: bool = False
) -> GateReport:
    """Judge an assessment by a gate whose names were checked; `earlier` is what a fall is measured from.

    `is_altered` says that the rubric bears the name of another, which nobody has accepted here.
    """
    judged = Bench(gate, assessment, earlier, is_altered=is_altered).conditions()
    conditions = tuple(_waived(gate, assessment, result) for result in judged)
    verdict = of_all({each.counts_as for each in conditions})
    return GateReport(
        project=assessment.project,
        assessed=edition_of(assessment),
        since=edition_of(earlier.assessment) if earlier is not None else None,
        by=gate.by or JudgedBy.RANGE,
        conditions=conditions,
        verdict=verdict,
        undetermined=gate.undetermined,
        status=_STATUS[decided(verdict, gate.undetermined)],
    )


def decided(verdict: Verdict, undetermined: Literal["pass", "fail"] | None) -> Verdict:
    """Turn undetermined into what it was told to count as, where it was told."""
    return Verdict(undetermined or verdict) if verdict is Verdict.UNDETERMINED else verdict


def _waived(gate: Gate, assessment: Assessment, result: ConditionResult) -> ConditionResult:
    ids = condition_ids(gate)
    waiver = next((each for each in gate.waivers if waived_condition(each.condition, ids) == result.id), None)
    if waiver is None:
        return result
    return result.model_copy(update={"waiver": waiver, "waived": _use(waiver, assessment, result)})


def _use(
    waiver: Waiver, assessment: Assessment, result: ConditionResult
) -> Literal["used", "expired", "not_needed"]:
    """Say what a waiver does: one that has expired on the assessed day is named and does not count."""
    if result.verdict is Verdict.PASS:
        return "not_needed"
    return "expired" if waiver.until < assessment.as_of.date() else "used"
