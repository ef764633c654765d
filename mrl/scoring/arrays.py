"""The arithmetic of the tree for many draws at once: what `tree` and `levels` say, on arrays.

A draw is one way things could be: its own leaves, its own weights, its own aggregation. The ranges of a
node or criterion are an array of four rows (point, lowest, highest, coverage, all on 0 to 1) with one
column per draw, or a single column where all draws agree. NaN stands for what is not there: a point of
NaN is no point, a column of nothing but NaN is not applicable.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from mrl.rubric.means import EPSILON
from mrl.rubric.structure import children_first
from mrl.rubric.types import Aggregation, Headline, Rubric
from mrl.scoring.tree import Range

POINT, LOWEST, HIGHEST, COVERAGE = range(4)
SLACK = 1e-9
"""Forgives the last digit of a sum, as the levels of a single result do."""

Numbers = NDArray[np.float64]
Choices = NDArray[np.bool_]
Weights = Mapping[str, Mapping[str, Numbers]]
"""Node to its children's weights, one per draw."""
_Mean = Callable[[Sequence[Numbers], Sequence[Numbers]], Numbers]


def ranges_of(leaf: Range | None) -> Numbers:
    """Give one range as a single column; None is not applicable."""
    values = (np.nan,) * 4 if leaf is None else [np.nan if value is None else value for value in leaf]
    return np.array(values, dtype=np.float64)[:, np.newaxis]


def known(points: Numbers) -> Numbers:
    """Give the ranges of a leaf that is known in every draw."""
    return np.stack([points, points, points, np.ones_like(points)])


def _arithmetic(values: Sequence[Numbers], weights: Sequence[Numbers]) -> Numbers:
    """Give the weighted mean of what is there; NaN if nothing is."""
    absent = [np.isnan(value) for value in values]
    pairs = list(zip(values, weights, absent, strict=True))
    total = reduce(np.add, [np.where(gone, 0.0, value * weight) for value, weight, gone in pairs])
    divisor = reduce(np.add, [np.where(gone, 0.0, weight) for _, weight, gone in pairs])
    return np.asarray(total / divisor)


def _geometric(values: Sequence[Numbers], weights: Sequence[Numbers]) -> Numbers:
    logarithms = [np.log(EPSILON + (1 - EPSILON) * value) for value in values]
    return np.asarray((np.exp(_arithmetic(logarithms, weights)) - EPSILON) / (1 - EPSILON))


def _smallest(values: Sequence[Numbers], weights: Sequence[Numbers]) -> Numbers:
    del weights
    return np.asarray(reduce(np.fmin, values))


_MEANS: dict[Aggregation, _Mean] = {
    Aggregation.ARITHMETIC: _arithmetic,
    Aggregation.GEOMETRIC: _geometric,
    Aggregation.MINIMUM: _smallest,
}


def _mean_of(aggregation: Aggregation, geometric: Choices | None) -> _Mean:
    if geometric is None or aggregation is Aggregation.MINIMUM:
        return _MEANS[aggregation]
    return lambda values, weights: np.where(
        geometric, _geometric(values, weights), _arithmetic(values, weights)
    )


class ArrayTree:
    """The nodes below some roots (all nodes, if none are named), added up for all draws together."""

    def __init__(self, rubric: Rubric, roots: Iterable[str] = ()) -> None:
        self._rubric = rubric
        order: dict[str, None] = {}
        for root in tuple(roots) or rubric.nodes:
            order.update(dict.fromkeys(children_first(rubric, root)))
        self._order = list(order)
        self._weights = {
            node: {child: np.array([weight]) for child, weight in rubric.nodes[node].children.items()}
            for node in self._order
        }

    def evaluate(
        self, leaves: Mapping[str, Numbers], weights: Weights | None = None, geometric: Choices | None = None
    ) -> dict[str, Numbers]:
        """Score every node in every draw from the ranges of the criteria.

        `weights` replace the rubric's; `geometric` says for each draw whether every arithmetic or
        geometric node is taken as geometric (true) or arithmetic (false). A criterion without leaf
        is not applicable. Minimum nodes stay what they are.
        """
        return self._climb(leaves, weights, geometric, _whole_range)

    def evaluate_known(
        self, points: Mapping[str, Numbers], weights: Weights | None = None, geometric: Choices | None = None
    ) -> dict[str, Numbers]:
        """Score every node in draws in which every criterion is known: points in, ranges out."""
        known_points = self._climb(points, weights, geometric, _points_alone)
        return {name: known(found) for name, found in known_points.items()}

    def _climb(
        self,
        leaves: Mapping[str, Numbers],
        weights: Weights | None,
        geometric: Choices | None,
        combine: Callable[[_Mean, Sequence[Numbers], Sequence[Numbers]], Numbers],
    ) -> dict[str, Numbers]:
        results = dict(leaves)
        with np.errstate(invalid="ignore", divide="ignore"):  # a mean of nothing is NaN here
            for node in self._order:
                parts = (weights or self._weights)[node]
                names = [child for child in self._weights[node] if child in results]
                if names:
                    mean = _mean_of(self._rubric.nodes[node].aggregation, geometric)
                    children = [results[name] for name in names]
                    results[node] = combine(mean, children, [parts[name] for name in names])
        return results


def _points_alone(mean: _Mean, children: Sequence[Numbers], weights: Sequence[Numbers]) -> Numbers:
    return np.minimum(np.maximum(mean(children, weights), 0.0), 1.0)


def _whole_range(mean: _Mean, children: Sequence[Numbers], weights: Sequence[Numbers]) -> Numbers:
    """Add up children as the tree does: coverage is always a mean, and the point never leaves the range."""
    point, lowest, highest, coverage = np.minimum(np.maximum(mean(children, weights), 0.0), 1.0)
    if mean is not _arithmetic:
        coverage = np.minimum(_arithmetic([child[COVERAGE] for child in children], weights), 1.0)
    if mean is _smallest:
        pointless = [np.isnan(child[POINT]) & ~np.isnan(child[LOWEST]) for child in children]
        point = np.where(reduce(np.logical_or, pointless), np.nan, point)
    highest = np.maximum(lowest, highest)
    point = np.minimum(np.maximum(point, lowest), highest)
    return np.stack(np.broadcast_arrays(point, lowest, highest, coverage))


def levels_reached(headline: Headline, results: Mapping[str, Numbers]) -> NDArray[np.int64]:
    """Give the level of the headline's point in each draw; 0 is below the first level.

    As in `levels`, one climbs from the lowest level while the score suffices and no gate on the way
    has failed; what does not apply holds nobody back.
    """
    score = results[headline.node][POINT] * 10
    reached = np.zeros(1, dtype=np.int64)
    climbing = np.ones(1, dtype=np.bool_)
    for level in headline.levels:
        climbing = climbing & (score >= level.at_least - SLACK)
        for gate in level.gates:
            if gate.of in results:
                climbing = climbing & ~(results[gate.of][HIGHEST] < gate.at_least - SLACK)
        reached = np.where(climbing, level.level, reached)
    return reached
