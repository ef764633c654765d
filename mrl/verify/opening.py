"""Taking a PDF apart that anybody may have made: bounded in size and work, and never with a crash."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader, apply_configuration

from mrl.errors import InputError, MissingLibrary, Problem
from mrl.files.reading import read_bytes
from mrl.model.base import Message, say
from mrl.rendering.pdf import TooMuchToPrintError

FILE_LIMIT = 100_000_000
ATTACHED_LIMIT = 50_000_000
"""So many bytes of a stream are unpacked; a document of ours stays far below."""
ATTACHMENTS_LIMIT = 1000
ALL_ATTACHED_LIMIT = 200_000_000
PAGE_LIMIT = 4_000_000
"""So many bytes of drawing instructions of a page are read as text."""
_BEGINNING = b"%PDF-"
_BEGINS_WITHIN = 1024


class UnreadableError(Exception):
    """A part of the file cannot be read; carries the reason."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.in_english())
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class OpenedPdf:
    """A PDF that could be opened, and its bytes."""

    raw: bytes
    reader: PdfReader

    @property
    def page_count(self) -> int:
        """Give the number of pages. Raises `UnreadableError`."""
        with careful(say("the pages cannot be found")):
            return len(self.reader.pages)

    def words(self, page: int) -> str:
        """Give the text of a page (from 0), its words with one space between. Raises `UnreadableError`."""
        with careful(say("the text of page {page} cannot be read", page=str(page + 1))):
            if len(self.drawing(page)) > PAGE_LIMIT:
                raise UnreadableError(say("page {page} holds more than a page can", page=str(page + 1)))
            return " ".join(self.reader.pages[page].extract_text().split())

    def drawing(self, page: int) -> bytes:
        """Give the drawing instructions of a page (from 0). Raises `UnreadableError`."""
        with careful(say("page {page} cannot be read", page=str(page + 1))):
            content = self.reader.pages[page].get_contents()
            return b"" if content is None else content.get_data()

    def attached(self) -> dict[str, bytes]:
        """Give what is attached, by name. Raises `UnreadableError`."""
        with careful(say("what is attached cannot be read; it is damaged or far too large")):
            return _attached(self.reader)

    @property
    def creator(self) -> str:
        """Give the program that the file says it was made by, empty where it cannot be read."""
        try:
            with careful(say("the metadata cannot be read")):
                metadata = self.reader.metadata
                return str(metadata.creator or "") if metadata else ""
        except UnreadableError:
            return ""


def _attached(reader: PdfReader) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for entry in reader.attachment_list:
        name = str(entry.alternative_name or entry.name)
        if name in found:
            raise UnreadableError(say("two files called {name} are attached", name=name))
        found[name] = entry.content
        if len(found) > ATTACHMENTS_LIMIT or sum(map(len, found.values())) > ALL_ATTACHED_LIMIT:
            raise UnreadableError(say("more is attached than is read"))
    return found


def read_pdf(path: Path) -> bytes:
    """Read the file. Raises `InputError` where it is no PDF at all."""
    raw = read_bytes(path, FILE_LIMIT)
    if _BEGINNING not in raw[:_BEGINS_WITHIN]:
        remedy = say("name the PDF that mrl made")
        raise InputError(Problem(message=say("this is not a PDF"), file=str(path), remedy=remedy))
    return raw


def open_pdf(raw: bytes, name: str) -> OpenedPdf:
    """Open a PDF. Raises `InputError` for one with a password, `UnreadableError` for a damaged one."""
    with careful(say("the file is damaged; nothing in it can be found")):
        reader = PdfReader(io.BytesIO(raw))
        encrypted = reader.is_encrypted
        if not encrypted:
            _ = reader.root_object
    if encrypted:
        remedy = say("ask for the file as it was made; mrl gives none a password")
        raise InputError(Problem(message=say("the file is encrypted"), file=name, remedy=remedy))
    return OpenedPdf(raw=raw, reader=reader)


@contextmanager
def bounded() -> Iterator[None]:
    """Keep pypdf within bounds and silent as long as the block lasts."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)  # what is wrong with a file is ours to say
    try:
        with apply_configuration(
            zlib_maximum_output_length=ATTACHED_LIMIT,
            array_based_stream_maximum_output_length=ATTACHED_LIMIT,
            lzw_maximum_output_length=ATTACHED_LIMIT,
            run_length_maximum_output_length=ATTACHED_LIMIT,
            stream_parsing_work_maximum_count=500_000,
            page_tree_maximum_entries=10_000,
        ):
            yield
    finally:
        log.setLevel(before)


@contextmanager
def careful(reason: Message) -> Iterator[None]:
    """Turn whatever goes wrong in the block into `UnreadableError`.

    A damaged file can make its reader stumble anywhere, over a missing key or a circle of references.
    """
    try:
        yield
    except (UnreadableError, MissingLibrary, TooMuchToPrintError):
        raise
    except Exception as error:
        raise UnreadableError(reason) from error
