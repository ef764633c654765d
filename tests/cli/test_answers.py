"""`mrl answers new` keeps everything that was answered before, whatever it overwrites."""

import json
from pathlib import Path

import pytest
from support import repositories

from mrl.files.reading import read_yaml

AS_OF = ("--as-of", "2026-01-31")
HEAD = (
    "schema: mrl-answers/1\nrubric: market-readiness\nrole: lead\ndate: 2026-01-01\nvalid_until: 2027-01-01\n"
)
GIVEN = """\
basis: interview
answers:
  COM-1: {answer: yes, confidential: yes, comment: "said in private\\nby two", evidence: https://example.org/a}
  COM-2: {answer: no, basis: desk}
  COM-3: {comment: ask again in spring}
overrides:
  releases.final_12_months:
    {value: 7, role: release manager, date: 2026-01-02, reason: tags are elsewhere, valid_until: 2026-12-31}
"""
OTHER = "basis: declaration\nanswers:\n  COM-1: {answer: partly}\n  COM-2: {answer: partly}\n"
INTERVIEWED = {
    "answer": "yes",
    "role": "lead",
    "date": "2026-01-01",
    "basis": "interview",
    "evidence": "https://example.org/a",
    "valid_until": "2027-01-01",
    "comment": "said in private\nby two",
    "confidential": "yes",
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    return repositories.well_kept(tmp_path_factory.mktemp("kept"))


def made(path) -> dict:
    content: dict = read_yaml(path).content
    return content


def test_nothing_is_lost_over_the_same_file(tmp_path, cli_invoke, kept):
    path = tmp_path / "answers.yaml"
    path.write_text(HEAD + GIVEN)
    for _ in range(2):
        result = cli_invoke("answers", "new", kept, "--answers", path, "--out", path, "--force", *AS_OF)
        assert result.exit_code == 0, result.output
    content = made(path)
    assert content["answers"]["COM-1"] == INTERVIEWED
    assert content["answers"]["COM-3"] == {"comment": "ask again in spring"}
    assert content["overrides"]["releases.final_12_months"] == {
        "value": "7",
        "role": "release manager",
        "date": "2026-01-02",
        "reason": "tags are elsewhere",
        "valid_until": "2026-12-31",
    }
    assert cli_invoke("answers", "check", path).exit_code == 0


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_answers_the_strongest_is_carried_over(tmp_path, cli_invoke, kept, order):
    for name, body in (("a.yaml", GIVEN), ("b.yaml", OTHER)):
        (tmp_path / name).write_text(HEAD + body)
    given = [part for name in ("a.yaml", "b.yaml")[::order] for part in ("--answers", tmp_path / name)]
    result = cli_invoke("answers", "new", kept, *given, "--out", tmp_path / "new.yaml", *AS_OF)
    assert result.exit_code == 0, result.output
    answers = made(tmp_path / "new.yaml")["answers"]
    assert answers["COM-1"] == INTERVIEWED
    assert (answers["COM-2"]["answer"], answers["COM-2"]["basis"]) == ("partly", "declaration")
    assert '# Also given, and not used: answer: "no", role: "lead"' in (tmp_path / "new.yaml").read_text()


def test_a_projects_answers_are_used_without_naming_them(tmp_path, cli_invoke, kept):
    (tmp_path / "given.yaml").write_text(HEAD + GIVEN)
    project = f"schema: mrl-project/1\nname: P\nrepositories: [{{source: {kept}}}]\nanswers: given.yaml\n"
    (tmp_path / "project.yaml").write_text(project)
    out = tmp_path / "new.yaml"
    result = cli_invoke("answers", "new", tmp_path / "project.yaml", "--out", out, *AS_OF)
    assert result.exit_code == 0, result.output
    assert made(out)["answers"]["COM-1"] == INTERVIEWED


def test_a_project_may_name_no_file_at_all(tmp_path, cli_invoke, kept):
    project = f'schema: mrl-project/1\nname: P\nrepositories: [{{source: {kept}}}]\nanswers: "a\\0b"\n'
    (tmp_path / "project.yaml").write_text(project)
    for command in (("assess",), ("answers", "new")):
        result = cli_invoke(*command, tmp_path / "project.yaml", "--out", tmp_path / "out", *AS_OF)
        assert result.exit_code == 2
        assert "no such file; check the path" in result.stderr


def test_the_projects_own_word_stays_its_own(tmp_path, cli_invoke):
    own = HEAD + "answers:\n  COM-4: {answer: yes}\n"
    builder = repositories.RepositoryBuilder(tmp_path / "own")
    repository = builder.commit("2026-01-01", repositories.ADA, {".mrl/answers.yaml": own}).write()
    out = tmp_path / "new.yaml"
    assert cli_invoke("answers", "new", repository, "--out", out, *AS_OF).exit_code == 0
    assert made(out)["answers"]["COM-4"] == {}
    assert '# The project\'s own answer: "yes"' in out.read_text()


def test_a_file_that_is_there_is_replaced_only_by_force(tmp_path, cli_invoke, kept):
    (tmp_path / "a.yaml").write_text("mine")
    result = cli_invoke("answers", "new", kept, "--out", tmp_path / "a.yaml", *AS_OF)
    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert (tmp_path / "a.yaml").read_text() == "mine"
    result = cli_invoke("answers", "new", kept, "--out", tmp_path, *AS_OF)
    assert f"cannot write {tmp_path}: it is a folder; name a file" in result.stderr


def test_a_snapshot_needs_no_collecting(tmp_path, cli_invoke, kept):
    snapshot, out = tmp_path / "snapshot.json", tmp_path / "new.yaml"
    assert cli_invoke("collect", kept, "--out", snapshot, *AS_OF).exit_code == 0
    assert cli_invoke("answers", "new", snapshot, "--out", out).exit_code == 0
    assert made(out)["project"] == json.loads(snapshot.read_text())["project"]


def test_the_projects_own_answers_are_carried_over_into_the_project_alone(tmp_path, cli_invoke):
    own = HEAD + "answers:\n  COM-4: {answer: yes}\n"
    builder = repositories.RepositoryBuilder(tmp_path / "own")
    files = {".mrl/answers.yaml": own, "more.yaml": own.replace("COM-4", "COM-5")}
    repository = builder.commit("2026-01-01", repositories.ADA, files).write(work_tree=True)
    for name, criterion in ((".mrl/answers.yaml", "COM-4"), ("more.yaml", "COM-5")):
        for out, given in ((tmp_path / "new.yaml", {}), (repository / "new.yaml", {"answer": "yes"})):
            named = ("--answers", repository / name, "--out", out, "--force")
            result = cli_invoke("answers", "new", repository, *named, *AS_OF)
            assert result.exit_code == 0, result.output
            assert made(out)["answers"][criterion].get("answer") == given.get("answer")
            assert ("is not carried over into this form" in result.output) is not bool(given)
