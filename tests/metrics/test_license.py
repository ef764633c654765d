from typing import Any

import pytest
from support.facts import (
    NO_LICENSE,
    empty_repository,
    headers,
    license_facts,
    repository,
    rich_repository,
    tree,
    unknown_repository,
)
from support.forge_facts import forge
from support.measures import evidence_of, reason_of, sentence_of, value_of

from mrl.model.base import Value
from mrl.model.evidence import Bound
from mrl.model.facts import FileCounts, License, LicenseFile, RepositoryFacts
from mrl.model.project import Role


def licensed(known: License | None = None, name: str = "main", role: Role = Role.CORE) -> RepositoryFacts:
    return repository(name, role, license=known or license_facts())


def unlicensed(name: str = "bare", role: Role = Role.CORE) -> RepositoryFacts:
    return licensed(license_facts(**NO_LICENSE), name, role)


@pytest.mark.parametrize(
    ("metric", "rich", "bare"),
    [
        ("license.file", True, False),
        ("license.evidence_share", 1.0, 0.0),
        ("license.osi_approved", True, False),
        ("license.main", "BSD-3-Clause", None),
        ("license.copyleft", "none", None),
        ("license.header_share", 0.8, 0.0),
        ("license.files_without_share", 0.384615, 1.0),
        ("license.distinct", 1, None),
        ("license.conflicts", 1, 0),
        ("license.declared_in_manifest", True, False),
        ("license.spdx_tags_share", 0.307692, 0.0),
        ("license.reuse", True, False),
        ("license.vendored_licenses", 2, 0),
    ],
)
def test_with_and_without_a_license(metric: str, rich: Value, bare: Value | None) -> None:
    assert value_of(metric, rich_repository()) == rich
    assert value_of(metric, unlicensed()) == bare


@pytest.mark.parametrize("metric", ["header_share", "files_without_share", "spdx_tags_share"])
def test_shares_of_no_files_are_unknown(metric: str) -> None:
    assert (
        reason_of(f"license.{metric}", empty_repository()) == "there are no source files of the project's own"
    )


def test_no_license_is_not_an_approved_one_but_an_unread_one_is_unknown() -> None:
    partly = license_facts(**NO_LICENSE | {"headers": None})
    assert sentence_of("license.osi_approved", unlicensed()) == "No license in files, manifests or headers"
    assert value_of("license.osi_approved", licensed(partly)) is None


def test_a_license_that_is_not_recognised_is_a_license() -> None:
    own = license_facts(**NO_LICENSE | {"files": (LicenseFile(path="LICENSE", spdx=None, similarity=0.3),)})
    assert value_of("license.evidence_share", licensed(own)) == 1.0
    assert reason_of("license.osi_approved", licensed(own)) == "the license was not recognised"
    assert value_of("license.file", licensed(own)) is True


def test_headers_alone_are_evidence() -> None:
    only_headers = license_facts(files=(), main_source="headers")
    assert value_of("license.file", licensed(only_headers)) is False
    assert value_of("license.evidence_share", licensed(only_headers)) == 1.0
    assert sentence_of("license.main", licensed(only_headers)) == "Headers of source files name BSD-3-Clause"


def test_one_unapproved_license_decides_for_all() -> None:
    closed = licensed(license_facts(osi_approved=False, main="LicenseRef-X"), "b", Role.SATELLITE)
    unread = unknown_repository("c", Role.SATELLITE)
    assert value_of("license.osi_approved", licensed(), closed, unread) is False
    assert sentence_of("license.osi_approved", licensed(), closed, unread) == (
        "Not so in 1 of 3 repositories, b is the first"
    )
    assert value_of("license.osi_approved", licensed(), unread) is None


def test_a_kind_of_files_whose_headers_were_not_counted_hides_the_share() -> None:
    kinds = {name: FileCounts(own=10, vendored=0, generated=0) for name in ("java", "python")}
    half = repository(tree=tree(kinds), license=license_facts(headers={"java": headers(10, 0)}))
    assert value_of("license.header_share", half) is None


def test_where_headers_of_a_kind_were_not_counted_no_license_is_not_certain() -> None:
    kinds = {"java": FileCounts(own=10, vendored=0, generated=0)}
    bare = repository(tree=tree(kinds), license=license_facts(**NO_LICENSE | {"headers": {}}))
    assert value_of("license.evidence_share", bare) is None
    assert value_of("license.osi_approved", bare) is None


def test_headers_without_their_licenses_are_not_counted() -> None:
    lost = headers(8, 2).model_copy(update={"by_license": {}})
    assert value_of("license.distinct", licensed(license_facts(headers={"java": lost}))) is None


def test_header_shares_are_those_of_programs_and_pooled_over_files() -> None:
    pages = license_facts(headers={"java": headers(3, 1), "html": headers(0, 96)})
    more = license_facts(headers={"java": headers(6, 0)})
    assert value_of("license.header_share", licensed(pages)) == 0.75
    assert value_of("license.header_share", licensed(pages), licensed(more, "b")) == 0.9
    assert value_of("license.files_without_share", licensed(pages)) == 0.97


def test_licenses_of_copied_files_are_united() -> None:
    first, second = license_facts(vendored={"MIT": 3, "ISC": 1}), license_facts(vendored={"MIT": 1})
    found = evidence_of(
        "license.vendored_licenses", licensed(first), licensed(second, "b"), unknown_repository("c")
    )
    assert (found.value, found.bound, found.known) == (2, Bound.AT_LEAST, 2)


def test_cores_with_different_licenses_have_no_main_one() -> None:
    other = licensed(license_facts(main="MIT"), "b")
    assert reason_of("license.main", licensed(), other).endswith("BSD-3-Clause, MIT")


def test_the_forge_is_only_asked_about_a_license_file_that_nobody_recognised() -> None:
    unknown_text: dict[str, Any] = NO_LICENSE | {
        "files": (LicenseFile(path="LICENSE", spdx=None, similarity=0.3),)
    }

    def main_of(opinion: str, **changes: Any) -> Value | None:
        known = license_facts(**unknown_text | changes)
        return value_of("license.main", repository(license=known, forge=forge(license=opinion)))

    assert main_of("EUPL-1.2") == "EUPL-1.2"
    assert main_of("") is None
    assert main_of("NOASSERTION") is None
    assert main_of("EUPL-1.2", files=()) is None
    assert main_of("EUPL-1.2", headers={"java": headers(3, 1, unrecognised=3)}) is None
    assert main_of("EUPL-1.2", headers=None) is None
    assert main_of("EUPL-1.2", declared={"pom.xml": ("in-house",)}) is None
    assert main_of("EUPL-1.2", main="MIT", main_source="headers") == "MIT"
