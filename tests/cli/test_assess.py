"""The main job as its user runs it, on small real repositories."""

import json
import os
from pathlib import Path

import pytest
from support import repositories
from support.git_server import GitServer

FILES = ["assessment.json", "report.html", "report.md", "report.pdf", "snapshot.json"]
AS_OF = ("--as-of", "2026-01-31")


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    return repositories.well_kept(tmp_path_factory.mktemp("kept"))


def test_a_repository_becomes_five_files(tmp_path, cli_invoke, kept):
    result = cli_invoke("assess", kept, "--out", tmp_path / "out", *AS_OF)
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FILES
    assert result.stdout.splitlines()[-1] == str(tmp_path / "out" / "report.pdf")
    assert "Project readiness" in result.stdout
    assert (tmp_path / "out" / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_the_same_input_gives_the_same_bytes(tmp_path, cli_invoke, kept):
    cli_invoke("assess", kept, "--out", tmp_path / "out", *AS_OF)
    snapshot = tmp_path / "out" / "snapshot.json"
    for name in ("a.json", "b.json"):
        assert cli_invoke("score", snapshot, "--out", tmp_path / name).exit_code == 0
    first, second = (tmp_path / name for name in ("a.json", "b.json"))
    assert first.read_bytes() == second.read_bytes() == (tmp_path / "out" / "assessment.json").read_bytes()
    for name in ("one", "two"):
        assert cli_invoke("report", first, "--out", tmp_path / name).exit_code == 0
    for file in ("report.pdf", "report.html", "report.md"):
        made = {(tmp_path / folder / file).read_bytes() for folder in ("out", "one", "two")}
        assert len(made) == 1, file


def test_scripts_get_json(tmp_path, cli_invoke, kept):
    result = cli_invoke("assess", kept, "--out", tmp_path / "out", "--json", "--quiet", *AS_OF)
    answer = json.loads(result.stdout)
    names = [Path(path).name for path in answer["files"]]
    assert set(names) == set(FILES)
    # a kill between two renames leaves the first ones new: reports name the digest of their assessment
    assert names[:2] == ["snapshot.json", "assessment.json"]
    (result_,) = answer["assessments"]
    assert [headline["id"] for headline in result_["headlines"]] == ["project-readiness", "market-readiness"]
    assert result.stderr == ""


ANSWERS = """\
schema: mrl-answers/1
rubric: ggi
role: OSPO officer
date: 2026-01-10
answers:
  GGI-A-19: {answer: done}
"""


def test_facts_collected_once_are_scored_with_several_rubrics(tmp_path, cli_invoke, kept):
    answers = tmp_path / "answers.yaml"
    answers.write_text(ANSWERS)
    rubrics = ("--rubric", "screening", "--rubric", "ggi")
    result = cli_invoke("assess", kept, "--out", tmp_path / "out", *rubrics, "--answers", answers, *AS_OF)
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["ggi", "screening", "snapshot.json"]
    assert sorted(path.name for path in (tmp_path / "out" / "ggi").iterdir()) == FILES[:-1]
    assessed = json.loads((tmp_path / "out" / "ggi" / "assessment.json").read_text())
    assert [answer["criterion"] for answer in assessed["answers"]] == ["GGI-A-19"]


def test_results_of_an_earlier_run_beside_the_new_ones_are_named(tmp_path, cli_invoke, kept):
    out = tmp_path / "out"
    (out / "screening").mkdir(parents=True)
    for name in ("assessment.json", "screening/badge.svg", "notes.txt", "screening/report.md"):
        (out / name).write_text("old")
    rubrics = ("--rubric", "screening", "--rubric", "ggi")
    told = cli_invoke("assess", kept, "--out", out, *rubrics, *AS_OF).stderr.splitlines()
    assert [line for line in told if "earlier" in line] == [
        f"mrl: {out}/assessment.json is of an earlier run",
        f"mrl: {out}/screening/badge.svg is of an earlier run",
    ]


@pytest.mark.parametrize(
    "case",
    [
        (("screening", "screening"), "", "the rubric 'screening' is given twice"),
        (("screening", "public-code"), ANSWERS, "these answers are for the rubric 'ggi'"),
        (("screening",), ANSWERS.replace("ggi", "screening"), "takes no answers"),
    ],
)
def test_rubrics_and_answers_that_do_not_fit(tmp_path, cli_invoke, kept, case):
    rubrics, answers, complaint = case
    given = [word for rubric in rubrics for word in ("--rubric", rubric)]
    if answers:
        (tmp_path / "answers.yaml").write_text(answers)
        given += ["--answers", tmp_path / "answers.yaml"]
    result = cli_invoke("assess", kept, "--out", tmp_path / "out", *given, *AS_OF)
    assert result.exit_code == 2
    assert complaint in result.output
    assert not (tmp_path / "out").exists()


def test_a_folder_of_older_assessments_gives_a_trend_and_why_the_result_moved(tmp_path, cli_invoke, kept):
    older = ("assess", kept, "--out", tmp_path / "history" / "2025", "--as-of", "2025-10-31")
    assert cli_invoke(*older).exit_code == 0
    newer = ("assess", kept, "--out", tmp_path / "out", "--history", tmp_path / "history", *AS_OF)
    assert cli_invoke(*newer).exit_code == 0
    assert "Why it moved since 31 October 2025" in (tmp_path / "out" / "report.html").read_text()
    told = cli_invoke("diff", tmp_path / "history" / "2025", tmp_path / "out")
    assert told.exit_code == 0, told.output
    assert "what the project did" in told.stdout
    parts = json.loads(cli_invoke("diff", tmp_path / "history" / "2025", tmp_path / "out", "--json").stdout)
    (moved,) = (each for each in parts["headlines"] if each["headline"] == "project-readiness")
    assert sum(part["change"] for part in moved["parts"]) == pytest.approx(moved["change"], abs=1e-9)


def test_diff_refuses_what_is_no_assessment(tmp_path, cli_invoke):
    result = cli_invoke("diff", tmp_path / "a.json", tmp_path / "b.json")
    assert result.exit_code == 2
    assert "no such file" in result.output


def test_quiet_says_nothing(tmp_path, cli_invoke, kept):
    result = cli_invoke("assess", kept, "--out", tmp_path / "out", "--quiet", *AS_OF)
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize("trap", sorted(repositories.TRAPS))
def test_every_trap_is_collected_scored_and_told(tmp_path, cli_invoke, trap):
    repository = repositories.TRAPS[trap](tmp_path / "made")
    snapshot, assessment = tmp_path / "snapshot.json", tmp_path / "assessment.json"
    steps = (
        ("collect", repository, "--out", snapshot, *AS_OF),
        ("score", snapshot, "--out", assessment),
        ("report", assessment, "--out", tmp_path / "out", "--format", "md", "--format", "html"),
    )
    for step in steps:
        result = cli_invoke(*step)
        assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / "report.html").is_file()


