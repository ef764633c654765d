"""PDF: archival (PDF/A-3a), accessible (PDF/UA-1), with files attached, the same bytes on every run."""

import datetime as dt
import hashlib
import os
import platform
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any, Final, Self
from warnings import catch_warnings

from mrl import __version__, faults
from mrl.errors import MissingLibrary
from mrl.memory import uncollected
from mrl.model.assessment import Assessment
from mrl.model.base import say
from mrl.rendering.archive import NO_SEAL, Attachment, embedded, finish, sealed
from mrl.rendering.attached import attached_files
from mrl.rendering.design import design_folder, html_environment, render_template
from mrl.rendering.extras import NOTHING, Extras

HOW_TO_INSTALL = say(
    "the PDF needs the library Pango, which is not installed; "
    "on Debian or Ubuntu run: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "on macOS run: brew install pango; "
    "all other formats work without it"
)

PICTURES: Final = ("data:image/png;base64,", "data:image/svg+xml;base64,")
"""How addresses of pictures begin that are in the page itself."""

_PICTURE: Final = re.compile(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=]*")
_TAG_MARK: Final = re.compile("[<>]")

_PACKAGES: Final = (
    *("Babel", "Jinja2", "Pillow", "Pyphen", "cssselect2", "fonttools", "pydyf", "tinycss2", "tinyhtml5"),
    "weasyprint",
)
"""What has a part in the bytes of a document, beside what comes with the system."""

_environment_lock = Lock()


@dataclass(frozen=True, kw_only=True)
class PageSize:
    """How much there is in a page in HTML, pictures apart; `text` is the longest piece between two tags.

    WeasyPrint takes about 25 kB and a millisecond for each tag, and time for each character.
    """

    tags: int
    characters: int
    text: int

    @classmethod
    def of(cls, page: str) -> Self:
        """Measure a page without laying it out."""
        bare = _PICTURE.sub("", page)
        longest = max(map(len, _TAG_MARK.split(bare)))
        return cls(tags=bare.count("<"), characters=len(bare), text=longest)

    def fits(self, most: Self) -> bool:
        """Say whether it is within bounds in every way."""
        return self.tags <= most.tags and self.characters <= most.characters and self.text <= most.text


class TooMuchToPrintError(Exception):
    """A page holds more than is printed within the bounds of `printing_at_most`."""


_printed_at_most: ContextVar[PageSize | None] = ContextVar("printed_at_most", default=None)


@contextmanager
def printing_at_most(most: PageSize) -> Iterator[None]:
    """Let `pdf_bytes` raise `TooMuchToPrintError` for a larger page, before it is laid out."""
    token = _printed_at_most.set(most)
    try:
        yield
    finally:
        _printed_at_most.reset(token)


def render_pdf(assessment: Assessment, language: str, extras: Extras = NOTHING) -> bytes:
    """Give the report as PDF in the language; raises MissingLibrary where Pango is not installed."""
    environment = html_environment(language)
    attachments = attached_files(assessment, language, extras, made_with(design_folder()))
    digest = hashlib.sha256(attachments[0].content).hexdigest()
    page = render_template(environment, "document.html", assessment, extras, digest=digest)
    return pdf_bytes(page, design_folder(), moment=assessment.as_of, attachments=attachments)


def pdf_bytes(
    page: str, folder: Path, *, moment: dt.datetime, attachments: Sequence[Attachment] = ()
) -> bytes:
    """Make a PDF of a page in HTML and the files of its design's folder.

    It keeps to PDF/A-3a and PDF/UA-1 where the page has a language and a title and its pictures have
    texts. Every date in it is `moment` or the page's own `dcterms`; the same input gives the same bytes.
    Raises MissingLibrary where Pango is not installed.
    """
    weasyprint = _weasyprint()
    most = _printed_at_most.get()
    if most is not None and not PageSize.of(page).fits(most):
        raise TooMuchToPrintError
    # WeasyPrint leaves the file of its colour profile to the garbage collector, which complains.
    leftovers = catch_warnings(action="ignore", category=ResourceWarning)
    with _dated(int(moment.timestamp())), leftovers, uncollected():
        document = weasyprint.HTML(string=page, base_url=f"{folder.as_uri()}/", url_fetcher=fetcher(folder))
        written = document.write_pdf(
            pdf_variant="pdf/a-3a",
            pdf_identifier=NO_SEAL,
            attachments=embedded(weasyprint, attachments, moment),
            finisher=finish,
        )
    return sealed(bytes(written))


