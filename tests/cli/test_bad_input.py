"""Every kind of wrong input: a sentence with the remedy, status 2, nothing half-written."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support import repositories

from mrl.files import writing

AS_OF = ("--as-of", "2026-01-31")


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    return repositories.well_kept(tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def snapshot(kept) -> dict:
    from click.testing import CliRunner  # noqa: PLC0415

    from mrl.cli.main import main  # noqa: PLC0415

    result = CliRunner().invoke(main, ["collect", str(kept), "--json", "--quiet", *AS_OF])
    return json.loads(result.stdout)


def refused(result, *messages):
    assert result.exit_code == 2, result.output
    for message in messages:
        assert message in result.stderr, result.stderr
    assert "Traceback" not in result.output
    return True


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("nowhere", "there is no file or folder nowhere"),
        ("empty", "is empty; give the folder of a git repository or its https address"),
        ("plain", "is not a git repository"),
        ("plain/file.txt", "is a file; give the folder of a repository, or a project file"),
        ("http://example.org/a/b", "use the https address"),
        ("git@example.org:a/b.git", "use https://example.org/a/b"),
        ("ext::sh -c touch%20x", "this protocol is not supported"),
        ("https://", "is not the address of a repository"),
        ("http://127.0.0.1:9/a/b.git", "127.0.0.1"),
        ("https://name.invalid/a/b.git", "name.invalid"),
    ],
)
def test_targets_that_are_none(tmp_path, monkeypatch, cli_invoke, target, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "file.txt").write_text("x")
    assert refused(cli_invoke("assess", target, "--out", "out"), message)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "name: [",
            "project.yaml:2:1: while parsing a flow node did not find expected node content",
        ),
        (
            "schema: mrl-project/1\nname: P\nrepositorys: []\n",
            "3:1: repositorys: unknown key 'repositorys'; did you mean 'repositories'?",
        ),
        ("schema: mrl-project/1\nname: P\nrepositories: []\n", "the project names nothing"),
        (
            "schema: mrl-project/1\nname: P\nrepositories:\n- {source: a, rolle: core}\n",
            "mrl: PROJECT:4:15: repositories.0.rolle: unknown key 'rolle'; did you mean 'role'?\n",
        ),
        ("schema: mrl-project/1\nname: P\nrepositories: [{source: a, role: kore}]\n", "did you mean 'core'?"),
        ("schema: mrl-project/1\nname: P\nrepositories: &x [{source: a}]\n", "anchors are not allowed"),
        ("schema: mrl-project/7\nname: P\n", "this version reads 'mrl-project/1' here"),
        ("a: \x00", "binary data"),
        ("", "the file is empty"),
        (
            "schema: mrl-project/1\nname: P\nrepositories: [{source: nowhere}]\n",
            "there is no file or folder nowhere",
        ),
    ],
)
def test_project_files_that_are_wrong(tmp_path, cli_invoke, text, message):
    (tmp_path / "project.yaml").write_text(text)
    message = message.replace("PROJECT", str(tmp_path / "project.yaml"))
    assert refused(cli_invoke("assess", tmp_path / "project.yaml", "--out", tmp_path / "out"), message)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("answers: [", "answers.yaml:2:1:"),
        (
            "schema: mrl-answers/1\nrubric: market-readiness\nanswers: {COM-11: {answer: yes}}\n",
            "3:11: answers.COM-11: there is no criterion 'COM-11'; did you mean 'COM-1'?",
        ),
        ("schema: mrl-answers/1\nrubric: market-readines\n", "not for 'market-readiness'"),
    ],
)
def test_answers_that_are_wrong(tmp_path, cli_invoke, kept, text, message):
    (tmp_path / "answers.yaml").write_text(text)
    arguments = ("assess", kept, "--answers", tmp_path / "answers.yaml", "--out", tmp_path / "out", *AS_OF)
    assert refused(cli_invoke(*arguments), message)
    assert not (tmp_path / "out").exists()


def test_rubrics_that_are_none(tmp_path, cli_invoke, kept):
    (tmp_path / "own.yaml").write_text("schema: mrl-rubric/1\nid: own\n")
    assert refused(cli_invoke("rubric", "check", "market-readines"), "did you mean 'market-readiness'?")
    assert refused(
        cli_invoke("rubric", "check", tmp_path / "own.yaml"), "own.yaml:1:1: the key 'version' is missing"
    )
    assert refused(cli_invoke("assess", kept, "--rubric", tmp_path / "none.yaml"), "no such file")
    assert refused(cli_invoke("score", tmp_path, "--out", tmp_path / "a.json"), "this is a folder")


def edited(snapshot, change) -> str:
    content = json.loads(json.dumps(snapshot))
    change(content)
    return json.dumps(content)


def misspell(content):
    content["repositories"][0]["licence"] = content["repositories"][0].pop("license")


def unknown_version(content):
    content["schema"] = "mrl-snapshot/99"


def wrong_type(content):
    content["repositories"][0]["history"]["first_commit"] = "yesterday"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (misspell, "repositories.0.licence: unknown key 'licence'; did you mean 'license'?"),
        (unknown_version, "its schema is 'mrl-snapshot/99'; this version reads 'mrl-snapshot/1' here"),
        (wrong_type, "repositories.0.history.first_commit: 'yesterday' is not a date"),
    ],
)
def test_snapshots_that_are_wrong(tmp_path, cli_invoke, snapshot, change, message):
    path = tmp_path / "snapshot.json"
    path.write_text(edited(snapshot, change))
    assert refused(cli_invoke("score", path, "--out", tmp_path / "a.json"), message)
    assert not (tmp_path / "a.json").exists()


def test_a_snapshot_cut_short(tmp_path, cli_invoke, snapshot):
    path = tmp_path / "snapshot.json"
    path.write_text(json.dumps(snapshot)[:-500])
    assert refused(cli_invoke("score", path, "--out", tmp_path / "a.json"), "snapshot.json:1:")


def test_a_snapshot_edited_by_hand_is_scored_and_says_so(tmp_path, cli_invoke, snapshot):
    path, out = tmp_path / "snapshot.json", tmp_path / "a.json"

    def more_releases(content):
        content["description"] = "Better than it was"

    path.write_text(edited(snapshot, more_releases))
    assert cli_invoke("score", path, "--out", out).exit_code == 0
    gaps = [gap for gap in json.loads(out.read_text())["gaps"] if gap["subject"] == "snapshot"]
    assert "was changed after it was collected" in gaps[0]["reason"]["template"]


def test_a_place_that_cannot_be_written(tmp_path, cli_invoke, kept):
    (tmp_path / "file").write_text("in the way")
    assert refused(cli_invoke("assess", kept, "--out", tmp_path / "file", *AS_OF), "cannot write into")
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_folder_where_a_file_goes(tmp_path, cli_invoke, kept, snapshot):
    (tmp_path / "out" / "report.pdf").mkdir(parents=True)
    (tmp_path / "out" / "report.md").write_text("old")
    assert refused(
        cli_invoke("assess", kept, "--out", tmp_path / "out", *AS_OF),
        "/out/report.pdf: it is a folder; name a file",
    )
    assert [path.name for path in (tmp_path / "out").iterdir() if path.is_file()] == ["report.md"]
    (tmp_path / "s.json").write_text(json.dumps(snapshot))
    for arguments in (("collect", kept, *AS_OF), ("score", tmp_path / "s.json")):
        result = cli_invoke(*arguments, "--out", tmp_path / "out")
        assert refused(result, f"cannot write {tmp_path / 'out'}: it is a folder; name a file")


def test_a_full_disk_leaves_the_old_files(tmp_path, cli_invoke, kept, monkeypatch):
    out = tmp_path / "out"
    out.mkdir()
    (out / "report.md").write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    assert refused(
        cli_invoke("assess", kept, "--out", out, *AS_OF), "No space left on device; nothing was changed"
    )
    assert {path.name: path.read_text() for path in out.iterdir()} == {"report.md": "old"}


@pytest.mark.parametrize(
    ("date", "message"),
    [("31/01/2026", "is not a date; write it as 2026-01-31"), ("2999-01-01", "lies in the future")],
)
def test_dates_that_are_none(cli_invoke, kept, date, message):
    assert refused(cli_invoke("assess", kept, "--as-of", date), message)


def test_interrupted_half_way_nothing_is_left(tmp_path, kept):
    """Ctrl-C reaches a real process while it collects: a sentence, status 130, no file."""
    program = (
        "import os, signal, sys\n"
        "from mrl.collectors import project\n"
        "real = project.read_repository\n"
        "def slow(*arguments):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    return real(*arguments)\n"
        "project.read_repository = slow\n"
        "from mrl.cli.main import main\n"
        "main(sys.argv[1:])\n"
    )
    command = [sys.executable, "-c", program, "assess", str(kept), "--out", str(tmp_path / "out"), *AS_OF]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 128 + signal.SIGINT
    assert "interrupted; nothing was written" in found.stderr
    assert "Traceback" not in found.stderr
    assert not (tmp_path / "out").exists()
