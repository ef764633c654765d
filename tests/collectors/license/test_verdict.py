import pytest

from mrl.collectors.license.verdict import compatible, judge, main_kind
from mrl.model.facts import Copyleft, HeaderCounts, LicenseConflict, LicenseFile


def file(path, spdx):
    return LicenseFile(path=path, spdx=spdx, similarity=1)


def headers(licenses, without=0):
    total = sum(licenses.values())
    return HeaderCounts(
        with_header=total, without_header=without, by_license=licenses, distinct_headers=len(licenses)
    )


def test_without_evidence_there_is_no_main_license():
    verdict = judge((), {}, {})
    assert (verdict.main, verdict.main_source, verdict.osi_approved, verdict.conflicts) == (
        None,
        None,
        None,
        (),
    )


def test_the_license_file_is_stronger_than_manifest_and_headers():
    verdict = judge([file("LICENSE", "MIT")], {"pom.xml": ("Apache-2.0",)}, {"java": headers({"ISC": 9})})
    assert (verdict.main, verdict.main_source, verdict.osi_approved, verdict.copyleft) == (
        "MIT",
        "file",
        True,
        Copyleft.NONE,
    )
    assert [(conflict.first, conflict.second) for conflict in verdict.conflicts] == [
        ("file", "manifest"),
        ("file", "headers"),
        ("manifest", "headers"),
    ]


def test_a_conflict_names_both_licenses():
    (conflict,) = judge([file("LICENSE", "GPL-3.0-only")], {"package.json": ("MIT",)}, {}).conflicts
    assert conflict == LicenseConflict(
        first="file", first_license="GPL-3.0-only", second="manifest", second_license="MIT"
    )


def test_headers_count_from_half_of_the_files_of_the_main_kind():
    assert judge((), {}, {"java": headers({"MIT": 5}, without=5)}).main == "MIT"
    assert judge((), {}, {"java": headers({"MIT": 4}, without=5)}).main is None
    assert judge((), {}, {"java": headers({"unrecognised": 9})}).main is None


def test_the_main_kind_is_a_programming_language_if_there_is_one():
    assert main_kind({"html": 90, "java": 2, "python": 1}) == "java"
    assert main_kind({"html": 3}) == "html"
    assert main_kind({}) is None


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"COPYING": "GPL-3.0-only", "COPYING.LESSER": "LGPL-3.0-only"}, "LGPL-3.0-only"),
        ({"LICENSE-APACHE": "Apache-2.0", "LICENSE-MIT": "MIT"}, "Apache-2.0 OR MIT"),
        ({"LICENSE": "MIT", "LICENSES/CC0-1.0.txt": "CC0-1.0"}, "MIT"),
        ({"LICENSES/EUPL-1.2.txt": "EUPL-1.2"}, "EUPL-1.2"),
        ({"LICENSES/MIT.txt": "MIT", "LICENSES/CC0-1.0.txt": "CC0-1.0"}, None),
        ({"LICENSE": None}, None),
    ],
)
def test_several_license_files(names, expected):
    assert judge([file(path, spdx) for path, spdx in names.items()], {}, {}).main == expected


@pytest.mark.parametrize(
    ("text", "notice"),
    [("GPL-3.0-only", "GPL-3.0-or-later"), ("Apache-2.0 OR MIT", "MIT AND Apache-2.0")],
)
def test_a_manifest_that_agrees_may_say_more_than_the_text(text, notice):
    verdict = judge([file("LICENSE", text)], {"package.json": (notice,)}, {})
    assert (verdict.main, verdict.main_source, verdict.conflicts) == (notice, "file", ())


def test_the_manifest_nearest_to_the_root_that_names_a_license_counts():
    declared = {"web/package.json": ("ISC",), "pom.xml": ("City License",), "setup.cfg": ("MIT", "Zlib")}
    verdict = judge((), declared, {})
    assert (verdict.main, verdict.main_source) == ("MIT OR Zlib", "manifest")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("GPL-3.0-only", "GPL-3.0-or-later", True),
        ("BSD-3-Clause", "BSD-3-Clause-Clear", True),
        ("MIT", "MIT OR Apache-2.0", True),
        ("MIT AND Zlib", "MIT", True),
        ("MIT OR GPL-2.0-only", "MIT OR Apache-2.0", False),
        ("MIT", "Apache-2.0", False),
    ],
)
def test_compatible(first, second, expected):
    assert compatible(first, second) is expected
    assert compatible(second, first) is expected
