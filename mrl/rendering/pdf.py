"""The report as PDF: PDF/UA-1 (tagged, with language and title), the same bytes on every run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from mrl.errors import MissingLibrary
from mrl.model.assessment import Assessment
from mrl.rendering.design import design_folder, html_environment, render_template

HOW_TO_INSTALL = (
    "the PDF needs the library Pango, which is not installed; "
    "on Debian or Ubuntu run: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "on macOS run: brew install pango; "
    "all other formats work without it"
)

_environment_lock = Lock()


def render_pdf(assessment: Assessment, language: str) -> bytes:
    """Give the report as PDF in the language; raises MissingLibrary where Pango is not installed."""
    weasyprint = _weasyprint()
    folder = design_folder()
    page = render_template(html_environment(language), "document.html", assessment)
    with _dated(int(assessment.as_of.timestamp())):
        document = weasyprint.HTML(string=page, base_url=f"{folder.as_uri()}/", url_fetcher=fetcher(folder))
        return bytes(document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=True))


def fetcher(folder: Path) -> Any:
    """Give WeasyPrint's door to files: only files inside `folder`, no network, no other scheme."""
    from urllib.parse import urlsplit  # noqa: PLC0415
    from urllib.request import url2pathname  # noqa: PLC0415

    class DesignOnly(_weasyprint().URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            parts = urlsplit(url)
            path = Path(url2pathname(parts.path)).resolve()
            if parts.scheme != "file" or parts.netloc or not path.is_relative_to(folder.resolve()):
                raise ValueError(f"outside the report's design: {url[:200]}")
            return super().fetch(path.as_uri(), headers)

    return DesignOnly(allowed_protocols=("file",), allow_redirects=False)


def _weasyprint() -> Any:
    # Imported late: it takes a third of a second and needs Pango, and only this format needs either.
    try:
        import weasyprint  # noqa: PLC0415
    except OSError as problem:
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
