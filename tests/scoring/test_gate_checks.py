import pytest
from support.gates import assessment

from mrl.errors import Problem
from mrl.model.gate import Gate, JudgedBy
from mrl.scoring.gate_checks import combined, condition_ids, level_problems, name_problems, waiver_problems

FOUND = assessment()
WAIVER = {"reason": "The new tracker comes in June.", "role": "lead", "until": "2026-06-01"}


def gate(**conditions):
    return Gate.model_validate(conditions)


def complain(path, message, remedy=""):
    return Problem(message=message, path=".".join(map(str, path)), remedy=remedy)


def names(**conditions):
    return [str(each) for each in name_problems(gate(**conditions), FOUND, complain)]


def levels(found=FOUND, **conditions):
    asked = gate(**conditions)
    return [str(each) for each in level_problems(asked, asked, found, complain)]


@pytest.mark.parametrize(
    ("conditions", "problem"),
    [
        ({"min": {"leftt": 3}}, "min.leftt: there is no node 'leftt'; did you mean 'left'?"),
        ({"min": {"A1": 3}}, "min.A1: there is no node 'A1'; it is a criterion; name it under 'met'"),
        ({"min": {"zzz": 3}}, "min.zzz: there is no node 'zzz'; known: left, right, top"),
        ({"met": ["A1", "A11"]}, "met.1: there is no criterion 'A11'; did you mean 'A1'?"),
        ({"met": ["left"]}, "met.0: there is no criterion 'left'; it is a node; give it a score under 'min'"),
        ({"headline": "tops"}, "headline: there is no headline 'tops'; did you mean 'top'?"),
    ],
)
def test_a_name_that_is_not_there_is_told_with_the_nearest(conditions, problem):
    assert names(**conditions) == [problem]


def test_names_that_are_there_are_no_problem():
    assert names(headline="top", min={"left": 1, "top": 2}, met=["A1"]) == []


def test_a_level_must_be_on_the_ladder():
    assert levels(min_level=3) == []
    assert levels(min_level=4) == ["min_level: there is no level 4; the levels are 1, 2, 3"]


def test_a_headline_without_levels_says_which_has_them():
    plain = FOUND.headlines[0].model_copy(update={"id": "left", "level": None})
    both = FOUND.model_copy(update={"headlines": (plain, *FOUND.headlines)})
    problem = "min_level: no level is given here; those with levels: top"
    assert levels(both, min_level=2, headline="left") == [problem]
    assert levels(both, min_level=2) == []
    assert levels(both.model_copy(update={"headlines": (plain,)}), min_level=2) == [
        "min_level: no level is given here"
    ]
    assert levels(min_level=9, headline="nowhere") == []


def test_a_rubric_without_headline_has_no_readiness():
    bare = FOUND.model_copy(update={"headlines": ()})
    found = levels(bare, min_readiness=1, min_coverage=0.1, max_fall=1, met=["A1"])
    assert [each.split(":")[0] for each in found] == ["min_readiness", "max_fall", "min_coverage"]
    assert "set conditions on nodes and criteria" in found[0]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (["min_levl"], "there is no condition 'min_levl' to be waived; did you mean 'min_level'?"),
        (["A2"], "there is no condition 'A2' to be waived; known: A1, met.A1, min_level"),
        (["A1", "met.A1"], "the condition 'met.A1' is waived twice; keep one"),
    ],
)
def test_a_waiver_is_for_one_condition_that_is_set(written, problem):
    waivers = [{**WAIVER, "condition": each} for each in written]
    found = list(waiver_problems(gate(min_level=2, met=["A1"], waivers=waivers), complain))
    assert [str(each) for each in found] == [f"waivers.{len(written) - 1}.condition: {problem}"]


def test_waivers_by_id_and_by_name_are_taken():
    waivers = [{**WAIVER, "condition": each} for each in ("min_level", "left", "met.A1", "no_expired")]
    whole = gate(min_level=2, min={"left": 2}, met=["A1"], no_expired=True, waivers=waivers)
    assert list(waiver_problems(whole, complain)) == []


def test_the_command_line_adds_to_a_file_and_counts_where_both_say_the_same():
    written = gate(
        min_level=2,
        min={"left": 2, "right": 3},
        met=["A1"],
        no_expired=True,
        by="point",
        max_fall=1,
    )
    given = gate(min_level=3, min={"left": 0}, met=["A2", "A1"], min_coverage="40 %", max_fall=0)
    whole = combined(written, given)
    assert (whole.min_level, whole.min, whole.met) == (3, {"left": 0, "right": 3}, ("A1", "A2"))
    assert (whole.no_expired, whole.by, whole.min_coverage, whole.max_fall) == (True, JudgedBy.POINT, 0.4, 0)


def test_ids_are_the_ways_in_a_file():
    ids = condition_ids(gate(min_level=1, min={"left": 0}, met=["A1"], min_coverage=0, no_expired=True))
    assert ids == {"min_level": "", "min_coverage": "", "no_expired": "", "min.left": "left", "met.A1": "A1"}
    assert condition_ids(gate(headline="top", by="point")) == {}
