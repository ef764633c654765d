"""The comparison as a table: one row per criterion and project."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Final

from mrl.i18n import Translator, translator
from mrl.model.base import Value
from mrl.model.comparison import Comparison

HEADINGS: Final = (
    *("project", "criterion", "title", "outcome", "lowest", "point", "highest", "value", "unit", "reason"),
)
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def render_csv(comparison: Comparison, language: str) -> bytes:
    """Give the table in UTF-8: headings and outcomes in English, titles and reasons in the language.

    Points are on 0 to 1. A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(_rows(comparison, translator(language)))
    return text.getvalue().encode()


def _rows(comparison: Comparison, words: Translator) -> Iterator[list[str]]:
    for name, place in zip(_names(comparison), range(len(comparison.projects)), strict=True):
        for criterion in comparison.criteria:
            standing = criterion.standings[place]
            points = standing.points
            figures = (points.lowest, points.point, points.highest, standing.value)
            yield [
                *map(_inert, (name, criterion.id, words.text(criterion.title))),
                standing.outcome.value,
                *map(_cell, figures),
                _inert(standing.unit),
                _inert(words.message(standing.reason)) if standing.reason is not None else "",
            ]


def _names(comparison: Comparison) -> list[str]:
    """Give the projects' names; those that several have are followed by the letter."""
    often = Counter(each.project for each in comparison.projects)
    return [
        each.project if often[each.project] == 1 else f"{each.project} ({each.letter})"
        for each in comparison.projects
    ]


def _cell(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _inert(value) if isinstance(value, str) else f"{value:.6f}".rstrip("0").rstrip(".")


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
