"""`mrl compare`: what it writes and says, and how it ends on wrong input."""

import json

import pytest
from support import comparisons

from mrl.files.writing import canonical_json, write_file


@pytest.fixture
def files(tmp_path):
    return [
        write_file(tmp_path / f"{maker.__name__}.json", canonical_json(maker("screening")))
        for maker in (comparisons.plain, comparisons.rich)
    ]


def test_everything_is_written_and_told(tmp_path, cli_invoke, files):
    done = cli_invoke("compare", *files, "--out", tmp_path / "out")
    assert done.exit_code == 0
    assert "A: Plain Forms, as of 30 June 2025" in done.stdout
    written = {path.name for path in (tmp_path / "out").iterdir()}
    documents = {f"comparison.{name}" for name in ("pdf", "html", "csv", "json")}
    assert written == documents | {"A.assessment.json", "B.assessment.json"}
    assert (tmp_path / "out" / "A.assessment.json").read_bytes() == files[0].read_bytes()


def test_formats_and_language_are_chosen(tmp_path, cli_invoke, files):
    done = cli_invoke(
        *("compare", *files, "--format", "csv", "--format", "html", "--lang", "fr", "--quiet"),
        *("--out", tmp_path / "out"),
    )
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert not (tmp_path / "out" / "comparison.pdf").exists()
    assert "2 projets côte à côte" in (tmp_path / "out" / "comparison.html").read_text()


def test_json_goes_to_standard_output_and_nothing_is_written(tmp_path, cli_invoke, files, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = cli_invoke("compare", *files, "--json")
    assert json.loads(done.stdout)["schema"] == "mrl-comparison/1"
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in files}


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["{plain}"], "1 given; two to six"),
        (["{plain}", "nowhere.json"], "no such file"),
        (["{plain}", "{rich}", "--weights", "{plain}"], "mrl-weights/1"),
        (["{plain}", "{rich}", "--rubric", "public-code"], "the comparison uses public-code"),
        (["{plain}", "{rich}", "--as-of", "2024-01-31"], "--as-of is of 31 January 2024"),
        (["{plain}", "{rich}", "--format", "docx"], "docx"),
    ],
)
def test_wrong_input_ends_with_2_and_writes_nothing(tmp_path, cli_invoke, files, arguments, complaint):
    places = {path.stem: path for path in files}
    out = tmp_path / "out"
    done = cli_invoke("compare", *(each.format(**places) for each in arguments), "--out", out)
    assert done.exit_code == 2
    assert complaint in done.stderr
    assert not out.exists()


def test_help_is_in_both_languages(cli_invoke):
    assert "Compare two to six projects" in cli_invoke("compare", "--help").stdout
    assert "Compare de deux à six projets" in cli_invoke("compare", "--help", "--lang", "fr").stdout
