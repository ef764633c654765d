"""The comparison as a table: one row per criterion and project."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from mrl.i18n import Translator, translator
from mrl.model.comparison import Comparison
from mrl.rendering.csv import RUBRIC_HEADINGS, Cell, rubric_cells, said, table

HEADINGS: Final = (
    *("project", "criterion", "title", "outcome", "lowest", "point", "highest", "value", "unit", "reason"),
    *RUBRIC_HEADINGS,
)


def render_csv(comparison: Comparison, language: str) -> bytes:
    """Give the table, points on 0 to 1: headings and outcomes in English, the rest in the language."""
    return table(HEADINGS, _rows(comparison, translator(language)))


def _rows(comparison: Comparison, words: Translator) -> Iterator[list[Cell]]:
    rubric = comparison.rubric
    judged_by = rubric_cells(rubric.id, rubric.version, rubric.digest)
    for name, place in zip(_names(comparison), range(len(comparison.projects)), strict=True):
        for criterion in comparison.criteria:
            standing = criterion.standings[place]
            points = standing.points
            yield [
                *(name, criterion.id, words.text(criterion.title), standing.outcome.value),
                *(points.lowest, points.point, points.highest, standing.value, standing.unit),
                *(said(standing.reason, words), *judged_by),
            ]


def _names(comparison: Comparison) -> list[str]:
    """Give the projects' names; those that several have are followed by the letter."""
    often = Counter(each.project for each in comparison.projects)
    return [
        each.project if often[each.project] == 1 else f"{each.project} ({each.letter})"
        for each in comparison.projects
    ]
