"""The arithmetic of the tree: every node carries (point or none, lowest, highest, coverage).

`lowest`, `highest` and `coverage` use the full, unredistributed weights; `point` is taken over the
children that have one, with their weights renormalised. Not applicable children leave all sums.
What always holds: lowest <= point <= highest, and learning something only narrows the range.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mrl.rubric.means import MEANS, arithmetic
from mrl.rubric.structure import children_first
from mrl.rubric.types import Aggregation, Rubric


class Range(NamedTuple):
    """A score from 0 to 1: a point or none, the worst and best it can be, and its coverage."""

    point: float | None
    lowest: float
    highest: float
    coverage: float


UNKNOWN = Range(None, 0.0, 1.0, 0.0)


def exactly(points: float) -> Range:
    """Give the range of a known leaf."""
    return Range(points, points, points, 1.0)


Results = dict[str, Range | None]
"""Node or criterion to its range; None is not applicable."""


def aggregate(aggregation: Aggregation, children: Sequence[tuple[Range, float]]) -> Range | None:
    """Add up applicable children with their weights; None if there are none."""
    if not children:
        return None
    mean = MEANS[aggregation]
    weights = [weight for _, weight in children]
    lowest = _clip(mean([child.lowest for child, _ in children], weights))
    highest = max(lowest, _clip(mean([child.highest for child, _ in children], weights)))
    coverage = _clip(arithmetic([child.coverage for child, _ in children], weights))
    known = [(child.point, weight) for child, weight in children if child.point is not None]
    if not known or (aggregation is Aggregation.MINIMUM and len(known) < len(children)):
        return Range(None, lowest, highest, coverage)
    point = mean([point for point, _ in known], [weight for _, weight in known])
    # A pointless child can still have an upper bound below 1 (a minimum with one low known child),
    # which the renormalised point does not see; the point never leaves the range.
    return Range(min(max(point, lowest), highest), lowest, highest, coverage)


def _clip(value: float) -> float:
    return min(max(value, 0.0), 1.0)


class Tree:
    """The nodes of a rubric in the order in which they are added up."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        order: dict[str, None] = {}
        for root in rubric.nodes:
            order.update(dict.fromkeys(children_first(rubric, root)))
        self._order = list(order)
        self._above: dict[str, list[str]] = {}

    def evaluate(self, leaves: Mapping[str, Range | None]) -> Results:
        """Score every node from the ranges of the criteria."""
        results: Results = dict(leaves)
        for node in self._order:
            results[node] = self._add_up(node, results)
        return results

    def with_leaf(self, results: Results, criterion: str, leaf: Range | None) -> Results:
        """Score again with one criterion changed; only what stands above it is added up anew."""
        changed: Results = {**results, criterion: leaf}
        for node in self._nodes_above(criterion):
            changed[node] = self._add_up(node, changed)
        return changed

    def _add_up(self, node: str, results: Results) -> Range | None:
        definition = self._rubric.nodes[node]
        children = []
        for child, weight in definition.children.items():
            result = results.get(child)
            if result is not None:
                children.append((result, weight))
        return aggregate(definition.aggregation, children)

    def _nodes_above(self, criterion: str) -> list[str]:
        if criterion not in self._above:
            above = {criterion}
            for node in self._order:
                if not above.isdisjoint(self._rubric.nodes[node].children):
                    above.add(node)
            self._above[criterion] = [node for node in self._order if node in above]
        return self._above[criterion]
