"""Comparing two documents as a reader sees them: each page drawn and compared point by point.

pypdfium2 draws (the extra `pictures`); without it, this is left out and the result says so.
"""

import importlib
import importlib.util
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

from mrl.model.base import Message, say

POINTS_PER_POINT: Final = 1.0
"""How finely pages are drawn: one point of the picture for each of the page (72 to the inch)."""
_PAGES: Final = 500
"""So many pages are drawn at most."""
_LONGEST_SIDE: Final = 2000


HOW_TO_INSTALL: Final = say(
    "the pages were not compared as pictures, for pypdfium2 is not installed: "
    "pip install 'mrl-assess[pictures]'"
)


def can_draw() -> bool:
    """Say whether pypdfium2 is installed."""
    return importlib.util.find_spec("pypdfium2") is not None


def seen_differently(found: bytes, fresh: bytes) -> list[int] | None:
    """Give the pages (from 0) that look different; None where pypdfium2 is not installed.

    Only pages that both have are compared. Raises what pypdfium2 raises for what it cannot read.
    """
    try:
        pdfium = importlib.import_module("pypdfium2")
    except ImportError:
        return None
    with closing(pdfium.PdfDocument(found)) as one, closing(pdfium.PdfDocument(fresh)) as other:
        count = min(len(one), len(other), _PAGES)
        return [page for page in range(count) if _drawn(one, page) != _drawn(other, page)]


def _drawn(document: Any, number: int) -> tuple[int, int, bytes]:
    """Draw a page in colour; give width, height and points."""
    with closing(document[number]) as page:
        scale = min(POINTS_PER_POINT, _LONGEST_SIDE / max(*page.get_size(), 1))
        with closing(page.render(scale=scale, no_smoothtext=False)) as bitmap:
            return bitmap.width, bitmap.height, bytes(bitmap.buffer)


def told(pages: list[int]) -> Iterator[Message]:
    """Say which pages look different."""
    for page in pages[:8]:
        yield say("page {page} looks different from that of the copy", page=str(page + 1))
    if len(pages) > len(pages[:8]):
        yield say("more pages look different")
