"""The shape of a rubric's tree: what stands below what."""

from collections import defaultdict

from mrl.rubric.types import Rubric


def find_cycle(rubric: Rubric) -> list[str]:
    """Give one circle of nodes, first and last the same, or an empty list where there is none."""
    finished: set[str] = set()
    for start in rubric.nodes:
        trail: list[str] = []
        stack = [(start, 0)]
        while stack:
            node, depth = stack.pop()
            del trail[depth:]
            if node in trail:
                return [*trail[trail.index(node) :], node]
            if node in finished or node not in rubric.nodes:
                continue
            trail.append(node)
            stack.extend((child, depth + 1) for child in rubric.nodes[node].children)
        finished.add(start)
    return []


def children_first(rubric: Rubric, root: str) -> list[str]:
    """List the nodes below and including `root`, every child before its parents."""
    order: dict[str, None] = {}

    def visit(node: str) -> None:
        if node in order or node not in rubric.nodes:
            return
        for child in rubric.nodes[node].children:
            visit(child)
        order[node] = None

    visit(root)
    return list(order)


def places_below(rubric: Rubric, root: str) -> dict[str, list[str]]:
    """Give each criterion below `root` the nodes it stands in, once for every way down to it."""
    ways: dict[str, int] = defaultdict(int)
    ways[root] = 1
    places: dict[str, list[str]] = defaultdict(list)
    for node in reversed(children_first(rubric, root)):
        for child in rubric.nodes[node].children:
            if child in rubric.criteria:
                places[child].extend([node] * ways[node])
            else:
                ways[child] += ways[node]
    return dict(places)


def criteria_below(rubric: Rubric, root: str) -> list[str]:
    """List the criteria below `root` in the order of the file."""
    below = places_below(rubric, root)
    return [criterion for criterion in rubric.criteria if criterion in below]
