"""What a rubric must mean, beyond its form; every finding carries its line."""

from collections.abc import Iterator, Mapping
from itertools import chain

from mrl.errors import Problem, in_order
from mrl.files.reading import Document
from mrl.model.base import say
from mrl.model.evidence import MetricInfo
from mrl.rubric.criterion_checks import criteria_problems
from mrl.rubric.level_checks import level_problems
from mrl.rubric.subject import Subject
from mrl.rubric.tree_checks import repetition_problems, tree_problems
from mrl.rubric.types import Rubric

FREE_KEYS = ("children", "at_least", "at_most", "points", "labels", "applies_when", "nodes", "criteria")
"""Where a rubric names things itself; `{1: 0,5}` would be the step 1 and a step 5 without points."""


def check_rubric(
    rubric: Rubric, document: Document, metrics: Mapping[str, MetricInfo]
) -> tuple[Problem, ...]:
    """List what is wrong with the meaning of a rubric, in the order of the file."""
    subject = Subject(rubric=rubric, document=document, metrics=metrics)
    found = (_empty(subject), _shape(subject), criteria_problems(subject), _attributions(subject))
    return in_order(chain.from_iterable(found))


def _empty(subject: Subject) -> Iterator[Problem]:
    """Find names with nothing behind them, which would be read as if they were not there."""
    for path in subject.document.places:
        if len(path) > 1 and path[-2] in FREE_KEYS and subject.is_empty(path):
            message = say("nothing stands behind '{name}'", name=str(path[-1]))
            yield subject.problem(path, message, say("write a value, or remove it; decimals take a point"))


def _shape(subject: Subject) -> Iterator[Problem]:
    """Find what is wrong with the tree; levels are looked at only where it can be walked."""
    sound = True
    for problem in tree_problems(subject):
        sound = False
        yield problem
    if sound:
        yield from repetition_problems(subject)
        yield from level_problems(subject)


def _attributions(subject: Subject) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, item in enumerate(subject.rubric.attributions):
        if item.id in seen:
            message = say("two attributions have the id '{id}'", id=item.id)
            yield subject.problem(("attributions", index, "id"), message, say("rename one"))
        seen.add(item.id)
