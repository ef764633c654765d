"""Which license a text speaks of, be it a tag, a whole license text, a notice or an address."""

import re
from dataclasses import dataclass

from mrl.collectors.license.expressions import normal_form
from mrl.collectors.license.library import Match, held_in
from mrl.collectors.license.names import joined, named_in, resolve_address, without_addresses
from mrl.collectors.license.notices import speaks_of_license
from mrl.collectors.license.texts import license_words, plain_words

UNRECOGNISED = "unrecognised"
"""Stands for a license statement that names no license on the SPDX list."""

FEWEST_WORDS = 40
"""A shorter text is not compared with license texts; the shortest common one has about 60 words."""

HELD = 0.8
"""The share of a license text that has to stand in a header.

Holder names in a BSD clause or an added sentence cost up to a tenth; the next license of the same
family is told apart by similarity, not by this.
"""

_TAG = re.compile(r"SPDX-License-Identifier:[ \t]*([\w.+()/ :-]{1,300})")
_GRANT = re.compile(r"permission|redistribution|warrant|liab|permitted|garantie", re.IGNORECASE)
_LICENSE = re.compile(r"licen[cs]|redistribut|\bterms\b|\b[al]?gpl|general public", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a text says: an SPDX expression, `unrecognised`, or None where it speaks of no license."""

    spdx: str | None
    tagged: bool = False


def recognise(text: str) -> Recognition:
    """Read a header or a short notice: a tag decides, then a whole text, then names, then addresses."""
    tags = [normal_form(match[1].rstrip(" -")) or UNRECOGNISED for match in _TAG.finditer(text)]
    if tags:
        return Recognition(" AND ".join(_bracketed(dict.fromkeys(tags))), tagged=True)
    found = joined(_parts(text), text) or (resolve_address(text) if _LICENSE.search(text) else None)
    if not found and speaks_of_license(" ".join(plain_words(text))):
        found = UNRECOGNISED
    return Recognition(found)


def _parts(text: str) -> list[str]:
    """Give the license whose whole text is there, and those that are named outside of its text."""
    match = _whole_text(text)
    whole, own_names = ([match.spdx], named_in(match.text)) if match else ([], [])
    named = named_in(without_addresses(text)) if _LICENSE.search(text) else []
    return [*whole, *(spdx for spdx in named if spdx not in own_names)]


def _whole_text(text: str) -> Match | None:
    if not _GRANT.search(text):
        return None
    words = license_words(text)
    return held_in(words, HELD) if len(words) >= FEWEST_WORDS else None


def _bracketed(tags: dict[str, None]) -> list[str]:
    several = len(tags) > 1
    return [f"({tag})" if several and " OR " in tag else tag for tag in tags]
