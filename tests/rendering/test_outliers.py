"""Which repositories stand out, and how many could be asked."""

from mrl.model.base import Value
from mrl.model.evidence import RepositoryEvidence
from mrl.rendering.outliers import Outliers, outliers

COMMITS = "activity.commits_12_months"
TESTS = "engineering.tests"


def repository(
    name: str, weight: float, role: str = "satellite", **values: Value | None
) -> RepositoryEvidence:
    named = {COMMITS: values.get("commits"), TESTS: values.get("tests")}
    return RepositoryEvidence(name=name, role=role, url=None, commit=None, weight=weight, values=named)


def found(*repositories: RepositoryEvidence) -> dict[str, Outliers]:
    return {one.some[1]: one for one in outliers(repositories)}


def test_the_weightiest_come_first_and_unknown_is_not_nothing() -> None:
    answers = found(
        repository("small", 0.1, commits=0, tests=True),
        repository("big", 0.6, commits=0, tests=False),
        repository("unread", 0.2),
        repository("busy", 0.1, commits=7, tests=True),
    )
    idle = answers["{count} had no commit by a person in 12 months"]
    assert (idle.names, idle.known, idle.total) == (("big", "small"), 3, 4)
    assert answers["{count} show no tests"].names == ("big",)


def test_questions_that_could_be_read_nowhere_are_left_out() -> None:
    assert list(found(repository("a", 0.5, commits=1), repository("b", 0.5, commits=2))) == [
        "{count} had no commit by a person in 12 months"
    ]


def test_retired_repositories_are_not_asked() -> None:
    answers = found(
        repository("a", 0.5, commits=1),
        repository("b", 0.5, commits=1),
        repository("old", 0, "retired", commits=0),
    )
    (idle,) = answers.values()
    assert (idle.names, idle.total) == ((), 2)


def test_one_repository_is_not_compared() -> None:
    assert outliers((repository("a", 1, commits=0),)) == ()
