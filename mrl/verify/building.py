"""Taking a PDF apart that is built as mrl builds one, to the last byte.

One header, objects one behind the other, one stream of small objects, one table that lists each of them
exactly once at its place, one end. What is built otherwise (saved by another program, added to, with
objects that no table lists or two tables list) is refused: there are no bytes here that one reader
sees and another does not.
"""

import re
import zlib
from dataclasses import dataclass, field
from typing import Final

from mrl.model.base import say
from mrl.verify.syntax import Budget, BuiltOtherwiseError, Name, Reference, TooMuchError, Value, Values

STREAM_LIMIT: Final = 50_000_000
"""So many bytes of one stream are unpacked; a document of ours stays far below."""
UNPACKED_LIMIT: Final = 200_000_000
"""So many bytes of all streams together."""
OBJECT_LIMIT: Final = 300_000
"""So many objects are read; the portfolio of 575 projects has about a tenth."""

_HEADER = re.compile(rb"%PDF-1\.7\n%\xf0\x9f\x96\xa4\n")
_OBJECT = re.compile(rb"(\d{1,8}) 0 obj\n")
_OBJECT_END = re.compile(rb"\nendobj\n")
_STREAM = re.compile(rb"\nstream\n")
_STREAM_END = re.compile(rb"\nendstream\nendobj\n")
_END = re.compile(rb"startxref\n(\d{1,12})\n%%EOF\n?\Z")
_TABLE_KEYS: Final = {"Type", "Index", "W", "Size", "Root", "Info", "ID", "Filter", "Length"}
_PACKED_KEYS: Final = {"Type", "N", "First", "Filter", "Length"}
_MOST_BYTES: Final = 8


@dataclass(frozen=True)
class Stream:
    """A stream: what is said of it, and its bytes unpacked; `raw` where it is packed in another way."""

    about: dict[str, Value]
    content: bytes


Object = Value | Stream


@dataclass(kw_only=True)
class Built:
    """The objects of a file by number, and its trailer."""

    objects: dict[int, Object]
    trailer: dict[str, Value]

    def follow(self, value: Object) -> Object:
        """Give what a reference points to, anything else as it is; None for what is not there."""
        return self.objects.get(value.number) if isinstance(value, Reference) else value

    def entry(self, value: Object, *keys: str) -> Object:
        """Go down dictionaries by keys; None where one is not there."""
        for key in keys:
            value = self.follow(value)
            value = value.about if isinstance(value, Stream) else value
            value = value.get(key) if isinstance(value, dict) else None
        return self.follow(value)

    def items(self, value: Object) -> list[Object]:
        """Give what an array holds; nothing for what is none."""
        found = self.follow(value)
        return [self.follow(each) for each in found] if isinstance(found, list) else []


@dataclass
class _Taking:
    """What was found so far."""

    raw: bytes
    budget: Budget = field(default_factory=Budget)
    unpacked: int = 0
    objects: dict[int, Object] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)

    def put(self, number: int, value: Object) -> None:
        if number in self.objects:
            raise BuiltOtherwiseError(say("the object {number} is there twice", number=str(number)))
        if len(self.objects) >= OBJECT_LIMIT:
            raise TooMuchError(say("it holds more than {count} objects", count=OBJECT_LIMIT))
        self.objects[number] = value

    def content(self, about: dict[str, Value], raw: bytes) -> bytes:
        """Unpack a stream; a picture may be packed in its own way, and stays so."""
        packed = about.get("Filter")
        if packed != "FlateDecode":
            if packed is not None and about.get("Subtype") != "Image":
                raise BuiltOtherwiseError(say("it is packed in a way that mrl does not use"))
            return raw
        content = _inflated(raw)
        self.unpacked += len(content)
        if self.unpacked > UNPACKED_LIMIT:
            raise TooMuchError(say("it unpacks to more than {count} bytes", count=UNPACKED_LIMIT))
        return content


def _inflated(raw: bytes) -> bytes:
    machine = zlib.decompressobj()
    try:
        content = machine.decompress(raw, STREAM_LIMIT + 1)
    except zlib.error as error:
        raise BuiltOtherwiseError(say("a stream of it cannot be unpacked")) from error
    if len(content) > STREAM_LIMIT:
        raise TooMuchError(say("a stream of it unpacks to more than {count} bytes", count=STREAM_LIMIT))
    if not machine.eof or machine.unused_data:
        raise BuiltOtherwiseError(say("a stream of it is longer or shorter than what is packed in it"))
    return content


