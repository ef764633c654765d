"""Inputs made to cost as much as they can: the worst known of each grammar, and new ones from a seed.

An input is bytes for one reader (`support.worst_readers`). The generator builds from the pieces of its
grammar: repeated, nested, numbered, cut, put in a row, and sprinkled with what upsets readers of any text.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

HAZARDS = (
    *(
        b"\0",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xc3\x28",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\x80",
    ),
    *(
        b"\r\n",
        b"\r",
        b"\n",
        b"\t",
        b"\x0b",
        b"\x0c",
        b"\x1c",
        b"\x85",
        b"\\",
        b'"',
        b"'",
        b'"""',
        b"'''",
        b"`",
    ),
    *(
        piece.encode()
        for piece in ("\u0301", "\u202e", "\u2028", "\u00a0", "\u0130", "\u1e9e", "\ufb03", "\U0001f600")
    ),
    *(
        b"9" * 5000,
        b"1e99999",
        b"-0",
        b"0x",
        b"1_",
        b"NaN",
        b"%s",
        b"${a}",
        b"{}",
        b"[]",
        b"<",
        b">",
        b"&",
        b"#",
        b" " * 400,
    ),
)
"""What upsets readers of any text: bytes that are no text, line ends, quotes, growing letters, numbers."""

ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "latin-1")


@dataclass(frozen=True, kw_only=True)
class Grammar:
    """What inputs of one grammar are made of, and the number of bytes that its reader looks at.

    `nests` are pairs of an opening and a closing, `numbered` are forms that differ with the number put in for
    `%d`. `frames` stand around a whole input, with `%s` for it, so that a reader that looks for something
    comes to see the rest.
    """

    size: int
    samples: Sequence[bytes]
    pieces: Sequence[bytes]
    nests: Sequence[tuple[bytes, bytes]] = ()
    numbered: Sequence[bytes] = ()
    frames: Sequence[bytes] = (b"%s",)
    large: Sequence[tuple[bytes, bytes, int]] = ()
    """Frame, piece and bytes of inputs as large as the bounds let in, which seeds do not make."""


def filled(piece: bytes, size: int) -> bytes:
    """Repeat a piece until there are `size` bytes."""
    return (piece * (size // len(piece) + 1))[:size]


def nested(opening: bytes, closing: bytes, size: int, *, closed: bool = True) -> bytes:
    """Nest as deeply as `size` bytes allow."""
    depth = size // (len(opening) + len(closing) * closed)
    return opening * depth + closing * depth * closed


def numbered(form: bytes, size: int) -> bytes:
    """Write a form with the numbers from 0 until there are `size` bytes."""
    parts: list[bytes] = []
    length = number = 0
    while length < size:
        parts.append(form.replace(b"%d", b"%x" % number))
        length += len(parts[-1])
        number += 1
    return b"".join(parts)[:size]


class Maker:
    """Makes one input of a grammar from a seed; the same seed gives the same bytes everywhere."""

    def __init__(self, grammar: Grammar, seed: str) -> None:
        self._grammar = grammar
        self._random = random.Random(seed)  # noqa: S311 - nothing secret hangs on it

    def make(self) -> bytes:
        """Make the input: one to four blocks in a frame, at times mutated or in another encoding."""
        size = (
            self._grammar.size * self._random.choice((1, 1, 1, 1, 2)) // self._random.choice((1, 1, 1, 2, 8))
        )
        count = self._random.choice((1, 1, 2, 3, 4))
        text = b"".join(self._block(size // count) for _ in range(count))
        text = self._random.choice(self._grammar.frames).replace(b"%s", text)
        if self._random.random() < 0.25:
            text = self._sprinkled(text)
        if self._random.random() < 0.1:
            encoding = self._random.choice(ENCODINGS)
            text = text.decode("utf-8", "replace").encode(encoding, "replace")
        return text[: size + self._random.choice((-1, 0, 1, 100))]

    def _block(self, size: int) -> bytes:
        kinds: list[Callable[[int], bytes]] = [self._repeated, self._repeated, self._row, self._mutated]
        kinds += [self._nest] * bool(self._grammar.nests) + [self._numbered] * bool(
            self._grammar.numbered
        ) * 2
        return self._random.choice(kinds)(max(size, 16))

    def _piece(self) -> bytes:
        return self._random.choice(HAZARDS if self._random.random() < 0.1 else self._grammar.pieces)

    def _repeated(self, size: int) -> bytes:
        unit = b"".join(self._piece() for _ in range(self._random.choice((1, 1, 1, 2, 2, 3, 5))))
        head, tail = self._random.choice((b"", self._piece())), self._random.choice((b"", self._piece()))
        return head + filled(unit, max(size - len(head) - len(tail), 1)) + tail

    def _row(self, size: int) -> bytes:
        """Put pieces in a row, each repeated a number of times that is often at a power of two."""
        parts: list[bytes] = []
        length = 0
        while length < size:
            parts.append(self._piece() * self._random.choice((1, 1, 2, 3, 64, 500, 4096)))
            length += len(parts[-1])
        return b"".join(parts)[:size]

    def _mutated(self, size: int) -> bytes:
        """Take a well-formed sample and double, cut and swap parts of it."""
        text = self._random.choice(self._grammar.samples)
        while len(text) < size:
            start, end = sorted(self._random.randrange(len(text) + 1) for _ in range(2))
            times = self._random.choice((1, 2, 2, 50, 2000))
            text = text[:end] + text[start:end] * min(times, size // max(end - start, 1)) + text[end:] + b"\n"
        return text[:size]

    def _nest(self, size: int) -> bytes:
        pairs = [self._random.choice(self._grammar.nests) for _ in range(self._random.choice((1, 1, 2)))]
        opening = b"".join(opening for opening, _ in pairs)
        closing = b"".join(closing for _, closing in reversed(pairs))
        depth = self._random.choice((size, size, 8_000, 600, 200))
        unit = nested(opening, closing, min(depth, size), closed=self._random.random() < 0.7)
        return filled(unit or opening, size) if depth < size else unit

    def _numbered(self, size: int) -> bytes:
        return numbered(self._random.choice(self._grammar.numbered), size)

    def _sprinkled(self, text: bytes) -> bytes:
        for _ in range(self._random.choice((1, 1, 3, 30))):
            place = self._random.randrange(len(text) + 1)
            text = text[:place] + self._random.choice((*HAZARDS, self._piece())) + text[place:]
        return text


def made(grammars: Mapping[str, Grammar], seed: int) -> tuple[str, bytes]:
    """Make the input of a number: the grammars take turns, so that some hundred inputs meet each of them."""
    name = sorted(grammars)[seed % len(grammars)]
    return name, Maker(grammars[name], f"{name} {seed}").make()
