"""Answers as the report prints them: with roles, without what was said in confidence."""

from collections.abc import Mapping, Sequence

from mrl.model.assessment import AnswerRecord, Points
from mrl.model.base import Day, Message, say
from mrl.model.provenance import PROJECT
from mrl.rubric.structure import assessor_criteria
from mrl.rubric.types import Rubric
from mrl.scoring.answers import GivenAnswer
from mrl.scoring.leaves import Leaf


def answer_records(
    rubric: Rubric,
    given: Mapping[str, Sequence[GivenAnswer]],
    leaves: Mapping[str, Leaf],
    today: Day,
) -> tuple[AnswerRecord, ...]:
    """List every answer in the order of the rubric, with whether it was used and why not."""
    reserved = assessor_criteria(rubric)
    return tuple(
        _record(answer, leaves[name], today, is_reserved=name in reserved)
        for name in rubric.criteria
        for answer in given.get(name, ())
    )


def _record(given: GivenAnswer, leaf: Leaf, today: Day, *, is_reserved: bool) -> AnswerRecord:
    written = given.written
    unheard = is_reserved and given.provenance == PROJECT
    used = any(answer is given for answer in leaf.answers)
    return AnswerRecord(
        criterion=given.criterion,
        answer=None if written.confidential else written.answer,
        points=_points(given, used=used),
        role=given.role,
        date=given.date,
        basis=given.basis,
        evidence=None if written.confidential else written.evidence,
        valid_until=given.valid_until,
        comment=None if written.confidential else written.comment,
        confidential=written.confidential,
        provenance=given.provenance,
        used=used,
        unused_reason=None if used else _why_unused(given, leaf, today, unheard=unheard),
    )


def _points(given: GivenAnswer, *, used: bool) -> Points | None:
    """Give an answer's points; of one given in confidence only if the score rests on them."""
    if given.points is None or (given.written.confidential and not used):
        return None
    return Points(**given.points._asdict())


def _why_unused(given: GivenAnswer, leaf: Leaf, today: Day, *, unheard: bool) -> Message:
    why_not = given.why_not(today)
    if why_not is not None:
        return why_not
    if unheard:
        return say("a declaration of the project itself; only an assessor's answer counts here")
    if leaf.answers:
        return say("a stronger answer was given")
    if leaf.range is None:
        return say("the question does not apply to this project")
    return say("a measured value decides this; an override with a reason could replace it")
