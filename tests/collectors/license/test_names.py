import pytest

from mrl.collectors.license.declared import declared_licenses, expressions_of
from mrl.collectors.license.names import joined, named_in, resolve, resolve_address
from mrl.model.facts import Manifest


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Apache-2.0", "Apache-2.0"),
        ("The Apache Software License, Version 2.0", "Apache-2.0"),
        ("Apache 2", "Apache-2.0"),
        ("http://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0"),
        ("https://opensource.org/licenses/MIT", "MIT"),
        ("The MIT License (MIT)", "MIT"),
        ("https://www.gnu.org/licenses/gpl-3.0.en.html", "GPL-3.0-only"),
        ("https://creativecommons.org/licenses/by-sa/4.0/", "CC-BY-SA-4.0"),
        ("BSD 3-Clause", "BSD-3-Clause"),
        ("Eclipse Public License v2.0", "EPL-2.0"),
        ("European Union Public License 1.2", "EUPL-1.2"),
        ("GNU Lesser General Public License v3 (LGPLv3)", "LGPL-3.0-only"),
        (
            "License :: OSI Approved :: GNU Affero General Public License v3 or later (AGPLv3+)",
            "AGPL-3.0-or-later",
        ),
        ("License :: OSI Approved :: MIT License", "MIT"),
        ("ISC License", "ISC"),
        ("BSD", None),
        ("Proprietary", None),
        ("UNLICENSED", None),
        ("", None),
    ],
)
def test_resolve(words, expected):
    assert resolve(words) == expected


def named(text):
    return joined(named_in(text), text)


def test_two_names_are_a_choice_only_where_the_sentence_says_so():
    assert named("Dual licensed under the MIT and GPLv2 licenses") == "MIT OR GPL-2.0-only"
    assert named("Parts under the MIT license, parts under the Apache License 2.0") == "Apache-2.0 AND MIT"
    assert named("nothing here") is None


def test_a_license_that_is_part_of_another_statement_is_named_once():
    perl = "Artistic-1.0-Perl OR GPL-1.0-or-later"
    assert named("under the same terms as Perl itself, that is, the GPL or the Artistic License") == perl


def test_an_address_that_is_no_license_is_none():
    assert resolve_address("see https://example.org/licenses/own") is None


def test_words_of_a_manifest_that_name_no_license_are_kept_as_written():
    assert expressions_of(["City License", "https://example.org/license"]) == (
        "City License",
        "https://example.org/license",
    )


def test_an_address_beside_a_known_name_says_nothing_more():
    written = [
        "Apache License, Version 2.0",
        "https://www.apache.org/licenses/LICENSE-2.0",
        "https://example.org/license",
    ]
    assert expressions_of(written) == ("Apache-2.0",)


def test_manifests_that_cannot_declare_are_left_out_and_empty_ones_are_not():
    manifests = [
        Manifest(path="pom.xml", kind="maven", licenses=()),
        Manifest(path="go.mod", kind="go"),
        Manifest(path="package.json", kind="npm", licenses=("MIT OR Apache-2.0",)),
    ]
    assert declared_licenses(manifests) == {"pom.xml": (), "package.json": ("MIT OR Apache-2.0",)}
