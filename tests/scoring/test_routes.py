from itertools import pairwise, product

import pytest
from hypothesis import assume, given, settings
from support.rubrics import criterion, evidence, gate, headline, level, make_rubric, node, practice
from support.solidity import LADDER, STEPS, project, random_projects

from mrl.model.assessment import GateState
from mrl.model.base import say
from mrl.scoring import route_search
from mrl.scoring.finished import finished_leaves
from mrl.scoring.levels import level_of
from mrl.scoring.route_steps import options_for
from mrl.scoring.routes import routes
from mrl.scoring.tree import Tree, exactly

SOME = settings(max_examples=60)
HARD = settings(max_examples=30)


def reaches(rubric, found, changes, leaves):
    """Say whether criteria raised to their points reach a goal, by the tree and the levels alone."""
    tree = Tree(rubric)
    results = tree.evaluate({**leaves, **{name: exactly(points) for name, points in changes.items()}})
    top = results[rubric.headlines[0].node]
    if top is None or top.point is None or top.point * 10 < found.goal_score - 1e-9:
        return False
    if found.goal_level is None:
        return True
    after = level_of(rubric, rubric.headlines[0], tree, results)
    gates = [item for item in after.gates if item.level <= found.goal_level]
    return after.point >= found.goal_level and all(item.state is GateState.MET for item in gates)


def cheapest_by_hand(rubric, assessment, found, *, doing_only=False):
    """Try every set of options and give the least effort that reaches the goal; None if none does."""
    leaves = finished_leaves(assessment)
    options = options_for(rubric, assessment, leaves)
    efforts = []
    for taken in product(*([None, *choices] for choices in options.values())):
        chosen = {name: option for name, option in zip(options, taken, strict=True) if option}
        if doing_only and any(option.kind == "find_out" for option in chosen.values()):
            continue
        changes = {name: option.rung.points for name, option in chosen.items()}
        if chosen and reaches(rubric, found, changes, leaves):
            efforts.append(sum(option.effort_days for option in chosen.values()))
    return min(efforts, default=None)


def taken(route):
    return {step.criterion: step.needed for step in route.steps}


@SOME
@given(random_projects())
def test_every_route_reaches_the_goal_in_the_tree_and_the_levels(made):
    rubric, assessment = made
    leaves = finished_leaves(assessment)
    for found in routes(rubric, assessment):
        for route in found.routes:
            assert reaches(rubric, found, taken(route), leaves)
            assert route.effort_days == pytest.approx(sum(step.effort_days for step in route.steps))
            assert route.score >= found.goal_score - 1e-6
            assert (route.level or 0) >= (found.goal_level or 0)


@SOME
@given(random_projects())
def test_no_set_of_steps_is_cheaper_where_all_are_looked_at(made):
    rubric, assessment = made
    (found,) = routes(rubric, assessment)
    assume(found.goal_score is not None)
    cheapest = cheapest_by_hand(rubric, assessment, found)
    doing = cheapest_by_hand(rubric, assessment, found, doing_only=True)
    assert [route.effort_days for route in found.routes[:1]] == pytest.approx(
        [] if cheapest is None else [cheapest]
    )
    of_doing = [route.effort_days for route in found.routes if all(step.kind == "do" for step in route.steps)]
    assert min(of_doing, default=None) == (None if doing is None else pytest.approx(doing))
    assert (found.reason is None) == (cheapest is not None)


@HARD
@given(random_projects())
def test_the_search_beyond_finds_a_route_wherever_there_is_one(made):
    rubric, assessment = made
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(route_search, "MOST_SETS", 0)
        patch.setattr(route_search, "STEPS", 1)
        (found,) = routes(rubric, assessment)
    assume(found.goal_score is not None)
    cheapest = cheapest_by_hand(rubric, assessment, found)
    assert bool(found.routes) == (cheapest is not None)
    for route in found.routes:
        assert route.effort_days >= cheapest - 1e-9
        assert reaches(rubric, found, taken(route), finished_leaves(assessment))


@SOME
@given(random_projects())
def test_routes_are_ranked_and_none_asks_for_all_of_another(made):
    rubric, assessment = made
    (found,) = routes(rubric, assessment)
    assert len(found.routes) <= 3
    ranks = [(route.effort_days, len(route.steps)) for route in found.routes]
    assert ranks == sorted(ranks)
    for one, other in pairwise(found.routes):
        first, second = taken(one), taken(other)
        assert not first.items() <= second.items()
        assert not second.items() <= first.items()


@SOME
@given(random_projects())
def test_the_same_assessment_has_the_same_routes_whatever_its_order(made):
    rubric, assessment = made
    turned = assessment.model_copy(update={"criteria": tuple(reversed(assessment.criteria))})
    assert routes(rubric, assessment) == routes(rubric, turned)


LEVELS = [level(1, 0), level(2, 5, gate("a", 1)), level(3, 9)]
THREE = {"a": criterion(effort_days=4), "b": criterion(effort_days=1), "c": criterion(effort_days=2)}


def found_for(said, criteria=THREE, levels=LEVELS, facts=(), **changes):
    rubric = make_rubric(
        criteria,
        {"all": node(dict.fromkeys(criteria, 1))},
        [headline("all", levels=list(levels), **changes)],
    )
    return routes(rubric, project(rubric, facts, said))[0]


def steps(route):
    return [(step.kind, step.criterion, step.effort_days) for step in route.steps]


def test_a_failed_gate_is_mended_whatever_else_is_cheaper():
    found = found_for({"a": "no", "b": "no"})
    assert (found.goal_level, found.goal_score) == (2, 5)
    assert [steps(route) for route in found.routes] == [[("do", "a", 4.0)]]
    assert (found.routes[0].score, found.routes[0].level) == (5.0, 2)


