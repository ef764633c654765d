"""What the checks of an attestation come to, in sentences for people."""

from collections.abc import Iterator, Sequence

from mrl.attesting.record import AttestationChecks
from mrl.model.base import Message, say
from mrl.verify.record import Outcome, State

_MOST_NAMED = 10

SIGNED = say(
    "What the signature proves: this signer made this statement about the files and figures that it names, "
    "and nothing of it was changed since. It does not prove that the figures are true."
)
UNSIGNED = say(
    "The statement is not signed: it proves nothing about who made it, and anybody could write it."
)


def conclusion(found: AttestationChecks) -> Message:
    """Say what all checks come to."""
    match found.outcome:
        case Outcome.CONSISTENT:
            return say("{file} holds for what was given", file=found.file)
        case Outcome.INCONSISTENT:
            return say("{file} does not hold for what was given", file=found.file)
        case Outcome.INCOMPLETE | Outcome.UNREADABLE:
            return say("{file}: nothing fails, but not everything could be checked", file=found.file)


def findings(found: AttestationChecks) -> Iterator[tuple[State, Message]]:
    """Give every finding with the state of its check; one that several checks share only once."""
    told: list[tuple[State, Message]] = []
    for check in found.checks:
        told += [(check.state, each) for each in check.findings if (check.state, each) not in told]
    yield from told


def remarks(found: AttestationChecks) -> Iterator[Message]:
    """Say what was left alone, and what the rest proves."""
    if found.not_given:
        yield say("Not given, so not compared: {names}", names=_listed(found.not_given))
    if found.not_read:
        yield say(
            "The statement also says what this version of mrl does not know: {paths}",
            paths=_listed(found.not_read),
        )
    yield from found.limits
    if found.signature == "holds":
        yield SIGNED
    elif found.signature == "none":
        yield UNSIGNED


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_NAMED]) + ("" if len(names) <= _MOST_NAMED else ", ...")
