"""Made-up trees, leaves and small projects for tests of draws and routes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st
from support.rubrics import criterion, evidence, gate, headline, level, make_rubric, node, practice, text

from mrl.model.answers import Answers
from mrl.model.assessment import Assessment
from mrl.model.evidence import Evidence
from mrl.model.snapshot import Cost
from mrl.rubric.types import Aggregation, Rubric
from mrl.scoring.score import ProjectEvidence, score
from mrl.scoring.tree import UNKNOWN, Range, exactly

NAMES = ("a", "b", "c", "d", "e", "f")
unit = st.floats(min_value=0, max_value=1, allow_subnormal=False)
weights = st.floats(min_value=0.1, max_value=20)
_KINDS = st.sampled_from([aggregation.value for aggregation in Aggregation])


@st.composite
def random_trees(draw: st.DrawFn) -> dict[str, Any]:
    """Four nodes over six criteria, one of which stands in two places."""
    return {
        "top": node({"left": draw(weights), "right": draw(weights), "a": draw(weights)}, draw(_KINDS)),
        "left": node({"b": draw(weights), "c": draw(weights)}, draw(_KINDS)),
        "right": node({"d": draw(weights), "low": draw(weights), "b": draw(weights)}, draw(_KINDS)),
        "low": node({"e": draw(weights), "f": draw(weights)}, draw(_KINDS)),
    }


@st.composite
def random_leaf(draw: st.DrawFn) -> Range | None:
    kind = draw(st.sampled_from(["known", "unknown", "interval", "bound", "none"]))
    if kind == "known":
        return exactly(draw(unit))
    if kind == "unknown":
        return UNKNOWN
    if kind == "none":
        return None
    low, high = sorted((draw(unit), draw(unit)))
    return Range((low + high) / 2, low, high, 1.0) if kind == "interval" else Range(None, low, high, 0.0)


def random_leaves() -> st.SearchStrategy[dict[str, Range | None]]:
    return st.fixed_dictionaries({name: random_leaf() for name in NAMES})


def rubric_of(nodes: dict[str, Any], headlines: list[Any] | None = None) -> Rubric:
    return make_rubric({name: practice() for name in NAMES}, nodes, headlines)


def project(
    rubric: Rubric, facts: Sequence[Evidence] = (), answers: Mapping[str, str] | None = None
) -> Assessment:
    """Score evidence and answers (criterion to what was answered) with a rubric."""
    content = {
        "rubric": rubric.id,
        "role": "lead",
        "date": "2026-01-01",
        "basis": "interview",
        "answers": {name: {"answer": answer} for name, answer in (answers or {}).items()},
    }
    known = ProjectEvidence(
        project="Test",
        as_of=dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC),
        evidence=tuple(facts),
        cost=Cost(seconds=0, git_commands=0, clones=0, requests=0),
        tool_version="0",
    )
    return score(rubric, "0" * 64, known, [("assessor", Answers.model_validate(content))])


LADDER = {"kind": "ladder", "situations": [text(str(place)) for place in range(4)]}
STEPS = {"kind": "bands", "at_least": {1: 0.3, 4: 1}}


@st.composite
def random_projects(draw: st.DrawFn) -> tuple[Rubric, Assessment]:
    """A rubric of six criteria with levels and gates, and a project of which much is unknown."""
    effort = st.sampled_from([0, 0.25, 0.5, 1, 2, 5])
    scales = {"a": {"scale": STEPS, "metric": "count", "metric_role": "decides"}, "b": {"scale": LADDER}}
    criteria = {name: criterion(effort_days=draw(effort), **scales.get(name, {})) for name in NAMES}
    gates = [gate(draw(st.sampled_from([*NAMES, "left", "low"])), draw(unit)) for _ in range(2)]
    levels = [level(1, 0), level(2, draw(st.integers(1, 6)), gates[0]), level(3, 7, gates[1])]
    rubric = make_rubric(
        criteria, draw(random_trees()), [headline("top", levels=draw(st.sampled_from([[], levels])))]
    )
    words = {"b": ("0", "1", "0-2", "3"), **dict.fromkeys(NAMES[2:], ("yes", "partly", "no"))}
    answers = {name: draw(st.sampled_from([*said, "", "", "not applicable"])) for name, said in words.items()}
    facts = (
        [evidence("count", count)] if (count := draw(st.sampled_from([None, 0, 2, 9]))) is not None else []
    )
    return rubric, project(rubric, facts, answers)


@st.composite
def random_pairs(draw: st.DrawFn) -> tuple[Rubric, Assessment, Assessment]:
    """Two projects of which much is unknown, under one rubric of six criteria."""
    rubric = rubric_of(draw(random_trees()))
    words = st.sampled_from(["yes", "partly", "no", "", "not applicable"])
    answers = st.fixed_dictionaries(dict.fromkeys(NAMES, words))
    one, other = (project(rubric, answers=draw(answers)) for _ in range(2))
    return rubric, one, other.model_copy(update={"project": "Another"})
