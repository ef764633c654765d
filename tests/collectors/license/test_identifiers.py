import pytest

from mrl.collectors.license.identifiers import agree, canonical, family, known_licenses


@pytest.mark.parametrize(
    ("word", "spdx"),
    [
        ("mit", "MIT"),
        ("apache-2.0", "Apache-2.0"),
        ("GPL-3.0", "GPL-3.0-only"),
        ("gpl-2.0+", "GPL-2.0-or-later"),
        ("LGPL-2.1-or-later", "LGPL-2.1-or-later"),
        ("EUPL-1.2+", "EUPL-1.2"),
        ("LicenseRef-City-1", "LicenseRef-City-1"),
        ("BSD", None),
        ("", None),
        ("LicenseRef-<b>", None),
    ],
)
def test_canonical(word, spdx):
    assert canonical(word) == spdx


def test_every_listed_id_is_its_own_canonical_form_or_an_older_spelling():
    other = {known.spdx for known in known_licenses().values() if canonical(known.spdx) != known.spdx}
    assert len(known_licenses()) > 700
    assert {"GPL-2.0", "GPL-2.0+", "AGPL-3.0"} <= other
    assert all("GPL" in spdx or "GFDL" in spdx for spdx in other)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("GPL-3.0-only", "GPL-3.0-or-later", True),
        ("GPL-2.0-or-later", "GPL-3.0-only", True),
        ("GPL-3.0-or-later", "GPL-2.0-only", False),
        ("BSD-3-Clause", "BSD-3-Clause-Clear", True),
        ("BSD-3-Clause", "BSD-2-Clause", False),
        ("MIT", "MIT-0", False),
        ("LGPL-3.0-only", "GPL-3.0-only", False),
        ("EUPL-1.1", "EUPL-1.2", False),
    ],
)
def test_agree_works_both_ways(first, second, expected):
    assert agree(first, second) is expected
    assert agree(second, first) is expected


def test_family_of_a_variant_and_of_a_license_that_only_looks_like_one():
    assert family("BSD-2-Clause-Patent") == "BSD-2-Clause"
    assert family("MIT-0") == "MIT-0"
