"""Reading answers: what was written becomes points; the strongest valid answer counts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mrl.model.answers import Answer, Answers, Basis
from mrl.model.base import Day, Message, Value, say
from mrl.model.evidence import Kind
from mrl.rubric.types import Choice, Criterion, Ladder, MetricRole
from mrl.scoring.scales import points_for, points_on_ladder
from mrl.scoring.tree import Range, exactly

PRACTICE_WORDS = {"yes": 1.0, "partly": 0.5, "no": 0.0}
NOT_APPLICABLE = "not applicable"
PROJECT = "project"
"""Provenance of answers found in the assessed repository itself."""
_RANK = {Basis.INTERVIEW: 2, Basis.DECLARATION: 1, Basis.DESK: 0}
_FIGURE = re.compile(r"(\d{1,12}(?:[.,]\d{1,12})?)\s?(%)?")
_FIGURES = {Kind.COUNT: "a whole number", Kind.SHARE: "a share such as 0.25 or 25 %", Kind.NUMBER: "a number"}
_INTERVAL = re.compile(r"(\d{1,3})(?:\s*-\s*(\d{1,3}))?")


class UnreadableAnswerError(ValueError):
    """An answer that does not fit its question; the text says what would."""


@dataclass(frozen=True, kw_only=True)
class GivenAnswer:
    """An answer with what its file says for all answers filled in, and its points.

    `points` is None for "not applicable".
    """

    criterion: str
    written: Answer
    points: Range | None
    basis: Basis
    role: str | None
    date: Day | None
    valid_until: Day | None
    provenance: str

    def counts(self, today: Day) -> bool:
        """Say whether the answer was given by this day and is still valid on it."""
        return self.why_not(today) is None

    def why_not(self, today: Day) -> Message | None:
        """Say why the answer does not count on this day; None if it does."""
        if self.valid_until is not None and self.valid_until < today:
            return say("the answer was valid until {day}", day=self.valid_until)
        if self.date is not None and self.date > today:
            return say("the answer was given on {day}, after the assessed day", day=self.date)
        return None


def what_fits(criterion: Criterion) -> str:
    """Say in words what may be answered to a criterion."""
    if isinstance(criterion.scale, Ladder):
        last = len(criterion.scale.situations) - 1
        return f"a number from 0 to {last}, or an interval such as 1-2"
    if isinstance(criterion.scale, Choice):
        return " | ".join(criterion.scale.points)
    if criterion.metric_role is MetricRole.DECIDES:
        return "yes | no" if criterion.scale.kind == "yes_no" else "a number"
    return "yes | partly | no | not applicable"


def read_answer(criterion: Criterion, text: str) -> Range | None:
    """Turn an answer into points; None is "not applicable". Raises `UnreadableAnswerError`."""
    word = " ".join(text.casefold().split())
    if word == NOT_APPLICABLE:
        return None
    if isinstance(criterion.scale, Ladder):
        return _read_situation(criterion.scale, criterion, word)
    if criterion.metric_role is MetricRole.DECIDES or isinstance(criterion.scale, Choice):
        points = points_for(criterion.scale, _read_value(criterion, text.strip()))
    else:
        points = PRACTICE_WORDS.get(word)
    if points is None:
        raise UnreadableAnswerError(f"'{text}' does not fit; write {what_fits(criterion)}")
    return exactly(points)


def _read_situation(scale: Ladder, criterion: Criterion, word: str) -> Range:
    match = _INTERVAL.fullmatch(word)
    last = len(scale.situations) - 1
    low, high = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if not low <= high <= last:
        raise UnreadableAnswerError(f"'{word}' does not fit; write {what_fits(criterion)}")
    lowest, highest = points_on_ladder(scale, low), points_on_ladder(scale, high)
    return Range((lowest + highest) / 2, lowest, highest, 1.0)


def _read_value(criterion: Criterion, text: str) -> Value:
    if isinstance(criterion.scale, Choice):
        return text
    if criterion.scale.kind == "yes_no":
        return read_value(Kind.YES_NO, text)
    return read_value(Kind.NUMBER, text)


def read_value(kind: Kind, text: str) -> Value:
    """Read a metric's value as it is written in an answers file. Raises `UnreadableAnswerError`."""
    if kind is Kind.WORD:
        return text
    if kind is Kind.YES_NO:
        if text.casefold() in ("yes", "no"):
            return text.casefold() == "yes"
        raise UnreadableAnswerError(f"'{text}' does not fit; write yes or no")
    match = _FIGURE.fullmatch(text.strip())
    number = float(match[1].replace(",", ".")) / (100 if match[2] else 1) if match else -1.0
    fits = {Kind.COUNT: number.is_integer(), Kind.SHARE: number <= 1, Kind.NUMBER: True}
    if number < 0 or not fits[kind]:
        raise UnreadableAnswerError(f"'{text}' does not fit; write {_FIGURES[kind]}")
    return int(number) if kind is Kind.COUNT else number


def given_answers(
    criteria: Mapping[str, Criterion], files: Sequence[tuple[str, Answers]]
) -> dict[str, list[GivenAnswer]]:
    """Collect the answers of several files by criterion, the strongest first.

    What the assessor was told outranks what the assessed project says of itself, which is never
    more than a declaration. An interview outranks a declaration, which outranks the desk; among
    equals the newer date counts. `files` are pairs of provenance and answers that `check_answers`
    has accepted.
    """
    collected: dict[str, list[GivenAnswer]] = {}
    for provenance, answers in files:
        for criterion, written in answers.answers.items():
            if criterion in criteria and written.answer.strip():
                given = _complete(criteria[criterion], criterion, written, answers, provenance)
                collected.setdefault(criterion, []).append(given)
    for given_list in collected.values():
        given_list.sort(key=_strength, reverse=True)
    return collected


def _strength(given: GivenAnswer) -> tuple[bool, int, Day]:
    return given.provenance != PROJECT, _RANK[given.basis], given.date or Day.min


def _complete(
    criterion: Criterion, criterion_id: str, written: Answer, answers: Answers, provenance: str
) -> GivenAnswer:
    basis = written.basis or answers.basis
    if provenance == PROJECT and basis is Basis.INTERVIEW:
        basis = Basis.DECLARATION
    return GivenAnswer(
        criterion=criterion_id,
        written=written,
        points=read_answer(criterion, written.answer),
        basis=basis,
        role=written.role or answers.role,
        date=written.date or answers.date,
        valid_until=written.valid_until or answers.valid_until,
        provenance=provenance,
    )
