"""Checking an answers file against its rubric: what is wrong, what has expired, what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mrl.errors import Problem, in_order
from mrl.files.reading import Document
from mrl.files.validation import nearest
from mrl.model.answers import Answer, Answers
from mrl.model.base import Day, say
from mrl.model.evidence import MetricInfo
from mrl.rubric.types import Rubric
from mrl.scoring.answers import UnreadableAnswerError, read_answer, read_value


@dataclass(frozen=True, kw_only=True)
class AnswersReport:
    """What a check found: mistakes, answers no longer valid, and questions without an answer."""

    wrong: tuple[Problem, ...]
    expired: tuple[Problem, ...]
    missing: tuple[Problem, ...]
    answered: int


def check_answers(
    answers: Answers, document: Document, rubric: Rubric, metrics: Mapping[str, MetricInfo], today: Day
) -> AnswersReport:
    """Check answers that have the right form against the rubric they name."""
    answered = {name for name, answer in answers.answers.items() if answer.answer.strip()}
    return AnswersReport(
        wrong=in_order(_wrong(answers, document, rubric, metrics)),
        expired=in_order(_expired(answers, document, today)),
        missing=tuple(_missing(answered, document, rubric)),
        answered=len(answered & rubric.criteria.keys()),
    )


def _wrong(
    answers: Answers, document: Document, rubric: Rubric, metrics: Mapping[str, MetricInfo]
) -> Iterator[Problem]:
    yield from _wrong_rubric(answers, document, rubric)
    if not rubric.takes_answers:
        message = say(
            "the rubric '{rubric}' takes no answers; it rests on measured facts alone", rubric=rubric.id
        )
        yield document.problem(("rubric",), message, say("leave the answers out"))
        return
    for name, answer in answers.answers.items():
        yield from _wrong_answer(name, answer, answers, document, rubric)
    for metric, override in answers.overrides.items():
        yield from _wrong_override(metric, override.value, document, metrics)


def _expired(answers: Answers, document: Document, today: Day) -> Iterator[Problem]:
    for name, answer in answers.answers.items():
        until = answer.valid_until or answers.valid_until
        if answer.answer.strip() and until is not None and until < today:
            message = say("the answer was valid until {day} and counts as unknown", day=until)
            yield document.problem(("answers", name, "valid_until"), message, say("ask again"))
    for metric, override in answers.overrides.items():
        if override.valid_until < today:
            message = say("the override was valid until {day} and is not used", day=override.valid_until)
            yield document.problem(("overrides", metric, "valid_until"), message)


def _wrong_rubric(answers: Answers, document: Document, rubric: Rubric) -> Iterator[Problem]:
    if answers.rubric != rubric.id:
        message = say(
            "these answers are for the rubric '{named}', not for '{rubric}'",
            named=answers.rubric,
            rubric=rubric.id,
        )
        yield document.problem(("rubric",), message, say("use the rubric they were written for"))


def _wrong_answer(
    name: str, answer: Answer, answers: Answers, document: Document, rubric: Rubric
) -> Iterator[Problem]:
    path = ("answers", name)
    if name not in rubric.criteria:
        message = say("there is no criterion '{name}'", name=name)
        yield document.problem(path, message, nearest(name, rubric.criteria))
        return
    if not answer.answer.strip():
        return
    try:
        read_answer(rubric.criteria[name], answer.answer)
    except UnreadableAnswerError as error:
        yield document.problem((*path, "answer"), error.reason)
    if not (answer.role or answers.role):
        yield document.problem(
            path, say("nobody's role is given for this answer"), say("add `role:` here or at the top")
        )
    if not (answer.date or answers.date):
        yield document.problem(
            path, say("no date is given for this answer"), say("add `date:` here or at the top")
        )


def _wrong_override(
    metric: str, value: str, document: Document, metrics: Mapping[str, MetricInfo]
) -> Iterator[Problem]:
    path = ("overrides", metric)
    if metric not in metrics:
        message = say("there is no metric '{name}'", name=metric)
        yield document.problem(path, message, nearest(metric, metrics))
        return
    try:
        read_value(metrics[metric].kind, value)
    except UnreadableAnswerError as error:
        yield document.problem((*path, "value"), error.reason)


def _missing(answered: set[str], document: Document, rubric: Rubric) -> Iterator[Problem]:
    if not rubric.takes_answers:
        return
    for name, criterion in rubric.criteria.items():
        needs_answer = (
            criterion.metric is None or criterion.metric_role is None or criterion.metric_role != "decides"
        )
        if needs_answer and name not in answered:
            message = say("not answered: {question}", question=criterion.question)
            yield document.problem(("answers", name), message)
