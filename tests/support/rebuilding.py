"""Writing a PDF anew in the very form in which mrl writes one, after a change of its objects, and sealed."""

import hashlib
import re
import zlib
from collections.abc import Callable, Mapping
from itertools import accumulate

from mrl.files.writing import canonical_json
from mrl.model.document import DocumentFacts
from mrl.rendering.archive import NO_SEAL, sealed
from mrl.verify.building import Built, Object, Stream, take_apart
from mrl.verify.syntax import Name, Reference, Value

Change = Callable[[Built], None]


def rebuilt(pdf: bytes, *changes: Change) -> bytes:
    """Change the objects of a document and write it so that it looks made by mrl, with a seal that fits."""
    built = take_apart(pdf)
    for change in changes:
        change(built)
    return sealed(written(built))


def written(built: Built) -> bytes:
    """Write objects as pydyf writes them: streams, one stream of small objects, one table."""
    out = bytearray(b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n")
    rows: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    small = {number: value for number, value in built.objects.items() if not isinstance(value, Stream)}
    for number, value in built.objects.items():
        if isinstance(value, Stream):
            rows[number] = (1, len(out), 0)
            out += _indirect(number, value)
    holder = max(built.objects) + 1
    bodies = [serialised(value) for value in small.values()]
    places = accumulate((len(each) + 1 for each in bodies[:-1]), initial=0)
    heads = " ".join(f"{number} {place}" for number, place in zip(small, places, strict=True)).encode()
    about: dict[str, Value] = {"Type": Name("ObjStm"), "N": len(small), "First": len(heads) + 1}
    about["Filter"] = Name("FlateDecode")
    rows |= {number: (2, holder, index) for index, number in enumerate(small)}
    rows[holder] = (1, len(out), 0)
    out += _indirect(holder, Stream(about, heads + b"\n" + b"\n".join(bodies)))
    return bytes(out + _table(built, rows, holder + 1, len(out)))


def _table(built: Built, rows: Mapping[int, tuple[int, int, int]], own: int, place: int) -> bytes:
    rows = {**rows, own: (1, place, 0)}
    table = b"".join(
        kind.to_bytes(1) + second.to_bytes(4) + third.to_bytes(3)
        for kind, second, third in (rows.get(number, (0, 0, 0)) for number in range(own + 1))
    )
    about = {**built.trailer, "Index": [0, own + 1], "W": [1, 4, 3], "Size": own + 1}
    about["ID"] = [NO_SEAL, b"0" * 32]
    return _indirect(own, Stream(about, table)) + b"startxref\n%d\n%%%%EOF\n" % place


def _indirect(number: int, stream: Stream) -> bytes:
    packed = stream.about.get("Filter") == "FlateDecode"
    content = zlib.compress(stream.content, 9) if packed else stream.content
    about = serialised({**stream.about, "Length": len(content)})
    return b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, about, content)


def serialised(value: Object) -> bytes:
    """Write one value."""
    if isinstance(value, dict):
        pairs = (b"%s %s" % (_name(key), serialised(each)) for key, each in value.items())
        return b"<<%s>>" % b"".join(pairs)
    if isinstance(value, list):
        return b"[%s]" % b" ".join(map(serialised, value))
    if isinstance(value, bool | None):
        return {True: b"true", False: b"false", None: b"null"}[value]
    return _single(value)


def _single(value: Object) -> bytes:
    if isinstance(value, Name):
        return _name(value)
    if isinstance(value, Reference):
        return b"%d 0 R" % value.number
    if isinstance(value, bytes):
        return b"(%s)" % re.sub(rb"([\\()])", rb"\\\1", value)
    return str(value).encode()


def _name(name: str) -> bytes:
    return b"/" + b"".join(
        b"#%02X" % each if each in b"#/()<>[]{}% " or not 32 < each < 127 else bytes([each])
        for each in name.encode("latin-1")
    )


def added(built: Built, value: Object) -> Reference:
    """Add an object."""
    number = max(built.objects) + 1
    built.objects[number] = value
    return Reference(number)


def root(built: Built) -> dict[str, Value]:
    """Give the catalog."""
    return dictionary(built, built.trailer["Root"])


def dictionary(built: Built, value: Object) -> dict[str, Value]:
    """Follow a reference to a dictionary."""
    found = built.follow(value)
    found = found.about if isinstance(found, Stream) else found
    assert isinstance(found, dict), found
    return found


def pages(built: Built) -> list[dict[str, Value]]:
    """Give the pages."""
    kids = dictionary(built, root(built)["Pages"])["Kids"]
    assert isinstance(kids, list)
    return [dictionary(built, each) for each in kids]


def with_content(built: Built, value: Object, change: Callable[[bytes], bytes]) -> None:
    """Change what a stream holds."""
    assert isinstance(value, Reference)
    stream = built.objects[value.number]
    assert isinstance(stream, Stream)
    built.objects[value.number] = Stream(stream.about, change(stream.content))


def file_named(built: Built, name: bytes) -> Reference:
    """Find an attached file's description."""
    names = dictionary(built, dictionary(built, root(built)["Names"])["EmbeddedFiles"])["Names"]
    assert isinstance(names, list)
    found = names[names.index(name) + 1]
    assert isinstance(found, Reference)
    return found


def with_file(name: bytes, change: Callable[[bytes], bytes]) -> Change:
    """Change an attached file, with size and checksum as they should be."""

    def changed(built: Built) -> None:
        content = dictionary(built, dictionary(built, file_named(built, name))["EF"])["F"]
        with_content(built, content, change)
        stream = built.follow(content)
        assert isinstance(stream, Stream)
        facts = dictionary(built, stream.about["Params"])
        facts["Size"] = len(stream.content)
        facts["CheckSum"] = hashlib.md5(stream.content, usedforsecurity=False).digest()

    return changed


def made_with(**versions: str) -> Change:
    """Write other versions into what a document says of its making, which anybody can."""

    def other(content: bytes) -> bytes:
        said = DocumentFacts.model_validate_json(content)
        return canonical_json(said.model_copy(update={"made_with": said.made_with | versions}))

    return with_file(b"document.json", other)
