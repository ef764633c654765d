import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.rubrics import criterion, gate, headline, level, make_rubric, node, practice
from support.solidity import NAMES, project, random_projects, random_trees, rubric_of

from mrl.model.assessment import LevelState
from mrl.rubric.types import Aggregation, Robustness
from mrl.scoring.draws import DRAWS
from mrl.scoring.finished import finished_leaves
from mrl.scoring.levels import level_of
from mrl.scoring.robustness import robustness
from mrl.scoring.tree import Tree

FEW = settings(max_examples=25)
answers = st.fixed_dictionaries({name: st.sampled_from(["yes", "partly", "no"]) for name in NAMES})
LEVELS = [level(1, 0), level(2, 4), level(3, 7, gate("a", 1))]


def within(rubric, share):
    return rubric.model_copy(update={"robustness": Robustness(weights_within=share)})


def all_as(rubric, aggregation):
    """Give the rubric with every mean of one kind; minimum nodes stay."""
    nodes = {
        name: found
        if found.aggregation is Aggregation.MINIMUM
        else found.model_copy(update={"aggregation": aggregation})
        for name, found in rubric.nodes.items()
    }
    return rubric.model_copy(update={"nodes": nodes})


def flat(said, levels=(), **changes):
    """Score three criteria of equal weight, all means, one headline."""
    criteria = {name: practice() for name in ("a", "b", "c")}
    shown = headline("all", levels=list(levels), **changes)
    rubric = make_rubric(criteria, {"all": node(dict.fromkeys(criteria, 1))}, [shown])
    return rubric, project(rubric, answers=said)


@FEW
@given(random_projects())
def test_shares_are_those_of_all_draws_and_figures_are_in_order(made):
    rubric, assessment = made
    for found, headline_ in zip(robustness(rubric, assessment), assessment.headlines, strict=False):
        assert found.draws == DRAWS
        assert 0 <= found.low <= found.median <= found.high <= 10
        if headline_.level is not None and headline_.level.state is LevelState.ASSESSED:
            assert sum(item.share for item in found.levels) == pytest.approx(1)
        else:
            assert found.levels == ()


@FEW
@given(random_projects())
def test_without_other_weights_no_draw_leaves_what_the_two_means_allow(made):
    rubric, assessment = made
    leaves = finished_leaves(assessment)
    lowest = Tree(all_as(rubric, Aggregation.GEOMETRIC)).evaluate(leaves)["top"]
    highest = Tree(all_as(rubric, Aggregation.ARITHMETIC)).evaluate(leaves)["top"]
    for found in robustness(within(rubric, 0), assessment):
        assert 10 * lowest.lowest - 1e-5 <= found.low
        assert found.high <= 10 * highest.highest + 1e-5


@FEW
@given(random_trees(), answers)
def test_what_is_known_and_only_has_minima_is_a_single_value(nodes, said):
    minima = {name: {**content, "aggregation": "minimum"} for name, content in nodes.items()}
    rubric = rubric_of(minima)
    assessment = project(rubric, answers=said)
    found = robustness(rubric, assessment)[0]
    assert found.low == found.median == found.high == assessment.headlines[0].score.point


@FEW
@given(random_trees(), answers)
def test_what_is_known_with_fixed_weights_is_one_of_the_two_means(nodes, said):
    rubric = within(rubric_of(nodes), 0)
    assessment = project(rubric, answers=said)
    means = [
        10 * Tree(all_as(rubric, kind)).evaluate(finished_leaves(assessment))["top"].point
        for kind in (Aggregation.GEOMETRIC, Aggregation.ARITHMETIC)
    ]
    found = robustness(rubric, assessment)[0]
    assert [found.low, found.high] == pytest.approx(means, abs=1e-5)
    assert any(found.median == pytest.approx(mean, abs=1e-5) for mean in (*means, sum(means) / 2))


@FEW
@given(random_projects())
def test_the_order_of_the_file_and_the_day_change_nothing(made):
    rubric, assessment = made
    turned = rubric.model_copy(
        update={
            "criteria": dict(reversed(rubric.criteria.items())),
            "nodes": {
                name: found.model_copy(update={"children": dict(reversed(found.children.items()))})
                for name, found in reversed(rubric.nodes.items())
            },
        }
    )
    later = assessment.model_copy(
        update={
            "as_of": assessment.as_of + dt.timedelta(days=9),
            "criteria": tuple(reversed(assessment.criteria)),
        }
    )
    assert robustness(rubric, assessment) == robustness(turned, later)


def test_other_content_gives_other_draws():
    rubric, first = flat({"a": "yes", "b": "no"})
    _, second = flat({"a": "no", "b": "yes"})
    assert robustness(rubric, first)[0].median != robustness(rubric, second)[0].median


