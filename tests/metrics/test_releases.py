import pytest
from support.facts import (
    empty_repository,
    release,
    releases,
    repository,
    tree,
)
from support.measures import reason_of, sentence_of, value_of

from mrl.model.base import Value
from mrl.model.facts import Release, ReleaseKind, RepositoryFacts
from mrl.model.project import Role


def released(*given: Release, name: str = "main", role: Role = Role.CORE) -> RepositoryFacts:
    return repository(name, role, releases=releases(*given))


def regular() -> RepositoryFacts:
    """Final releases of two lines in rhythm, one of them lightweight, one signed, one with two numbers."""
    return released(
        release("1.0.0", 1200),
        release("1.1.0", 1000),
        release("1.1.1", 700, signed=True),
        release("2.0.0-RC1", 450, ReleaseKind.CANDIDATE),
        release("2.0", 400, annotated=False),
        release("1.1.2", 100, annotated=True),
        release("2.0.1", 10),
    )


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("releases.ever", True),
        ("releases.final_12_months", 2),
        ("releases.days_since_last", 10),
        ("releases.median_interval", 300.0),
        ("releases.regularity", 0.367405),
        ("releases.maintained_lines", 2),
        ("releases.annotated_share", 0.8),
        ("releases.signed_share", 0.2),
        ("releases.version_scheme_share", 0.8),
        ("releases.pre_releases", True),
        ("releases.current_repositories_share", 1.0),
        ("project.has_releases", True),
    ],
)
def test_regular_releases(metric: str, value: Value) -> None:
    assert value_of(metric, regular()) == value


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("releases.ever", False),
        ("releases.final_12_months", 0),
        ("releases.days_since_last", None),
        ("releases.median_interval", None),
        ("releases.regularity", None),
        ("releases.maintained_lines", 0),
        ("releases.annotated_share", None),
        ("releases.pre_releases", False),
        ("releases.changelog", False),
        ("releases.automation", False),
        ("releases.current_repositories_share", 0.0),
        ("project.has_releases", False),
    ],
)
def test_never_released(metric: str, value: Value | None) -> None:
    assert value_of(metric, empty_repository()) == value


def test_candidates_are_no_releases() -> None:
    beta = released(release("1.0.0-beta1", 3, ReleaseKind.BETA))
    assert value_of("releases.ever", beta) is False
    assert value_of("project.has_releases", beta) is True
    assert value_of("releases.pre_releases", beta) is True
    assert reason_of("releases.days_since_last", beta) == "there never was a final release"


def test_regularity_needs_three_intervals() -> None:
    three = released(*(release(f"1.0.{number}", 900 - 100 * number) for number in range(3)))
    four = released(*(release(f"1.0.{number}", 900 - 100 * number) for number in range(4)))
    assert value_of("releases.regularity", three) is None
    assert value_of("releases.regularity", four) == 0.0


def test_releases_all_of_one_moment_have_no_rhythm() -> None:
    same = released(*(release(f"1.0.{number}", 50) for number in range(5)))
    assert value_of("releases.regularity", same) is None
    assert value_of("releases.median_interval", same) == 0.0


def test_intervals_are_those_within_a_repository_and_pooled_over_all() -> None:
    first = released(release("1.0.0", 30), release("1.0.1", 20))
    second = released(release("5.0.0", 400), release("5.1.0", 100), name="b")
    assert value_of("releases.median_interval", first, second) == 155.0


def test_the_oldest_core_decides_and_is_named() -> None:
    pair = (released(release("1.0.0", 30)), released(release("1.0.0", 90), name="b"))
    assert value_of("releases.days_since_last", *pair) == 90
    assert sentence_of("releases.days_since_last", *pair) == "90 in b, weakest of 2 repositories"
    assert value_of("releases.final_12_months", *pair, released(name="c", role=Role.SATELLITE)) == 1


def test_releases_of_a_clone_without_its_history_are_not_all() -> None:
    shallow = repository(history=None, releases=releases())
    assert value_of("releases.ever", shallow) is None
    assert value_of("releases.ever", repository(releases=None)) is None


def test_the_last_release_is_named_with_its_day() -> None:
    assert sentence_of("releases.ever", regular()) == "The last final release is 2.0.1 of 2025-06-20"


@pytest.mark.parametrize(
    ("key", "metric"), [("changelog", "changelog"), ("release_automation", "automation")]
)
def test_files_about_releases(key: str, metric: str) -> None:
    name = "community__changelog" if key == "changelog" else key
    assert value_of(f"releases.{metric}", repository(tree=tree(**{name: 1}))) is True


@pytest.mark.parametrize(
    ("version", "follows"),
    [
        ("1.2.3", True),
        ("0.1.0+build.5", True),
        ("1.2", False),
        ("1.2.3.4", False),
        ("01.2.3", False),
        ("2024.01.15", False),
    ],
)
def test_semantic_versions(version: str, follows: bool) -> None:
    one = released(release(version, 5))
    assert value_of("releases.version_scheme_share", one) == float(follows)
