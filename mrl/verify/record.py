"""What was found out about a document: each check with what it says, and what they all come to."""

from enum import StrEnum
from typing import Literal

from pydantic import Field, computed_field

from mrl.model.base import Frozen, Message

VERIFICATION_SCHEMA: Literal["mrl-verification/1"] = "mrl-verification/1"


class State(StrEnum):
    """Whether what a check is about holds; `not_checked` says why it could not be found out."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_CHECKED = "not_checked"


class Subject(StrEnum):
    """What is checked, in this order.

    file: its bytes are those that were written; attached: what it rests on is in it; digests: the
    pages print those of the attached files; rubric: it is the one the assessment names; scoring: the
    evidence scored again gives the same; pages: made again they are the same.
    """

    FILE = "file"
    ATTACHED = "attached"
    DIGESTS = "digests"
    RUBRIC = "rubric"
    SCORING = "scoring"
    PAGES = "pages"


class Check(Frozen):
    """One check and its findings."""

    subject: Subject
    state: State
    findings: tuple[Message, ...]


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


class Outcome(StrEnum):
    """What all checks come to; incomplete: nothing fails, but something could not be checked."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    INCOMPLETE = "incomplete"


class Verification(Frozen):
    """The result for one file."""

    schema_: Literal["mrl-verification/1"] = Field(default=VERIFICATION_SCHEMA, alias="schema")
    file: str
    checks: tuple[Check, ...]
    attached: tuple[AttachedFile, ...] = ()
    rubrics: tuple[RubricOrigin, ...] = ()
    not_attached: tuple[Message, ...] = ()
    """What the pages rest on as well and what is not in the file."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def outcome(self) -> Outcome:
        """Come to a conclusion."""
        states = {check.state for check in self.checks}
        if State.FAILS in states:
            return Outcome.INCONSISTENT
        return Outcome.INCOMPLETE if State.NOT_CHECKED in states else Outcome.CONSISTENT


def check(subject: Subject, wrong: list[Message], fine: Message) -> Check:
    """Make a check that fails if anything is wrong."""
    if wrong:
        return Check(subject=subject, state=State.FAILS, findings=tuple(wrong))
    return Check(subject=subject, state=State.HOLDS, findings=(fine,))


def not_checked(subject: Subject, reason: Message) -> Check:
    """Make a check that could not be carried out."""
    return Check(subject=subject, state=State.NOT_CHECKED, findings=(reason,))
