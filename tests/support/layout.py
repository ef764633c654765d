"""Where WeasyPrint puts the text of a report: every line with its page, its place and what holds it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import weasyprint

from mrl.model.assessment import Assessment
from mrl.rendering.design import design_folder, html_environment, render_template
from mrl.rendering.extras import NOTHING, Extras
from mrl.rendering.json import digest
from mrl.rendering.pdf import fetcher

HOLDERS = {"TableCellBox", "InlineBlockBox"}
"""Kinds of boxes whose width is their own: cells, panels, pieces of evidence."""
SLACK = 1.0
"""CSS pixels; rounding of letter widths."""


@dataclass(frozen=True)
class Line:
    """A piece of text on one line: in CSS pixels from the top left corner of its page."""

    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    cell: tuple[float, float] | None
    """Left and right end of the table cell or panel it stands in."""
    in_margin: bool


@dataclass(frozen=True)
class Laid:
    """A report as it is laid out."""

    pages: tuple[Any, ...]
    lines: tuple[Line, ...]

    def area(self, page: int) -> tuple[float, float, float, float]:
        """Give the left, top, right and bottom of the part of a page that text belongs into."""
        box = self.pages[page]._page_box
        left, top = box.content_box_x(), box.content_box_y()
        return left, top, left + box.width, top + box.height

    def element(self, selector: str) -> Any:
        """Give the first box of the elements with this class."""
        boxes = (box for page in self.pages for box in page._page_box.descendants())
        return next(box for box in boxes if selector in _classes(box))


def laid_out(assessment: Assessment, language: str = "en", extras: Extras = NOTHING) -> Laid:
    """Lay a report out without writing it."""
    environment = html_environment(language)
    page = render_template(environment, "document.html", assessment, extras, digest=digest(assessment))
    return lay(page)


def lay(page: str, folder: Path | None = None) -> Laid:
    """Lay out a page in HTML as the PDF of a design is, by default the report's."""
    folder = folder or design_folder()
    html = weasyprint.HTML(string=page, base_url=f"{folder.as_uri()}/", url_fetcher=fetcher(folder))
    pages = tuple(html.render().pages)
    return Laid(pages, tuple(line for number, one in enumerate(pages) for line in _lines(number, one)))


def outside(laid: Laid) -> list[str]:
    """Give the lines that run out of their page; the cover's band may fill its margins."""
    return [line.text for line in laid.lines if not line.in_margin and _beyond(line, laid.area(line.page))]


def _beyond(line: Line, area: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = area
    above = line.page > 0 and line.top < top - SLACK
    return above or line.left < left - SLACK or line.right > right + SLACK or line.bottom > bottom + SLACK


def clipped(laid: Laid) -> list[str]:
    """Give the lines that run out of their table cell or panel."""
    return [
        line.text
        for line in laid.lines
        if line.cell and (line.left < line.cell[0] - SLACK or line.right > line.cell[1] + SLACK)
    ]


def empty_pages(laid: Laid, least: int = 150) -> list[int]:
    """Give the pages with fewer than `least` characters."""
    found = Counter[int]()
    for line in laid.lines:
        found[line.page] += 0 if line.in_margin else len(line.text)
    return [page for page in range(len(laid.pages)) if found[page] < least]


def _lines(number: int, page: Any) -> Iterator[Line]:
    for child in page._page_box.children:
        in_margin = type(child).__name__ == "MarginBox"
        yield from _texts(number, child, None, in_margin=in_margin)


def _texts(number: int, box: Any, cell: tuple[float, float] | None, *, in_margin: bool) -> Iterator[Line]:
    if type(box).__name__ in HOLDERS:
        left = box.content_box_x()
        cell = (left, left + box.width)
    text = getattr(box, "text", "")
    if text.strip():
        right, bottom = box.position_x + box.width, box.position_y + box.height
        yield Line(number, text, box.position_x, right, box.position_y, bottom, cell, in_margin)
    for child in getattr(box, "children", ()):
        yield from _texts(number, child, cell, in_margin=in_margin)


def _classes(box: Any) -> set[str]:
    element = getattr(box, "element", None)
    return set((element.get("class") or "").split()) if element is not None else set()