def test_what_is_open_widens_the_interval():
    def width(said):
        rubric, assessment = flat(said)
        (found,) = robustness(within(rubric, 0), assessment)
        return found.high - found.low

    assert width({"a": "yes", "b": "yes", "c": "yes"}) == 0
    assert 2 < width({"a": "yes", "b": "yes"}) < width({"a": "yes"})


def test_an_interval_of_situations_is_drawn_from_its_situations():
    ladder = {"kind": "ladder", "situations": [{"en": str(place)} for place in range(5)]}
    rubric = make_rubric({"a": criterion(scale=ladder)})
    (found,) = robustness(rubric, project(rubric, answers={"a": "1-2"}))
    assert (found.low, found.high) == (2.5, 5)
    assert found.median == 3.75  # each as often as the other


def test_a_figure_without_steps_is_drawn_from_anywhere():
    line = {"kind": "goalposts", "worst": 0, "best": 10}
    rubric = make_rubric({"a": criterion(metric="m", metric_role="decides", scale=line)})
    (found,) = robustness(rubric, project(rubric))
    assert [found.low, found.median, found.high] == pytest.approx([0.5, 5, 9.5], abs=0.3)


def test_other_weights_alone_spread_the_result():
    rubric, assessment = flat({"a": "yes", "b": "partly", "c": "yes"})
    narrow, wide = (robustness(within(rubric, share), assessment)[0] for share in (0.05, 0.5))
    assert wide.low < narrow.low < narrow.high < wide.high


@pytest.mark.parametrize(("needed", "share"), [(0.25, 2 / 3), (1, 1 / 3)])
def test_a_gate_is_judged_in_every_draw_by_what_can_be_answered(needed, share):
    rubric, assessment = flat({"b": "yes", "c": "yes"}, [level(1, 0), level(2, 1, gate("a", needed))])
    (found,) = robustness(within(rubric, 0), assessment)
    shares = {item.level: item.share for item in found.levels}
    assert shares[2] == pytest.approx(share, abs=0.03)
    assert shares[1] == pytest.approx(1 - share, abs=0.03)


def test_below_the_first_level_is_none():
    rubric, assessment = flat({"a": "no", "b": "no", "c": "no"}, [level(1, 5), level(2, 8)])
    (found,) = robustness(rubric, assessment)
    assert [(item.level, item.share) for item in found.levels] == [(None, 1.0)]


def test_levels_are_left_out_below_the_coverage_floor():
    rubric, assessment = flat({"a": "yes"}, LEVELS, coverage_floor=0.6)
    (found,) = robustness(rubric, assessment)
    assert found.levels == ()
    assert all(not item.changes_level and item.level is None for item in found.deciding)


def test_nothing_decides_a_headline_that_waits_for_answers():
    waits = {"node": "questions", "hypotheses": [0.5]}
    nodes = {"all": node({"a": 1, "questions": 1}), "questions": node({"b": 1})}
    rubric = make_rubric(
        {"a": practice(), "b": practice()}, nodes, [headline("all", levels=LEVELS, assessed_when=waits)]
    )
    (found,) = robustness(rubric, project(rubric, answers={"a": "yes"}))
    assert (found.levels, found.deciding) == ((), ())
    assert found.low < found.median < found.high


def test_what_changes_the_level_is_named_before_what_moves_more():
    rubric, assessment = flat({"a": "partly", "b": "yes", "c": "yes"}, LEVELS)
    (found,) = robustness(rubric, assessment)
    assert [(item.criterion, item.move, item.changes_level, item.level) for item in found.deciding] == [
        ("a", pytest.approx(10 - 25 / 3, abs=1e-5), True, 3),
        ("b", pytest.approx(7.5 - 25 / 3, abs=1e-5), False, 2),
        ("c", pytest.approx(7.5 - 25 / 3, abs=1e-5), False, 2),
    ]


@FEW
@given(random_projects())
def test_a_deciding_criterion_does_what_is_said_when_it_does_not_apply(made):
    rubric, assessment = made
    tree, leaves = Tree(rubric), finished_leaves(assessment)
    before = tree.evaluate(leaves)["top"]
    for found in robustness(rubric, assessment):
        for item in found.deciding:
            without = tree.evaluate({**leaves, item.criterion: None})
            assert item.move == pytest.approx(10 * (without["top"].point - before.point), abs=1e-5)
            level_then = level_of(rubric, rubric.headlines[0], tree, without)
            if item.changes_level and level_then.state is LevelState.ASSESSED:
                assert item.level == level_then.point


def test_at_most_five_criteria_decide():
    criteria = {name: practice() for name in NAMES}
    rubric = make_rubric(criteria)
    (found,) = robustness(rubric, project(rubric, answers={**dict.fromkeys(NAMES, "yes"), "a": "no"}))
    assert [item.criterion for item in found.deciding] == ["a", "b", "c", "d", "e"]


def test_where_nothing_applies_there_is_nothing_to_draw():
    rubric, assessment = flat(dict.fromkeys(("a", "b", "c"), "not applicable"))
    assert robustness(rubric, assessment) == ()
