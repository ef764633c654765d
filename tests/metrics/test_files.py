"""Metrics that ask the file tree, and what README and manifests add to it."""

import pytest
from support.facts import declared, repository, rich_repository, tree, unknown_repository
from support.measures import evidence_of, reason_of, sentence_of, value_of

from mrl.model.base import Value
from mrl.model.evidence import Bound
from mrl.model.facts import Badge, ChangeRequestRefs, FileCounts, Manifest, Readme
from mrl.model.project import Role

COMMUNITY = (
    "readme contributing code_of_conduct governance roadmap support maintainers authors issue_templates "
    "change_request_templates good_first_issues adopters funding contribution_agreement citation publiccode"
)
KEYS = {
    **{f"community.{name}": f"community.{name}" for name in COMMUNITY.split()},
    **{
        f"documentation.{name}": f"documentation.{name}"
        for name in ("folder", "site", "api", "architecture", "upgrade", "install", "examples")
    },
    "documentation.translations": "translations.files",
    "engineering.continuous_integration": "ci.woodpecker",
    "engineering.tests": "tests.files",
    "engineering.tests_in_ci": "ci.tests",
    "engineering.test_coverage_configured": "tests.coverage",
    "engineering.build_system": "build.cargo",
    "engineering.static_analysis": "static_analysis",
    "engineering.dependency_updates": "dependency_updates",
    "engineering.lock_files": "lock.files",
    "engineering.code_style": "pre_commit",
    "engineering.containers": "container.compose",
    "security.policy": "community.security",
    "security.insights": "security.insights",
    "security.sbom": "sbom",
    "security.scanning": "security.scanning",
    "releases.changelog": "community.changelog",
    "releases.automation": "release_automation",
    "license.reuse": "reuse",
}


def holding(key: str, count: int) -> dict[str, int]:
    return {key.replace(".", "__"): count}


@pytest.mark.parametrize(("metric", "key"), KEYS.items())
def test_files_that_are_there_or_not_or_were_not_looked_for(metric: str, key: str) -> None:
    there = repository(tree=tree(**holding(key, 1)))
    assert value_of(metric, there) is True
    assert sentence_of(metric, there) == f"{key.replace('.', '/')}-0.txt is there"
    assert value_of(metric, repository()) is False
    asked = tree()
    unasked = asked.model_copy(
        update={"found": {name: of for name, of in asked.found.items() if name != key}}
    )
    assert value_of(metric, repository(tree=unasked)) is None
    assert reason_of(metric, repository(tree=None)) == "the file tree was not read"


def test_one_of_several_questions_is_enough_while_another_is_open() -> None:
    given = tree(ci__github=2)
    found = {name: of for name, of in given.found.items() if name != "ci.gitlab"}
    half = repository(tree=given.model_copy(update={"found": found}))
    assert value_of("engineering.continuous_integration", half) is True


@pytest.mark.parametrize(
    ("metric", "kind"),
    [
        ("engineering.continuous_integration", "ci"),
        ("engineering.static_analysis", "quality"),
        ("engineering.test_coverage_configured", "coverage"),
    ],
)
def test_a_badge_is_a_sign_too(metric: str, kind: str) -> None:
    shown = repository(declared=declared(badges=(Badge(kind=kind, host="ci.example.org"),)))
    assert sentence_of(metric, shown) == "README shows a badge of ci.example.org"
    assert value_of(metric, repository(declared=None)) is None


def test_a_build_service_is_a_sign_of_continuous_integration() -> None:
    named = repository(declared=declared(ci_services=("jenkins",)))
    assert value_of("engineering.continuous_integration", named) is True


@pytest.mark.parametrize(
    ("metric", "rich", "plain"),
    [
        ("engineering.test_file_share", 0.3, 0.0),
        ("engineering.vendored_share", 0.3, 0.0),
        ("engineering.tested_repositories_share", 1.0, 0.0),
        ("community.discussion_channels", 2, 0),
        ("community.change_requests", 34, 0),
        ("community.homepage", True, False),
        ("documentation.readme_sections", 4, 0),
        ("documentation.languages", 2, 0),
        ("security.key_like_files", 1, 0),
        ("security.executables_in_tree", 1, 0),
        ("project.has_dependencies", True, False),
        ("project.has_source_code", True, True),
    ],
)
def test_what_is_counted(metric: str, rich: Value, plain: Value) -> None:
    assert value_of(metric, rich_repository()) == rich
    assert value_of(metric, repository()) == plain
    assert value_of(metric, unknown_repository()) is None


def test_shares_of_files_are_unknown_while_a_kind_is_missing() -> None:
    facts = tree({"java": FileCounts(own=4, vendored=0, generated=0)}, tests__files=1)
    assert value_of("engineering.test_file_share", repository(tree=facts)) == 0.25
    short = facts.model_copy(update={"files": 9})
    assert value_of("engineering.test_file_share", repository(tree=short)) is None
    assert value_of("project.has_source_code", repository(tree=short)) is None


def test_a_repository_of_texts_holds_no_source_code() -> None:
    texts = repository(tree=tree({"markdown": FileCounts(own=4, vendored=0, generated=0)}))
    assert value_of("project.has_source_code", texts) is False
    assert (
        reason_of("engineering.test_file_share", texts) == "there are no program files of the project's own"
    )


def test_all_readmes_answer_together() -> None:
    readmes = tuple(
        Readme(path=f"README.{language}.md", language=language, words=9, sections=sections)
        for language, sections in (("en", ("what", "use")), ("fr", ("what", "license", "else")))
    )
    assert value_of("documentation.readme_sections", repository(declared=declared(readmes=readmes))) == 3


def test_sums_are_lower_bounds_while_a_repository_is_unknown() -> None:
    one = repository(change_requests=ChangeRequestRefs(count=2, highest_number=7))
    two = repository("b", change_requests=ChangeRequestRefs(count=1, highest_number=5))
    found = evidence_of("community.change_requests", one, two, unknown_repository("c"))
    assert (found.value, found.bound, found.known, found.total) == (12, Bound.AT_LEAST, 2, 3)


def test_satellites_do_not_answer_for_the_core() -> None:
    plugin = rich_repository("plugin", Role.SATELLITE)
    assert value_of("community.readme", repository(), plugin) is False
    assert value_of("engineering.containers", repository(), plugin) is True
    assert value_of("engineering.build_system", plugin, repository()) is False


def test_a_manifest_may_name_dependencies() -> None:
    manifest = Manifest(path="app/package.json", kind="npm")
    found = evidence_of("project.has_dependencies", repository(declared=declared(manifests=(manifest,))))
    assert found.links[0].endswith("/app/package.json")
