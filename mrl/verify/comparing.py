"""Comparing a document with its copy: byte for byte, else part by part, page by page and as pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mrl.model.base import Message, say
from mrl.verify import pictures, versions
from mrl.verify.carried import carried_otherwise
from mrl.verify.compared import FONTS_OF_THE_SYSTEM, INSTRUCTIONS, LAYOUT, Difference, Taken, each_of
from mrl.verify.copying import UNLIKE, Examined
from mrl.verify.differences import first_named
from mrl.verify.drawn import drawn_otherwise
from mrl.verify.kinds import versions_here
from mrl.verify.letters import fonts_otherwise
from mrl.verify.opening import UnreadableError, careful
from mrl.verify.pages import drawn_differently, not_printed, other_words
from mrl.verify.record import Check, Pictures, Subject, check, not_checked, unreadable

_HEAVY: Final = ("Pattern", "Shading", "SMask")
"""What may take a drawing program very long, where it is not that of the copy."""


@dataclass(frozen=True)
class Compared:
    """What comparing came to, and whether pages were compared as pictures."""

    check: Check
    pictures: Pictures = Pictures.NOT_COMPARED


def compare_pages(it: Examined) -> Compared:
    """Compare a document with the copy made of what is attached to it."""
    if it.copy.raw is None:
        return Compared(_without_copy(it))
    if it.is_same:
        fine = say("made again from what is attached, the document is the same, byte for byte")
        return Compared(check(Subject.PAGES, [], fine), Pictures.NOT_NEEDED)
    if not isinstance(it.taken, Taken):
        return Compared(not_checked(Subject.PAGES, UNLIKE))
    with careful(say("the copy cannot be compared with the document")):
        return _with_copy(it, it.taken, it.copy.taken)


def _without_copy(it: Examined) -> Check:
    """Look at least for the headline figures of assessments, where nothing else can be compared."""
    reason = it.copy.why_not or say("the pages cannot be made again")
    if it.copy.is_unreadable:
        return unreadable(Subject.PAGES, reason)
    facts = it.content.facts
    can_look = it.copy.without_pango and it.is_built and not it.words_are_unsure
    if not can_look or facts is None or not it.content.assessments:
        return not_checked(Subject.PAGES, reason)
    wrong = not_printed(it.opened, facts, it.content)
    if wrong:
        return check(Subject.PAGES, wrong, reason)
    only = say(
        "{reason}, so only the headline figures were compared: the first pages print them", reason=reason
    )
    return not_checked(Subject.PAGES, only)


def _with_copy(it: Examined, found: Taken, fresh: Taken) -> Compared:
    others = it.differing(fresh)
    differences = list(_parts(found, fresh))
    try:
        same_letters = not any(fonts_otherwise(found, fresh))
        differences = [*_on_pages(it, same_letters=same_letters), *differences]
    except UnreadableError:
        if all(each.rests_on & others for each in differences):
            raise
    seen: list[int] | None = None
    if _may_be_drawn(found, fresh) and all(each.rests_on & LAYOUT for each in differences):
        seen = _seen(it)
        differences += [Difference(each, INSTRUCTIONS) for each in pictures.told(seen or [])]
    refused = [each.said for each in differences if each.rests_on.isdisjoint(others)]
    done = Pictures.NOT_COMPARED if seen is None else Pictures.COMPARED
    if not others and not refused:
        refused = [say("these are not the bytes of the copy, though what is drawn and carried is the same")]
    if refused:
        return Compared(check(Subject.PAGES, first_named(refused), refused[0]), done)
    said = _not_all(it, others, differences, seen)
    return Compared(not_checked(Subject.PAGES, *said), done)


def _may_be_drawn(found: Taken, fresh: Taken) -> bool:
    known = (is_known for kind in _HEAVY for _, is_known in each_of(found, fresh, kind))
    return not found.survey.strange and all(known)


def _parts(found: Taken, fresh: Taken) -> Iterator[Difference]:
    yield from carried_otherwise(found, fresh)
    yield from drawn_otherwise(found, fresh)
    yield from fonts_otherwise(found, fresh)


def _on_pages(it: Examined, *, same_letters: bool) -> Iterator[Difference]:
    fresh = it.copy.opened
    words = other_words(it.opened, fresh, same_letters=same_letters)
    yield from (Difference(each, LAYOUT) for each in words)
    if not words:
        drawn = drawn_differently(it.opened, fresh)
        yield from (Difference(each, INSTRUCTIONS) for each in drawn)


def _seen(it: Examined) -> list[int] | None:
    """Compare as pictures; None where that cannot be done."""
    try:
        with careful(say("the pages cannot be drawn")):
            return pictures.seen_differently(it.opened.raw, it.copy.raw or b"")
    except UnreadableError:
        return None


def _not_all(
    it: Examined, others: frozenset[str], differences: Sequence[Difference], seen: list[int] | None
) -> Iterator[Message]:
    """Say what could not be checked, why, and what it takes to check it."""
    facts = it.content.facts
    if facts is not None:
        yield from versions.said_of(facts.made_with, versions_here(facts))
    if FONTS_OF_THE_SYSTEM in others:
        yield say(
            "a character of the document is in no font of the design, so that fonts of the system had a part"
        )
    if seen is None:
        not_done = say("the pages were not compared as pictures")
        yield not_done if pictures.can_draw() else pictures.HOW_TO_INSTALL
    elif not seen:
        yield say("compared as pictures, every page looks like that of the copy")
    for each in first_named([each.said for each in differences]):
        yield say("other versions may explain this, or somebody changed it: {what}", what=each)
