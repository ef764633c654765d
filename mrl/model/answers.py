"""Human input: answers to questions and overrides of measured values (`answers.yaml`)."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from mrl.model.base import Day, Frozen

ANSWERS_SCHEMA: Literal["mrl-answers/1"] = "mrl-answers/1"


class Basis(StrEnum):
    """How an answer was obtained; an interview outranks a declaration, which outranks the desk."""

    INTERVIEW = "interview"
    DECLARATION = "declaration"
    DESK = "desk"


class Answer(Frozen):
    """One answer.

    `answer` is what was written: `yes`, `partly`, `no` or `not applicable` for a practice, an
    index (`3`) or interval of indices (`2-4`) for a capability, a word for a choice, a number for a
    criterion that a figure decides. An empty answer is an unanswered question.
    """

    answer: str = ""
    role: str | None = None
    date: Day | None = None
    basis: Basis | None = None
    evidence: str | None = None
    valid_until: Day | None = None
    comment: str | None = None
    confidential: bool = False


class Override(Frozen):
    """A measured value that an assessor replaces, with the reason and until when."""

    value: str
    role: str
    date: Day
    reason: str = Field(min_length=10)
    valid_until: Day


class Review(Frozen):
    """A second person's sign-off: who (a role), when, and what was looked at."""

    role: str = Field(min_length=1)
    date: Day
    statement: str = Field(min_length=10)


class Answers(Frozen):
    """All answers of one file, for one rubric."""

    schema_: Literal["mrl-answers/1"] = Field(default=ANSWERS_SCHEMA, alias="schema")
    rubric: str
    project: str | None = None
    role: str | None = None
    date: Day | None = None
    basis: Basis = Basis.DECLARATION
    valid_until: Day | None = None
    review: Review | None = None
    answers: dict[str, Answer] = {}
    overrides: dict[str, Override] = {}
