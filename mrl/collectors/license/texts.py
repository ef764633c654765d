"""Texts as words: what is left of a license text once layout, names and years are taken away.

The rules follow the SPDX matching guidelines (https://spdx.github.io/spdx-spec/v3.0.1/annexes/license-matching-guidelines-and-templates/):
white space, case, punctuation, bullets, comment marks and copyright notices do not matter.
"""

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

Pairs = Counter[tuple[str, str]]
"""Neighbouring words of a text, with how often each pair stands there."""

MARKS = 32
"""How many marks are kept of a license text."""

_WORD = re.compile(r"[^\W_]+")
_COPYRIGHT_LINE = re.compile(
    r"^[^\w\n]{0,40}(?:portions )?(?:copyright\b|©|\(c\))"
    r"(?=[^\n]{0,60}?(?:\d{4}|\(c\)|©|[<\[{]|\bby\b))[^\n]*$",
    re.MULTILINE,
)
_RIGHTS_LINE = re.compile(r"^[^\w\n]{0,40}all rights reserved\W{0,40}$", re.MULTILINE)
_BULLET = re.compile(r"^([^\w\n]{0,40})(?:[a-z]|\d{1,2})[.)](?=\s)", re.MULTILINE)
_PLUS = re.compile(r"(?<=\d)\+(?![\w+])")
"""`GPL-2+`; not the plus of a sum, which would make three words of two characters."""

_DROPPED = re.compile(r"(?:19|20)\d\d|https?|www")


def plain_words(text: str) -> list[str]:
    """Split a text into lower-case words; `GPL-2+` becomes `gpl 2 or later`, licence becomes license."""
    lowered = _PLUS.sub(" or later", text.lower().replace("licence", "license"))
    return _WORD.findall(lowered)


def license_words(text: str) -> list[str]:
    """Give the words that make a license text: no copyright lines, bullets, years or URL schemes."""
    lowered = text.lower()
    for noise in (_COPYRIGHT_LINE, _RIGHTS_LINE):
        lowered = noise.sub("", lowered)
    words = plain_words(_BULLET.sub(r"\1", lowered))
    return [word for word in words if not _DROPPED.fullmatch(word)]


def pairs_of(words: Sequence[str]) -> Pairs:
    """Count the pairs of neighbouring words."""
    return Counter(pairwise(words))


def similarity(first: Pairs, second: Pairs) -> float:
    """Compare two texts by the Sørensen-Dice coefficient of their word pairs: 1 equal, 0 nothing shared."""
    total = first.total() + second.total()
    return 2 * shared(first, second) / total if total else 0.0


def shared(first: Pairs, second: Pairs) -> int:
    """Count the word pairs that stand in both texts."""
    few, many = sorted((first, second), key=len)
    return sum(min(count, many[pair]) for pair, count in few.items() if pair in many)


def fingerprints(words: Sequence[str]) -> set[int]:
    """Hash every three neighbouring words (CRC-32), to find texts that have some in common."""
    triples = zip(words, words[1:], words[2:], strict=False)
    return {zlib.crc32(" ".join(triple).encode()) for triple in triples}


def marks_of(words: Sequence[str]) -> list[int]:
    """Keep the smallest fingerprints of a text: a fair sample that is the same for the same text."""
    return sorted(fingerprints(words))[:MARKS]