def test_an_address_is_cloned_and_the_next_run_needs_no_network(tmp_path, cli_invoke, kept):
    with GitServer.serving(kept.parent) as server:
        url = f"{server.url}/{kept.name}"
        result = cli_invoke("assess", url, "--out", tmp_path / "first", *AS_OF)
        assert result.exit_code == 0, result.output
    offline = cli_invoke("assess", url, "--offline", "--out", tmp_path / "second", *AS_OF)
    assert offline.exit_code == 0, offline.output
    first, second = (
        json.loads((tmp_path / name / "snapshot.json").read_text()) for name in ("first", "second")
    )
    assert first["repositories"] == second["repositories"]
    assert first["cost"]["clones"] == 1
    assert first["repositories"][0]["license"]["main"] == "MIT"


def test_a_project_file_names_several_repositories(tmp_path, cli_invoke):
    core, *others = repositories.several_repositories(tmp_path / "made")
    lines = ["schema: mrl-project/1", "name: Example platform", "repositories:"]
    lines += [f"- source: {os.path.relpath(core, tmp_path)}", "  role: core"]
    lines += [f"- source: {os.path.relpath(other, tmp_path)}" for other in others]
    (tmp_path / "project.yaml").write_text("\n".join(lines))
    result = cli_invoke("assess", tmp_path / "project.yaml", "--out", tmp_path / "out", *AS_OF)
    assert result.exit_code == 0, result.output
    assessment = json.loads((tmp_path / "out" / "assessment.json").read_text())
    assert assessment["project"] == "Example platform"
    assert len(assessment["repositories"]) == 1 + len(others)
    assert sum(item["weight"] for item in assessment["repositories"]) == pytest.approx(1, abs=1e-5)


def test_one_repository_that_cannot_be_opened_is_a_gap(tmp_path, cli_invoke, kept):
    (tmp_path / "empty").mkdir()
    text = (
        f"schema: mrl-project/1\nname: P\nrepositories:\n- {{source: {kept}, role: core}}\n- source: empty\n"
    )
    (tmp_path / "project.yaml").write_text(text)
    result = cli_invoke("assess", tmp_path / "project.yaml", "--out", tmp_path / "out", *AS_OF)
    assert result.exit_code == 0, result.output
    snapshot = json.loads((tmp_path / "out" / "snapshot.json").read_text())
    (gap,) = [gap for gap in snapshot["gaps"] if gap["repository"] == "empty"]
    assert gap["subject"] == "repository"


def test_answers_of_the_project_itself_are_used_and_labelled(tmp_path, cli_invoke):
    answers = "schema: mrl-answers/1\nrubric: market-readiness\nrole: lead\ndate: 2026-01-01\n"
    answers += "answers:\n  COM-4: {answer: yes}\n"
    files = {".mrl/answers.yaml": answers, "README.md": "# Example\n"}
    builder = repositories.RepositoryBuilder(tmp_path / "own")
    repository = builder.commit("2026-01-01", repositories.ADA, files).write()
    assert cli_invoke("assess", repository, "--out", tmp_path / "out", *AS_OF).exit_code == 0
    assessment = json.loads((tmp_path / "out" / "assessment.json").read_text())
    (record,) = assessment["answers"]
    assert (record["criterion"], record["provenance"], record["used"]) == ("COM-4", "project", True)


def test_wrong_answers_of_the_project_are_a_gap_not_a_stop(tmp_path, cli_invoke):
    for number, content in enumerate(
        ("rubric: [", "schema: mrl-answers/1\nrubric: market-readiness\nanswers:\n  X: {}\n")
    ):
        builder = repositories.RepositoryBuilder(tmp_path / f"own{number}")
        repository = builder.commit("2026-01-01", repositories.ADA, {".mrl/answers.yaml": content}).write()
        out = tmp_path / f"out{number}"
        assert cli_invoke("assess", repository, "--out", out, *AS_OF).exit_code == 0
        assessment = json.loads((out / "assessment.json").read_text())
        assert [gap["subject"] for gap in assessment["gaps"] if gap["subject"] == "answers"] == ["answers"]
        assert assessment["answers"] == []


def test_in_ci_the_moment_is_the_commits(cli_invoke, kept, monkeypatch):
    monkeypatch.setenv("CI", "true")
    result = cli_invoke("collect", kept, "--json", "--quiet")
    snapshot = json.loads(result.stdout)
    assert snapshot["as_of"] == snapshot["repositories"][0]["head"]["time"]
