"""The known license texts: which of them a text is nearest to, and which of them it holds."""

import lzma
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from mrl.collectors.license.texts import Pairs, fingerprints, pairs_of, shared, similarity

CANDIDATES = 12
"""How many texts are compared word by word after the marks have sorted out the rest."""


@dataclass(frozen=True)
class KnownText:
    """A license text with the id to name for it, its marks and its words."""

    spdx: str
    marks: frozenset[int]
    text: str

    @cached_property
    def size(self) -> int:
        """The number of words."""
        return self.text.count(" ") + 1

    @cached_property
    def pairs(self) -> Pairs:
        """The word pairs, counted when they are first asked for."""
        return pairs_of(self.text.split(" "))


@dataclass(frozen=True, slots=True)
class Match:
    """The known text that is nearest to a text.

    `similarity` compares both wholly (1 is equal), `held` is the share of the known text that the
    other holds (1 is all of it, whatever else stands there), `text` the known text in plain words.
    """

    spdx: str
    similarity: float
    held: float
    text: str


@lru_cache(maxsize=1)
def known_texts() -> tuple[KnownText, ...]:
    """Load the texts that benchmarks/license_data.py wrote."""
    packed = files(__package__).joinpath("data", "texts.xz").read_bytes()
    return tuple(map(_known_text, lzma.decompress(packed).decode().splitlines()))


def nearest(words: Sequence[str]) -> Match | None:
    """Find the known text most similar to these words (of `license_words`); None if nothing is in common."""
    return max(_matches(words), key=lambda match: match.similarity, default=None)


def held_in(words: Sequence[str], least: float) -> Match | None:
    """Find the known text of which these words hold at least a share; of several the most similar one."""
    matches = (match for match in _matches(words) if match.held >= least)
    return max(matches, key=lambda match: match.similarity, default=None)


def _matches(words: Sequence[str]) -> list[Match]:
    """Compare with the likeliest texts: marks, a sample of each, narrow some 700 to a few."""
    texts, with_mark = known_texts(), texts_with_mark()
    held = Counter(place for mark in fingerprints(words) for place in with_mark.get(mark, ()))
    # of equally likely ones the first in the list, whatever order the marks came in
    likely = sorted(held, key=lambda place: (-_estimate(texts[place], held[place], len(words)), place))
    pairs = pairs_of(words)
    return [_compare(texts[place], pairs) for place in likely[:CANDIDATES]]


@lru_cache(maxsize=1)
def texts_with_mark() -> dict[int, tuple[int, ...]]:
    """Give the places in `known_texts` by mark: what shares no mark with a text costs it nothing."""
    places: dict[int, list[int]] = {}
    for place, known in enumerate(known_texts()):
        for mark in known.marks:
            places.setdefault(mark, []).append(place)
    return {mark: tuple(found) for mark, found in places.items()}


def _known_text(line: str) -> KnownText:
    ids, marks, text = line.split("\t")
    return KnownText(ids.split(" ", 1)[0], frozenset(map(int, marks.split(" "))), text)


def _estimate(known: KnownText, marks_held: int, size: int) -> float:
    held = marks_held / len(known.marks)
    return 2 * held * known.size / (known.size + size)


def _compare(known: KnownText, pairs: Pairs) -> Match:
    held = shared(known.pairs, pairs) / known.pairs.total()
    return Match(known.spdx, similarity(known.pairs, pairs), held, known.text)
