"""Documents that are small on the disk and very large, deep or endless for whoever reads them."""

import io
import zlib
from collections.abc import Callable, Mapping

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject
from support import tampering
from support.documents import document
from support.rebuilding import added, dictionary, pages, rebuilt, root

from mrl.verify.building import Built, Stream
from mrl.verify.syntax import Name, Reference, Value

PACKED: dict[str, Value] = {"Filter": Name("FlateDecode")}


def _stream(size: int) -> Callable[[Built], None]:
    return lambda built: built.objects.update({added(built, None).number: Stream(dict(PACKED), bytes(size))})


def _many_streams(built: Built) -> None:
    for _ in range(5):
        added(built, Stream(dict(PACKED), bytes(45_000_000)))


def _many_objects(built: Built) -> None:
    first = max(built.objects) + 1
    built.objects |= dict.fromkeys(range(first, first + 300_000), 0)


def _many_values(built: Built) -> None:
    added(built, [0] * 3_000_001)


def _deep(built: Built) -> None:
    value: Value = 0
    for _ in range(400):
        value = [value]
    added(built, value)


def _circle(built: Built) -> None:
    """Let a page tree hold itself."""
    dictionary(built, root(built)["Pages"])["Kids"] = [root(built)["Pages"]]


def _circle_of_bookmarks(built: Built) -> None:
    first = dictionary(built, root(built)["Outlines"])["First"]
    dictionary(built, first)["Next"] = first


def _nested(built: Built) -> None:
    """Draw ten drawings, each of which draws ten, thirty times over."""
    below: Reference | None = None
    for _ in range(30):
        about: dict[str, Value] = {
            "Type": Name("XObject"),
            "Subtype": Name("Form"),
            "BBox": [0, 0, 9, 9],
            **PACKED,
        }
        about["BBox"] = [0, 0, 9, 9]
        about["Resources"] = {"XObject": {"x": below} if below else {}}
        below = added(built, Stream(about, b"/x Do " * 10 if below else b"0 0 9 9 re f"))
    page = pages(built)[0]
    dictionary(built, dictionary(built, page["Resources"])["XObject"])["Bomb"] = below
    stream = built.objects[page["Contents"].number]  # type: ignore[union-attr]
    assert isinstance(stream, Stream)
    built.objects[page["Contents"].number] = Stream(stream.about, stream.content + b"\n/Bomb Do")  # type: ignore[union-attr]


def _table_that_loops(pdf: bytes) -> bytes:
    """Let an old kind of table name itself as the one before."""
    raw = tampering.saved_again(pdf)
    place = raw.rindex(b"startxref")
    start = int(raw[place:].split()[1])
    return raw[:place].replace(b"trailer\n<<", b"trailer\n<<\n/Prev %d" % start) + raw[place:]


def _deep_pages(pdf: bytes) -> bytes:
    """Put a page tree of 5,000 levels into a file saved by another program."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    below = writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/Page")}))
    for _ in range(5_000):
        tree = {"/Type": NameObject("/Pages"), "/Count": NumberObject(1), "/Kids": ArrayObject([below])}
        below = writer._add_object(DictionaryObject({NameObject(key): value for key, value in tree.items()}))
    writer.root_object[NameObject("/Pages")] = below
    return tampering.written(writer)


def _nested_elsewhere(pdf: bytes) -> bytes:
    """Nest drawings in a file saved by another program."""
    return tampering.saved_again(rebuilt(pdf, _nested))


def _page_of_much(pdf: bytes) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    stream = DecodedStreamObject()
    stream.set_data(b"q Q " * 10_000_000)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream.flate_encode(9))
    return tampering.written(writer)


def _bomb_of_bombs(pdf: bytes) -> bytes:
    """Pack an attached file twice."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    entry = writer.add_attachment("more.json", zlib.compress(bytes(900_000_000), 9)).pdf_object["/EF"]
    stream = entry["/F"].get_object().flate_encode(9)
    stream[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode")] * 2)
    entry[NameObject("/F")] = writer._add_object(stream)
    return tampering.written(writer)


BUILT: Mapping[str, Callable[[Built], None]] = {
    "a stream of 60 MB": _stream(60_000_000),
    "a stream of 1 GB": _stream(1_000_000_000),
    "streams of 225 MB": _many_streams,
    "300,000 objects": _many_objects,
    "3 million values": _many_values,
    "values 400 deep": _deep,
    "a page tree that holds itself": _circle,
    "a bookmark that follows itself": _circle_of_bookmarks,
    "drawings in drawings": _nested,
}
ELSEWHERE: Mapping[str, Callable[[bytes], bytes]] = {
    "a table that loops": _table_that_loops,
    "pages 5,000 deep": _deep_pages,
    "drawings in drawings elsewhere": _nested_elsewhere,
    "a page of 40 MB": _page_of_much,
    "a file of 900 MB packed twice": _bomb_of_bombs,
}


def bomb(name: str) -> bytes:
    """Make one of them out of an honest document."""
    return rebuilt(document(), BUILT[name]) if name in BUILT else ELSEWHERE[name](document())
