"""What is allowed in a rubric and yet probably not meant, or not finished; never a reason to refuse it."""

from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from pathlib import PurePath

from mrl.errors import Problem, in_order
from mrl.files.reading import Document
from mrl.files.validation import nearest
from mrl.model.base import say
from mrl.model.evidence import Better, MetricInfo
from mrl.rubric.level_checks import asked_already
from mrl.rubric.reach import most_points
from mrl.rubric.structure import children_first, criteria_below
from mrl.rubric.subject import Path, Subject, figure
from mrl.rubric.text_remarks import text_remarks
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
)


def remarks_on(rubric: Rubric, document: Document, metrics: Mapping[str, MetricInfo]) -> tuple[Problem, ...]:
    """List what deserves a second look in a rubric that passed every check, in the order of the file."""
    subject = Subject(rubric=rubric, document=document, metrics=metrics)
    found = (
        _empty(subject),
        _head(subject),
        _nodes(subject),
        _headlines(subject),
        _criteria(subject),
        text_remarks(subject),
    )
    return in_order(chain.from_iterable(found))


def _empty(subject: Subject) -> Iterator[Problem]:
    for path in subject.document.places:
        if path and subject.is_empty(path):
            yield subject.problem(path, say("nothing stands behind '{name}'", name=str(path[-1])))


def _head(subject: Subject) -> Iterator[Problem]:
    rubric = subject.rubric
    stem = PurePath(subject.document.name).stem
    if stem != rubric.id:
        message = say("the file is called '{file}' and the rubric '{id}'", file=stem, id=rubric.id)
        yield subject.problem(("id",), message, say("give both the same name"))
    if not rubric.changes:
        message = say("there is no changelog")
        yield subject.problem((), message, say("say under `changes` what each version changed"))
    elif rubric.changes[0].version != rubric.version:
        message = say(
            "the newest change is that of {newest}, not of {version}",
            newest=rubric.changes[0].version,
            version=rubric.version,
        )
        yield subject.problem(("changes", 0, "version"), message)
    for index, (newer, older) in enumerate(pairwise(rubric.changes), start=1):
        if version_number(older.version) >= version_number(newer.version) or older.date > newer.date:
            message = say("version {version} should stand further up", version=older.version)
            yield subject.problem(("changes", index), message, say("write the newest version first"))


def version_number(version: str) -> tuple[int, ...]:
    """Give a version as numbers that can be compared."""
    return tuple(map(int, version.split(".")))


def _nodes(subject: Subject) -> Iterator[Problem]:
    rubric = subject.rubric
    shown = {name for headline in rubric.headlines for name in children_first(rubric, headline.node)}
    used = set(shown)
    for root in (*rubric.dimensions, *_asked_by_levels(rubric)):
        used.update(children_first(rubric, root))
    for name in rubric.nodes:
        if name not in used:
            message = say("nothing uses this node")
            yield subject.problem(("nodes", name), message, say("put it below a headline or a dimension"))
    counted = {child for name in shown for child in rubric.nodes[name].children}
    for index, dimension in enumerate(rubric.dimensions):
        if rubric.headlines and counted.isdisjoint(criteria_below(rubric, dimension)):
            message = say("nothing of the dimension '{name}' counts in a headline", name=dimension)
            yield subject.problem(("dimensions", index), message)


def _asked_by_levels(rubric: Rubric) -> Iterator[str]:
    """Give the nodes that levels look at."""
    for headline in rubric.headlines:
        if headline.assessed_when:
            yield headline.assessed_when.node
        for level in headline.levels:
            yield from (gate.of for gate in level.gates if gate.of in rubric.nodes)


def _headlines(subject: Subject) -> Iterator[Problem]:
    for index, headline in enumerate(subject.rubric.headlines):
        path = ("headlines", index)
        if headline.assessed_when and not headline.levels:
            message = say("without levels there is nothing to wait for")
            yield subject.problem((*path, "assessed_when"), message, say("remove it, or add levels"))
        names = [level.name.en for level in headline.levels]
        for place, name in enumerate(names):
            if name in names[:place]:
                message = say("another level is called '{name}' as well", name=name)
                yield subject.problem((*path, "levels", place, "name"), message)
        yield from _gates(subject, headline, path)


