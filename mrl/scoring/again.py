"""Scoring again what was scored before, from nothing but the assessment and a rubric."""

from collections.abc import Iterable

from mrl.model.answers import Answer
from mrl.model.assessment import AnswerRecord, Assessment
from mrl.rubric.types import Criterion, Rubric
from mrl.scoring.answers import GivenAnswer, UnreadableAnswerError, read_answer
from mrl.scoring.score import ProjectEvidence, Said, assemble
from mrl.scoring.tree import Range


def score_again(rubric: Rubric, digest: str, assessment: Assessment) -> Assessment:
    """Score the evidence and answers that an assessment holds, with its own rubric or another one.

    With its own rubric this gives the same assessment, up to what rests on it alone (robustness,
    routes). With another one, answers to questions it does not ask, or that do not fit them, are left
    out; so are answers given in confidence that were not used, whose points nobody kept.
    """
    project = ProjectEvidence(
        project=assessment.project,
        description=assessment.description,
        homepage=assessment.homepage,
        as_of=assessment.as_of,
        evidence=assessment.evidence,
        repositories=assessment.repositories,
        authors=assessment.authors,
        gaps=assessment.gaps,
        not_asked=assessment.not_asked,
        cost=assessment.cost,
        tool_version=assessment.tool_version,
    )
    same = digest == assessment.rubric.digest
    given: dict[str, list[GivenAnswer]] = {}
    for answer in _given(rubric, assessment.answers, same=same):
        given.setdefault(answer.criterion, []).append(answer)
    return assemble(
        rubric,
        digest,
        project,
        Said(given=given, overrides=assessment.overrides, reviews=assessment.reviews),
    )


def _given(rubric: Rubric, records: Iterable[AnswerRecord], *, same: bool) -> Iterable[GivenAnswer]:
    for record in records:
        criterion = rubric.criteria.get(record.criterion)
        words_are_lost = record.confidential and not record.used
        if criterion is None or (words_are_lost and not same):
            continue
        try:
            points = _points(criterion, record, same=same)
        except UnreadableAnswerError:
            continue
        yield _answer(record, points)


def _points(criterion: Criterion, record: AnswerRecord, *, same: bool) -> Range | None:
    """Read an answer again, or take the points of one whose words are confidential."""
    if record.answer is not None and not same:
        return read_answer(criterion, record.answer)
    points = record.points
    return Range(points.point, points.lowest, points.highest, points.coverage) if points else None


def _answer(record: AnswerRecord, points: Range | None) -> GivenAnswer:
    written = Answer(
        answer=record.answer or "",
        evidence=record.evidence,
        comment=record.comment,
        confidential=record.confidential,
    )
    return GivenAnswer(
        criterion=record.criterion,
        written=written,
        points=points,
        basis=record.basis,
        role=record.role,
        date=record.date,
        valid_until=record.valid_until,
        provenance=record.provenance,
    )
