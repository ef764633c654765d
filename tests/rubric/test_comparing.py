import copy

import pytest
from support.rubrics import criterion, gate, headline, level, node, practice, rubric_content, text

from mrl.rubric.comparing import compare
from mrl.rubric.types import Rubric


def attribution(name, note=None):
    plain = {"id": name, "title": "A list", "url": "https://example.org", "license": "MIT"}
    return plain | ({"note": note} if note else {})


STEPS = {"kind": "bands", "at_least": {"1": 0.5, "4": 1}}
LADDER = {"kind": "ladder", "situations": [text("None"), text("Some")]}
OLD = rubric_content(
    {"A": practice("m", "decides"), "B": practice("n", "decides", scale=STEPS), "C": criterion(scale=LADDER)},
    {"top": node({"part": 1, "C": 1}), "part": node({"A": 1, "B": 2})},
    [headline("top", levels=[level(1, 0), level(2, 5, gate("A", 1))])],
) | {"attributions": [attribution("first", "Topics."), attribution("second", "Figures.")]}


def told(change):
    new = copy.deepcopy(OLD)
    change(new)
    found = compare(Rubric.model_validate(OLD), Rubric.model_validate(new))
    return [(each.moves_results, ".".join(map(str, each.path)), each.said.in_english()) for each in found]


def set_at(*path_and_value):
    *path, last, value = path_and_value

    def change(content):
        for part in path:
            content = content[part]
        content[last] = value

    return change


def remove_at(*path_and_key):
    *path, last = path_and_key

    def change(content):
        for part in path:
            content = content[part]
        del content[last]

    return change


@pytest.mark.parametrize(
    ("change", "place", "said"),
    [
        (set_at("met_from", 0.9), "met_from", "0.999 becomes 0.9"),
        (set_at("takes_answers", "no"), "takes_answers", "yes becomes no"),
        (set_at("robustness", {"weights_within": 0.1}), "robustness.weights_within", "0.25 becomes 0.1"),
        (remove_at("headlines", 0), "headlines.top", "removed"),
        (set_at("headlines", 0, "coverage_floor", 0.5), "headlines.top.coverage_floor", "0 becomes 0.5"),
        (
            set_at("headlines", 0, "levels", 1, "at_least", 6),
            "headlines.top.levels.2.at_least",
            "5 becomes 6",
        ),
        (remove_at("headlines", 0, "levels", 1), "headlines.top.levels.2", "removed"),
        (set_at("headlines", 0, "levels", 1, "gates", []), "headlines.top.levels.2.gates.A", "removed"),
        (
            set_at("headlines", 0, "levels", 1, "gates", 0, "at_least", 0.5),
            "headlines.top.levels.2.gates.A",
            "1 becomes 0.5",
        ),
        (
            set_at("headlines", 0, "assessed_when", {"node": "part", "hypotheses": [0.5]}),
            "headlines.top.assessed_when",
            "waits for other answers, or supposes others",
        ),
        (
            set_at("nodes", "part", "aggregation", "minimum"),
            "nodes.part.aggregation",
            "arithmetic becomes minimum",
        ),
        (set_at("nodes", "part", "children", "B", 3), "nodes.part.children.B", "weight 2 becomes 3"),
        (remove_at("nodes", "top", "children", "C"), "nodes.top.children.C", "removed"),
        (set_at("criteria", "D", criterion()), "criteria.D", "added"),
        (remove_at("criteria", "C"), "criteria.C", "removed"),
        (set_at("criteria", "A", "metric", "o"), "criteria.A.metric", "m becomes o"),
        (
            set_at("criteria", "A", "applies_when", {"p": "yes"}),
            "criteria.A.applies_when",
            "nothing becomes p: yes",
        ),
        (
            set_at("criteria", "B", "scale", {"kind": "bands", "at_most": {"2": 1}}),
            "criteria.B.scale",
            "bands at_least {1: 0.5, 4: 1} becomes bands at_most {2: 1}",
        ),
        (
            set_at("criteria", "C", "scale", "situations", [text("None"), text("Some"), text("All")]),
            "criteria.C.scale",
            "ladder 0..1 becomes ladder 0..2",
        ),
    ],
)
def test_what_moves_results(change, place, said):
    assert (True, place, said) in told(change)


@pytest.mark.parametrize(
    ("change", "place", "said"),
    [
        (set_at("license", "MIT"), "license", "Apache-2.0 becomes MIT"),
        (set_at("dimensions", ["part"]), "dimensions", "top becomes part"),
        (set_at("title", {"en": "Test rubric", "fr": "Essai"}), "", "new in French: title"),
        (set_at("criteria", "A", "effort_days", 3), "criteria.A.effort_days", "1 becomes 3"),
        (set_at("criteria", "A", "source", {"list": "own"}), "criteria.A.source", "another source"),
        (set_at("criteria", "A", "why", text("Other.")), "criteria.A", "reworded in English: why"),
        (set_at("criteria", "A", "where", text("README")), "criteria.A", "new in English: where"),
        (
            set_at("criteria", "C", "scale", "situations", 1, text("A few")),
            "criteria.C",
            "reworded in English: scale.situations.1",
        ),
        (
            set_at("headlines", 0, "levels", 1, "name", text("Two")),
            "headlines.top",
            "reworded in English: levels.2.name",
        ),
        (
            set_at("attributions", 1, "note", {"en": "Figures.", "fr": "Chiffres."}),
            "attributions.second",
            "new in French: note",
        ),
        (set_at("attributions", 1, "note", "Steps."), "attributions.second", "reworded in English: note"),
        (remove_at("attributions", 1, "note"), "attributions.second.note", "removed"),
        (
            set_at("attributions", 1, "license", "BSD-2-Clause"),
            "attributions.second.license",
            "MIT becomes BSD-2-Clause",
        ),
        (remove_at("attributions", 0), "attributions.first", "removed"),
    ],
)
def test_what_is_words_alone(change, place, said):
    assert told(change) == [(False, place, said)]


def test_weights_in_the_same_proportions_move_nothing():
    assert told(set_at("nodes", "part", "children", {"A": 2, "B": 4})) == [
        (False, "nodes.part.children.A", "weight 1 becomes 2"),
        (False, "nodes.part.children.B", "weight 2 becomes 4"),
    ]


def test_many_texts_are_counted():
    levels = [level(number, number) for number in range(1, 6)]
    reworded = [each | {"name": text("A name"), "rationale": text("A reason")} for each in levels]
    sides = [{**OLD, "headlines": [headline("top", levels=each)]} for each in (levels, reworded)]
    old, new = (Rubric.model_validate(side) for side in sides)
    assert [each.said.in_english() for each in compare(old, new)] == ["reworded in English: 10 texts"]


def test_a_rubric_does_not_differ_from_itself():
    assert compare(Rubric.model_validate(OLD), Rubric.model_validate(OLD)) == ()
