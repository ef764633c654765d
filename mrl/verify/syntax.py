"""Reading the values that a PDF is written in (ISO 32000-1, 7.3), strictly and within bounds.

A reader that mends what is broken can be shown another document than the next reader. So nothing is
mended here: a key that stands twice, a comment, a word that is no value end the reading.
"""

import re
from dataclasses import dataclass
from typing import Final

from mrl.model.base import Message, say

DEPTH_LIMIT: Final = 40
"""So deep values stand inside each other; a document of ours needs 8."""
VALUE_LIMIT: Final = 3_000_000
"""So many values are read of one file; the portfolio of 575 projects has a third of that."""

_SPACE = re.compile(rb"[\0\t\n\f\r ]*")
_REFERENCE = re.compile(rb"(\d{1,8}) 0 R(?![A-Za-z0-9])")
_NUMBER = re.compile(rb"[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?![A-Za-z0-9.])")
_WORD = re.compile(rb"(?:true|false|null)(?![A-Za-z0-9])")
_NAME = re.compile(rb"/([^\0\t\n\f\r ()<>\[\]{}/%]{0,127})")
_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f]*)>")
_IN_TEXT = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_HASHED = re.compile(rb"#([0-9A-Fa-f]{2})")
_LETTERS: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b""}
_WORDS: Final = {b"true": True, b"false": False, b"null": None}


class BuiltOtherwiseError(Exception):
    """The file is not built as mrl builds one; carries what is otherwise."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.in_english())
        self.reason = reason


class TooMuchError(Exception):
    """The file holds more than is read; carries of what."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.in_english())
        self.reason = reason


class Name(str):
    """A name, without its slash."""

    __slots__ = ()


@dataclass(frozen=True)
class Reference:
    """Points to an object by its number."""

    number: int


Value = None | bool | int | float | bytes | Name | Reference | list["Value"] | dict[str, "Value"]
"""What an object is, or the dictionary of a stream; `bytes` is a string."""


@dataclass
class Budget:
    """How many values may still be read."""

    left: int = VALUE_LIMIT

    def spend(self) -> None:
        """Count one value. Raises `TooMuchError`."""
        self.left -= 1
        if self.left < 0:
            raise TooMuchError(say("it holds more than {count} values", count=VALUE_LIMIT))


class Values:
    """Reads one value after the other."""

    def __init__(self, raw: bytes, at: int, budget: Budget) -> None:
        self._raw, self.at, self._budget = raw, at, budget

    def value(self, depth: int = 0) -> Value:
        """Read the next value. Raises `BuiltOtherwiseError` for what is none, and `TooMuchError`."""
        self._budget.spend()
        if depth > DEPTH_LIMIT:
            raise TooMuchError(say("its values stand more than {count} deep", count=DEPTH_LIMIT))
        self.space()
        raw = self._raw
        match raw[self.at : self.at + 1]:
            case b"/":
                return self._name()
            case b"[":
                return self._list(depth)
            case b"(":
                return self._text()
            case b"<":
                return (
                    self._dictionary(depth) if raw[self.at + 1 : self.at + 2] == b"<" else self._hexadecimal()
                )
            case _:
                return self._plain()

    def space(self) -> None:
        """Go on to what is no space."""
        found = _SPACE.match(self._raw, self.at)
        self.at = found.end() if found else self.at

    def take(self, pattern: re.Pattern[bytes]) -> re.Match[bytes]:
        """Go over what has to stand here. Raises `BuiltOtherwiseError`."""
        found = pattern.match(self._raw, self.at)
        if found is None:
            raise self._strange()
        self.at = found.end()
        return found

    def _strange(self) -> BuiltOtherwiseError:
        return BuiltOtherwiseError(
            say("at byte {place} stands what mrl does not write there", place=str(self.at))
        )

    def _plain(self) -> Value:
        if found := _REFERENCE.match(self._raw, self.at):
            self.at = found.end()
            return Reference(int(found[1]))
        if found := _NUMBER.match(self._raw, self.at):
            self.at = found.end()
            return float(found[0]) if b"." in found[0] else int(found[0])
        return _WORDS[self.take(_WORD)[0]]

    def _name(self) -> Name:
        written = self.take(_NAME)[1]
        return Name(_HASHED.sub(lambda found: bytes([int(found[1], 16)]), written).decode("latin-1"))

    def _hexadecimal(self) -> bytes:
        digits = self.take(_HEXADECIMAL)[1]
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())

    def _text(self) -> bytes:
        start, depth = self.at + 1, 0
        for found in _IN_TEXT.finditer(self._raw, self.at):
            depth += {b"(": 1, b")": -1}.get(found[0], 0)
            if depth == 0:
                self.at = found.end()
                return _ESCAPED.sub(_unescaped, self._raw[start : found.start()])
        raise self._strange()

    def _list(self, depth: int) -> list[Value]:
        self.at += 1
        found: list[Value] = []
        while not self._ends(b"]"):
            found.append(self.value(depth + 1))
        return found

    def _dictionary(self, depth: int) -> dict[str, Value]:
        self.at += 2
        found: dict[str, Value] = {}
        while not self._ends(b">>"):
            key = self._name()
            if key in found:
                raise BuiltOtherwiseError(say("the key {key} stands twice in one place", key=str(key)[:40]))
            found[str(key)] = self.value(depth + 1)
        return found

    def _ends(self, mark: bytes) -> bool:
        self.space()
        if self._raw.startswith(mark, self.at):
            self.at += len(mark)
            return True
        return False


def _unescaped(found: re.Match[bytes]) -> bytes:
    written = found[1]
    if written[:1].isdigit():
        return bytes([int(written, 8) & 0xFF])
    return _LETTERS.get(written, written)
