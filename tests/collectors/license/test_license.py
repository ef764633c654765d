from hypothesis import given
from hypothesis import strategies as st

from mrl.collectors.license.headers import decode
from mrl.collectors.license.license_files import identify
from mrl.collectors.license.recognition import recognise
from mrl.model.facts import HeaderCounts, LicenseFile, Manifest

MIT = "/* Copyright {year} Ada Example\n   Released under the MIT license. */\n{code}"


def test_an_empty_tree_has_no_license_and_no_gap(license_of):
    facts, gaps = license_of({})
    assert (facts.files, facts.headers, facts.vendored, facts.main, gaps) == ((), {}, {}, None, [])


def test_headers_are_counted_by_kind_and_license(license_of):
    facts, _ = license_of(
        {
            "a/A.java": MIT.format(year=2020, code="class A {}"),
            "a/B.java": MIT.format(year=2026, code="class B {}"),
            "a/C.java": "/* Copyright 2026 Ada Example */\nclass C {}",
            "a/D.java": "/* Use is subject to the City License. */\nclass D {}",
            "a.py": "# SPDX-License-Identifier: EUPL-1.2\n",
            "empty.py": "",
            "notes.md": "// Released under the MIT license.",
        }
    )
    by_license = {"MIT": 2, "unrecognised": 1}
    assert facts.headers == {
        "java": HeaderCounts(with_header=3, without_header=1, by_license=by_license, distinct_headers=2),
        "python": HeaderCounts(
            with_header=1, without_header=1, by_license={"EUPL-1.2": 1}, distinct_headers=1
        ),
    }
    assert facts.spdx_tagged_files == 1
    assert (facts.main, facts.main_source) == ("MIT", "headers")


def test_vendored_files_are_set_apart_and_generated_ones_left_out(license_of):
    facts, _ = license_of(
        {
            "web/vendor/a.js": MIT.format(year=2020, code=""),
            "node_modules/b/b.js": "code()",
            "src/a.js": "code()",
        }
    )
    assert facts.vendored == {"MIT": 1}
    assert list(facts.headers) == ["javascript"]
    assert (facts.headers["javascript"].with_header, facts.headers["javascript"].without_header) == (0, 1)


def test_counts_that_lack_files_are_unknown(license_of):
    contents = {"a.py": None, "b.py": "# Released under the MIT license\n", "LICENSE": None}
    facts, gaps = license_of(contents)
    assert (facts.headers, facts.spdx_tagged_files, facts.files) == (None, None, None)
    assert (facts.main, facts.conflicts, facts.vendored) == (None, None, {})
    assert [(gap.subject, gap.reason.in_english()) for gap in gaps] == [
        ("license.files", "license files that could not be read: 1"),
        ("license.headers", "source files that could not be read: 1"),
    ]


def test_headers_of_a_kind_that_was_not_read_whole_are_absent_not_zero(license_of):
    contents = {"a.py": None, "b.py": "code()", "a.js": MIT.format(year=2020, code="")}
    assert list(license_of(contents)[0].headers) == ["javascript"]
    assert license_of(contents | {"a.js": "code()"})[0].headers is None


def test_a_vendored_file_that_was_not_read_leaves_own_headers_known(license_of):
    facts, gaps = license_of({"a.py": "code()", "vendor/b.py": None})
    assert (facts.vendored, facts.spdx_tagged_files, list(facts.headers)) == (None, 0, ["python"])
    assert [gap.reason.in_english() for gap in gaps] == ["source files that could not be read: 1"]


def test_headers_name_the_license_whatever_a_few_unread_files_say(license_of):
    contents = {f"{number}.py": "# Released under the MIT license\n" for number in range(3)}
    facts, _ = license_of({**contents, "a.py": None, "b.py": None})
    assert (facts.main, facts.main_source, facts.headers, facts.conflicts) == ("MIT", "headers", None, ())
    assert license_of({**contents, **dict.fromkeys(("a.py", "b.py", "c.py", "d.py"))})[0].main is None