def take_apart(raw: bytes) -> Built:
    """Give the objects of a file. Raises `BuiltOtherwiseError` and `TooMuchError`."""
    taking = _Taking(raw)
    values = Values(raw, 0, taking.budget)
    values.take(_HEADER)
    number = 0
    while not raw.startswith(b"startxref", values.at):
        number = _object(taking, values)
    start = int(values.take(_END)[1])
    table = taking.objects.pop(number, None)
    if start != taking.places.pop(number, -1) or not isinstance(table, Stream):
        raise BuiltOtherwiseError(say("its table of objects is not at its end"))
    packed = _packed(taking)
    _check_table(taking, table, number, packed)
    return Built(objects=taking.objects, trailer=table.about)


def _object(taking: _Taking, values: Values) -> int:
    """Read one object and give its number."""
    place = values.at
    number = int(values.take(_OBJECT)[1])
    about = values.value()
    if isinstance(about, dict) and taking.raw.startswith(b"\nstream", values.at):
        values.take(_STREAM)
        length = about.get("Length")
        if not isinstance(length, int) or isinstance(length, bool) or length < 0:
            raise BuiltOtherwiseError(say("a stream of it does not say how long it is"))
        raw = taking.raw[values.at : values.at + length]
        values.at += length
        values.take(_STREAM_END)
        taking.put(number, Stream(about=about, content=taking.content(about, raw)))
    else:
        values.take(_OBJECT_END)
        taking.put(number, about)
    taking.places[number] = place
    return number


def _packed(taking: _Taking) -> dict[int, tuple[int, int]]:
    """Read the stream of small objects; give where each stands: the stream's number, and which it is."""
    holders = [
        (number, each)
        for number, each in taking.objects.items()
        if isinstance(each, Stream) and each.about.get("Type") == "ObjStm"
    ]
    if len(holders) != 1 or holders[0][1].about.keys() - _PACKED_KEYS:
        raise BuiltOtherwiseError(say("its small objects are not in one stream, as mrl puts them"))
    (holder, stream), found = holders[0], {}
    del taking.objects[holder]
    count, first = stream.about.get("N"), stream.about.get("First")
    if not isinstance(count, int) or not isinstance(first, int):
        raise BuiltOtherwiseError(say("its small objects are not in one stream, as mrl puts them"))
    heads = Values(stream.content, 0, taking.budget)
    bodies = Values(stream.content, first, taking.budget)
    for index in range(count):
        number, offset = heads.value(), heads.value()
        bodies.space()
        if not isinstance(number, int) or bodies.at - first != offset:
            raise BuiltOtherwiseError(say("its small objects do not stand where they should"))
        taking.put(number, bodies.value())
        found[number] = (holder, index)
    bodies.space()
    if bodies.at != len(stream.content) or heads.at > first:
        raise BuiltOtherwiseError(say("its small objects do not stand where they should"))
    return found


def _check_table(taking: _Taking, table: Stream, own: int, packed: dict[int, tuple[int, int]]) -> None:
    """See whether the table lists every object that is there, once, at its place, and nothing else."""
    about = table.about
    if about.get("Type") != "XRef" or about.keys() - _TABLE_KEYS:
        raise BuiltOtherwiseError(say("its table of objects says more than one that mrl writes"))
    size, widths = about.get("Size"), about.get("W")
    if not isinstance(size, int) or about.get("Index") != [0, size] or not _are_widths(widths):
        raise BuiltOtherwiseError(say("its table of objects is not as mrl writes it"))
    listed = _rows(table.content, size, widths)
    there = {number: (1, place, 0) for number, place in taking.places.items()}
    there |= {number: (2, *place) for number, place in packed.items()}
    there[own] = (1, _start_of(taking), 0)
    if {number: row for number, row in enumerate(listed) if row[0] != 0} != there:
        raise BuiltOtherwiseError(say("its table does not list exactly the objects that are there"))


def _start_of(taking: _Taking) -> int:
    found = _END.search(taking.raw, max(0, len(taking.raw) - 64))
    return int(found[1]) if found else -1


def _are_widths(widths: Value) -> bool:
    return (
        isinstance(widths, list)
        and len(widths) == len((1, 2, 3))
        and all(isinstance(each, int) and 0 < each <= _MOST_BYTES for each in widths)
    )


def _rows(content: bytes, size: int, widths: Value) -> list[tuple[int, int, int]]:
    a, b, c = (each for each in widths if isinstance(each, int)) if isinstance(widths, list) else (0, 0, 0)
    step = a + b + c
    if size > OBJECT_LIMIT + 2 or len(content) != size * step:
        raise BuiltOtherwiseError(say("its table of objects is not as mrl writes it"))
    return [
        (
            int.from_bytes(content[at : at + a]),
            int.from_bytes(content[at + a : at + a + b]),
            int.from_bytes(content[at + a + b : at + step]),
        )
        for at in range(0, len(content), step)
    ]


def is_name(value: Object, wanted: str) -> bool:
    """Say whether a value is this name."""
    return isinstance(value, Name) and value == wanted
