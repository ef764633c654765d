"""What a rubric must mean, beyond its form; every finding carries its line."""

from collections.abc import Iterator, Mapping
from itertools import chain

from mrl.errors import Problem, in_order
from mrl.files.reading import Document
from mrl.files.validation import nearest
from mrl.model.evidence import Kind, MetricInfo
from mrl.rubric.structure import criteria_below, depths, find_cycle, places_below
from mrl.rubric.types import (
    Bands,
    Choice,
    Criterion,
    Goalposts,
    Headline,
    Ladder,
    LogGoalposts,
    MetricRole,
    Rubric,
    YesNo,
)

DEPTH_LIMIT = 20
"""So many nodes may stand above each other; who reads a report would follow no more than a few."""

_FIGURES = (Kind.COUNT, Kind.NUMBER, Kind.SHARE)
_FITTING_KINDS = {
    YesNo: (Kind.YES_NO,),
    Bands: _FIGURES,
    Goalposts: _FIGURES,
    LogGoalposts: _FIGURES,
    Choice: (Kind.WORD,),
    Ladder: (),
}


def check_rubric(
    rubric: Rubric, document: Document, metrics: Mapping[str, MetricInfo]
) -> tuple[Problem, ...]:
    """List what is wrong with the meaning of a rubric, in the order of the file."""
    return in_order(chain(_shape(rubric, document), _criteria(rubric, document, metrics)))


def _shape(rubric: Rubric, document: Document) -> Iterator[Problem]:
    """Find what is wrong with the tree; headlines are looked at only where it can be walked."""
    sound = True
    for problem in chain(_references(rubric, document), _ways(rubric, document)):
        sound = False
        yield problem
    if sound:
        for headline in rubric.headlines:
            yield from _headline(rubric, headline, document)


def _ways(rubric: Rubric, document: Document) -> Iterator[Problem]:
    cycle = find_cycle(rubric)
    if cycle:
        path = ("nodes", cycle[0], "children")
        yield document.problem(path, f"goes round in a circle: {' > '.join(cycle)}")
        return
    for name, depth in depths(rubric).items():
        if depth == DEPTH_LIMIT + 1:
            message = f"stands over more than {DEPTH_LIMIT} levels of nodes"
            yield document.problem(("nodes", name, "children"), message, "flatten the tree")


def _references(rubric: Rubric, document: Document) -> Iterator[Problem]:
    known = {**rubric.nodes, **rubric.criteria}
    for twice in sorted(rubric.nodes.keys() & rubric.criteria.keys()):
        yield document.problem(("criteria", twice), f"'{twice}' is the id of a node as well", "rename one")
    for node_id, node in rubric.nodes.items():
        for child in node.children:
            if child not in known:
                path = ("nodes", node_id, "children", child)
                yield document.problem(
                    path, f"there is no node or criterion '{child}'", nearest(child, known)
                )
    for index, dimension in enumerate(rubric.dimensions):
        if dimension not in rubric.nodes:
            hint = nearest(dimension, rubric.nodes)
            yield document.problem(("dimensions", index), f"there is no node '{dimension}'", hint)
    for index, headline in enumerate(rubric.headlines):
        yield from _headline_references(rubric, headline, index, document)


def _headline_references(
    rubric: Rubric, headline: Headline, index: int, document: Document
) -> Iterator[Problem]:
    known = {**rubric.nodes, **rubric.criteria}
    path = ("headlines", index)
    if headline.node not in rubric.nodes:
        hint = nearest(headline.node, rubric.nodes)
        yield document.problem((*path, "node"), f"there is no node '{headline.node}'", hint)
    condition = headline.assessed_when
    if condition and condition.node not in rubric.nodes:
        hint = nearest(condition.node, rubric.nodes)
        yield document.problem((*path, "assessed_when", "node"), f"there is no node '{condition.node}'", hint)
    for place, level in enumerate(headline.levels):
        for number, gate in enumerate(level.gates):
            if gate.of not in known:
                where = (*path, "levels", place, "gates", number, "of")
                yield document.problem(
                    where, f"there is no node or criterion '{gate.of}'", nearest(gate.of, known)
                )


