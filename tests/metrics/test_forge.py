from typing import Any

import pytest
from support.facts import gap, repository, rich_repository, snapshot, unknown_repository
from support.forge_facts import forge, forge_release
from support.measures import by_metric, evidence_of, reason_of, sentence_of, value_of

from mrl.metrics import measure
from mrl.model.base import Value
from mrl.model.evidence import Bound
from mrl.model.facts import RepositoryFacts
from mrl.model.project import Role


def on(name: str = "main", role: Role = Role.CORE, **changes: Any) -> RepositoryFacts:
    return repository(name, role, forge=forge(**changes))


@pytest.mark.parametrize(
    ("metric", "rich", "plain", "key", "gap_subject"),
    [
        ("branch_protection", True, False, "branch_protected", "branch rules"),
        ("release_assets", True, False, "releases", "forge releases"),
        ("description", True, False, "description", "forge"),
        ("discussions", True, False, "discussions", "forge"),
        ("good_first_issues", 4, 0, "good_first_issues", "issues"),
        ("private_vulnerability_reports", True, False, "private_vulnerability_reports", "forge"),
        ("archived", False, False, "archived", "forge"),
        ("security_advisories", 2, 0, "security_advisories", "forge"),
    ],
)
def test_what_the_forge_says_or_leaves_open(
    metric: str, rich: Value, plain: Value, key: str, gap_subject: str
) -> None:
    metric = f"forge.{metric}"
    assert value_of(metric, rich_repository()) == rich
    assert value_of(metric, on()) == plain
    assert reason_of(metric, repository(forge=None)) == "to be read on a forge, which was not asked"
    silent = on(**{key: None})
    assert reason_of(metric, silent) == "the forge does not say"
    for facts in (silent, repository(forge=None)):
        project = snapshot(facts, gaps=[gap("forge", "no token"), gap(gap_subject, "not allowed")])
        expected = (
            "no token" if gap_subject == "forge" or _has_other_subject(metric, facts) else "not allowed"
        )
        reason = by_metric(project)[metric].reason
        assert reason is not None
        assert reason.in_english() == expected


def _has_other_subject(metric: str, facts: RepositoryFacts) -> bool:
    """Tell whether the whole forge is missing for a metric that only asks the forge about issues."""
    return metric == "forge.good_first_issues" and facts.forge is None


@pytest.mark.parametrize(
    ("releases", "value", "sentence"),
    [
        ([("v1", 9, 2, False)], True, "Files that the release v1 offers: 2"),
        ([("v1", 99, 2, False), ("v2", 9, 0, False)], False, "The release v2 offers no files"),
        ([("v1", 99, 2, False), ("v2-rc1", 9, 0, True)], True, "Files that the release v1 offers: 2"),
        ([("v1", 99, 2, False), ("v2", -1, 0, False)], True, "Files that the release v1 offers: 2"),
        ([("v2-rc1", 9, 3, True)], False, "There is no release on the forge"),
    ],
)
def test_the_last_release_offers_files(
    releases: list[tuple[str, float, int, bool]], value: bool, sentence: str
) -> None:
    facts = on(
        releases=tuple(
            forge_release(tag, days, assets, pre_release=pre) for tag, days, assets, pre in releases
        )
    )
    assert value_of("forge.release_assets", facts) is value
    assert sentence_of("forge.release_assets", facts) == sentence


def test_a_description_of_blanks_is_none() -> None:
    assert value_of("forge.description", on(description="  ")) is False


def test_one_unprotected_branch_and_one_archived_core_decide() -> None:
    pair = on(branch_protected=True), on("b", Role.SATELLITE)
    assert value_of("forge.branch_protection", *pair) is False
    assert value_of("forge.archived", on(), on("b", archived=True)) is True
    assert value_of("forge.archived", on(), on("b", Role.SATELLITE, archived=True)) is False


def test_archived_repositories_are_told_apart() -> None:
    project = snapshot(
        on("a"),
        on("b", Role.SATELLITE, archived=True),
        on("c", Role.SATELLITE, archived=True),
        unknown_repository("d", Role.SATELLITE),
    )
    values = {each.name: each.values["forge.archived"] for each in measure(project).repositories}
    assert values == {"a": False, "b": True, "c": True, "d": None}


def test_advisories_add_up_to_a_lower_bound() -> None:
    found = evidence_of("forge.security_advisories", on(security_advisories=2), unknown_repository("b"))
    assert (found.value, found.bound) == (2, Bound.AT_LEAST)
