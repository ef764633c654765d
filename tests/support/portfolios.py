"""Portfolios of invented projects, as files in a folder and read from it."""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from support import assessments, awkward_assessments, comparisons
from support.awkward_assessments import HOSTILE
from support.facts import repository, rich_repository

from mrl import portfolios
from mrl.files.writing import canonical_json
from mrl.model.assessment import Assessment
from mrl.model.portfolio import Portfolio

YEAR = dt.timedelta(days=365)


def write(folder: Path, each: Iterable[Assessment]) -> Path:
    """Write assessments into a folder, each into one of its own."""
    for number, assessment in enumerate(each):
        path = folder / f"{number:03}" / "assessment.json"
        path.parent.mkdir(parents=True)
        path.write_bytes(canonical_json(assessment))
    return folder


def read(each: Iterable[Assessment], **choice: object) -> Portfolio:
    """Put assessments side by side."""
    with TemporaryDirectory() as name:
        return portfolios.read_portfolio(write(Path(name), each), portfolios.Choice(**choice))


def retold(assessment: Assessment) -> Assessment:
    """Leave out whose word it is, so that reading works it out again from what the test changed."""
    headlines = (one.model_copy(update={"provenance": None}) for one in assessment.headlines)
    return assessment.model_copy(update={"headlines": tuple(headlines)})


def several() -> list[Assessment]:
    """Projects that know much and little, disagree with themselves, moved, and one that is stale."""
    return [
        assessments.not_assessed(project="Ashford"),
        assessments.partly_answered(project="Birling"),
        assessments.fully_answered(project="Camber"),
        assessments.nothing_known(project="Denton"),
        assessments.below_floor(project="Eastry", as_of=assessments.AS_OF - 2 * YEAR),
        assessments.partly_answered(project="Ashford", as_of=assessments.AS_OF - YEAR),
    ]


def levelled() -> list[Assessment]:
    """Projects that all have a level."""
    return [assessments.fully_answered(project=name) for name in ("Ashford", "Birling", "Camber")]


def counted() -> list[Assessment]:
    """Projects by a rubric of many dimensions that counts criteria and has no headline."""
    rich = comparisons.assessed(rich_repository(), rubric=comparisons.COUNTS, project="Ashford")
    poor = comparisons.assessed(repository(), rubric=comparisons.COUNTS, project="Birling")
    return [rich, poor]


def hostile() -> list[Assessment]:
    """Projects whose names and texts try to break out."""
    return [
        retold(awkward_assessments.hostile(project=HOSTILE[:300])),
        awkward_assessments.long_names(),
        assessments.partly_answered(project="=1+1"),
    ]


def hundred() -> list[Assessment]:
    """More projects than print has room to say everything of."""
    return [assessments.partly_answered(project=f"Project {number:03}") for number in range(100)]


@cache
def portfolio(name: str) -> Portfolio:
    """Give one of the portfolios above."""
    return read(globals()[name]())