def pango_version() -> str:
    """Return the version of Pango, as WeasyPrint loads it. Raises MissingLibrary."""
    _weasyprint()
    from weasyprint.text.ffi import pango  # noqa: PLC0415 - late, as WeasyPrint itself

    number = int(pango.pango_version())  # 15012 is 1.50.12
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def made_with(folder: Path) -> dict[str, str]:
    """Name what has a part in the bytes of a PDF of a design, with versions. Raises MissingLibrary."""
    _weasyprint()
    from weasyprint.text.ffi import pango  # noqa: PLC0415 - late, as WeasyPrint itself

    packages = {name: version(name) for name in _PACKAGES}
    return {
        "mrl": __version__,
        "design": _digest(folder),
        **packages,
        "harfbuzz": _harfbuzz(),
        "pango": str(pango.pango_version()),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "machine": platform.machine(),
    }


@cache
def _harfbuzz() -> str:
    """Give the version of the library that shapes text, and whether it is the one that cuts fonts to size."""
    from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset  # noqa: PLC0415 - late, as above

    parts = ffi.new("unsigned int[3]")
    ffi.cdef("void hb_version(unsigned int *, unsigned int *, unsigned int *);", override=True)
    harfbuzz.hb_version(parts, parts + 1, parts + 2)
    number = ".".join(str(each) for each in parts)
    return f"{number} with subset" if harfbuzz_subset else number


def _digest(folder: Path) -> str:
    """Give the SHA-256 of the files of a design, by name and content."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    parts = (part for path in files for part in (str(path.relative_to(folder)).encode(), path.read_bytes()))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def fetcher(folder: Path) -> Any:
    """Give WeasyPrint's door to files: those inside `folder` and pictures that the page holds; no network."""
    from urllib.parse import urlsplit  # noqa: PLC0415
    from urllib.request import url2pathname  # noqa: PLC0415

    class DesignOnly(_weasyprint().URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith(PICTURES):
                return super().fetch(url, headers)
            parts = urlsplit(url)
            path = Path(url2pathname(parts.path)).resolve()
            if parts.scheme != "file" or parts.netloc or not path.is_relative_to(folder.resolve()):
                raise ValueError(f"outside the report's design: {url[:200]}")
            return super().fetch(path.as_uri(), headers)

    return DesignOnly(allowed_protocols=("data", "file"), allow_redirects=False)


def _weasyprint() -> Any:
    # Imported late: it takes a third of a second and needs Pango, and only this format needs either.
    try:
        import weasyprint  # noqa: PLC0415
    except OSError as problem:
        if faults.lacks_memory(problem):  # the library is there, and there is no room to load it
            raise MemoryError from problem
        raise MissingLibrary(HOW_TO_INSTALL) from problem
    return weasyprint


@contextmanager
def _dated(moment: int) -> Iterator[None]:
    # fontTools stamps the fonts it writes with the time of day unless this variable says another.
    with _environment_lock:
        before = os.environ.get("SOURCE_DATE_EPOCH")
        os.environ["SOURCE_DATE_EPOCH"] = str(max(moment, 0))
        try:
            yield
        finally:
            if before is None:
                del os.environ["SOURCE_DATE_EPOCH"]
            else:
                os.environ["SOURCE_DATE_EPOCH"] = before
