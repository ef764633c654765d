"""The shape of a rubric's tree: what stands below what.

Nothing here calls itself or follows a way twice: a rubric that was not checked can be deep and tangled.
"""

from collections import Counter, defaultdict
from graphlib import CycleError, TopologicalSorter

from mrl.rubric.types import Rubric


def find_cycle(rubric: Rubric) -> list[str]:
    """Give one circle of nodes, first and last the same, or an empty list where there is none."""
    try:
        _sorter(rubric).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][:0:-1]  # from parents to children, the end not repeated
        start = circle.index(min(circle, key=list(rubric.nodes).index))
        return [*circle[start:], *circle[: start + 1]]
    return []


def _sorter(rubric: Rubric) -> TopologicalSorter[str]:
    return TopologicalSorter({name: node.children for name, node in rubric.nodes.items()})


def children_first(rubric: Rubric, root: str) -> list[str]:
    """List the nodes below and including `root`, every child before its parents."""
    order: dict[str, None] = {}
    waiting = [(root, False)]
    while waiting:
        name, has_children_done = waiting.pop()
        if name in order or name not in rubric.nodes:
            continue
        if has_children_done:
            order[name] = None
            continue
        waiting.append((name, True))
        waiting.extend((child, False) for child in reversed(rubric.nodes[name].children))
    return list(order)


def all_children_first(rubric: Rubric) -> list[str]:
    """List every node, every child before its parents."""
    order: dict[str, None] = {}
    for root in rubric.nodes:
        if root not in order:
            order.update(dict.fromkeys(children_first(rubric, root)))
    return list(order)


def depths(rubric: Rubric) -> dict[str, int]:
    """Give every node the number of nodes on the longest way down from it, itself included."""
    deep: dict[str, int] = {}
    for name in _sorter(rubric).static_order():
        if name in rubric.nodes:
            deep[name] = 1 + max(deep.get(child, 0) for child in rubric.nodes[name].children)
    return deep


def ways_below(rubric: Rubric, root: str) -> Counter[str]:
    """Count the ways from a node down to everything below it."""
    ways: Counter[str] = Counter({root: 1})
    for node in reversed(children_first(rubric, root)):
        for child in rubric.nodes[node].children:
            ways[child] += ways[node]
    return ways


def parents_below(rubric: Rubric, root: str | None) -> dict[str, list[str]]:
    """Give everything below `root` (without one, everything) the nodes it stands in, in their order."""
    inside = set(rubric.nodes if root is None else children_first(rubric, root))
    parents: dict[str, list[str]] = defaultdict(list)
    for name, node in rubric.nodes.items():
        if name in inside:
            for child in node.children:
                parents[child].append(name)
    return dict(parents)


def assessor_criteria(rubric: Rubric) -> frozenset[str]:
    """Give the criteria that an assessor alone can answer: those that a level waits for.

    A project that answered them itself would give itself its level.
    """
    conditions = [each.assessed_when for each in rubric.headlines if each.assessed_when is not None]
    return frozenset(name for each in conditions for name in criteria_below(rubric, each.node))


def criteria_below(rubric: Rubric, root: str) -> list[str]:
    """List the criteria below `root` in the order of the file."""
    below = ways_below(rubric, root)
    return [criterion for criterion in rubric.criteria if criterion in below]
