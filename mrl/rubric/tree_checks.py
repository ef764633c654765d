"""Whether the tree of a rubric can be walked: what it names is there, once, and nothing goes in circles."""

from collections.abc import Collection, Iterator
from itertools import chain

from mrl.errors import Problem
from mrl.files.validation import nearest
from mrl.model.base import say
from mrl.rubric.structure import criteria_below, depths, find_cycle, parents_below, ways_below
from mrl.rubric.subject import Path, Subject
from mrl.rubric.types import Headline, MetricRole

DEPTH_LIMIT = 20
"""So many nodes may stand above each other; who reads a report would follow no more than a few."""


def tree_problems(subject: Subject) -> Iterator[Problem]:
    """Find why the tree cannot be walked or added up."""
    return chain(_nodes(subject), _dimensions(subject), _headlines(subject), _ways(subject))


def _nodes(subject: Subject) -> Iterator[Problem]:
    rubric = subject.rubric
    known = {**rubric.nodes, **rubric.criteria}
    for twice in sorted(rubric.nodes.keys() & rubric.criteria.keys()):
        message = say("'{name}' is the id of a node as well", name=twice)
        yield subject.problem(("criteria", twice), message, say("rename one"))
    for name, node in rubric.nodes.items():
        path = ("nodes", name, "children")
        for child in node.children:
            if child not in known:
                yield from _missing(subject, (*path, child), child, known)
        if not any(node.children.values()):
            message = say("the weights of '{name}' sum to nothing", name=name)
            yield subject.problem(path, message, say("give at least one child a weight above 0"))
            continue
        for child, weight in node.children.items():
            if not weight:
                message = say("a weight of 0 counts for nothing")
                yield subject.problem((*path, child), message, say("give it a weight above 0, or remove it"))


def _missing(subject: Subject, path: Path, name: str, known: Collection[str]) -> Iterator[Problem]:
    """Say that there is no such node, or no such node or criterion, with the nearest one."""
    if known == subject.rubric.nodes.keys():
        message = say("there is no node '{name}'", name=name)
    else:
        message = say("there is no node or criterion '{name}'", name=name)
    yield subject.problem(path, message, nearest(name, known))


def _dimensions(subject: Subject) -> Iterator[Problem]:
    nodes, dimensions = subject.rubric.nodes, subject.rubric.dimensions
    for index, dimension in enumerate(dimensions):
        if dimension not in nodes:
            yield from _missing(subject, ("dimensions", index), dimension, nodes.keys())
        elif dimension in dimensions[:index]:
            message = say("the dimension '{name}' stands twice", name=dimension)
            yield subject.problem(("dimensions", index), message, say("keep one"))


def _headlines(subject: Subject) -> Iterator[Problem]:
    nodes, seen = subject.rubric.nodes, set()
    for index, headline in enumerate(subject.rubric.headlines):
        path = ("headlines", index)
        if headline.node not in nodes:
            yield from _missing(subject, (*path, "node"), headline.node, nodes.keys())
        elif headline.node in seen:
            message = say("the node '{name}' is a headline already", name=headline.node)
            yield subject.problem((*path, "node"), message, say("keep one"))
        seen.add(headline.node)
        condition = headline.assessed_when
        if condition and condition.node not in nodes:
            yield from _missing(subject, (*path, "assessed_when", "node"), condition.node, nodes.keys())
        yield from _gates(subject, headline, path)


def _gates(subject: Subject, headline: Headline, path: Path) -> Iterator[Problem]:
    known = {**subject.rubric.nodes, **subject.rubric.criteria}
    for place, level in enumerate(headline.levels):
        for number, gate in enumerate(level.gates):
            if gate.of not in known:
                yield from _missing(subject, (*path, "levels", place, "gates", number, "of"), gate.of, known)


def _ways(subject: Subject) -> Iterator[Problem]:
    cycle = find_cycle(subject.rubric)
    if cycle:
        message = say("goes round in a circle: {way}", way=" > ".join(cycle))
        yield subject.problem(("nodes", cycle[0], "children"), message)
        return
    for name, depth in depths(subject.rubric).items():
        if depth == DEPTH_LIMIT + 1:
            message = say("stands over more than {count} levels of nodes", count=DEPTH_LIMIT)
            yield subject.problem(("nodes", name, "children"), message, say("flatten the tree"))


def repetition_problems(subject: Subject) -> Iterator[Problem]:
    """Find what counts twice: a criterion or node in two places, or a metric in two criteria.

    That is looked at below every headline; where there is none, over the whole tree.
    """
    for headline in subject.rubric.headlines:
        yield from _repeated(subject, headline.node)
        yield from _metrics_acting_twice(subject, headline)
    if not subject.rubric.headlines:
        for child, parents in parents_below(subject.rubric, None).items():
            if len(parents) > 1:
                message = say(
                    "stands in {count} nodes: {places}", count=len(parents), places=", ".join(parents)
                )
                yield subject.problem(
                    ("nodes", parents[-1], "children", child), message, say("keep one place")
                )


def _repeated(subject: Subject, root: str) -> Iterator[Problem]:
    """Find what stands in several nodes below a root; not what only stands below such a node."""
    ways = ways_below(subject.rubric, root)
    for child, parents in parents_below(subject.rubric, root).items():
        if len(parents) > 1:
            message = say(
                "stands {count} times below '{node}': in {places}",
                count=ways[child],
                node=root,
                places=", ".join(parents),
            )
            yield subject.problem(("nodes", parents[-1], "children", child), message, say("keep one place"))


def _metrics_acting_twice(subject: Subject, headline: Headline) -> Iterator[Problem]:
    acting: dict[str, str] = {}
    for name in criteria_below(subject.rubric, headline.node):
        criterion = subject.rubric.criteria[name]
        if criterion.metric is None or criterion.metric_role in (None, MetricRole.SUPPORTS):
            continue
        other = acting.setdefault(criterion.metric, name)
        if other != name:
            message = say(
                "the metric '{metric}' already acts in '{other}' below '{node}'",
                metric=criterion.metric,
                other=other,
                node=headline.node,
            )
            yield subject.problem(("criteria", name, "metric"), message, say("let it support one of them"))
