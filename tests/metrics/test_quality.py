from typing import Any

import pytest
from support.facts import gap, repository, rich_repository, snapshot, unknown_repository
from support.forge_facts import quality
from support.measures import by_metric, evidence_of, reason_of, value_of

from mrl.model.base import Value
from mrl.model.evidence import Bound
from mrl.model.facts import RepositoryFacts
from mrl.model.project import Role


def served(name: str = "main", role: Role = Role.CORE, **changes: Any) -> RepositoryFacts:
    return repository(name, role, quality=quality(**changes))


@pytest.mark.parametrize(
    ("metric", "key", "rich", "plain"),
    [
        ("blocker_violations", "blocker_violations", 2, 0),
        ("critical_violations", "critical_violations", 30, 0),
        ("blocker_violations_per_10k_lines", "blocker_violations", 1.0, 0.0),
        ("critical_violations_per_10k_lines", "critical_violations", 15.0, 0.0),
        ("test_coverage", "test_coverage", 0.4, 0.0),
        ("duplication", "duplication", 0.1, 0.0),
        ("gate", "gate_passed", True, True),
    ],
)
def test_what_the_server_says_or_leaves_open(metric: str, key: str, rich: Value, plain: Value) -> None:
    metric = f"quality.{metric}"
    assert value_of(metric, rich_repository()) == rich
    assert value_of(metric, repository()) == plain
    assert reason_of(metric, served(**{key: None})) == "the quality server does not say"
    assert (
        reason_of(metric, repository(quality=None)) == "to be read on a quality server, which was not asked"
    )
    project = snapshot(repository(quality=None), gaps=[gap("quality", "no such project")])
    assert by_metric(project)[metric].reason == gap("", "no such project").reason


def test_counts_add_up_and_densities_are_pooled_by_lines() -> None:
    big = served(blocker_violations=9, lines=90_000)
    small = served("b", Role.SATELLITE, blocker_violations=3, lines=10_000)
    assert value_of("quality.blocker_violations", big, small) == 12
    assert value_of("quality.blocker_violations_per_10k_lines", big, small) == 1.2
    found = evidence_of("quality.blocker_violations", big, unknown_repository("c"))
    assert (found.value, found.bound) == (9, Bound.AT_LEAST)


def test_shares_are_pooled_by_lines() -> None:
    big, small = served(test_coverage=0.5, lines=9000), served("b", test_coverage=0.9, lines=1000)
    assert value_of("quality.test_coverage", big, small) == 0.54
    assert value_of("quality.test_coverage", big, served("b", test_coverage=0.9, lines=None)) is None


def test_no_lines_of_code_have_no_density_and_no_coverage() -> None:
    for metric in ("blocker_violations_per_10k_lines", "test_coverage"):
        assert reason_of(f"quality.{metric}", served(lines=0)) == (
            "the quality server counts no lines of code"
        )


def test_one_failed_gate_decides() -> None:
    assert value_of("quality.gate", served(), served("b", Role.SATELLITE, gate_passed=False)) is False
