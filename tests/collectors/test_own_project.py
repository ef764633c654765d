"""An own project file: whatever way it is one, it leads nowhere else and makes nobody an outsider."""

import datetime as dt
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from support import result_files, self_graded
from support.git_server import GitServer
from support.self_graded import Judged, answers, market

from mrl import pipeline
from mrl.collectors.options import CollectOptions
from mrl.collectors.ownership import Surroundings, why_own
from mrl.collectors.workspaces import Workspace, workspaces_from
from mrl.errors import TargetError
from mrl.model.snapshot import Handed, Snapshot

HEAD = "schema: mrl-project/1\nname: Example\n"
HERE = "repositories: [{source: ., role: core}]\n"
AS_OF = dt.datetime(2026, 1, 20, tzinfo=dt.UTC)
WORD = "CONFIDENTIAL"
CI = {"GITHUB_SERVER_URL": "https://forge.example", "GITHUB_REPOSITORY": "town/app"}


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ada Miller", "-c", "user.email=ada@city.example")
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def app(tmp_path):
    """A repository, and beside it what is nobody's business."""
    private = {f"{WORD}.md": WORD, "answers.yaml": f"{WORD}: 1\n", "card.json": f'{{"{WORD}": 1}}'}
    self_graded.repository(tmp_path / "private", private)
    found = self_graded.repository(tmp_path / "app", {"README.md": "# App\n"})
    (found / "link").symlink_to(tmp_path / "private")
    (found / "link.yaml").symlink_to(tmp_path / "private" / "answers.yaml")
    (found / "https:").mkdir()
    return found


OUT = (
    "repositories: [{source: .}, {source: ../private}]\n",
    "repositories: [{source: .}, {source: '%s/private'}]\n",
    "repositories: [{source: .}, {source: link}]\n",
    "repositories: [{source: .}, {source: 'https://../../private'}]\n",
    HERE + "components: {repository: ../private, organisations: ['https://github.com/x']}\n",
    HERE + "results: [../private/card.json]\n",
    HERE + "results: ['%s/private/card.json']\n",
    HERE + "results: [link/card.json]\n",
    HERE + "answers: ../private/answers.yaml\n",
    HERE + "answers: '%s/private/answers.yaml'\n",
    HERE + "answers: link.yaml\n",
    "repositories: [{source: 'https://forge.example/town/app'}]\nanswers: ../private/answers.yaml\n",
)


@pytest.mark.parametrize("named", OUT)
@pytest.mark.parametrize("command", [("assess", "--offline", "--out"), ("answers", "new", "--out")])
def test_it_leads_nowhere_else_on_this_machine(named, command, app, tmp_path, cli_invoke):
    path = app / "project.yaml"
    path.write_text(HEAD + named.replace("%s", str(tmp_path)))
    key = "answers" if "answers:" in named else named.replace(HERE, "").partition(":")[0]
    out = tmp_path / "out"
    result = cli_invoke(*command, out, path)
    assert result.exit_code == 2, result.output
    assert f"project.yaml: {key}" in result.stderr
    assert "keep the project file outside of the repositories" in result.stderr
    assert WORD not in result.output
    assert not out.exists()


def test_it_may_name_what_lies_in_its_work_tree(app):
    self_graded.repository(app / "parts" / "lib", {"README.md": "# Lib\n"})
    card = json.dumps(result_files.scorecard())
    (app / "card.json").write_text(card)
    path = app / "parts" / "project.yaml"
    text = "repositories: [{source: .., name: app}, {source: lib}]\nresults: [../card.json]\n"
    path.write_text(HEAD + text)
    found = self_graded.collected(path)
    assert [each.name for each in found.repositories] == ["app", "lib"]
    assert found.handed == (Handed.RESULTS, Handed.ROLES)


