"""Whether a criterion's scale holds together and fits the metric it is read with."""

from collections.abc import Iterator

from mrl.errors import Problem
from mrl.files.validation import nearest
from mrl.model.base import say
from mrl.model.evidence import Kind, MetricInfo
from mrl.rubric.subject import Path, Subject, figure
from mrl.rubric.types import Bands, Choice, Criterion, Goalposts, Ladder, LogGoalposts, Scale, YesNo

_FIGURES = (Kind.COUNT, Kind.NUMBER, Kind.SHARE)
_FITTING_KINDS = {
    YesNo: (Kind.YES_NO,),
    Bands: _FIGURES,
    Goalposts: _FIGURES,
    LogGoalposts: _FIGURES,
    Choice: (Kind.WORD,),
    Ladder: (),
}
_LARGEST_BY_UNIT = {"of 10": 10.0}


def scale_problems(subject: Subject, criterion: Criterion, path: Path) -> Iterator[Problem]:
    """Find what is wrong with a criterion's scale."""
    place, scale = (*path, "scale"), criterion.scale
    if isinstance(scale, Bands):
        yield from _bands(subject, scale, place)
    if isinstance(scale, Goalposts | LogGoalposts) and scale.worst == scale.best:
        yield subject.problem(place, say("`worst` and `best` are the same"))
    if isinstance(scale, Choice):
        yield from _labels(subject, scale, place)
    info = subject.metrics.get(criterion.metric or "")
    if info is None and not isinstance(scale, YesNo | Ladder | Choice):
        yield subject.problem(place, say("a {kind} scale needs a metric", kind=scale.kind))
    if info is not None:
        yield from _fit(subject, scale, info, place)


def _bands(subject: Subject, scale: Bands, place: Path) -> Iterator[Problem]:
    if (scale.at_least is None) == (scale.at_most is None):
        yield subject.problem(place, say("bands take either `at_least` or `at_most`"))
        return
    steps = scale.at_least or scale.at_most or {}
    points = [steps[step] for step in sorted(steps)]
    if points != sorted(points, reverse=scale.at_most is not None):
        remedy = say("let them rise with `at_least` and fall with `at_most`")
        yield subject.problem(place, say("the points of the bands do not keep their direction"), remedy)
    elif max(points) <= 0:
        yield subject.problem(place, say("no value earns any points"))
    yield from _overlaps(subject, scale, place)


def _overlaps(subject: Subject, scale: Bands, place: Path) -> Iterator[Problem]:
    """Find steps that are the same number in two spellings, of which one would be lost."""
    side = "at_least" if scale.at_least is not None else "at_most"
    seen: dict[float, str] = {}
    for step in subject.written((*place, side)) or {}:
        other = seen.setdefault(float(step), step)
        if other != step:
            message = say("the steps {one} and {other} are the same value", one=str(other), other=str(step))
            yield subject.problem((*place, side, step), message, say("keep one"))


def _labels(subject: Subject, scale: Choice, place: Path) -> Iterator[Problem]:
    for word in scale.labels:
        if word not in scale.points:
            message = say("'{found}' has a label but no points", found=word)
            yield subject.problem((*place, "labels", word), message, nearest(word, scale.points))


def _fit(subject: Subject, scale: Scale, info: MetricInfo, place: Path) -> Iterator[Problem]:
    if info.kind not in _FITTING_KINDS[type(scale)]:
        message = say(
            "a {kind} scale does not fit '{metric}', which is a {metric_kind} metric",
            kind=scale.kind,
            metric=info.id,
            metric_kind=info.kind.value,
        )
        yield subject.problem(place, message)
    elif isinstance(scale, Choice):
        yield from _words(subject, scale, info, place)
    else:
        for path, value in _figures(subject, scale, place):
            yield from _figure(subject, value, info, path)


def _figures(subject: Subject, scale: Scale, place: Path) -> Iterator[tuple[Path, float]]:
    """Give every value of a scale of figures, with where it is written."""
    if isinstance(scale, Bands):
        side = "at_least" if scale.at_least is not None else "at_most"
        spelling = {float(step): step for step in subject.written((*place, side)) or ()}
        for step in scale.at_least or scale.at_most or {}:
            yield (*place, side, spelling.get(step, "")), step
    elif isinstance(scale, Goalposts | LogGoalposts):
        yield (*place, "worst"), scale.worst
        yield (*place, "best"), scale.best


def _words(subject: Subject, scale: Choice, info: MetricInfo, place: Path) -> Iterator[Problem]:
    for word in scale.points:
        if info.words and word not in info.words:
            message = say("'{metric}' never says '{found}'", metric=info.id, found=word)
            remedy = nearest(word, info.words) or say("its words: {words}", words=", ".join(info.words))
            yield subject.problem((*place, "points", word), message, remedy)


def _figure(subject: Subject, value: float, info: MetricInfo, path: Path) -> Iterator[Problem]:
    largest = _LARGEST_BY_UNIT.get(info.unit)
    if value < 0:
        message = say("{value} is below 0, and '{metric}' never is", value=figure(value), metric=info.id)
        yield subject.problem(path, message)
    elif info.kind is Kind.SHARE and value > 1:
        message = say("{value} is no share: '{metric}' runs from 0 to 1", value=figure(value), metric=info.id)
        yield subject.problem(path, message, say("write 30 percent as 0.3"))
    elif largest is not None and value > largest:
        message = say("{value} is more than '{metric}' can be", value=figure(value), metric=info.id)
        yield subject.problem(path, message)
    elif info.kind is Kind.COUNT and not float(value).is_integer() and path[-1] not in ("worst", "best"):
        message = say("'{metric}' is a count, and {value} is no whole number", metric=info.id, value=value)
        yield subject.problem(path, message)
