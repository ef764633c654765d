"""What can be done about one criterion, and what it is said to cost."""

import pytest
from support.rubrics import criterion, evidence, make_rubric
from support.solidity import LADDER, STEPS, project

from mrl.model.base import say
from mrl.model.evidence import Kind
from mrl.scoring.finished import finished_leaves
from mrl.scoring.route_steps import LOOK_DAYS, options_for, present_of


def options(content, facts=(), answer=None):
    """Give kind, points, days and target of each option of a lone criterion of ten days."""
    rubric = make_rubric({"a": criterion(effort_days=10, **content)})
    assessment = project(rubric, facts, {"a": answer} if answer else {})
    found = options_for(rubric, assessment, finished_leaves(assessment)).get("a", ())
    return [
        (
            option.kind,
            pytest.approx(option.rung.points, abs=1e-5),
            option.effort_days,
            option.rung.target and option.rung.target.in_english(),
        )
        for option in found
    ]


def measured(scale, role="decides"):
    return {"scale": scale, "metric": "m", "metric_role": role}


def test_each_higher_step_of_bands_costs_its_part_of_the_way():
    scale = {"kind": "bands", "at_least": {1: 0.2, 2: 0.6, 3: 0.6, 4: 1}}
    assert options(measured(scale), [evidence("m", 1)]) == [
        ("do", 0.6, 5.0, "at least 2 things"),
        ("do", 1.0, 10.0, "at least 4 things"),
    ]
    falling = {"kind": "bands", "at_most": {0: 1, 5: 0.5, 9: 0.5}}
    assert options(measured(falling), [evidence("m", 20)]) == [
        ("do", 0.5, 5.0, "at most 9 things"),
        ("do", 1.0, 10.0, "at most 0 things"),
    ]


def test_a_line_is_climbed_by_quarters_and_round_figures():
    scale = {"kind": "goalposts", "worst": 0, "best": 10}
    assert options(measured(scale), [evidence("m", 4)]) == [
        ("do", 0.5, 1.67, "at least 5 things"),
        ("do", 0.8, 6.67, "at least 8 things"),
        ("do", 1.0, 10.0, "at least 10 things"),
    ]
    falling = {"kind": "goalposts", "worst": 0.9, "best": 0.1}
    assert options(measured(falling), [evidence("m", 0.66, kind=Kind.SHARE, unit="share")]) == [
        ("do", 0.5, 2.86, "at most 0.5"),
        ("do", 0.75, 6.43, "at most 0.3"),
        ("do", 1.0, 10.0, "at most 0.1"),
    ]


def test_a_line_of_logarithms_is_climbed_by_its_own_quarters():
    scale = {"kind": "log_goalposts", "worst": 0, "best": 15}
    assert options(measured(scale), [evidence("m", 3)]) == [
        ("do", 0.75, 5.0, "at least 7 things"),
        ("do", 1.0, 10.0, "at least 15 things"),
    ]


def test_a_trifle_is_no_step_unless_it_is_the_last():
    scale = {"kind": "goalposts", "worst": 0, "best": 100}
    assert [points for _, points, _, _ in options(measured(scale), [evidence("m", 74)])] == [1.0]
    assert [points for _, points, _, _ in options(measured(scale), [evidence("m", 96)])] == [1.0]


def test_situations_are_climbed_one_by_one():
    assert options({"scale": LADDER}, answer="1") == [
        ("do", 2 / 3, 5.0, "situation 2 of 3"),
        ("do", 1.0, 10.0, "situation 3 of 3"),
    ]


def test_an_interval_can_be_found_out_and_climbed_beyond():
    assert options({"scale": LADDER}, answer="0-2") == [
        ("find_out", 2 / 3, LOOK_DAYS, "situation 2 of 3"),
        ("do", 1.0, 10.0, "situation 3 of 3"),
    ]


def test_words_are_climbed_by_their_points():
    scale = {"kind": "choice", "points": {"none": 0, "some": 0.5, "all": 1}}
    assert options({"scale": scale}, answer="none") == [
        ("do", 0.5, 5.0, "the answer “some”"),
        ("do", 1.0, 10.0, "the answer “all”"),
    ]


def test_a_practice_is_done_or_not():
    assert options({}, answer="partly") == [("do", 1.0, 10.0, None)]
    assert options({}, answer="yes") == []
    assert options({}, answer="not applicable") == []


def test_what_nobody_knows_costs_a_look():
    assert options({}) == [("find_out", 1.0, LOOK_DAYS, None)]
    assert options(measured(STEPS)) == [("find_out", 1.0, LOOK_DAYS, None)]
    unknown = evidence("m", None, reason=say("to be read on a forge, which was not asked"))
    assert options(measured(STEPS), [unknown]) == [("find_out", 1.0, LOOK_DAYS, "at least 4 things")]


def test_what_is_seen_to_be_missing_can_be_asked_about_or_done():
    missing = [evidence("m", False)]
    for role in ("proves", "supports"):
        assert options(measured({"kind": "yes_no"}, role), missing) == [
            ("find_out", 1.0, LOOK_DAYS, None),
            ("do", 1.0, 10.0, None),
        ]


def test_where_a_supporting_figure_speaks_against_it_there_is_nothing_to_ask():
    assert options(measured(STEPS, "supports"), [evidence("m", 0)]) == [
        ("do", 1.0, 10.0, "at least 4 things")
    ]
    assert options(measured(STEPS, "supports"), [evidence("m", 9)]) == [
        ("find_out", 1.0, LOOK_DAYS, "at least 4 things")
    ]


def test_what_only_some_repositories_lack_is_asked_about():
    partly_known = [evidence("m", 0, known=1, total=2, known_weight=0.5)]
    assert options(measured(STEPS, "supports"), partly_known) == [
        ("find_out", 1.0, LOOK_DAYS, "at least 4 things")
    ]


def test_what_costs_no_more_than_a_look_is_done():
    rubric = make_rubric({"a": criterion(effort_days=0.25, metric="m", metric_role="proves")})
    assessment = project(rubric, [evidence("m", False)])
    (option,) = options_for(rubric, assessment, finished_leaves(assessment))["a"]
    assert (option.kind, option.effort_days) == ("do", 0.25)


def test_what_may_turn_out_lower_is_kept_for_routes_that_need_less():
    rubric = make_rubric({"a": criterion(scale=LADDER)})
    assessment = project(rubric)
    (option,) = options_for(rubric, assessment, finished_leaves(assessment))["a"]
    assert [rung.points for rung in option.lesser] == pytest.approx([1 / 3, 2 / 3])


def test_how_a_criterion_stands_is_said_by_reason_evidence_or_situation():
    rubric = make_rubric(
        {"a": criterion(), "b": criterion(scale=LADDER), "c": criterion(metric="m", metric_role="decides")}
    )
    seen = evidence("m", False, sentence=say("There is none."))
    results = {item.id: item for item in project(rubric, [seen], {"b": "1"}).criteria}
    assert present_of(results["a"], "find_out", None) == say("not answered yet")
    assert present_of(results["b"], "do", None) == say("situation {number} of {last}", number=1, last=3)
    assert present_of(results["c"], "do", seen) == say("There is none.")
