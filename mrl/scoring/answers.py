"""Reading answers: what was written becomes points; the strongest valid answer counts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mrl.model.answers import Answer, Answers, Basis
from mrl.model.base import Day, Message, Value, say
from mrl.model.evidence import Kind
from mrl.model.provenance import PROJECT
from mrl.rubric.types import Choice, Criterion, Ladder, MetricRole
from mrl.scoring.scales import points_for, points_on_ladder
from mrl.scoring.tree import Range, exactly

PRACTICE_WORDS = {"yes": 1.0, "partly": 0.5, "no": 0.0}
NOT_APPLICABLE = "not applicable"
_FRENCH_WORDS = {
    "oui": "yes",
    "en partie": "partly",
    "partiellement": "partly",
    "non": "no",
    "sans objet": NOT_APPLICABLE,
}
_RANK = {Basis.INTERVIEW: 2, Basis.DECLARATION: 1, Basis.DESK: 0}
_FIGURE = re.compile(r"(\d{1,12}(?:[.,]\d{1,12})?)\s?(%)?")
_FIGURES = {
    Kind.COUNT: say("a whole number"),
    Kind.SHARE: say("a share such as 0.25 or 25 %"),
    Kind.NUMBER: say("a number"),
}
_INTERVAL = re.compile(r"(\d{1,3})(?:\s*-\s*(\d{1,3}))?")


class UnreadableAnswerError(ValueError):
    """An answer that does not fit its question; `reason` says what would."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.in_english())
        self.reason = reason


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


def what_fits(criterion: Criterion) -> Message | str:
    """Say in words what may be answered to a criterion."""
    if isinstance(criterion.scale, Ladder):
        last = str(len(criterion.scale.situations) - 1)
        return say("a number from 0 to {last}, or an interval such as 1-2", last=last)
    if isinstance(criterion.scale, Choice):
        return " | ".join(criterion.scale.points)
    if criterion.metric_role is MetricRole.DECIDES:
        return say("yes | no") if criterion.scale.kind == "yes_no" else say("a number")
    return say("yes | partly | no | not applicable")


def _does_not_fit(text: str, fits: Message | str) -> UnreadableAnswerError:
    return UnreadableAnswerError(say("'{text}' does not fit; write {fits}", text=text, fits=fits))


def read_answer(criterion: Criterion, text: str) -> Range | None:
    """Turn an answer into points; None is "not applicable". Raises `UnreadableAnswerError`."""
    word = canonical(criterion, text)
    if word == NOT_APPLICABLE:
        return None
    if isinstance(criterion.scale, Ladder):
        return _read_situation(criterion.scale, criterion, word)
    if criterion.metric_role is MetricRole.DECIDES or isinstance(criterion.scale, Choice):
        points = points_for(criterion.scale, _read_value(criterion, word))
    else:
        points = PRACTICE_WORDS.get(word)
    if points is None:
        raise _does_not_fit(text, what_fits(criterion))
    return exactly(points)


def canonical(criterion: Criterion, text: str) -> str:
    """Give an answer as files keep it: a choice by its own word, the words of practices in English."""
    word = " ".join(text.casefold().split())
    if isinstance(criterion.scale, Choice):
        return _word_of_choice(criterion.scale).get(word, _FRENCH_WORDS.get(word, word))
    return _FRENCH_WORDS.get(word, word)


def _word_of_choice(scale: Choice) -> dict[str, str]:
    """Give every spelling of a choice its word: the word itself and its labels in each language."""
    words = {
        label.casefold(): word for word, text in scale.labels.items() for label in (text.en, text.fr or "")
    }
    return words | {word.casefold(): word for word in scale.points}


def _read_situation(scale: Ladder, criterion: Criterion, word: str) -> Range:
    match = _INTERVAL.fullmatch(word)
    last = len(scale.situations) - 1
    low, high = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if not low <= high <= last:
        raise _does_not_fit(word, what_fits(criterion))
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
        word = _FRENCH_WORDS.get(text.casefold(), text.casefold())
        if word in ("yes", "no"):
            return word == "yes"
        raise _does_not_fit(text, say("yes or no"))
    match = _FIGURE.fullmatch(text.strip())
    number = float(match[1].replace(",", ".")) / (100 if match[2] else 1) if match else -1.0
    fits = {Kind.COUNT: number.is_integer(), Kind.SHARE: number <= 1, Kind.NUMBER: True}
    if number < 0 or not fits[kind]:
        raise _does_not_fit(text, _FIGURES[kind])
    return int(number) if kind is Kind.COUNT else number


def given_answers(
    criteria: Mapping[str, Criterion], files: Sequence[tuple[str, Answers]]
) -> dict[str, list[GivenAnswer]]:
    """Collect the answers of several files by criterion, the strongest first.

    What the assessor was told outranks what the assessed project says of itself, which is never
    more than a declaration. An interview outranks a declaration, which outranks the desk; among
    equals the newer date counts, and of one day the answer with fewer points. The order of files and
    of the answers in them has no part in it. `files` are pairs of provenance and answers that
    `check_answers` has accepted.
    """
    collected: dict[str, list[GivenAnswer]] = {}
    for provenance, answers in files:
        for criterion, written in answers.answers.items():
            if criterion in criteria and written.answer.strip():
                given = _complete(criteria[criterion], criterion, written, answers, provenance)
                collected.setdefault(criterion, []).append(given)
    for given_list in collected.values():
        given_list.sort(key=_caution)
        given_list.sort(key=_strength, reverse=True)  # keeps those of equal strength as they stand
    return {name: collected[name] for name in criteria if name in collected}


def standing(given: GivenAnswer) -> tuple[bool, int]:
    """Say how strong an answer is apart from its date: whose it is, and how it was obtained."""
    return given.provenance != PROJECT, _RANK[given.basis]


def _strength(given: GivenAnswer) -> tuple[bool, int, Day]:
    return *standing(given), given.date or Day.min


def _caution(given: GivenAnswer) -> tuple[bool, float, float, str]:
    """Order what is equally strong: fewer points first, "not applicable" last; then by the words."""
    points = given.points
    words = repr((given.role, given.valid_until, given.written.model_dump_json()))
    return points is None, points.lowest if points else 0, points.highest if points else 0, words


def _complete(
    criterion: Criterion, criterion_id: str, written: Answer, answers: Answers, provenance: str
) -> GivenAnswer:
    is_own = provenance == PROJECT
    basis = Basis.DECLARATION if is_own else written.basis or answers.basis
    return GivenAnswer(
        criterion=criterion_id,
        written=written.model_copy(update={"answer": canonical(criterion, written.answer)}),
        points=read_answer(criterion, written.answer),
        basis=basis,
        role=written.role or answers.role,
        date=written.date or answers.date,
        valid_until=written.valid_until or answers.valid_until,
        provenance=provenance,
    )
