"""`mrl rubric`: what people who write rubrics see."""

import json

import pytest
from support.facts import repository, snapshot

from mrl.files.writing import canonical_json


@pytest.fixture
def begun(tmp_path, monkeypatch, cli_invoke):
    """Start a rubric in an empty folder, which becomes the current one."""
    monkeypatch.chdir(tmp_path)
    result = cli_invoke("rubric", "new", "first-try")
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_new_rubric_is_finished_and_its_vectors_hold(begun, tmp_path, cli_invoke):
    assert begun == ["first-try.yaml", "vectors/first-try.yaml", "rubric.schema.json", "vectors.schema.json"]
    assert all((tmp_path / name).is_file() for name in begun)
    checked = cli_invoke("rubric", "check", "first-try.yaml", "--strict")
    assert (checked.exit_code, checked.stdout) == (0, "first-try.yaml: no problem in 3 criteria\n")
    tested = cli_invoke("rubric", "test", "first-try.yaml")
    assert (tested.exit_code, tested.stdout) == (0, "first-try: 1 vector, as expected\n")


def test_a_new_rubric_replaces_nothing(begun, tmp_path, cli_invoke):
    (tmp_path / "first-try.yaml").unlink()
    (tmp_path / "rubric.schema.json").write_text("mine")
    refused = cli_invoke("rubric", "new", "first-try")
    assert refused.exit_code == 2
    assert "vectors/first-try.yaml is there already; give another --out" in refused.stderr
    assert not (tmp_path / "first-try.yaml").exists()
    assert cli_invoke("rubric", "new", "second", "-q").output == ""
    assert (tmp_path / "rubric.schema.json").read_text() == "mine"
    assert begun


@pytest.mark.parametrize("identifier", ["../up", "1st", "a b", ""])
def test_an_id_that_no_rubric_can_have(identifier, tmp_path, monkeypatch, cli_invoke):
    monkeypatch.chdir(tmp_path)
    refused = cli_invoke("rubric", "new", identifier)
    assert refused.exit_code == 2
    assert "cannot be the id of a rubric; write letters, digits and hyphens" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_id_in_words_of_ours_is_not_translated(tmp_path, monkeypatch, cli_invoke):
    monkeypatch.chdir(tmp_path)
    refused = cli_invoke("rubric", "new", "not known", "--lang", "fr")
    assert "not known" in refused.stderr
    assert "inconnu" not in refused.stderr


def test_problems_end_with_2_and_remarks_with_1_only_when_strict(begun, tmp_path, cli_invoke):
    path = tmp_path / "first-try.yaml"
    replace(path, "      fr: Aucune", "")
    remarked = cli_invoke("rubric", "check", path)
    assert remarked.exit_code == 0
    assert "situations.0: there is no French text" not in remarked.stderr
    assert remarked.stdout.splitlines()[-1] == "first-try.yaml: no problem in 3 criteria, 1 remark"
    assert cli_invoke("rubric", "check", path, "--strict").exit_code == 1
    replace(path, "kind: yes_no", "kind: yes_on")
    wrong = cli_invoke("rubric", "check", path, "market-readiness")
    assert wrong.exit_code == 2
    assert "did you mean 'yes_no'?" in wrong.stderr
    assert wrong.stdout.startswith("market-readiness.yaml: no problem")
    assert begun


def test_the_version_before_can_be_named(begun, tmp_path, cli_invoke):
    (tmp_path / "older.yaml").write_text((tmp_path / "first-try.yaml").read_text())
    replace(tmp_path / "first-try.yaml", "RELEASES: 2 ", "RELEASES: 3 ")
    since = cli_invoke("rubric", "check", "first-try.yaml", "--since", "older.yaml")
    assert "version: the rubric has changed since, and the version has not" in since.stdout
    assert cli_invoke("rubric", "check", "--since", "older.yaml").exit_code == 2
    assert begun


def test_differences_are_printed_with_their_line(begun, tmp_path, cli_invoke):
    replace(tmp_path / "vectors" / "first-try.yaml", "SUPPORT: not met", "SUPPORT: met")
    tested = cli_invoke("rubric", "test", "first-try.yaml")
    assert tested.exit_code == 1
    first, second = tested.stdout.splitlines()
    assert first == "first-try: 1 of 1 vectors differ"
    assert second.endswith("licensed and released, not supported: SUPPORT: expected met, got not met")
    assert "vectors/first-try.yaml:" in second
    rows = json.loads(cli_invoke("rubric", "test", "first-try.yaml", "--json").stdout)
    assert rows[0]["differences"][0] | {"file": "", "line": 0, "column": 0} == {
        "vector": "licensed and released, not supported",
        "what": "SUPPORT",
        "expected": "met",
        "got": "not met",
        "file": "",
        "line": 0,
        "column": 0,
    }
    assert begun


def test_a_rubric_without_vectors(begun, tmp_path, cli_invoke):
    (tmp_path / "vectors" / "first-try.yaml").rename(tmp_path / "elsewhere.yaml")
    missing = cli_invoke("rubric", "test", "first-try.yaml")
    assert missing.exit_code == 2
    assert "vectors/first-try.yaml: there are no test vectors of 'first-try'" in missing.stderr
    assert cli_invoke("rubric", "test", "first-try.yaml", "--vectors", "elsewhere.yaml").exit_code == 0
    assert (
        "--vectors goes with one rubric" in cli_invoke("rubric", "test", "--vectors", "elsewhere.yaml").stderr
    )
    assert begun


def test_show_speaks_the_language_asked_for(begun, cli_invoke):
    assert "Une licence reconnue" in cli_invoke("rubric", "show", "first-try.yaml", "--lang", "fr").stdout
    assert "A recognised license" in cli_invoke("rubric", "show", "first-try.yaml", "--full").stdout
    assert begun


def test_diff_says_what_changes_and_what_that_does(begun, tmp_path, cli_invoke):
    (tmp_path / "new.yaml").write_text((tmp_path / "first-try.yaml").read_text())
    replace(tmp_path / "new.yaml", "at_least: {1: 0.5, 2: 1}", "at_least: {5: 1}")
    replace(tmp_path / "new.yaml", "A recognised license", "A known license")
    replace(tmp_path / "new.yaml", "LICENSE: 1", "LICENSE: 7")
    (tmp_path / "snapshot.json").write_bytes(canonical_json(snapshot(repository())))
    found = cli_invoke("rubric", "diff", "first-try.yaml", "new.yaml", "snapshot.json")
    assert found.exit_code == 0
    lines = found.stdout.splitlines()
    assert lines[:3] == [
        "first-try 0.1.0 -> first-try 0.1.0",
        "changes results: 1",
        "  criteria.RELEASES.scale: bands at_least {1: 0.5, 2: 1} becomes bands at_least {5: 1}",
    ]
    assert "  criteria.LICENSE: reworded in English: title" in lines
    assert any(line.startswith("  Overall: ") and " -> " in line for line in lines)
    assert begun


def test_diff_in_json_reads_assessments_as_well(begun, tmp_path, cli_invoke):
    (tmp_path / "snapshot.json").write_bytes(canonical_json(snapshot(repository())))
    cli_invoke("score", "snapshot.json", "--rubric", "first-try.yaml", "--out", "assessment.json", "-q")
    found = cli_invoke("rubric", "diff", "first-try.yaml", "first-try.yaml", "assessment.json", "--json")
    content = json.loads(found.stdout)
    effect = content["effects"]["assessment.json"]
    assert (content["changes"], effect["outcomes"]) == ([], {})
    assert effect["headlines"]["overall"]["before"] == effect["headlines"]["overall"]["after"]
    assert begun
