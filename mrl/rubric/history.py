"""Remarks that need the version before: ids that changed their meaning, and numbers that were not raised."""

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from mrl.errors import InputError, Problem, in_order
from mrl.files.reading import Document, read_versioned
from mrl.model.base import say
from mrl.model.evidence import MetricInfo
from mrl.rubric.comparing import compare
from mrl.rubric.remarks import version_number
from mrl.rubric.subject import Subject
from mrl.rubric.types import RUBRIC_SCHEMA, Criterion, MetricRole, Rubric

ALIKE = 0.4
"""The part of its words a question must keep to count as the same question, reworded."""
_WORD = re.compile(r"\w+")


def previous_version(document: Document, rubric_id: str) -> Path | None:
    """Find the version before: `previous/<id>.yaml` beside a rubric's file."""
    path = Path(document.name).parent / "previous" / f"{rubric_id}.yaml"
    return path if path.is_file() else None


def remarks_since(
    previous: Path, rubric: Rubric, document: Document, metrics: Mapping[str, MetricInfo]
) -> tuple[Problem, ...]:
    """List what a new version of a rubric should not do to an older one. Raises `InputError`."""
    old, old_document = read_versioned(previous, Rubric, RUBRIC_SCHEMA)
    if old.id != rubric.id:
        message = say("this is the rubric '{old}', not '{new}'", old=old.id, new=rubric.id)
        raise InputError(old_document.problem(("id",), message))
    subject = Subject(rubric=rubric, document=document, metrics=metrics)
    return in_order([*_meanings(subject, old), *_numbers(subject, old)])


def _meanings(subject: Subject, old: Rubric) -> Iterator[Problem]:
    for name, criterion in subject.rubric.criteria.items():
        before, path = old.criteria.get(name), ("criteria", name)
        if before is None:
            continue
        remedy = say("give it a new id, for older answers and results name this one")
        if not alike(before.question.en, criterion.question.en):
            message = say("in version {version} this id asked something else", version=old.version)
            yield subject.problem((*path, "question"), message, remedy)
        elif before.scale.kind != criterion.scale.kind:
            message = say(
                "in version {version} this id had a {kind} scale", version=old.version, kind=before.scale.kind
            )
            yield subject.problem((*path, "scale"), message, remedy)
        elif _acting_metric(before) not in (None, _acting_metric(criterion)):
            message = say(
                "in version {version} this id was measured by '{metric}'",
                version=old.version,
                metric=str(before.metric),
            )
            yield subject.problem((*path, "metric"), message, remedy)


def _acting_metric(criterion: Criterion) -> str | None:
    return criterion.metric if criterion.metric_role is not MetricRole.SUPPORTS else None


def alike(one: str, other: str) -> bool:
    """Say whether two questions share enough of their words, in order, to be the same question."""
    before, after = ([word[0] for word in _WORD.finditer(text.casefold())] for text in (one, other))
    return difflib.SequenceMatcher(a=before, b=after, autojunk=False).ratio() >= ALIKE


def _numbers(subject: Subject, old: Rubric) -> Iterator[Problem]:
    """Compare how far the version was raised with how far the change goes."""
    changes = compare(old, subject.rubric)
    before, now = version_number(old.version), version_number(subject.rubric.version)
    path = ("version",)
    if now < before:
        message = say("the version before this one was {version}", version=old.version)
        yield subject.problem(path, message, say("raise it"))
    elif not changes:
        return
    elif now == before:
        message = say("the rubric has changed since, and the version has not")
        yield subject.problem(path, message, say("raise it, and say under `changes` what changed"))
    elif not old.criteria.keys() <= subject.rubric.criteria.keys() and now[0] == before[0]:
        message = say("questions were removed, so results cannot be compared with older ones")
        yield subject.problem(path, message, say("raise the first number of the version"))
    elif any(change.moves_results for change in changes) and now[:2] == before[:2]:
        message = say("results can change, and only the last number of the version was raised")
        yield subject.problem(path, message, say("raise the middle number"))
