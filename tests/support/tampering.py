"""What could be done to a PDF after it was made, byte by byte, as somebody with an editor would do it."""

import io
import re
import zlib
from collections.abc import Callable

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject
from support import rebuilding
from support.documents import reader
from support.rebuilding import with_content

from mrl.rendering.archive import NO_SEAL, sealed
from mrl.verify.building import take_apart
from mrl.verify.syntax import Reference

_FONT = re.compile(rb"/(\w+) [\d.]+ Tf")
_MAPPED = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]{4})>")
_IDENTIFIER = re.compile(rb"/ID ?\[\(([0-9a-f]{64})\)")


def resealed(pdf: bytes) -> bytes:
    """Give a changed document a seal that fits it, which anybody can."""
    return sealed(_IDENTIFIER.sub(lambda found: found[0].replace(found[1], NO_SEAL), pdf))


def other_digit(pdf: bytes, page: int, old: str, new: str) -> bytes:
    """Print another digit in the first place of a page (from 0) where the old one stands alone or leads."""

    def changed(drawing: bytes) -> bytes:
        fonts = reader(pdf).pages[page]["/Resources"]["/Font"]
        font = b""
        lines = drawing.split(b"\n")
        for number, line in enumerate(lines):
            found = _FONT.search(line)
            font = found[1] if found else font
            if line.endswith(b"TJ"):
                codes = _codes(fonts[f"/{font.decode()}"])
                if codes.get(new) and codes.get(old, b"?") in line:
                    lines[number] = line.replace(codes[old], codes[new], 1)
                    return b"\n".join(lines)
        raise AssertionError(f"page {page} has no {old} and {new} in one font")

    return with_stream(pdf, reader(pdf).pages[page]["/Contents"].get_object(), changed)


def with_box_over(pdf: bytes, page: int) -> bytes:
    """Draw something over a page: its white background once more, at the end."""

    def covered(drawing: bytes) -> bytes:
        return drawing + b"\n1 1 1 rg 0 0 99 99 re f"

    return with_stream(pdf, reader(pdf).pages[page]["/Contents"].get_object(), covered)


def _codes(font: DictionaryObject) -> dict[str, bytes]:
    """Give the code of each letter as a page writes it."""
    pairs = _MAPPED.findall(font["/ToUnicode"].get_data())
    return {chr(int(letter, 16)): b"<" + code + b">" for code, letter in pairs}


def with_attached(pdf: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change a file that is attached."""
    entry = next(each for each in reader(pdf).attachment_list if each.name == name)
    return with_stream(pdf, entry.pdf_object["/EF"]["/F"].get_object(), change)


def with_metadata(pdf: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Change the metadata, which are not compressed; the length has to stay."""
    written = reader(pdf).trailer["/Root"]["/Metadata"].get_data()
    changed = change(written)
    assert len(changed) == len(written)
    return pdf.replace(written, changed, 1)


def with_stream(pdf: bytes, stream: StreamObject, change: Callable[[bytes], bytes]) -> bytes:
    """Change a compressed stream, and write the file anew around it as mrl would; the seal is gone."""
    built = take_apart(pdf)
    with_content(built, Reference(stream.indirect_reference.idnum), change)
    return rebuilding.written(built)


def filled_up(pdf: bytes, page: int) -> bytes:
    """Change what a page draws in its place; what is left of its length is filled up."""
    stream = reader(pdf).pages[page]["/Contents"].get_object()
    written = stream._data  # the bytes as they stand in the file, which pypdf shows nowhere else
    assert pdf.count(written) == 1
    drawing = re.sub(rb"(\d+\.\d\d\d)\d+ ", rb"\1 ", stream.get_data())
    packed = zlib.compress(drawing, level=9)
    assert len(packed) < len(written), "the change does not fit into its place"
    return pdf.replace(written, packed + bytes(len(written) - len(packed)))


def saved_again(pdf: bytes) -> bytes:
    """Open and save a PDF with another program."""
    return written(PdfWriter(clone_from=reader(pdf)))


def with_password(pdf: bytes, user: str = "secret") -> bytes:
    """Encrypt a PDF."""
    writer = PdfWriter(clone_from=reader(pdf))
    writer.encrypt(user, algorithm="RC4-128")
    return written(writer)


def with_comment(pdf: bytes) -> bytes:
    """Add to the end of a PDF, as a comment or a signature does."""
    writer = PdfWriter(io.BytesIO(pdf), incremental=True)
    writer.add_metadata({"/Comment": "seen"})
    return written(writer)


def with_one_more_file(pdf: bytes, name: str, content: bytes) -> bytes:
    """Attach one more file."""
    writer = PdfWriter(clone_from=reader(pdf))
    writer.add_attachment(name, content)
    return written(writer)


def without_files(pdf: bytes) -> bytes:
    """Take out what is attached."""
    writer = PdfWriter(clone_from=reader(pdf))
    del writer.root_object["/Names"]["/EmbeddedFiles"]
    return written(writer)


def empty_pdf() -> bytes:
    """Make a PDF of somebody else."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    return written(writer)


def bomb(size: int) -> bytes:
    """Make a PDF whose attached assessment unpacks to very many bytes."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    entry = writer.add_attachment("assessment.json", bytes(size)).pdf_object["/EF"]
    entry[NameObject("/F")] = writer._add_object(entry["/F"].get_object().flate_encode(9))
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    """Give the bytes of what was put together."""
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
