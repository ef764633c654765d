"""`mrl portfolio`: what it writes, what it says, and what it refuses."""

import json
from pathlib import Path

import pytest
from support import portfolios
from support.comparisons import assessed
from support.facts import repository


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return portfolios.write(tmp_path / "assessments", portfolios.several())


def test_writes_pdf_and_page_by_itself(folder, tmp_path, cli_invoke) -> None:
    result = cli_invoke("portfolio", folder, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["portfolio.html", "portfolio.pdf"]
    assert result.stdout.splitlines() == [
        str(tmp_path / "out" / f"portfolio.{name}") for name in ("pdf", "html")
    ]


def test_writes_two_tables_and_json_in_french(folder, tmp_path, cli_invoke) -> None:
    words = ("--format", "csv", "--format", "json", "--quiet", "--lang", "fr")
    result = cli_invoke("portfolio", folder, "--out", tmp_path, *words)
    assert (result.exit_code, result.output) == (0, "")
    made = {path.name for path in tmp_path.glob("*.*")}
    assert made == {"criteria.csv", "portfolio.csv", "portfolio.json"}


def test_answers_in_json_and_writes_nothing(folder, tmp_path, cli_invoke) -> None:
    result = cli_invoke("portfolio", folder, "--json", "--stale-after", "30", "--out", tmp_path / "out")
    content = json.loads(result.stdout)
    assert (content["schema"], content["stale_after"], content["stale"]) == ("mrl-portfolio/1", 30, [])
    assert not (tmp_path / "out").exists()


def test_only_assessments_by_the_rubric_that_is_asked_for(folder, cli_invoke) -> None:
    portfolios.write(folder / "more", [assessed(repository(), rubric="screening", project="Denton")])
    content = json.loads(cli_invoke("portfolio", folder, "--json", "--rubric", "screening").stdout)
    assert [each["project"] for each in content["projects"]] == ["Denton"]


def test_a_past_day_leaves_later_assessments_out(folder, cli_invoke) -> None:
    content = json.loads(cli_invoke("portfolio", folder, "--json", "--as-of", "2025-06-30").stdout)
    assert {each["project"] for each in content["projects"]} == {"Ashford", "Eastry"}
    assert content["as_of"] == "2025-06-30T23:59:59Z"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--rubric", "screening"), "there is no assessment by the rubric 'screening' here"),
        (("--rubric", "screning"), "did you mean 'screening'"),
        (("--stale-after", "0"), "0 is not in the range"),
        (("--format", "docx"), "'docx' is not one of"),
        (("--branding", "none.yaml"), "no such file"),
    ],
)
def test_refuses(folder, tmp_path, cli_invoke, words, complaint) -> None:
    result = cli_invoke("portfolio", folder, "--out", tmp_path / "out", *words)
    assert result.exit_code == 2
    assert complaint in result.stderr
    assert not (tmp_path / "out").exists()


def test_refuses_a_folder_without_assessments_in_french(tmp_path, cli_invoke) -> None:
    result = cli_invoke("portfolio", tmp_path, "--lang", "fr")
    assert result.exit_code == 2
    assert "il n\u2019y a aucune évaluation ici" in result.stderr


def test_report_makes_the_badge_and_the_table(folder, tmp_path, cli_invoke) -> None:
    words = ("--format", "badge", "--format", "csv", "--out", tmp_path / "out")
    assert cli_invoke("report", folder / "002" / "assessment.json", *words).exit_code == 0
    assert (tmp_path / "out" / "badge.svg").read_text(encoding="utf-8").startswith("<svg ")
    assert (tmp_path / "out" / "report.csv").read_bytes().startswith(b"\xef\xbb\xbfcriterion,")
