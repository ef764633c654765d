"""Arrays must say what the tree and the levels say of one result, draw by draw."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.rubrics import gate, headline, level, node
from support.solidity import NAMES, random_leaves, random_trees, rubric_of, unit, weights

from mrl.model.assessment import LevelState
from mrl.rubric.types import Aggregation
from mrl.scoring.arrays import ArrayTree, levels_reached, ranges_of
from mrl.scoring.levels import level_of
from mrl.scoring.tree import UNKNOWN, Tree, exactly


def same(ranges, draw, expected):
    found = list(ranges[:, draw if ranges.shape[1] > 1 else 0])
    if expected is None:
        return all(np.isnan(value) for value in found)
    wanted = [np.nan if value is None else value for value in expected]
    return found == pytest.approx(wanted, abs=1e-12, nan_ok=True)


def stacked(many):
    return {name: np.concatenate([ranges_of(leaves[name]) for leaves in many], axis=1) for name in NAMES}


@given(random_trees(), random_leaves())
def test_one_draw_is_what_the_tree_gives(nodes, leaves):
    rubric = rubric_of(nodes)
    expected = Tree(rubric).evaluate(leaves)
    found = ArrayTree(rubric).evaluate({name: ranges_of(leaf) for name, leaf in leaves.items()})
    assert all(same(found[name], 0, expected[name]) for name in nodes)


@given(random_trees(), st.lists(random_leaves(), min_size=2, max_size=4))
def test_draws_do_not_touch_each_other(nodes, many):
    rubric = rubric_of(nodes)
    found = ArrayTree(rubric).evaluate(stacked(many))
    for draw, leaves in enumerate(many):
        expected = Tree(rubric).evaluate(leaves)
        assert all(same(found[name], draw, expected[name]) for name in nodes)


@given(random_trees(), random_leaves(), weights, st.booleans())
def test_weights_and_aggregation_of_a_draw_are_as_if_written_in_the_rubric(nodes, leaves, factor, coin):
    kind = "geometric" if coin else "arithmetic"
    changed = {
        name: {
            **content,
            "aggregation": content["aggregation"] if content["aggregation"] == "minimum" else kind,
            "children": {child: weight + factor for child, weight in content["children"].items()},
        }
        for name, content in nodes.items()
    }
    drawn = {
        name: {child: np.array([1.0, weight]) for child, weight in content["children"].items()}
        for name, content in changed.items()
    }
    expected = Tree(rubric_of(changed)).evaluate(leaves)
    arrays = {name: ranges_of(leaf) for name, leaf in leaves.items()}
    found = ArrayTree(rubric_of(nodes)).evaluate(arrays, drawn, np.array([not coin, coin]))
    assert all(same(found[name], 1, expected[name]) for name in nodes)


@given(random_trees(), st.fixed_dictionaries(dict.fromkeys(NAMES, unit)))
def test_known_leaves_take_the_short_way_to_the_same_result(nodes, points):
    rubric = rubric_of(nodes)
    found = ArrayTree(rubric).evaluate_known({name: np.array([value]) for name, value in points.items()})
    expected = Tree(rubric).evaluate({name: exactly(value) for name, value in points.items()})
    assert all(same(found[name], 0, expected[name]) for name in nodes)


@given(random_trees(), st.lists(random_leaves(), min_size=1, max_size=4), unit, unit)
def test_levels_are_those_of_a_single_result(nodes, many, first, second):
    levels = [level(1, 1), level(2, 3, gate("a", first)), level(3, 5, gate("left", second))]
    rubric = rubric_of(nodes, [headline("top", levels=levels)])
    shown = rubric.headlines[0]
    tree = Tree(rubric)
    reached = levels_reached(shown, ArrayTree(rubric).evaluate(stacked(many)))
    for draw, leaves in enumerate(many):
        single = level_of(rubric, shown, tree, tree.evaluate(leaves))
        if single.state is LevelState.ASSESSED:
            assert (single.point or 0) == reached[draw]


def test_a_leaf_nobody_gave_is_not_applicable():
    rubric = rubric_of({"top": node({"a": 1, "b": 1})})
    assert same(ArrayTree(rubric).evaluate({"a": ranges_of(exactly(0.3))})["top"], 0, exactly(0.3))
    assert "top" not in ArrayTree(rubric).evaluate({})


@pytest.mark.parametrize("aggregation", list(Aggregation))
def test_only_what_is_below_the_named_roots_is_added_up(aggregation):
    nodes = {"top": node({"left": 1}, aggregation.value), "left": node({"a": 1}, aggregation.value)}
    found = ArrayTree(rubric_of(nodes), ["left"]).evaluate({"a": ranges_of(UNKNOWN)})
    assert set(found) == {"a", "left"}
