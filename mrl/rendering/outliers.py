"""Repositories of a project that stand out in a way its owner can act on."""

from dataclasses import dataclass
from typing import Final

from mrl.model.evidence import RepositoryEvidence

RETIRED: Final = "retired"
LEAST_TO_COMPARE: Final = 2


def tn(one: str, many: str) -> tuple[str, str]:
    """Name a sentence's singular and plural; the extractor of the catalogue looks for calls of this name."""
    return one, many


def sentence(text: str) -> str:
    """Name a sentence; the extractor of the catalogue looks for calls of this name."""
    return text


@dataclass(frozen=True)
class Question:
    """A metric that is nothing in a repository that stands out, and how that is said."""

    metric: str
    some: tuple[str, str]
    nobody: str


@dataclass(frozen=True)
class Outliers:
    """The repositories that stand out, weightiest first, how that is said, and how many of all are known."""

    some: tuple[str, str]
    nobody: str
    names: tuple[str, ...]
    known: int
    total: int


QUESTIONS: Final = (
    Question(
        "activity.commits_12_months",
        tn(
            "{count} had no commit by a person in 12 months",
            "{count} had no commit by a person in 12 months",
        ),
        sentence("All that could be read had a commit by a person in 12 months"),
    ),
    Question(
        "releases.current_repositories_share",
        tn(
            "{count} had no final release in 3 years, or never",
            "{count} had no final release in 3 years, or never",
        ),
        sentence("All that could be read had a final release in 3 years"),
    ),
    Question(
        "license.evidence_share",
        tn("{count} states no license anywhere", "{count} state no license anywhere"),
        sentence("All that could be read state a license"),
    ),
    Question(
        "engineering.tests",
        tn("{count} shows no tests", "{count} show no tests"),
        sentence("All that could be read show tests"),
    ),
    Question(
        "engineering.build_system",
        tn("{count} shows no build system", "{count} show no build system"),
        sentence("All that could be read show a build system"),
    ),
)


def outliers(repositories: tuple[RepositoryEvidence, ...]) -> tuple[Outliers, ...]:
    """Answer the questions over the repositories that are not retired; none for fewer than two.

    A question that could be read nowhere is left out: the report's gaps say why.
    """
    asked = sorted(
        (one for one in repositories if one.role != RETIRED), key=lambda one: (-one.weight, one.name)
    )
    if len(asked) < LEAST_TO_COMPARE:
        return ()
    answered = (_answered(question, asked) for question in QUESTIONS)
    return tuple(one for one in answered if one.known)


def _answered(question: Question, repositories: list[RepositoryEvidence]) -> Outliers:
    values = [(one.name, one.values.get(question.metric)) for one in repositories]
    known = [(name, value) for name, value in values if value is not None]
    names = tuple(name for name, value in known if not value)
    return Outliers(question.some, question.nobody, names, len(known), len(values))
