"""Texts of others made fit to show: control characters visible, Markdown inert, links only to the web."""

import re
import unicodedata
from collections.abc import Callable
from itertools import accumulate
from typing import Final
from urllib.parse import unquote, urlsplit

from mrl.model.base import Message

# Characters that change how the text around them reads without showing themselves: bidirectional
# controls and marks, zero-width spaces and joiners other than those that scripts and emoji need.
INVISIBLE: Final = frozenset("\u00ad\u061c\u180e\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x2070))
}
UNPRINTABLE: Final = frozenset({"Cc", "Cs", "Cn", "Co"})
MARKUP: Final = re.compile(r"([\\`*_\[\]<>|~&#$])")
# What forges turn into links and pictures after Markdown is read, so that a backslash does not help:
# mentions, references to issues and the like, emoji names, addresses.
REFERENCE: Final = re.compile(r"([@#!$%&~:]|(?<=www)\.)(?=\S)", re.IGNORECASE)
BLOCK_START: Final = re.compile(r"^(\s*)(?:(\d+)([.)])(?=\s|$)|([-+=]))")
WORD_JOINER: Final = "\u2060"
FILE_AT_COMMIT: Final = re.compile(
    r"/(?P<name>[^/]+)/(?:-/)?(?:blob|tree|raw|src/commit)/[0-9a-f]{7,64}/(?P<path>.+)$"
)
FIRST_SENTENCE: Final = re.compile(r"^.+?[.!?](?=\s|$)", re.DOTALL)
CODE: Final = re.compile(r"`([^`]+)`")


def visible(text: str) -> str:
    """Write control characters as `[U+202E]` and line ends and tabs as spaces; all else stays."""
    return "".join(_visible_character(character) for character in text)


def _visible_character(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    if character in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    if character in INVISIBLE or unicodedata.category(character) in UNPRINTABLE:
        return f"[U+{ord(character):04X}]"
    return character


def markdown_escaped(text: str) -> str:
    """Make a text that Markdown of any forge shows as it is: no markup, link, mention or reference."""
    escaped = MARKUP.sub(r"\\\1", visible(text))
    escaped = BLOCK_START.sub(r"\1\2\\\3\4", escaped)
    return REFERENCE.sub(r"\1" + WORD_JOINER, escaped)


def web_link(text: str) -> str | None:
    """Give the text if it is a plain http or https address, else None."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    plain = text.isascii() and text.isprintable() and " " not in text
    return text if plain and parts.scheme in {"http", "https"} and parts.hostname else None


def printed_length(text: str) -> int:
    """Count the characters that a text takes in print: `[U+0001]` takes eight."""
    return len(visible(text))


def shortened(text: str, length: int) -> str:
    """Cut a text to at most `length` printed characters, with an ellipsis where something was cut."""
    if len(text) <= length and printed_length(text) <= length:
        return text
    return _beginning(text, length - 1).rstrip() + "…"


def shortened_before(text: str, length: int) -> str:
    """Cut a path to at most `length` printed characters, its end kept, with an ellipsis where it was cut."""
    if len(text) <= length and printed_length(text) <= length:
        return text
    return "…" + _end(text, length - 1).lstrip()


def shortened_within(text: str, length: int) -> str:
    """Cut a text to at most `length` printed characters by leaving out its middle, as an ellipsis tells."""
    if len(text) <= length and printed_length(text) <= length:
        return text
    before = _beginning(text, length // 2)
    return f"{before.rstrip()}…{_end(text[len(before) :], length - 1 - length // 2).lstrip()}"


def with_short_values(message: Message, room: Callable[[Message], int]) -> Message:
    """Shorten each text that is filled into a message, and into those in it, to the `room` of its message."""
    length = room(message)
    values = {
        name: shortened_within(value, length)
        if isinstance(value, str)
        else with_short_values(value, room)
        if isinstance(value, Message)
        else value
        for name, value in message.values.items()
    }
    return message.model_copy(update={"values": values})


def _beginning(text: str, length: int) -> str:
    """Take as much of the beginning of a text as `length` printed characters hold."""
    sizes = accumulate(len(_visible_character(each)) for each in text[: max(length, 0)])
    return text[: sum(size <= length for size in sizes)]


def _end(text: str, length: int) -> str:
    """Take as much of the end as `length` printed characters hold, and no mark without its letter."""
    kept = _beginning(text[-length:][::-1] if length > 0 else "", length)[::-1]
    marks = next((n for n, each in enumerate(kept) if not unicodedata.category(each).startswith("M")), 0)
    return kept[marks:]


def file_address(address: str, length: int, *, with_repository: bool = False) -> str:
    """Name what an address leads to: the path of a file at a commit, else the address without its scheme.

    The repository's name goes before the path where there are several; a path keeps its end when it
    is cut to make the whole at most `length` characters.
    """
    found = FILE_AT_COMMIT.search(address.partition("#")[0])
    if not found:
        return shortened(re.sub(r"^https?://", "", address), length)
    before = f"{shortened(found['name'], length // 2)}: " if with_repository else ""
    return before + shortened_before(unquote(found["path"]), length - len(before))


def first_sentence(text: str, length: int) -> str:
    """Give the first sentence of a text, cut to at most `length` characters."""
    found = FIRST_SENTENCE.match(text)
    return shortened(found[0] if found else text, length)


def code_parts(text: str) -> list[tuple[str, bool]]:
    """Split a text at what stands between backticks; each part says whether it is code."""
    return [(part, index % 2 == 1) for index, part in enumerate(CODE.split(text)) if part]
