"""Tables as CSV: one of an assessment's criteria, and what tables of other documents are made with.

RFC 4180, in UTF-8 with the mark at its beginning that spreadsheets need to read accents right. Headings
and outcomes are English words for programs; titles and reasons are in the language of the document.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from mrl import resources
from mrl.i18n import Translator, translator
from mrl.model.assessment import Assessment, CriterionResult
from mrl.model.base import Message, Value
from mrl.model.evidence import Evidence
from mrl.rendering.extras import NOTHING, Extras

RUBRIC_HEADINGS: Final = ("rubric", "rubric_version", "rubric_altered")
"""Columns of every table of criteria: a row that is cut out of its table still says by what it was judged."""
HEADINGS: Final = (
    *("criterion", "title", "outcome", "points", "lowest", "highest"),
    *("metric", "value", "unit", "known", "total", "reason", "source", "link", "word"),
    *RUBRIC_HEADINGS,
)
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula, also with spaces before it."""

Cell = Value | None


def render_csv(assessment: Assessment, language: str, _extras: Extras = NOTHING) -> bytes:
    """Give one row per criterion with its points (0 to 1) and the figure that it rests on."""
    words = translator(language)
    evidence = {each.metric: each for each in assessment.evidence}
    rubric = assessment.rubric
    judged_by = rubric_cells(rubric.id, rubric.version, rubric.digest)
    rows = (
        [*_row(each, evidence.get(each.evidence or ""), words), *judged_by] for each in assessment.criteria
    )
    return table(HEADINGS, rows)


def rubric_cells(rubric: str, version: str, digest: str) -> tuple[Cell, ...]:
    """Give the cells under RUBRIC_HEADINGS: altered is a rubric that bears the name of another one.

    Without a digest nobody can tell, and the cell is empty.
    """
    return rubric, version, resources.is_altered(rubric, digest) if digest else None


def table(headings: Sequence[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """Write a table; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(map(_cell, row) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def said(message: Message | None, words: Translator) -> str:
    """Say a reason; nothing where there is none."""
    return words.message(message) if message is not None else ""


def _row(criterion: CriterionResult, found: Evidence | None, words: Translator) -> Iterator[Cell]:
    points = criterion.points
    yield from (criterion.id, words.text(criterion.title), criterion.outcome.value)
    yield from (points.point, points.lowest, points.highest)
    yield from (found.metric, found.value, found.unit, found.known, found.total) if found else (None,) * 5
    yield said(criterion.reason or (found.reason if found else None), words)
    yield criterion.source
    yield next(iter(found.links), None) if found else None
    yield criterion.word.value if criterion.word else None


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return inert(value)
    return str(value) if isinstance(value, int) else f"{value:.6f}".rstrip("0").rstrip(".")


def inert(text: str) -> str:
    """Write a text so that no spreadsheet computes it; what cannot be seen but line ends is left out."""
    kept = "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter)[0] != "C")
    return f"'{kept}" if kept.lstrip(" \u00a0\u202f").startswith(FORMULA_STARTS) else kept
