"""What was found out about a document: each check with what it says, and what they all come to."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

from pydantic import Field, computed_field

from mrl.model.base import Frozen, Message

VERIFICATION_SCHEMA: Literal["mrl-verification/1"] = "mrl-verification/1"


class Pictures(StrEnum):
    """Whether pages were compared as pictures; `not_needed`: the same bytes give the same pictures."""

    NOT_NEEDED = "not_needed"
    COMPARED = "compared"
    NOT_COMPARED = "not_compared"


class State(StrEnum):
    """Whether what a check is about holds.

    not_checked: it could not be found out here; unreadable: what it is about cannot be read, which is
    no difference.
    """

    HOLDS = "holds"
    FAILS = "fails"
    NOT_CHECKED = "not_checked"
    UNREADABLE = "unreadable"


class Subject(StrEnum):
    """What is checked, in this order.

    file: its seal fits its bytes; construction: it is built of what mrl builds documents of and of
    nothing else; attached: what it rests on is in it; digests: the
    pages print those of the attached files; whole: what a portfolio says of all projects follows from
    its rows; assessments: those that a portfolio names say what its rows say; rubric: it is the one the
    assessment names; scoring: the evidence scored again gives the same; pages: made again they are the
    same.
    """

    FILE = "file"
    CONSTRUCTION = "construction"
    ATTACHED = "attached"
    DIGESTS = "digests"
    WHOLE = "whole"
    ASSESSMENTS = "assessments"
    RUBRIC = "rubric"
    SCORING = "scoring"
    PAGES = "pages"


class Found(Frozen):
    """What a check found: whether what it is about holds, and why."""

    state: State
    findings: tuple[Message, ...]


class Check(Found):
    """One check of a document."""

    subject: Subject


class Outcome(StrEnum):
    """What all checks come to.

    incomplete: nothing fails, but something could not be checked; unreadable: nothing fails, but
    something cannot be read.
    """

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    INCOMPLETE = "incomplete"
    UNREADABLE = "unreadable"


def outcome_of(checks: Iterable[Found]) -> Outcome:
    """Come to a conclusion."""
    states = {each.state for each in checks}
    if State.FAILS in states:
        return Outcome.INCONSISTENT
    if State.UNREADABLE in states:
        return Outcome.UNREADABLE
    return Outcome.INCOMPLETE if State.NOT_CHECKED in states else Outcome.CONSISTENT


class AttachedFile(Frozen):
    """A file that was found in the document."""

    name: str
    size: int = Field(ge=0)
    sha256: str


class Origin(StrEnum):
    """Where a rubric comes from, told by its digest."""

    SHIPPED = "shipped"
    EARLIER = "earlier"
    FOREIGN = "foreign"


class RubricOrigin(Frozen):
    """A rubric that a document rests on; `claims` names the shipped rubric whose name a foreign one bears."""

    id: str
    version: str
    sha256: str
    origin: Origin
    claims: bool = False


class Verification(Frozen):
    """The result for one file."""

    schema_: Literal["mrl-verification/1"] = Field(default=VERIFICATION_SCHEMA, alias="schema")
    file: str
    checks: tuple[Check, ...]
    attached: tuple[AttachedFile, ...] = ()
    rubrics: tuple[RubricOrigin, ...] = ()
    not_attached: tuple[Message, ...] = ()
    """What the pages rest on as well and what is not in the file."""
    pictures: Pictures = Pictures.NOT_COMPARED

    @computed_field  # type: ignore[prop-decorator]
    @property
    def outcome(self) -> Outcome:
        """Come to a conclusion."""
        return outcome_of(self.checks)

    @property
    def lacks_assessments_alone(self) -> bool:
        """Say whether nothing fails and only the assessments of a portfolio were not looked for."""
        states = {each.subject: each.state for each in self.checks}
        is_open = {subject for subject, state in states.items() if state is not State.HOLDS}
        return is_open == {Subject.ASSESSMENTS} and Subject.SCORING not in states


def check(subject: Subject, wrong: list[Message], fine: Message) -> Check:
    """Make a check that fails if anything is wrong."""
    if wrong:
        return Check(subject=subject, state=State.FAILS, findings=tuple(wrong))
    return Check(subject=subject, state=State.HOLDS, findings=(fine,))


def not_checked(subject: Subject, *reasons: Message) -> Check:
    """Make a check that could not be carried out."""
    return Check(subject=subject, state=State.NOT_CHECKED, findings=reasons)


def unreadable(subject: Subject, reason: Message) -> Check:
    """Make a check of what cannot be read."""
    return Check(subject=subject, state=State.UNREADABLE, findings=(reason,))
