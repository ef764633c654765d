"""Every reader of strangers' texts has bounds, worst inputs, and a measured row in the documentation."""

import json
from pathlib import Path

import pytest
from support.trees import tree_of
from support.worst_grammars import GRAMMARS
from support.worst_inputs import made
from support.worst_readers import READERS, known_worst
from support.worst_runs import MOST_CPU, MOST_MEMORY

from mrl.collectors.license import read_license
from mrl.collectors.tree import read_declared, read_tree
from mrl.files import limits
from mrl.files.limits import KB, MB

MEASURED = json.loads((Path(__file__).parent.parent / "docs" / "limits.json").read_text())["readers"]


def test_every_row_of_bounds_has_a_reader_with_worst_inputs():
    assert limits.READERS.keys() <= READERS.keys()
    assert READERS.keys() == GRAMMARS.keys()
    bounds = {value for value in vars(limits).values() if isinstance(value, limits.Bounds)}
    assert set(limits.READERS.values()) == bounds


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_was_measured_below_the_bounds(reader):
    measured = MEASURED[reader]
    assert measured["inputs"] > len(known_worst(reader))
    assert measured["slowest"]["seconds"] < MOST_CPU
    assert measured["largest"]["megabytes"] * 1e6 < MOST_MEMORY


def test_a_seed_makes_the_same_input_again():
    assert [made(GRAMMARS, seed) for seed in range(60)] == [made(GRAMMARS, seed) for seed in range(60)]
    assert {made(GRAMMARS, seed)[0] for seed in range(60)} == set(GRAMMARS)


def test_manifests_beyond_the_total_are_left_with_one_gap():
    contents = {f"m{number}/go.mod": "module example.org/a\n" + " " * 100 * KB for number in range(20)}
    facts, gaps = read_declared(*tree_of(contents), None)
    assert len(facts.manifests or ()) == 15
    assert facts.trackers is None
    assert facts.unread_manifests == tuple(f"m{number}/go.mod" for number in range(15, 20))
    (gap,) = gaps
    assert gap.subject == "README and manifests: m15/go.mod"
    assert gap.reason.in_english().startswith("files of its kind hold more than 1.5 MB; not read")
    assert gap.reason.in_english().endswith(": 5")


def test_manifests_beyond_the_number_are_unknown_and_not_absent():
    contents = {f"m{number}/go.mod": "module example.org/a\n" for number in range(201)}
    facts, gaps = read_declared(*tree_of(contents), None)
    assert len(facts.manifests or ()) == 200
    assert facts.homepages is None
    assert "more than 200 files of its kind; not read, as farthest" in gaps[0].reason.in_english()


def test_questions_about_texts_beyond_the_total_stay_open():
    contents = {f".github/workflows/{number}.yml": "a: b\n" * 50 * KB for number in range(20)}
    tree, gaps = read_tree(*tree_of(contents))
    assert "ci.tests" not in tree.found
    assert tree.found["ci.github"].count == 20
    assert "files of its kind hold more than 2 MB" in gaps[0].reason.in_english()


def test_license_files_beyond_the_number_are_unread():
    contents = {f"LICENSES/{number}.txt": "MIT" for number in range(101)}
    facts, gaps = read_license(*tree_of(contents), ())
    assert gaps[0].reason.in_english() == "license files that could not be read: 1"
    assert facts.main is None


def test_different_headers_beyond_the_number_are_unread(monkeypatch):
    monkeypatch.setattr("mrl.collectors.license.headers._MOST_HEADERS", 3)
    contents = {f"{name}.py": f"# license {name}{name}{name}\n" for name in "abcde"}
    facts, gaps = read_license(*tree_of(contents), ())
    assert facts.spdx_tagged_files is None
    assert gaps[0].reason.in_english() == "source files that could not be read: 2"


def test_characters_of_different_headers_beyond_the_total_are_unread():
    words = " ".join(f"license word{number}" for number in range(1_200))
    contents = {f"a{number}.py": f"# different{number}text {words}\n" for number in range(60)}
    _, gaps = read_license(*tree_of(contents), ())
    assert gaps[0].subject == "license.headers"
    assert gaps[0].reason.in_english() == "source files that could not be read: 35"


def test_names_that_no_file_system_holds_are_cut():
    tree, _ = read_tree(*tree_of({"a" * 100_000 + "/" + "checkstyle-" * 100_000 + ".xml": "", "b/" * MB: ""}))
    assert tree.files == 2
    assert tree.found["static_analysis"].count == 0


def test_license_files_beyond_the_total_are_unread_nearest_the_root_first():
    contents = {f"LICENSES/{number:02}.txt": f"{number} " + "2+" * 120 * KB for number in range(20)}
    contents |= {"LICENSE": "MIT License"}
    facts, gaps = read_license(*tree_of(contents), ())
    assert [file.path for file in facts.files or ()][:2] == ["LICENSE", "LICENSES/00.txt"]
    assert len(facts.files or ()) == 9
    assert gaps[0].reason.in_english() == "license files that could not be read: 12"
