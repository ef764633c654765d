"""Small assessments to be put before a gate, and gates written as their files would be."""

from typing import Any

from support.rubrics import gate, headline, level, make_rubric, node, practice
from support.said import answers_of, scored

from mrl.model.assessment import Assessment
from mrl.model.gate import ConditionResult, Gate, GateReport
from mrl.rubric.types import Rubric
from mrl.scoring.gate import judge
from mrl.scoring.gate_fall import Earlier

YES, PARTLY, NO, UNKNOWN, NOT_APPLICABLE = "yes", "partly", "no", "", "not applicable"


def rubric(**changes: Any) -> Rubric:
    """Two dimensions of two questions each; level 2 from 4, level 3 from 8 and only with A1 met."""
    criteria = {
        name: practice(effort_days=days) for name, days in (("A1", 4), ("A2", 1), ("B1", 2), ("B2", 2))
    }
    nodes = {
        "top": node({"left": 1, "right": 1}),
        "left": node({"A1": 3, "A2": 1}),
        "right": node({"B1": 1, "B2": 1}),
    }
    levels = [level(1, 0), level(2, 4), level(3, 8, gate("A1", 1))]
    return make_rubric(criteria, nodes, [headline("top", **{"levels": levels, **changes})])


def assessment(
    a1: str = UNKNOWN, a2: str = UNKNOWN, b1: str = UNKNOWN, b2: str = UNKNOWN, **changes: Any
) -> Assessment:
    """Score answers to the four questions; `changes` are those of the headline."""
    given = {"A1": a1, "A2": a2, "B1": b1, "B2": b2}
    return scored(rubric(**changes), answers_of("lead", given))


def judged(found: Assessment, earlier: Earlier | None = None, **conditions: Any) -> GateReport:
    """Put an assessment before a gate of these conditions."""
    return judge(Gate.model_validate(conditions), found, earlier)


def only(found: Assessment, earlier: Earlier | None = None, **conditions: Any) -> ConditionResult:
    """Give the result of the one condition of a gate."""
    (result,) = judged(found, earlier, **conditions).conditions
    return result