def _headline(rubric: Rubric, headline: Headline, document: Document) -> Iterator[Problem]:
    index = rubric.headlines.index(headline)
    yield from _levels(headline, index, document)
    for repeated, places in places_below(rubric, headline.node).items():
        if sum(places.values()) > 1:
            message = f"stands {sum(places.values())} times below '{headline.node}': in {', '.join(places)}"
            yield document.problem(("criteria", repeated), message, "keep one place")
    deciding: dict[str, str] = {}
    for criterion_id in criteria_below(rubric, headline.node):
        criterion = rubric.criteria[criterion_id]
        if criterion.metric is None or criterion.metric_role in (None, MetricRole.SUPPORTS):
            continue
        other = deciding.setdefault(criterion.metric, criterion_id)
        if other != criterion_id:
            message = f"the metric '{criterion.metric}' already acts in '{other}' below '{headline.node}'"
            yield document.problem(
                ("criteria", criterion_id, "metric"), message, "let it support one of them"
            )


def _levels(headline: Headline, index: int, document: Document) -> Iterator[Problem]:
    for place, (lower, upper) in enumerate(zip(headline.levels, headline.levels[1:], strict=False), start=1):
        path = ("headlines", index, "levels", place)
        if upper.level <= lower.level:
            yield document.problem((*path, "level"), f"level {upper.level} comes after level {lower.level}")
        if upper.at_least <= lower.at_least:
            message = f"level {upper.level} begins at {upper.at_least}, not above level {lower.level}"
            yield document.problem((*path, "at_least"), message, "write the levels from the lowest upwards")


def _criteria(rubric: Rubric, document: Document, metrics: Mapping[str, MetricInfo]) -> Iterator[Problem]:
    used = {child for node in rubric.nodes.values() for child in node.children}
    for criterion_id, criterion in rubric.criteria.items():
        path = ("criteria", criterion_id)
        if criterion_id not in used:
            yield document.problem(
                path, "no node has this criterion among its children", "add it or remove it"
            )
        yield from _metric_names(criterion, path, document, metrics)
        yield from _scale(criterion, path, document, metrics)


def _metric_names(
    criterion: Criterion, path: tuple[str, str], document: Document, metrics: Mapping[str, MetricInfo]
) -> Iterator[Problem]:
    named: list[tuple[tuple[str, ...], str]] = []
    if criterion.metric:
        named.append(((*path, "metric"), criterion.metric))
    named += [((*path, "supporting_metrics"), metric) for metric in criterion.supporting_metrics]
    named += [((*path, "applies_when", name), name) for name in criterion.applies_when]
    for place, metric in named:
        if metric not in metrics:
            yield document.problem(place, f"there is no metric '{metric}'", nearest(metric, metrics))
    if (criterion.metric is None) != (criterion.metric_role is None):
        yield document.problem(path, "`metric` and `metric_role` go together", "give both or neither")
    for name in criterion.applies_when:
        if name in metrics and metrics[name].kind is not Kind.YES_NO:
            yield document.problem((*path, "applies_when"), f"'{name}' is not a yes/no metric")


def _scale(
    criterion: Criterion, path: tuple[str, str], document: Document, metrics: Mapping[str, MetricInfo]
) -> Iterator[Problem]:
    scale, place = criterion.scale, (*path, "scale")
    if isinstance(scale, Bands) and (scale.at_least is None) == (scale.at_most is None):
        yield document.problem(place, "bands take either `at_least` or `at_most`")
    if isinstance(scale, Bands) and not _is_monotone(scale):
        remedy = "let them rise with `at_least` and fall with `at_most`"
        yield document.problem(place, "the points of the bands do not keep their direction", remedy)
    if isinstance(scale, Goalposts | LogGoalposts) and scale.worst == scale.best:
        yield document.problem(place, "`worst` and `best` are the same")
    info = metrics.get(criterion.metric or "")
    if info is not None and info.kind not in _FITTING_KINDS[type(scale)]:
        message = f"a {scale.kind} scale does not fit '{info.id}', which is a {info.kind.value} metric"
        yield document.problem(place, message)
    if info is None and not isinstance(scale, YesNo | Ladder | Choice):
        yield document.problem(place, f"a {scale.kind} scale needs a metric")


def _is_monotone(scale: Bands) -> bool:
    """Tell whether points rise with `at_least` and fall with `at_most`, whose other side earns 0."""
    steps = scale.at_least or scale.at_most or {}
    points = [steps[step] for step in sorted(steps)]
    return points == sorted(points, reverse=scale.at_most is not None)
