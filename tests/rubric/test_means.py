"""The three ways in which the children of a node add up."""

import math

import pytest
from support.rubrics import make_rubric, node, practice

from mrl.rubric.means import EPSILON, MEANS, geometric
from mrl.rubric.reach import reach
from mrl.rubric.types import Aggregation
from mrl.scoring.tree import Tree, exactly


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [
        (Aggregation.ARITHMETIC, 0.7),
        (Aggregation.MINIMUM, 0.4),
        (Aggregation.GEOMETRIC, (math.sqrt((0.01 + 0.99 * 0.4) * 1) - 0.01) / 0.99),
    ],
)
def test_a_mean_of_two_values_of_the_same_weight(aggregation: Aggregation, expected: float) -> None:
    assert MEANS[aggregation]([0.4, 1.0], [3, 3]) == pytest.approx(expected)


def test_one_zero_does_not_wipe_out_a_geometric_mean() -> None:
    assert geometric([0.0, 1.0], [1, 1]) == pytest.approx((math.sqrt(EPSILON) - EPSILON) / (1 - EPSILON))
    assert geometric([0.0, 0.0], [1, 1]) == pytest.approx(0)


@pytest.mark.parametrize("aggregation", Aggregation)
def test_the_most_a_node_can_earn_is_what_the_tree_gives_for_it(aggregation: Aggregation) -> None:
    steps = {"kind": "bands", "at_least": {"1": 0.3}}
    criteria = {"A": practice("m", "decides", scale=steps), "B": practice()}
    rubric = make_rubric(criteria, {"top": node({"A": 2, "B": 1}, aggregation.value)})
    scored = Tree(rubric).evaluate({"A": exactly(0.3), "B": exactly(1.0)})["top"]
    assert scored is not None
    assert reach(rubric)["top"] == scored.point
