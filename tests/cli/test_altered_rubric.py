"""A rubric under a borrowed name: every line that speaks of its level says so."""

import csv
import io
import json
import shutil

import pytest
from support import repositories
from support.self_graded import AS_OF

from mrl import pipeline, resources
from mrl.attesting.statement import predicate_of

ALTERED = "is not the one of that name from mrl"


@pytest.fixture(scope="module")
def assessed(tmp_path_factory, cli_invoke):
    """Assess a project with a rubric of its own that calls itself by the name of a shipped one."""
    folder = tmp_path_factory.mktemp("altered")
    text = (resources.rubrics_folder() / "screening.yaml").read_text()
    rubric = folder / "kind.yaml"
    rubric.write_text(text + "# changed\n")
    project, out = repositories.well_kept(folder / "kept"), folder / "out"
    result = cli_invoke("assess", project, "--rubric", rubric, "--out", out, *AS_OF)
    assert result.exit_code == 0, result.output
    badge = ("report", out / "assessment.json", "--format", "badge", "--rubric", rubric, "--out", out)
    assert cli_invoke(*badge).exit_code == 0
    return result, project, rubric, out


def test_terminal_report_badge_and_attestation_say_so(assessed):
    result, _, _, out = assessed
    assert ALTERED in result.stdout
    told = "it is not the rubric of that name from mrl"
    assert told in (out / "report.html").read_text().split("</header>", 1)[0]
    assert told in (out / "report.md").read_text().split("## ", 1)[0]
    assert "altered rubric: " in (out / "badge.svg").read_text()
    assert predicate_of(pipeline.read_assessment(out / "assessment.json")).rubric.altered


def test_a_gate_says_so_and_asks_for_the_rubric(assessed, cli_invoke):
    _, _, rubric, out = assessed
    gate = ("gate", out, "--provenance", "measured")
    result = cli_invoke(*gate)
    assert result.exit_code == 3, result.output
    assert ALTERED in result.stdout
    assert "names its file with --rubric" in result.stdout
    assert cli_invoke(*gate, "--rubric", rubric).exit_code == 0


def test_tables_comparison_and_portfolio_say_so(assessed, cli_invoke, tmp_path):
    _, project, rubric, out = assessed
    cli_invoke("report", out / "assessment.json", "--format", "csv", "--rubric", rubric, "--out", tmp_path)
    arguments = ("compare", out, out, "--rubric", rubric, "--format", "html", "--format", "csv")
    result = cli_invoke(*arguments, "--out", tmp_path)
    assert result.exit_code == 0, result.output
    assert ALTERED in result.stdout
    told = "it is not the rubric of that name from mrl"
    assert told in (tmp_path / "comparison.html").read_text().split("</header>", 1)[0]
    for name in ("report.csv", "comparison.csv"):
        assert altered_cells(tmp_path / name) == {"yes"}, name
    both = tmp_path / "both"
    cli_invoke("assess", project, "--rubric", "screening", "--out", both / "shipped", *AS_OF)
    shipped = json.loads((both / "shipped" / "assessment.json").read_text())
    (both / "shipped" / "assessment.json").write_text(json.dumps(shipped | {"project": "other"}))
    shutil.copy(out / "assessment.json", both / "altered.json")
    formats = ("--format", "csv", "--format", "html", "--quiet")
    result = cli_invoke("portfolio", both, *formats, "--out", tmp_path)
    assert result.exit_code == 0, result.output
    assert "1 project was assessed with an altered rubric" in result.stderr
    page = (tmp_path / "portfolio.html").read_text()
    assert "1 project was assessed with an altered rubric" in page.split("</header>", 1)[0]
    assert page.count("<small>altered rubric</small>") == 1
    for name in ("portfolio.csv", "criteria.csv"):
        assert altered_cells(tmp_path / name) == {"yes", "no"}, name


def altered_cells(path):
    """Return what a table says in its column on altered rubrics."""
    content = path.read_bytes().decode("utf-8-sig")
    return {row["rubric_altered"] for row in csv.DictReader(io.StringIO(content, newline=""))}


def test_a_rubric_inside_the_project_is_told_loudly(assessed, cli_invoke, tmp_path):
    _, project, rubric, out = assessed
    assert not any(
        gap["subject"] == "rubric" for gap in json.loads((out / "assessment.json").read_text())["gaps"]
    )
    inside = project / "kind.yaml"
    inside.write_bytes(rubric.read_bytes())
    result = cli_invoke("assess", project, "--rubric", inside, "--out", tmp_path, *AS_OF)
    assert "may be a rubric that the project wrote for itself" in result.output
    assert any(
        gap["subject"] == "rubric" for gap in json.loads((tmp_path / "assessment.json").read_text())["gaps"]
    )


def test_the_shipped_rubric_is_itself():
    for path in resources.rubrics_folder().glob("*.yaml"):
        loaded = pipeline.open_rubric(str(path))
        assert not resources.is_altered(loaded.rubric.id, loaded.digest)
        assert resources.is_altered(loaded.rubric.id, "0" * 64)
    assert not resources.is_altered("another", "0" * 64)
