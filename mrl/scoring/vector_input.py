"""What a test vector states, as the evidence and answers that are scored."""

import datetime as dt
from collections.abc import Iterator, Mapping

from mrl.model.answers import Answer, Answers, Basis
from mrl.model.base import Value, say
from mrl.model.evidence import Evidence, Kind, MetricInfo
from mrl.model.snapshot import Cost
from mrl.rubric.types import (
    Bands,
    Choice,
    Criterion,
    Goalposts,
    Ladder,
    LogGoalposts,
    MetricRole,
    Rubric,
    Scale,
    YesNo,
)
from mrl.rubric.vectors import Extreme, Vector
from mrl.scoring.answers import read_value
from mrl.scoring.scales import points_for
from mrl.scoring.score import ProjectEvidence


def vector_project(vector: Vector, rubric: Rubric, metrics: Mapping[str, MetricInfo]) -> ProjectEvidence:
    """Give the project a vector describes: each metric the rubric or the vector names, known or not."""
    stated: dict[str, Value] = {
        name: read_value(metrics[name].kind, text) for name, text in vector.evidence.items()
    }
    if vector.every_metric is not None:
        stated = {**extreme_values(rubric, metrics, vector.every_metric), **stated}
    named = dict.fromkeys([*metrics_named(rubric), *stated])
    return ProjectEvidence(
        project=vector.name,
        as_of=dt.datetime.combine(vector.as_of, dt.time(12), dt.UTC),
        evidence=[_evidence(metrics[name], stated.get(name)) for name in named],
        cost=Cost(seconds=0, git_commands=0, clones=0, requests=0),
        tool_version="",
    )


def metrics_named(rubric: Rubric) -> Iterator[str]:
    """Give every metric that a criterion names, some of them more than once."""
    for criterion in rubric.criteria.values():
        if criterion.metric is not None:
            yield criterion.metric
        yield from criterion.supporting_metrics
        yield from criterion.applies_when


def _evidence(info: MetricInfo, value: Value | None) -> Evidence:
    return Evidence(
        metric=info.id,
        title=info.title,
        kind=info.kind,
        unit=info.unit,
        better=info.better,
        value=value,
        reason=say("not answered yet") if value is None else None,
        source=info.source,
        known=1,
        total=1,
    )


def extreme_values(rubric: Rubric, metrics: Mapping[str, MetricInfo], extreme: Extreme) -> dict[str, Value]:
    """Give each metric the value that earns all or nothing where it acts, else where it supports.

    Properties that decide whether a criterion applies take the value with which it does.
    """
    values: dict[str, Value] = {}
    acting_first = sorted(
        rubric.criteria.values(), key=lambda criterion: criterion.metric_role is MetricRole.SUPPORTS
    )
    for criterion in acting_first:
        if criterion.metric is not None:
            values.setdefault(criterion.metric, _extreme(criterion.scale, metrics[criterion.metric], extreme))
    for criterion in rubric.criteria.values():
        for name, wanted in criterion.applies_when.items():
            values.setdefault(name, wanted == "yes")
    return values


def _extreme(scale: Scale, info: MetricInfo, extreme: Extreme) -> Value:
    choose = max if extreme == "best" else min
    return choose(_candidates(scale, info.kind), key=lambda value: points_for(scale, value) or 0.0)


def _candidates(scale: Scale, kind: Kind) -> list[Value]:
    """List values among which are the best and the worst a scale knows."""
    if isinstance(scale, YesNo):
        return [True, False]
    if isinstance(scale, Choice):
        return list(scale.points)
    figures = [0.0, *_turning_points(scale)]
    figures.append(1.0 if kind is Kind.SHARE else max(figures) + 1)
    return [int(figure) if kind is Kind.COUNT else figure for figure in figures]


def _turning_points(scale: Scale) -> list[float]:
    if isinstance(scale, Bands):
        return list(scale.at_least or scale.at_most or ())
    return [scale.worst, scale.best] if isinstance(scale, Goalposts | LogGoalposts) else []


def vector_answers(vector: Vector, rubric: Rubric) -> list[tuple[str, Answers]]:
    """Give a vector's answers as those of the assessor, with the extreme ones it asks for."""
    given: list[Answers] = [part.model_copy(update={"rubric": rubric.id}) for part in vector.answers]
    if vector.every_answer is not None:
        answered = {name for part in vector.answers for name in part.answers}
        rest = {
            name: Answer(answer=extreme_answer(criterion, vector.every_answer))
            for name, criterion in rubric.criteria.items()
            if name not in answered and takes_answer(rubric, criterion)
        }
        given.append(
            Answers(
                rubric=rubric.id,
                role="test vector",
                date=vector.as_of,
                basis=Basis.INTERVIEW,
                answers=rest,
            )
        )
    return [("assessor", answers) for answers in given]


def takes_answer(rubric: Rubric, criterion: Criterion) -> bool:
    """Say whether people are asked: not where the metric decides, nor in a rubric of facts alone."""
    return rubric.takes_answers and criterion.metric_role is not MetricRole.DECIDES


def extreme_answer(criterion: Criterion, extreme: Extreme) -> str:
    """Give the answer that earns all, or nothing."""
    scale = criterion.scale
    if isinstance(scale, Ladder):
        return str(len(scale.situations) - 1 if extreme == "best" else 0)
    if isinstance(scale, Choice):
        choose = max if extreme == "best" else min
        return choose(scale.points, key=lambda word: scale.points[word])
    return "yes" if extreme == "best" else "no"
