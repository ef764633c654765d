"""Candidates for comparisons: invented projects, each assessed with a rubric that mrl comes with."""

import datetime as dt
from functools import cache

from support.awkward_assessments import HOSTILE
from support.facts import repository, rich_repository, snapshot, unknown_repository
from support.moments import AS_OF

from mrl import __version__, pipeline
from mrl.comparing import Dossier
from mrl.metrics import measure
from mrl.model.answers import Answers
from mrl.model.assessment import Assessment
from mrl.model.facts import RepositoryFacts
from mrl.rubric.types import Choice, Ladder, MetricRole, Rubric
from mrl.scoring.comparison import compare
from mrl.scoring.score import ProjectEvidence, score

LONG = "Municipal" * 33 + "End"
RIGHT_TO_LEFT = "\u05e9\u05d9\u05e8\u05d5\u05ea\u05d9 \u05d4\u05e2\u05d9\u05e8 (2026)"
CHINESE = "\u57ce\u5e02\u670d\u52a1\u5e73\u53f0 \U0001f3db"
COUNTS = "public-code"
BANDS = "osps-baseline"


def assessed(
    *repositories: RepositoryFacts,
    rubric: str = "market-readiness",
    project: str = "Example",
    as_of: dt.datetime = AS_OF,
    answers: dict[str, str] | None = None,
) -> Assessment:
    """Assess repositories with a shipped rubric and answers given in an interview."""
    loaded = pipeline.open_rubric(rubric)
    taken = snapshot(*repositories, project=project, as_of=as_of)
    measured = measure(taken)
    evidence = ProjectEvidence(
        project=project,
        as_of=as_of,
        evidence=measured.evidence,
        repositories=measured.repositories,
        authors=taken.authors,
        cost=taken.cost,
        tool_version=__version__,
    )
    given = [("assessor", _answers(rubric, answers))] if answers else []
    return pipeline.explained(loaded, score(loaded.rubric, loaded.digest, evidence, given))


def _answers(rubric: str, answers: dict[str, str]) -> Answers:
    content = {
        "rubric": rubric,
        "role": "lead",
        "date": "2025-06-01",
        "basis": "interview",
        "answers": {name: {"answer": answer} for name, answer in answers.items()},
    }
    return Answers.model_validate(content)


def good_answers(rubric: Rubric) -> dict[str, str]:
    """Answer every question as well as it can be."""
    answers = {}
    for name, criterion in rubric.criteria.items():
        scale = criterion.scale
        if isinstance(scale, Ladder):
            answers[name] = str(len(scale.situations) - 1)
        elif isinstance(scale, Choice):
            answers[name] = max(scale.points, key=lambda word: scale.points[word])
        elif criterion.metric_role is not MetricRole.DECIDES:
            answers[name] = "yes"
    return answers


@cache
def plain(rubric: str = "market-readiness") -> Assessment:
    """A project of which everything is known and little is there."""
    return assessed(repository(), rubric=rubric, project="Plain Forms")


@cache
def rich(rubric: str = "market-readiness") -> Assessment:
    """A project with something to say for every metric."""
    return assessed(rich_repository(), rubric=rubric, project="Rich Portal")


@cache
def unknown(rubric: str = "market-readiness") -> Assessment:
    """A project of which nothing could be read."""
    return assessed(unknown_repository(), rubric=rubric, project="Unknown Desk")


@cache
def answered(rubric: str = "market-readiness") -> Assessment:
    """A project whose people answered every question well."""
    answers = good_answers(pipeline.open_rubric(rubric).rubric)
    return assessed(rich_repository(), rubric=rubric, project="Answered Office", answers=answers)


def awkward(rubric: str = "market-readiness") -> list[Assessment]:
    """Six projects with names that break layouts, among them one with nothing known."""
    names = (LONG, RIGHT_TO_LEFT, HOSTILE[:300], CHINESE, "=1+1", "Rich Portal")
    makers = (plain, rich, plain, unknown, answered, rich)
    return [
        maker(rubric).model_copy(update={"project": name}) for name, maker in zip(names, makers, strict=True)
    ]


def dossier(*assessments: Assessment) -> Dossier:
    """Compare assessments that were made with the same shipped rubric."""
    rubric = pipeline.open_rubric(assessments[0].rubric.id)
    comparison = compare(rubric.rubric, assessments, __version__)
    return Dossier(comparison=comparison, assessments=assessments, rubric=rubric)