def test_a_gate_nobody_knows_the_state_of_must_be_settled():
    found = found_for({"b": "yes", "c": "no"})
    assert found.goal_level == 3
    assert [steps(route) for route in found.routes] == [[("find_out", "a", 0.25), ("do", "c", 2.0)]]


def test_without_levels_the_goal_is_the_next_whole_point():
    found = found_for({"a": "no", "b": "no", "c": "yes"}, levels=[])
    assert (found.goal_level, found.goal_score) == (None, 4)
    assert [steps(route) for route in found.routes] == [[("do", "b", 1.0)], [("do", "a", 4.0)]]
    assert found.method == say("every set of the {count} possible steps was looked at", count=2)
    assert found.routes[0].level is None


def test_below_the_coverage_floor_the_goal_is_the_next_whole_point():
    found = found_for({"a": "partly"}, coverage_floor=0.9)
    assert (found.goal_level, found.goal_score) == (None, 6)


def test_a_whole_point_is_not_its_own_goal():
    assert found_for({"a": "no", "b": "partly", "c": "yes"}, levels=[]).goal_score == 6


def test_the_cheapest_way_of_doing_alone_is_there_beside_cheaper_looks():
    criteria = {name: criterion(effort_days=9) for name in "abcdef"}
    found = found_for({"a": "no", "b": "yes"}, criteria, levels=[])
    assert [steps(route) for route in found.routes] == [
        [("find_out", "c", 0.25)],
        [("find_out", "d", 0.25)],
        [("do", "a", 9.0)],
    ]


def test_what_is_found_out_need_be_no_better_than_the_goal_asks():
    criteria = {"a": criterion(scale=LADDER), "b": criterion()}
    found = found_for({"b": "partly"}, criteria, [level(1, 0), level(2, 5.5, gate("a", 0.3))])
    (step,) = found.routes[0].steps
    assert (step.kind, step.needed, step.target) == (
        "find_out",
        pytest.approx(2 / 3),
        say("situation {number} of {last}", number=2, last=3),
    )


def test_a_step_says_all_that_is_needed_to_take_it():
    content = criterion(
        metric="m",
        metric_role="decides",
        scale=STEPS,
        effort_days=10,
        where={"en": "release.yml"},
        advice={"en": "Release."},
    )
    facts = [evidence("m", 0, sentence=say("No release."))]
    found = found_for({}, {"a": content}, levels=[], facts=facts)
    (route,) = found.routes
    (step,) = route.steps
    assert (step.title.en, step.advice.en, step.where.en) == ("A title", "Release.", "release.yml")
    assert (step.points, step.needed, step.effort_days) == (0, 0.3, 3.0)
    assert step.present == say("No release.")
    assert step.target == say("at least {value} {unit}", value=1, unit="things")


def test_looks_come_before_tasks():
    found = found_for({"a": "no", "b": "no"}, levels=[level(1, 0), level(2, 6, gate("a", 1))])
    assert [kind for kind, _, _ in steps(found.routes[0])] == ["find_out", "do"]


@pytest.mark.parametrize(
    ("said", "changes", "reason"),
    [
        ({}, {}, "there is no score yet; its questions come first"),
        (
            {"a": "yes"},
            {"coverage_floor": 0.9},
            "too little is known for a level; its questions come first",
        ),
        (dict.fromkeys("abc", "yes"), {}, "there is nothing higher to reach"),
        (dict.fromkeys("abc", "yes"), {"levels": []}, "there is nothing higher to reach"),
        (
            {"a": "yes"},
            {"assessed_when": {"node": "all", "hypotheses": [0.5]}},
            "the level waits for answers; its questions come first",
        ),
    ],
)
def test_without_a_goal_the_reason_is_said(said, changes, reason):
    found = found_for(said, **changes)
    assert (found.routes, found.goal_score, found.goal_level, found.method) == ((), None, None, None)
    assert found.reason == say(reason)


def test_where_no_step_leads_the_reason_is_said():
    limited = criterion(scale={"kind": "choice", "points": {"none": 0, "some": 0.5}})
    found = found_for({"a": "none"}, {"a": limited}, levels=[level(1, 0), level(2, 8)])
    assert (found.routes, found.goal_level) == ((), 2)
    assert found.reason == say("all steps together do not lead there")


def test_where_nothing_can_go_further_there_is_no_route():
    full = criterion(scale={"kind": "choice", "points": {"some": 0.5}})
    found = found_for({"a": "some"}, {"a": full}, levels=[])
    assert (found.routes, found.reason) == ((), say("all steps together do not lead there"))


def test_a_large_rubric_is_searched_as_it_says():
    criteria = {f"c{place}": practice(effort_days=1 + place % 7) for place in range(40)}
    said = {name: "no" for place, name in enumerate(criteria) if place % 3}
    found = found_for(said | {"c0": "yes"}, criteria, levels=[level(1, 0), level(2, 6, gate("c5", 1))])
    assert found.method.values == {"steps": route_search.STEPS, "count": 39}
    rubric = make_rubric(
        criteria,
        {"all": node(dict.fromkeys(criteria, 1))},
        [headline("all", levels=[level(1, 0), level(2, 6, gate("c5", 1))])],
    )
    leaves = finished_leaves(project(rubric, (), said | {"c0": "yes"}))
    for route in found.routes:
        assert reaches(rubric, found, taken(route), leaves)
        for name in taken(route):
            without = {other: points for other, points in taken(route).items() if other != name}
            assert not reaches(rubric, found, without, leaves)
