"""The laws of the tree's arithmetic, on made-up trees with every aggregation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.rubrics import make_rubric, node, practice

from mrl.rubric.types import Aggregation
from mrl.scoring.tree import UNKNOWN, Range, Tree, aggregate, exactly

NAMES = ("a", "b", "c", "d", "e", "f")
unit = st.floats(min_value=0, max_value=1, allow_subnormal=False)
weights = st.floats(min_value=0.1, max_value=20)
SLACK = 1e-9


@st.composite
def leaves(draw):
    kind = draw(st.sampled_from(["known", "unknown", "interval", "none"]))
    if kind == "known":
        return exactly(draw(unit))
    if kind == "unknown":
        return UNKNOWN
    if kind == "none":
        return None
    low, high = sorted((draw(unit), draw(unit)))
    return Range((low + high) / 2, low, high, 1.0)


@st.composite
def trees(draw):
    kinds = st.sampled_from([aggregation.value for aggregation in Aggregation])
    nodes = {
        "top": node({"left": draw(weights), "right": draw(weights), "a": draw(weights)}, draw(kinds)),
        "left": node({"b": draw(weights), "c": draw(weights)}, draw(kinds)),
        "right": node({"d": draw(weights), "low": draw(weights)}, draw(kinds)),
        "low": node({"e": draw(weights), "f": draw(weights)}, draw(kinds)),
    }
    return nodes, {name: draw(leaves()) for name in NAMES}


def tree_of(nodes):
    return Tree(make_rubric({name: practice() for name in NAMES}, nodes))


@given(trees())
def test_the_point_lies_within_the_range(made):
    nodes, values = made
    for result in tree_of(nodes).evaluate(values).values():
        if result is not None:
            assert 0 <= result.lowest <= result.highest <= 1
            assert 0 <= result.coverage <= 1
            assert result.point is None or result.lowest <= result.point <= result.highest


@given(trees(), st.sampled_from(NAMES), unit)
def test_learning_only_narrows_and_losing_only_widens(made, name, value):
    nodes, values = made
    tree = tree_of(nodes)
    without = tree.evaluate({**values, name: UNKNOWN})
    known = tree.evaluate({**values, name: exactly(value)})
    for place in nodes:
        before, after = without[place], known[place]
        if before is None:  # nothing below this place applies
            assert after is None
            continue
        assert before.lowest <= after.lowest + SLACK
        assert before.highest >= after.highest - SLACK
        assert before.coverage <= after.coverage + SLACK


@given(trees(), st.sampled_from(NAMES))
def test_learning_that_something_does_not_apply_only_narrows(made, name):
    nodes, values = made
    tree = tree_of(nodes)
    before, after = (
        tree.evaluate({**values, name: UNKNOWN})["top"],
        tree.evaluate({**values, name: None})["top"],
    )
    if after is not None:
        assert before.lowest <= after.lowest + SLACK
        assert before.highest >= after.highest - SLACK


@given(trees(), st.sampled_from(NAMES), unit)
def test_changing_one_leaf_gives_what_a_new_evaluation_gives(made, name, value):
    nodes, values = made
    tree = tree_of(nodes)
    assert tree.with_leaf(tree.evaluate(values), name, exactly(value)) == tree.evaluate(
        {**values, name: exactly(value)}
    )


@given(trees(), st.sampled_from([0.5, 2, 10]))
def test_scaling_all_weights_of_a_node_changes_nothing(made, factor):
    nodes, values = made
    scaled = {
        name: {
            **content,
            "children": {child: weight * factor for child, weight in content["children"].items()},
        }
        for name, content in nodes.items()
    }
    one, other = tree_of(nodes).evaluate(values)["top"], tree_of(scaled).evaluate(values)["top"]
    assert (one is None) == (other is None)
    for first, second in zip(one or (), other or (), strict=True):
        assert first == pytest.approx(second)


@given(trees(), st.sampled_from(NAMES), unit, unit)
def test_a_better_leaf_never_makes_anything_worse(made, name, first, second):
    nodes, values = made
    low, high = sorted((first, second))
    tree = tree_of(nodes)
    worse = tree.evaluate({**values, name: exactly(low)})["top"]
    better = tree.evaluate({**values, name: exactly(high)})["top"]
    assert worse.lowest <= better.lowest + SLACK
    assert worse.highest <= better.highest + SLACK
    assert worse.point <= better.point + SLACK if worse.point is not None else better.point is None


def test_the_formulae_by_hand():
    children = [(exactly(0.5), 1.0), (exactly(1.0), 3.0)]
    assert aggregate(Aggregation.ARITHMETIC, children).point == pytest.approx(0.875)
    assert aggregate(Aggregation.MINIMUM, children).point == 0.5
    geometric = (((0.01 + 0.99 * 0.5) ** 0.25 * 1.0**0.75) - 0.01) / 0.99
    assert aggregate(Aggregation.GEOMETRIC, children).point == pytest.approx(geometric)


def test_a_zero_does_not_wipe_out_a_geometric_mean():
    result = aggregate(Aggregation.GEOMETRIC, [(exactly(0.0), 1.0), (exactly(1.0), 1.0)])
    assert 0.05 < result.point < 0.2


def test_a_minimum_has_no_point_while_a_child_is_unknown():
    result = aggregate(Aggregation.MINIMUM, [(exactly(0.4), 1.0), (UNKNOWN, 1.0)])
    assert result == Range(None, 0.0, 0.4, 0.5)


def test_unknown_children_leave_the_point_and_open_the_range():
    result = aggregate(Aggregation.ARITHMETIC, [(exactly(0.6), 1.0), (UNKNOWN, 1.0)])
    assert result.point == pytest.approx(0.6)
    assert (result.lowest, result.highest, result.coverage) == pytest.approx((0.3, 0.8, 0.5))


def test_nothing_applicable_is_not_applicable():
    assert aggregate(Aggregation.ARITHMETIC, []) is None
