"""Whether a criterion's metrics exist, can do what they are asked to, and its source is named."""

from collections.abc import Iterator

from mrl.errors import Problem
from mrl.files.validation import nearest
from mrl.model.base import say
from mrl.model.evidence import Kind
from mrl.rubric.reach import most_measured, most_points
from mrl.rubric.scale_checks import scale_problems
from mrl.rubric.subject import Path, Subject
from mrl.rubric.types import Criterion, MetricRole

OWN_LISTS = ("ours", "own")


def criteria_problems(subject: Subject) -> Iterator[Problem]:
    """Find what is wrong with single criteria."""
    used = {child for node in subject.rubric.nodes.values() for child in node.children}
    for name, criterion in subject.rubric.criteria.items():
        path = ("criteria", name)
        if name not in used:
            message = say("no node has this criterion among its children")
            yield subject.problem(path, message, say("add it or remove it"))
        yield from _metric_names(subject, criterion, path)
        yield from scale_problems(subject, criterion, path)
        yield from _roles(subject, criterion, path)
        yield from _source(subject, criterion, path)


def _metric_names(subject: Subject, criterion: Criterion, path: Path) -> Iterator[Problem]:
    for place, metric in _named_metrics(criterion, path):
        if metric not in subject.metrics:
            message = say("there is no metric '{metric}'", metric=metric)
            yield subject.problem(place, message, nearest(metric, subject.metrics))
    if (criterion.metric is None) != (criterion.metric_role is None):
        message = say("`metric` and `metric_role` go together")
        yield subject.problem(path, message, say("give both or neither"))
    for name in criterion.applies_when:
        if name in subject.metrics and subject.metrics[name].kind is not Kind.YES_NO:
            message = say("'{metric}' is not a yes/no metric", metric=name)
            yield subject.problem((*path, "applies_when", name), message)


def _named_metrics(criterion: Criterion, path: Path) -> Iterator[tuple[Path, str]]:
    if criterion.metric:
        yield (*path, "metric"), criterion.metric
    for index, metric in enumerate(criterion.supporting_metrics):
        yield (*path, "supporting_metrics", index), metric
    for metric in criterion.applies_when:
        yield (*path, "applies_when", metric), metric


def _roles(subject: Subject, criterion: Criterion, path: Path) -> Iterator[Problem]:
    can_settle = most_measured(criterion) is not None
    if criterion.metric_role is MetricRole.PROVES and not can_settle:
        message = say("the metric proves only with full points, and no value on this scale earns them")
        yield subject.problem((*path, "scale"), message)
    elif criterion.metric_role is MetricRole.DISPROVES and not can_settle:
        message = say("the metric disproves only with no points, and every value on this scale earns some")
        yield subject.problem((*path, "scale"), message)
    elif most_points(subject.rubric, criterion) is None:
        message = say("nothing can decide this: the rubric takes no answers, and no metric settles it")
        yield subject.problem(path, message, say("give it a metric that decides, or take answers"))


def _source(subject: Subject, criterion: Criterion, path: Path) -> Iterator[Problem]:
    lists = {item.id: item for item in subject.rubric.attributions}
    source, place = criterion.source, (*path, "source")
    if source.list not in lists:
        if source.list not in OWN_LISTS:
            message = say("no attribution has the id '{list}'", list=source.list)
            remedy = nearest(source.list, lists) or say("add it to `attributions`, or write `ours`")
            yield subject.problem((*place, "list"), message, remedy)
    elif source.text == "quote" and lists[source.list].license == "none stated":
        message = say("'{list}' states no license, so its words cannot be quoted", list=source.list)
        yield subject.problem((*place, "text"), message, say("say it in your own words"))
