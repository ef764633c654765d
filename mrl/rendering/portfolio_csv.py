"""A portfolio as two tables: one row per project, and one per project and criterion."""

from collections.abc import Iterator, Sequence
from typing import Final

from mrl.i18n import translator
from mrl.model.portfolio import DimensionStanding, HeadlineStanding, Portfolio, ProjectStanding
from mrl.rendering.csv import RUBRIC_HEADINGS, Cell, rubric_cells, table

PROJECT_HEADINGS: Final = (
    *("project", "file", "sha256", "as_of", "stale", "tool_version"),
    *RUBRIC_HEADINGS,
    *("repositories", "answers", "contradictions", "met", "partly_met", "not_met", "unknown"),
    "not_applicable",
)
HEADLINE_HEADINGS: Final = ("score", "lowest", "highest", "coverage", "state", "level", "word")
DIMENSION_HEADINGS: Final = ("score", "lowest", "highest", "coverage")
CRITERION_HEADINGS: Final = (
    *("project", "as_of", "criterion", "title", "dimension", "outcome", "points", "lowest", "highest"),
    *("gain", "effort_days", "metric", "value", "unit", "reason"),
    *RUBRIC_HEADINGS,
)
_TEN: Final = 10


def projects_table(portfolio: Portfolio) -> bytes:
    """Give one row per project: headlines and dimensions on 0 to 10, coverage on 0 to 1."""
    headings = [
        *PROJECT_HEADINGS,
        *(f"{each.id}.{heading}" for each in portfolio.headlines for heading in HEADLINE_HEADINGS),
        *(f"{each.id}.{heading}" for each in portfolio.dimensions for heading in DIMENSION_HEADINGS),
    ]
    return table(headings, (_project(portfolio, each) for each in portfolio.projects))


def criteria_table(portfolio: Portfolio, language: str) -> bytes:
    """Give one row per project and criterion; points are on 0 to 1, the gain is the leading headline's."""
    words = translator(language)
    titles = [words.text(each.title) for each in portfolio.criteria]
    reasons = [words.message(each) for each in portfolio.reasons]
    rows = (row for each in portfolio.projects for row in _criteria(portfolio, each, titles, reasons))
    return table(CRITERION_HEADINGS, rows)


def _project(portfolio: Portfolio, standing: ProjectStanding) -> Iterator[Cell]:
    tally = standing.tally
    yield from (standing.project, standing.file, standing.digest, standing.as_of.isoformat())
    yield from (standing.project in portfolio.stale, standing.tool_version)
    yield from rubric_cells(portfolio.rubric.id, standing.rubric_version, standing.rubric_digest)
    yield from (standing.repositories, standing.answers)
    yield len(standing.contradictions)
    yield from (tally.met, tally.partly_met, tally.not_met, tally.unknown, tally.not_applicable)
    for headline in portfolio.headlines:
        yield from _headline(standing.headlines.get(headline.id))
    for dimension in portfolio.dimensions:
        yield from _dimension(standing.dimensions.get(dimension.id))


def _headline(standing: HeadlineStanding | None) -> Iterator[Cell]:
    if standing is None:
        yield from (None,) * len(HEADLINE_HEADINGS)
        return
    score = standing.score
    yield from (score.point, score.lowest, score.highest, score.coverage)
    yield standing.state.value if standing.state else None
    yield standing.level
    yield standing.provenance.word.value if standing.provenance and standing.provenance.word else None


def _dimension(standing: DimensionStanding | None) -> Iterator[Cell]:
    if standing is None or standing.score is None:
        yield from (None,) * len(DIMENSION_HEADINGS)
        return
    score = standing.score
    yield None if score.point is None else score.point * _TEN
    yield from (score.lowest * _TEN, score.highest * _TEN, score.coverage)


def _criteria(
    portfolio: Portfolio, standing: ProjectStanding, titles: Sequence[str], reasons: Sequence[str]
) -> Iterator[list[Cell]]:
    day = standing.as_of.date().isoformat()
    for criterion, title in zip(portfolio.criteria, titles, strict=True):
        one = standing.criteria.get(criterion.id)
        if one is None:
            continue
        yield [
            *(standing.project, day, criterion.id, title, criterion.dimension),
            *(one.outcome.value, one.point, one.lowest, one.highest),
            *(one.gain.get(portfolio.leading or "", 0.0), criterion.effort_days),
            *(criterion.metric, one.value, criterion.unit),
            None if one.reason is None else reasons[one.reason],
            *rubric_cells(portfolio.rubric.id, standing.rubric_version, standing.rubric_digest),
        ]