def test_a_manifest_that_was_not_read_may_declare_the_license(license_of):
    npm = Manifest(path="web/package.json", kind="npm", licenses=("MIT",))
    silent = npm.model_copy(update={"licenses": ()})
    contents = {"a.py": "# Released under the ISC license\n"}
    facts, _ = license_of(contents, [npm], ["pom.xml"])
    assert (facts.main, facts.conflicts, facts.declared) == (None, None, {"web/package.json": ("MIT",)})
    assert license_of(contents, [npm], ["web/x/package.json"])[0].main == "MIT"
    nothing, _ = license_of({}, [silent], ["pom.xml"])
    assert (nothing.main, nothing.declared) == (None, None)


def test_manifests_that_were_not_read_are_unknown(license_of):
    assert license_of({}, None)[0].declared is None
    facts, _ = license_of({}, [Manifest(path="package.json", kind="npm", licenses=("MIT",))])
    assert (facts.declared, facts.main_source) == ({"package.json": ("MIT",)}, "manifest")


def test_license_files_are_found_by_name(license_of, text_of):
    names = [
        *(
            "LICENSE",
            "licence.txt",
            "COPYING",
            "COPYING.LESSER",
            "LICENSE-MIT",
            "LICENSE.md",
            "UNLICENSE",
            "MIT-LICENSE.txt",
        ),
        *("LICENSES/MIT.txt", "LICENSE_APACHE", "License.rst"),
    ]
    others = [
        *(
            "license.py",
            "src/LICENSE",
            "licensing.txt",
            "LICENSE-THIRD-PARTY.txt",
            "license-header.txt",
            "LICENSES/a/MIT.txt",
        ),
        *("LicenseManager.java", "license.json", "copyingmachine.txt"),
    ]
    facts, _ = license_of(dict.fromkeys(names + others, text_of("MIT")))
    assert [(file.path, file.spdx, file.similarity) for file in facts.files] == [
        (name, "MIT", 1) for name in sorted(names)
    ]


def test_a_text_that_is_no_listed_license_has_no_id_but_its_similarity(license_of, text_of):
    words = text_of("MIT").split()
    words[::4] = ["other"] * len(words[::4])
    facts, _ = license_of({"LICENSE": " ".join(words), "COPYING": "Ask the city.", "LICENCE": ""})
    empty, unknown, changed = facts.files
    assert empty == LicenseFile(path="COPYING", spdx=None, similarity=0)
    assert unknown == LicenseFile(path="LICENCE", spdx=None, similarity=0)
    assert changed.spdx is None
    assert 0.1 < changed.similarity < 0.9


def test_a_short_notice_in_place_of_a_license_text_is_read():
    assert identify("This program is under the GNU GPL version 3 or later.")[0] == "GPL-3.0-or-later"
    assert identify("SPDX-License-Identifier: EUPL-1.2")[0] == "EUPL-1.2"


def test_headers_may_say_more_than_the_license_text(license_of, text_of):
    header = "# GNU General Public License version 3 or later\n"
    facts, _ = license_of({"COPYING": text_of("GPL-3.0-only"), "a.py": header})
    assert (facts.main, facts.main_source, facts.conflicts) == ("GPL-3.0-or-later", "file", ())


def test_only_the_first_64_kilobytes_of_a_file_are_read(license_of):
    late = "\n" * 70_000 + "# Released under the MIT license\n"
    facts, _ = license_of({"a.py": late})
    assert facts.headers["python"].without_header == 1


def test_bytes_in_any_encoding_are_read():
    assert decode("# été".encode("latin-1")) == "# été"
    assert decode("\ufeff# é".encode("utf-16-le")) == "# é"
    assert decode("# é".encode()[:-1]).startswith("# ")


@given(st.binary(max_size=300))
def test_any_content_is_read_without_an_error(content):
    text = decode(content)
    assert recognise(text).spdx is None or recognise(text).spdx
    assert identify(text)[0] is None or identify(text)[0]
