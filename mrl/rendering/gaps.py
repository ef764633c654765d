"""What could not be read, as it is printed: a bounded number of characters, whoever wrote what is in them."""

from collections.abc import Iterable
from html import escape
from typing import Final

from mrl.model.base import Message
from mrl.model.facts import Gap
from mrl.model.gaps import kept_within, stands_for
from mrl.rendering.rows import GapGroup
from mrl.rendering.text import shortened_within, visible, with_short_values

SUBJECT: Final = 200
REASON: Final = 600
OF_A_KIND: Final = 20
"""Gaps of a kind in one repository that are printed; the rest are told as so many more."""
CHARACTERS: Final = 60_000
"""Characters of HTML for the gaps of all repositories; those of a project of 600 take a third of that."""


def printed_gaps(gaps: Iterable[Gap]) -> tuple[tuple[GapGroup, ...], int]:
    """Return the gaps to print, equal ones of several repositories as one, and how many are left out."""
    kept = kept_within(gaps, most=OF_A_KIND, characters=CHARACTERS, size=printed_size)
    groups: dict[str, list[Gap]] = {}
    for gap in kept:
        key = gap.model_copy(update={"repository": None}).model_dump_json()
        groups.setdefault(key, []).append(gap)
    printed: list[GapGroup] = []
    left = room = 0
    for members in groups.values():
        room += printed_size(members[0])
        if printed and room > CHARACTERS:
            left += sum(map(stands_for, members))
        else:
            printed.append(_group(members))
    return tuple(printed), left


def printed_size(gap: Gap) -> int:
    """Return about how many characters of HTML a gap takes."""
    subject = shortened_within(gap.subject, SUBJECT)
    return len(escape(visible(subject))) + len(escape(visible(_reason(gap.reason).in_english())))


def _group(members: list[Gap]) -> GapGroup:
    names = tuple(gap.repository for gap in members if gap.repository)
    return GapGroup(shortened_within(members[0].subject, SUBJECT), _reason(members[0].reason), names)


def _reason(reason: Message) -> Message:
    """Shorten what is named in a reason, in the middle, so that what is said of it is still read."""
    return with_short_values(reason, lambda each: REASON // max(len(each.values), 1))
