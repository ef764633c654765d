"""What was found out about an attestation."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

from pydantic import computed_field

from mrl.model.base import Frozen, Message
from mrl.verify.record import Found, Outcome, State, outcome_of


class Part(StrEnum):
    """What is checked, in this order.

    signature: it holds and is the expected signer's; files: the statement is about these very files;
    figures: it says what the assessment in the report says.
    """

    SIGNATURE = "signature"
    FILES = "files"
    FIGURES = "figures"


class PartCheck(Found):
    """One check of an attestation."""

    part: Part


class AttestationChecks(Frozen):
    """The result for one attestation."""

    file: str
    signature: Literal["none", "holds", "fails"]
    checks: tuple[PartCheck, ...]
    limits: tuple[Message, ...] = ()
    """What a signature that holds was checked by, and what was not asked."""
    not_given: tuple[str, ...] = ()
    """Files that the statement is about too and that were not given."""
    not_read: tuple[str, ...] = ()
    """What the statement says beside what this version of mrl knows, as paths."""

    @property
    def outcome(self) -> Outcome:
        """Come to a conclusion."""
        return outcome_of(self.checks)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def holds(self) -> bool:
        """Say whether every check was carried out and holds."""
        return self.outcome is Outcome.CONSISTENT


def part_holds(part: Part, finding: Message) -> PartCheck:
    """Make a check that holds."""
    return PartCheck(part=part, state=State.HOLDS, findings=(finding,))


def part_fails(part: Part, finding: Message) -> PartCheck:
    """Make a check that fails."""
    return PartCheck(part=part, state=State.FAILS, findings=(finding,))


def part_not_checked(parts: Iterable[Part], reason: Message) -> list[PartCheck]:
    """Make checks that could not be carried out."""
    return [PartCheck(part=part, state=State.NOT_CHECKED, findings=(reason,)) for part in parts]
