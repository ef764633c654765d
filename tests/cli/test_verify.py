"""`mrl verify` and `mrl report`: what they print, write and return."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from support import comparisons, tampering
from support.documents import document, files_in, portfolio_document, scored, small_rubric

from mrl.files.writing import canonical_json

Invoke = Callable[..., Result]


def in_file(folder: Path, content: bytes) -> Path:
    path = folder / "report.pdf"
    path.write_bytes(content)
    return path


def test_good_document(cli_invoke: Invoke, tmp_path: Path) -> None:
    result = cli_invoke("verify", in_file(tmp_path, document()))
    assert result.exit_code == 0, result.output
    first, *rest = result.output.splitlines()
    assert first == f"{tmp_path / 'report.pdf'} is consistent with itself"
    assert sum(line.startswith("  holds") for line in rest) == 7
    assert "The rubric test 1.0.0 does not come with mrl" in result.output
    assert "who made them, which only a signature can" in result.output


def test_changed_document_in_french(cli_invoke: Invoke, tmp_path: Path) -> None:
    path = in_file(tmp_path, tampering.other_digit(document("fr"), 1, "2", "5"))
    result = cli_invoke("verify", path, "--lang", "fr")
    assert result.exit_code == 1
    assert "n\u2019est pas cohérent" in result.output
    assert "page 2\u202f: «\u202f5,0\u202f»" in result.output


def test_answer_in_json(cli_invoke: Invoke, tmp_path: Path) -> None:
    result = cli_invoke("verify", in_file(tmp_path, document()[:-200]), "--json", "--lang", "fr")
    assert result.exit_code == 1
    answer = json.loads(result.output)
    assert answer["outcome"] == "inconsistent"
    assert [check["subject"] for check in answer["checks"]] == [
        *("file", "construction", "attached", "digests", "rubric", "scoring", "pages")
    ]
    assert answer["checks"][0]["state"] == "fails"


def test_quiet_says_it_by_the_status(cli_invoke: Invoke, tmp_path: Path) -> None:
    result = cli_invoke("verify", in_file(tmp_path, tampering.without_files(document())), "--quiet")
    assert (result.exit_code, result.output) == (1, "")


def test_files_are_taken_out(cli_invoke: Invoke, tmp_path: Path) -> None:
    cli_invoke("verify", in_file(tmp_path, document()), "--extract", tmp_path / "files", "-q")
    written = {path.name: path.read_bytes() for path in (tmp_path / "files").iterdir()}
    assert written == files_in(document())


@pytest.mark.parametrize("name", ["../out.txt", ".hidden", "/out.txt", "..\\out.txt"])
def test_files_of_strange_names_stay_where_they_are(name: str, cli_invoke: Invoke, tmp_path: Path) -> None:
    path = in_file(tmp_path, tampering.with_one_more_file(document(), name, b"out"))
    assert cli_invoke("verify", path, "--extract", tmp_path / "files").exit_code == 1
    assert sorted(each.name for each in tmp_path.rglob("*") if each.is_file()) == [
        *("assessment.json", "document.json", "report.pdf", "test.yaml")
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"text", "this is not a PDF"), (tampering.empty_pdf(), "mrl did not make it"), (None, "no such file")],
)
def test_what_is_no_document(content: bytes | None, reason: str, cli_invoke: Invoke, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf" if content is None else in_file(tmp_path, content)
    result = cli_invoke("verify", path)
    assert result.exit_code == 2
    assert reason in result.output


def test_report_names_the_rubric_that_it_cannot_attach(cli_invoke: Invoke, tmp_path: Path) -> None:
    source = tmp_path / "assessment.json"
    source.write_bytes(canonical_json(scored()))
    result = cli_invoke("report", source, "--format", "pdf", "--out", tmp_path)
    assert result.exit_code == 0
    assert "the rubric test 1.0.0 is not here" in result.output
    assert "test.yaml" not in files_in((tmp_path / "report.pdf").read_bytes())


def test_report_attaches_the_rubric_that_is_named(cli_invoke: Invoke, tmp_path: Path) -> None:
    source, rubric = tmp_path / "assessment.json", tmp_path / "ours.yaml"
    source.write_bytes(canonical_json(scored()))
    rubric.write_bytes(small_rubric().document.raw)
    result = cli_invoke("report", source, "--format", "pdf", "--out", tmp_path, "--rubric", rubric)
    assert "is not here" not in result.output
    assert (tmp_path / "report.pdf").read_bytes() == document()


def test_portfolio_without_its_assessments_is_told_from_a_wrong_one(
    cli_invoke: Invoke, tmp_path: Path
) -> None:
    result = cli_invoke("verify", in_file(tmp_path, portfolio_document()))
    assert result.exit_code == 3
    assert result.output.splitlines()[0].endswith("is consistent with itself; its assessments are not in it")
    changed = tampering.saved_again(portfolio_document())
    assert cli_invoke("verify", in_file(tmp_path, changed), "--quiet").exit_code == 1


def test_portfolio_with_its_assessments(cli_invoke: Invoke, tmp_path: Path) -> None:
    path, there = in_file(tmp_path, portfolio_document("fr")), tmp_path / "there"
    there.mkdir()
    for number, each in enumerate((comparisons.plain("screening"), comparisons.rich("screening"))):
        (there / f"{number}.json").write_bytes(canonical_json(each))
    result = cli_invoke("verify", path, "--assessments", there, "--lang", "fr")
    assert result.exit_code == 0, result.output
    assert "est cohérent" in result.output.splitlines()[0]
    (there / "0.json").unlink()
    lacking = cli_invoke("verify", path, "--assessments", there, "--json")
    assert lacking.exit_code == 3
    assert json.loads(lacking.output)["outcome"] == "incomplete"


def test_folder_of_assessments_that_is_not_there(cli_invoke: Invoke, tmp_path: Path) -> None:
    path = in_file(tmp_path, portfolio_document())
    result = cli_invoke("verify", path, "--assessments", tmp_path / "none")
    assert result.exit_code == 2
    assert "there is no such folder" in result.output
