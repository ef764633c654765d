"""What differs between a document and the copy that was made of it, and what may explain that honestly.

Each difference names what it may rest on. Where none of that differs between the record of the document and
this machine, the difference is no accident of versions, and the document is refused.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mrl.model.base import Message, say
from mrl.verify.building import Built, Object, Stream
from mrl.verify.grammar import Survey
from mrl.verify.syntax import Name, Reference, Value

FONTS_OF_THE_SYSTEM: Final = "fonts of the system"
"""Had a part where the fonts of the design lack a character."""
NOTHING: Final[frozenset[str]] = frozenset()
DESIGN: Final = frozenset({"mrl", "design", FONTS_OF_THE_SYSTEM})
LAYOUT: Final = DESIGN | {
    *("Babel", "Jinja2", "Pyphen", "cssselect2", "tinycss2", "tinyhtml5", "weasyprint"),
    *("harfbuzz", "pango", "machine"),
}
"""What has a part in where things stand on pages."""
PICTURES: Final = LAYOUT | {"Pillow"}
FONT_FILES: Final = LAYOUT | {"fonttools"}
INSTRUCTIONS: Final = LAYOUT | {"pydyf"}

_DIGITS: Final = 3
_NOT_COMPARED: Final = {"Filter", "Length", "Length1"}


@dataclass(frozen=True)
class Difference:
    """One difference; `rests_on` names entries of `made_with` that may honestly make it."""

    said: Message
    rests_on: frozenset[str] = NOTHING


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A document that is built as mrl builds one, taken apart."""

    built: Built
    survey: Survey

    def of_kind(self, kind: str) -> list[Object]:
        """Give every dictionary and stream of a kind."""
        return self.survey.of_kind.get(kind, [])


def facts(value: Object) -> object:
    """Give what can be compared of a value without what it points to: figures rounded, streams as digests."""
    if isinstance(value, Stream):
        return (facts(value.about), hashlib.sha256(value.content).hexdigest())
    if isinstance(value, dict):
        return tuple((key, facts(each)) for key, each in sorted(value.items()) if key not in _NOT_COMPARED)
    if isinstance(value, list):
        return tuple(facts(each) for each in value)
    return _plain(value)


def _plain(value: Value) -> object:
    """Give a single value so that those of different kinds are never alike."""
    if isinstance(value, bool | None | Reference):
        return type(value).__name__, str(value) if isinstance(value, bool) else ""
    if isinstance(value, int | float):
        return round(value, _DIGITS)
    return f"/{value}" if isinstance(value, Name) else value


def about(value: Object) -> Mapping[str, Value]:
    """Give the dictionary of a value; an empty one where it has none."""
    value = value.about if isinstance(value, Stream) else value
    return value if isinstance(value, dict) else {}


def beyond(found: Iterable[object], fresh: Iterable[object]) -> int:
    """Count what is found and is not in the fresh copy."""
    known = set(fresh)
    return sum(each not in known for each in found)


def each_of(found: Taken, fresh: Taken, kind: str) -> Iterator[tuple[Object, bool]]:
    """Give every part of a kind and whether the fresh copy has one like it."""
    known = {facts(each) for each in fresh.of_kind(kind)}
    for each in found.of_kind(kind):
        yield each, facts(each) in known


def text(value: Object) -> str:
    """Give what a string of a document says."""
    if not isinstance(value, bytes):
        return "" if value is None else str(value)
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    return value.decode("latin-1")


def unlike(count: int, said: Message, rests_on: frozenset[str] = NOTHING) -> Iterator[Difference]:
    """Give one difference for all parts of a kind that the fresh copy has not."""
    if count:
        yield Difference(say("{what}: {count}", what=said, count=count), rests_on)