def _gates(subject: Subject, headline: Headline, path: Path) -> Iterator[Problem]:
    for place, level in enumerate(headline.levels):
        below = [gate for lower in headline.levels[:place] for gate in lower.gates]
        for number, gate in enumerate(level.gates):
            if asked_already(gate, below):
                message = say("this gate asks nothing that a lower level does not ask")
                yield subject.problem((*path, "levels", place, "gates", number), message, say("remove it"))


def _criteria(subject: Subject) -> Iterator[Problem]:
    for name, criterion in subject.rubric.criteria.items():
        path = ("criteria", name)
        most = most_points(subject.rubric, criterion)
        if most is not None and 0 < most < subject.rubric.met_from:
            message = say("this is never met: it earns {most} at most", most=figure(most))
            yield subject.problem((*path, "scale"), message)
        yield from _direction(subject, criterion, path)
        yield from _indifferent(subject, criterion, path)
        for index, metric in enumerate(criterion.supporting_metrics):
            if metric == criterion.metric or metric in criterion.supporting_metrics[:index]:
                message = say("the metric '{metric}' is named twice", metric=metric)
                yield subject.problem((*path, "supporting_metrics", index), message, say("keep one"))
        if criterion.source.text != "own" and criterion.source.list not in _attributed(subject.rubric):
            message = say("our own words are neither a paraphrase nor a quote")
            yield subject.problem((*path, "source", "text"), message)


def _attributed(rubric: Rubric) -> set[str]:
    return {item.id for item in rubric.attributions}


def _direction(subject: Subject, criterion: Criterion, path: Path) -> Iterator[Problem]:
    """Find scales that reward what the metric calls worse."""
    info = subject.metrics.get(criterion.metric or "")
    rises = _rises(criterion)
    if info is None or rises is None or criterion.metric_role is MetricRole.SUPPORTS:
        return
    if info.better is Better.LOWER and rises:
        message = say("the scale rewards more, and of '{metric}' less is better", metric=info.id)
        yield subject.problem((*path, "scale"), message)
    if info.better is Better.HIGHER and not rises:
        message = say("the scale rewards less, and of '{metric}' more is better", metric=info.id)
        yield subject.problem((*path, "scale"), message)


def _rises(criterion: Criterion) -> bool | None:
    scale = criterion.scale
    if isinstance(scale, Bands):
        return scale.at_least is not None
    if isinstance(scale, Goalposts | LogGoalposts):
        return scale.best > scale.worst
    return scale.good == "yes" if scale.kind == "yes_no" else None


def _indifferent(subject: Subject, criterion: Criterion, path: Path) -> Iterator[Problem]:
    """Find scales on which every value earns the same, and words of a metric that earn nothing at all."""
    scale, place = criterion.scale, (*path, "scale")
    if isinstance(scale, Bands):
        steps = scale.at_least or scale.at_most or {}
        if scale.at_least is not None and steps.get(0.0) == max(steps.values()):
            yield subject.problem(place, say("every value earns the same"))
    if isinstance(scale, Ladder):
        said = [situation.en for situation in scale.situations]
        for index, situation in enumerate(said):
            if situation in said[:index]:
                message = say("another situation reads the same")
                yield subject.problem((*place, "situations", index), message)
    if isinstance(scale, Choice):
        if len(set(scale.points.values())) == 1:
            yield subject.problem(place, say("every word earns the same"))
        info = subject.metrics.get(criterion.metric or "")
        for word in info.words if info else ():
            if word not in scale.points:
                # The word as a rubric writes it, which is the same in every language.
                message = say(
                    "the word '{key}' of '{metric}' has no points", key=word, metric=criterion.metric or ""
                )
                yield subject.problem((*place, "points"), message, nearest(word, scale.points))
