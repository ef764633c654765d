"""Answers of one file that another gives as well: who copies an answer does not make it his own word."""

from collections.abc import Iterator, Mapping, Sequence

from mrl.model.answers import Answers
from mrl.model.base import Day
from mrl.model.provenance import PROJECT
from mrl.rubric.types import Criterion
from mrl.scoring.answers import canonical, given_answers

_Said = tuple[str, str, str, Day | None]


def same_answers(
    criteria: Mapping[str, Criterion], answers: Answers, others: Sequence[Answers]
) -> tuple[str, ...]:
    """Name the criteria to which a file says what one of the others says, in the same role and of one day."""
    known = {said for other in others for said in _said(criteria, other)}
    return tuple(said[0] for said in _said(criteria, answers) if said in known)


def _said(criteria: Mapping[str, Criterion], answers: Answers) -> Iterator[_Said]:
    """Write each answer in the one way in which all spellings of it are equal."""
    for name, found in given_answers(criteria, [(PROJECT, answers)]).items():
        for given in found:
            role = " ".join((given.role or "").casefold().split())
            yield name, canonical(criteria[name], given.written.answer), role, given.date
