"""What a verification comes to, in sentences for people."""

from collections.abc import Iterator

from mrl.model.base import Message, say
from mrl.verify.record import Origin, Outcome, RubricOrigin, State, Verification

STATES = {
    State.HOLDS: say("holds"),
    State.FAILS: say("fails"),
    State.NOT_CHECKED: say("not checked"),
    State.UNREADABLE: say("unreadable"),
}

PROOF = say(
    "What this proves: whether pages, evidence, rubric and scores belong together. "
    "What it cannot prove: who made them, which only a signature can, "
    "and that the evidence is true, which only the repositories show."
)


def conclusion(found: Verification) -> Message:
    """Say what all checks come to."""
    match found.outcome:
        case Outcome.CONSISTENT:
            return say("{file} is consistent with itself", file=found.file)
        case Outcome.INCONSISTENT:
            return say("{file} is not consistent with itself", file=found.file)
        case Outcome.UNREADABLE:
            return say("{file}: nothing fails, but part of it cannot be read", file=found.file)
        case Outcome.INCOMPLETE if found.lacks_assessments_alone:
            return say("{file} is consistent with itself; its assessments are not in it", file=found.file)
        case Outcome.INCOMPLETE:
            return say("{file}: nothing fails, but not everything could be checked", file=found.file)


def findings(found: Verification) -> Iterator[tuple[Message, Message]]:
    """Give every finding with the state of its check."""
    for check in found.checks:
        for finding in check.findings:
            yield STATES[check.state], finding


def of_rubric(rubric: RubricOrigin) -> Message:
    """Say where a rubric comes from, and what that means."""
    names = {"rubric": rubric.id, "version": rubric.version}
    if rubric.origin is Origin.SHIPPED:
        return say("The rubric {rubric} {version} is the one that comes with this version of mrl.", **names)
    if rubric.origin is Origin.EARLIER:
        return say("The rubric {rubric} {version} is an earlier one that came with mrl.", **names)
    if rubric.claims:
        return say(
            "The rubric calls itself {rubric} {version}, but is not the one of that name from mrl: "
            "somebody else decided on its questions, thresholds and weights.",
            **names,
        )
    return say(
        "The rubric {rubric} {version} does not come with mrl: "
        "somebody else decided on its questions, thresholds and weights.",
        **names,
    )
