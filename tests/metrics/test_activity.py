import pytest
from support.facts import ago, commits, empty_repository, history, repository, unknown_repository
from support.measures import evidence_of, reason_of, sentence_of, value_of

from mrl.model.base import Value
from mrl.model.evidence import Bound
from mrl.model.facts import CommitKind, MaintenanceLine, RepositoryFacts
from mrl.model.project import Role


def busy() -> RepositoryFacts:
    """Two years and more: 5 commits of people this year, 4 in the year before."""
    line = MaintenanceLine(branch="1.x", last_commit=ago(2), commits=tuple(commits(3, 2)))
    rows = [
        *commits(1, 10, 364, count=2),
        *commits(1, 365, 729),
        *commits(2, 500, count=2),
        *commits(2, 1461),
    ]
    robots = [*commits(8, 1, kind=CommitKind.ROBOT, count=50), *commits(9, 0, kind=CommitKind.RELEASE)]
    return repository(history=history(*rows, *robots, maintenance_lines=(line,), commits_on_all_branches=120))


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("activity.commits_12_months", 5),
        ("activity.active_months_12", 2),
        ("activity.days_since_last_commit", 2),
        ("activity.trend", 1.25),
        ("activity.age_years", 4.0),
        ("activity.active_repositories_share", 1.0),
        ("activity.history_published", 0.5),
    ],
)
def test_a_busy_repository(metric: str, value: Value) -> None:
    assert value_of(metric, busy()) == value


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("activity.commits_12_months", 0),
        ("activity.active_months_12", 0),
        ("activity.days_since_last_commit", None),
        ("activity.trend", None),
        ("activity.age_years", None),
        ("activity.active_repositories_share", 0.0),
        ("activity.history_published", None),
    ],
)
def test_an_empty_repository(metric: str, value: Value | None) -> None:
    assert value_of(metric, empty_repository()) == value


def test_a_commit_after_the_assessed_day_is_one_of_that_day() -> None:
    ahead = repository(history=history(*commits(1, -4)))
    assert value_of("activity.days_since_last_commit", ahead) == 0
    assert value_of("activity.commits_12_months", ahead) == 1


def test_the_trend_needs_two_years_and_somebody_in_the_first() -> None:
    young = repository(history=history(*commits(1, 1, 400)))
    assert reason_of("activity.trend", young) == "the history does not reach back 24 months"
    woken = repository(history=history(*commits(1, 1, 900)))
    assert reason_of("activity.trend", woken) == "no human commit in the year before to compare with"


def test_commits_of_unknown_repositories_make_a_lower_bound() -> None:
    found = evidence_of("activity.commits_12_months", busy(), unknown_repository("b", Role.SATELLITE))
    assert (found.value, found.bound, found.known, found.total) == (5, Bound.AT_LEAST, 1, 2)


def test_months_are_those_of_the_whole_project() -> None:
    first, second = history(*commits(1, 0, 40)), history(*commits(1, 1, 200))
    pair = (repository("a", history=first), repository("b", history=second))
    assert value_of("activity.active_months_12", *pair) == 3


def test_active_repositories_count_by_weight() -> None:
    old = repository("old", Role.SATELLITE, history=history(*commits(1, 999)))
    assert value_of("activity.active_repositories_share", busy(), old) == 0.6
    assert sentence_of("activity.active_repositories_share", busy(), old).startswith(
        "People committed to 1 of 2 repositories, 0.6 by weight"
    )


@pytest.mark.parametrize("key", ["default_branch", "maintenance_lines", "complete"])
def test_a_history_with_a_missing_part_is_unknown(key: str) -> None:
    part = repository(history=history(*commits(1, 3), **{key: None}))
    assert value_of("activity.commits_12_months", part) is None
