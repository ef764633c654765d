"""Comparing fonts: which letter a number on a page stands for, how wide it is, what draws it."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from mrl.model.base import say
from mrl.resources import reports_folder
from mrl.verify.building import Object, Stream
from mrl.verify.compared import (
    DESIGN,
    FONT_FILES,
    FONTS_OF_THE_SYSTEM,
    LAYOUT,
    Difference,
    Taken,
    about,
    each_of,
    text,
    unlike,
)

_TAG = re.compile(r"^[A-Z]{6}\+")
_LETTER = re.compile(rb"<([0-9A-Fa-f]{4})> ?<([0-9A-Fa-f]{4,64})>")
_GLYPH = re.compile(rb"<([0-9A-Fa-f]{4})> (\d{1,6})\n")
_MISSING: Final = 0
_SHOWN: Final = 60

_Letters = Mapping[str, dict[object, object]]
"""What each number stands for, by the name of the font."""


def fonts_otherwise(found: Taken, fresh: Taken) -> Iterator[Difference]:
    """Say what is otherwise about the fonts."""
    known = {_name(each) for each in fresh.of_kind("Font")}
    for name in sorted({_name(each) for each in found.of_kind("Font")} - known)[:3]:
        rests_on = frozenset({FONTS_OF_THE_SYSTEM})
        yield Difference(say("the font {name} is not in the copy", name=name[:_SHOWN]), rests_on)
    for kind, told in (
        ("ToUnicode", say("letters that stand for others than in the copy")),
        ("CMap", say("letters that are drawn as others than in the copy")),
        ("W", say("letters of another width than in the copy")),
    ):
        yield from unlike(_others(_of(found, kind), _of(fresh, kind)), told, DESIGN)
    for kind, told in (
        ("FontDescriptor", say("fonts that describe themselves otherwise than in the copy")),
        ("FontFile", say("font files that are others in the copy")),
    ):
        count = sum(not is_known for _, is_known in each_of(found, fresh, kind))
        yield from unlike(count, told, FONT_FILES if kind == "FontFile" else LAYOUT)


def lacks_letters(of: Taken) -> bool:
    """Say whether a document has a character that is in no font of a design.

    Then it depends on the system's fonts, and its words cannot be read out of it reliably.
    """
    families = {path.name.partition("-")[0] for path in reports_folder().glob("*/fonts/*-*")}
    fonts = {_name(each).replace("-", "") for each in of.of_kind("Font")}
    if not all(any(font.startswith(family) for family in families) for font in fonts):
        return True
    return any(glyph == _MISSING for letters in _of(of, "CMap").values() for glyph in letters.values())


def _name(font: Object) -> str:
    return _TAG.sub("", text(about(font).get("BaseFont")))


def _of(of: Taken, kind: str) -> _Letters:
    found: dict[str, dict[object, object]] = {}
    for font in of.of_kind("Font"):
        found.setdefault(_name(font), {}).update(_pairs(of, font, kind))
    return found


def _pairs(of: Taken, font: Object, kind: str) -> dict[object, object]:
    if kind == "W":
        below = of.built.items(about(font).get("DescendantFonts"))
        return _widths(of.built.items(about(below[0]).get("W"))) if below else {}
    place, pattern = {"ToUnicode": ("ToUnicode", _LETTER), "CMap": ("Encoding", _GLYPH)}[kind]
    stream = of.built.follow(about(font).get(place))
    if not isinstance(stream, Stream):
        return {}
    return {code.lower(): _meant(letter) for code, letter in pattern.findall(stream.content)}


def _meant(letter: bytes) -> object:
    return int(letter) if len(letter) < len(b"0000") else letter.lower()


def _widths(entries: list[Object]) -> dict[object, object]:
    """Give the width of each glyph: W is a list of first numbers, each with the widths from there on."""
    found: dict[object, object] = {}
    for first, widths in zip(entries[::2], entries[1::2], strict=False):
        if isinstance(first, int) and isinstance(widths, list):
            found |= {first + index: width for index, width in enumerate(widths)}
    return found


def _others(found: _Letters, fresh: _Letters) -> int:
    """Count the numbers that both know and that mean something else."""
    return sum(
        fresh[name].get(code, meant) != meant
        for name, letters in found.items()
        if name in fresh
        for code, meant in letters.items()
    )