def test_a_persons_file_beside_the_clones_names_any_of_them(app, tmp_path):
    path = tmp_path / "project.yaml"
    path.write_text(HEAD + f"repositories: [{{source: {app.name}}}, {{source: private}}]\n")
    found = self_graded.collected(path)
    assert (len(found.repositories), found.handed) == (2, ())


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A git server that counts as a public one."""
    monkeypatch.setattr("mrl.collectors.run.is_public", lambda _host: True)
    (tmp_path / "srv").mkdir()
    with GitServer.serving(tmp_path / "srv") as found:
        yield found


def mirrored(server: GitServer, repository: Path) -> str:
    """Publish a repository under another name."""
    git(repository, "clone", "-q", "--bare", str(repository), str(server.root / "mirror.git"))
    return f"{server.url}/mirror.git"


def one_ahead(server: GitServer) -> None:
    work = server.root.parent / "work"
    git(server.root, "clone", "-q", str(server.root / "mirror.git"), str(work))
    git(work, "commit", "-q", "--allow-empty", "-m", "on")
    git(work, "push", "-q", "origin", "HEAD")


def collected(path: Path, cache: Path, environment: dict[str, str]) -> Snapshot:
    options = CollectOptions(offline=False, cache=cache, as_of=AS_OF, workspaces=workspaces_from(environment))
    return pipeline.collect(pipeline.open_target(str(path)), options)


def judged(path: Path, cache: Path, environment: dict[str, str]) -> tuple[Snapshot, Judged]:
    """Collect and judge a project file as `assess` does."""
    opened = pipeline.open_target(str(path))
    snapshot = collected(path, cache, environment)
    scoring = pipeline.Scoring(
        rubric=self_graded.loaded(),
        answers=pipeline.answer_files(opened, ()),
        around=pipeline.surroundings(opened, environment, cache),
    )
    return snapshot, Judged(pipeline.judge(snapshot, scoring), [])


def with_word(folder: Path, address: str) -> Path:
    """Put a project file, a result file and answers into a repository; return the project file."""
    (folder / "answers.yaml").write_text(answers("OSPO", market()))
    (folder / "card.json").write_text(json.dumps(result_files.scorecard()))
    path = folder / "project.yaml"
    names = f"repositories: [{{source: '{address}', role: core}}]\n"
    path.write_text(f"{HEAD}{names}answers: answers.yaml\nresults: [card.json]\n")
    git(folder, "add", "answers.yaml", "card.json", "project.yaml")
    git(folder, "commit", "-q", "-m", "word")
    return path


@pytest.mark.parametrize("ahead", ["mirror", "checkout", "neither", "both"])
@pytest.mark.parametrize("kept", ["remote", "nothing", "shallow"])
def test_a_mirror_of_the_checkout_makes_no_outsider(ahead, kept, app, tmp_path, server):
    address = mirrored(server, app)
    path = with_word(app, address)
    if ahead in ("mirror", "neither"):
        git(app, "push", "-q", str(server.root / "mirror.git"), "HEAD")
    if ahead in ("mirror", "both"):
        one_ahead(server)
    if kept == "remote":
        git(app, "remote", "add", "origin", "https://forge.example/town/app")
    if kept == "shallow":
        git(tmp_path, "clone", "-q", "--depth=1", app.as_uri(), str(tmp_path / "co"))
        git(tmp_path / "co", "remote", "set-url", "origin", "https://forge.example/town/app")
        path = tmp_path / "co" / "project.yaml"
    environment = {"GITHUB_WORKSPACE": str(path.parent), **CI} if kept != "nothing" else {}
    for _ in range(2):  # without a clone in the cache, and with one
        snapshot, found = judged(path, tmp_path / "cache", environment)
        assert snapshot.handed == (Handed.RESULTS,)
        assert not found.is_assessed
    given = path.with_name("answers.yaml")
    assert why_own(given, snapshot.repositories, Surroundings(cache=tmp_path / "cache")) is not None


def test_an_office_assesses_what_lies_on_a_server_also_in_ci(app, tmp_path, server):
    address = mirrored(server, app)
    office = self_graded.repository(tmp_path / "office", {"README.md": "# Office\n"})
    path = with_word(office, address)
    git(office, "remote", "add", "origin", "https://forge.example/ospo/answers")
    ci = {"GITHUB_WORKSPACE": str(office), **CI, "GITHUB_REPOSITORY": "ospo/answers"}
    for environment in ({}, ci):
        snapshot, found = judged(path, tmp_path / "cache", environment)
        assert snapshot.handed == ()
        assert found.is_assessed
    git(tmp_path, "clone", "-q", "--depth=1", office.as_uri(), str(tmp_path / "co"))
    git(tmp_path / "co", "remote", "set-url", "origin", "https://forge.example/ospo/answers")
    snapshot, found = judged(tmp_path / "co" / "project.yaml", tmp_path / "cache", {})
    assert not found.is_assessed
    assert "git fetch --unshallow" in snapshot.gaps[-1].reason.in_english()


def test_without_a_clone_to_compare_a_repository_without_remotes_cannot_be_told(app, tmp_path, server):
    address = mirrored(server, app)
    one_ahead(server)
    path = with_word(app, address)
    snapshot = collected(path, tmp_path / "cache", {})
    shutil.rmtree(tmp_path / "cache")
    given = path.with_name("answers.yaml")
    assert why_own(given, snapshot.repositories, Surroundings()) is not None
    assert why_own(tmp_path / "mine.yaml", snapshot.repositories, Surroundings()) is None


def test_an_own_file_that_is_found_out_late_leads_to_no_other_server(app, tmp_path, server, monkeypatch):
    path = with_word(app, mirrored(server, app))
    git(app, "remote", "add", "origin", "https://forge.example/town/app")
    monkeypatch.undo()
    with pytest.raises(TargetError, match="public servers only"):
        collected(path, tmp_path / "cache", {})


def test_a_workspace_without_git_counts_as_its_place(tmp_path):
    self_graded.repository(tmp_path / "space" / "app", {"README.md": "# App\n"})
    path = tmp_path / "space" / "project.yaml"
    path.write_text(HEAD + "repositories: [{source: app}, {source: ../space/app, name: again}]\n")
    here = (Workspace(folder=tmp_path / "space", address="https://forge.example/ospo/x"),)
    options = CollectOptions(offline=True, cache=tmp_path / "cache", as_of=AS_OF, workspaces=here)
    assert pipeline.collect(pipeline.open_target(str(path)), options).handed == (Handed.ROLES,)
    path.write_text(HEAD + "repositories: [{source: app}, {source: ../elsewhere}]\n")
    with pytest.raises(TargetError, match=r"repositories\.1\.source leads out"):
        pipeline.collect(pipeline.open_target(str(path)), options)
