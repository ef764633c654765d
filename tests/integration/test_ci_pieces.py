"""The steps of action, component, hooks and Jenkins, run in clean folders on checkouts as CI makes them."""

import base64
import json
import os
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.ci_pieces import ROOT, Done, hook_entry, jenkins_steps, outputs, run, run_action, run_component
from support.distribution import WHEELS, CleanPython, build, commit_checkout
from support.git_server import GitServer
from support.hostile_tree import hostile_checkout, hostile_environment, hostile_repository, traces
from support.recorders import Recorders
from support.repositories import TRAPS, git

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not WHEELS, reason="no wheels to install offline; `make integration` fetches them"),
]

CONDITIONS = {"min-readiness": "2", "min-coverage": "30%"}
SHALLOW = "the clone is shallow: its history was cut off"


@dataclass
class Factory:
    """A project on a git server, what pip installs from, and a Python by the name images give it."""

    url: str
    action: Path
    dist: Path
    python: CleanPython
    programs: Path

    def in_jenkins(self, place: Path) -> dict[str, str]:
        """Return the variables of a job; the address in the page leads to the action in this test."""
        return {
            "WORKSPACE_TMP": str(place),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.action.as_uri()}.insteadOf",
            "GIT_CONFIG_VALUE_0": "https://git.example.org/example/mrl",
        }

    @property
    def on_github(self) -> dict[str, str]:
        """The variables by which GitHub names the project."""
        return {"GITHUB_SERVER_URL": self.url.rpartition("/")[0], "GITHUB_REPOSITORY": "project"}

    @property
    def environment(self) -> dict[str, str]:
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        return self.python.pip(self.dist) | {"PATH": path, "CI": "true"}

    def checkout(self, folder: Path, *options: str) -> Path:
        """Clone the project as CI does, by default its newest commit alone."""
        place = folder / "project"
        git("clone", "--quiet", *(options or ("--depth=1", "--no-tags")), self.url, str(place), folder=folder)
        return place


@pytest.fixture(scope="module")
def factory(tmp_path_factory):
    root = tmp_path_factory.mktemp("served")
    project = TRAPS["well_kept"](root).rename(root / "project.git")
    git("config", "uploadpack.allowFilter", "true", folder=project)
    action = commit_checkout(tmp_path_factory.mktemp("action"))
    git("tag", "v0.1.0", folder=action)
    dist, programs = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("programs")
    build(action, dist)
    python = CleanPython(WHEELS[-1])
    (programs / "python3").write_text(f'#!/bin/sh\nexec {shlex.quote(python.program)} "$@"\n')
    (programs / "python3").chmod(0o755)
    with GitServer.serving(root) as server:
        yield Factory(f"{server.url}/project.git", action, dist, python, programs)


@pytest.fixture(autouse=True)
def _as_in_ci(factory, monkeypatch):
    for name, value in factory.environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="module")
def mrl(factory, tmp_path_factory):
    """Give the folder of programs of an installed `mrl`."""
    return factory.python.install(factory.dist, tmp_path_factory.mktemp("installed") / "environment")


def result(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "out" / "assessment.json").read_bytes()))


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Name the parts that differ, but for what the run cost."""
    return [part for part in one.keys() | other.keys() if part != "cost" and one.get(part) != other.get(part)]


def said_of_history(folder: Path) -> str:
    return (folder / "out" / "assessment.json").read_text(encoding="utf-8")


def test_action_and_component_come_to_the_same_result(factory, tmp_path):
    for name in ("github", "gitlab"):
        (tmp_path / name).mkdir()
    github, gitlab = (factory.checkout(tmp_path / name) for name in ("github", "gitlab"))
    by_action = run_action(github, factory.action, CONDITIONS, factory.on_github)
    by_component = run_component(gitlab, CONDITIONS, CI_PROJECT_URL=factory.url.removesuffix(".git"))
    for done in (by_action, by_component):
        assert done.returncode == 0, done.stdout + done.stderr
        assert "its history is complete now" in done.stderr
        assert "Result: pass" in done.stdout
    assert differences(result(github), result(gitlab)) == []
    assert SHALLOW not in said_of_history(github)
    check_outputs(github)


def check_outputs(folder: Path) -> None:
    """See that the outputs are those of the result, and the summary tells gate and report."""
    told, headlines = outputs(folder), result(folder)["headlines"]
    assert set(told) == {"level", "level-lowest", "readiness", "coverage", "report"}
    assert float(told["readiness"]) == headlines[0]["score"]["point"]
    assert float(told["coverage"]) == headlines[0]["score"]["coverage"]
    assert told["level-lowest"] == str(headlines[1]["level"]["lowest"] or "")
    assert (folder / told["report"]).read_bytes()[:5] == b"%PDF-"
    assert b"<svg" in (folder / "out" / "badge.svg").read_bytes()
    summary = (folder.parent / "github-summary").read_text(encoding="utf-8")
    assert summary.index("Result: pass") < summary.index("\n# project")


def test_a_history_left_shallow_is_unknown_and_turns_the_gate(factory, tmp_path):
    folder = factory.checkout(tmp_path)
    done = run_component(
        folder,
        {"deepen": "false", "min-coverage": "90%", "min-readiness": "9.9", "lang": "fr"},
        CI_PROJECT_URL=factory.url.removesuffix(".git"),
    )
    assert done.returncode == 1, done.stderr
    assert SHALLOW in said_of_history(folder)


def installed_result(mrl: Path, folder: Path, *options: str) -> dict[str, Any]:
    done = run([str(mrl / "mrl"), "assess", ".", "--quiet", *options], folder, {})
    assert done.returncode == 0, done.stderr
    return result(folder)


def test_a_completed_history_and_one_without_blobs_tell_what_a_whole_clone_tells(factory, mrl, tmp_path):
    kinds = {
        "whole": ["--no-local"],
        "blobless": ["--filter=blob:none"],
        "completed": ["--depth=1", "--no-tags"],
    }
    results = {}
    for name, options in kinds.items():
        (tmp_path / name).mkdir()
        folder = factory.checkout(tmp_path / name, *options)
        complete = [f"--complete-from={factory.url}"] if name == "completed" else []
        results[name] = installed_result(mrl, folder, *complete)
    assert differences(results["blobless"], results["whole"]) == []
    assert differences(results["completed"], results["whole"]) == []


def test_the_steps_of_jenkins_run(factory, tmp_path):
    folder = factory.checkout(tmp_path)
    (tmp_path / "tmp").mkdir()
    variables = factory.in_jenkins(tmp_path / "tmp") | {"GIT_URL": factory.url}
    done = [run(["sh", "-xe", "-c", step], folder, variables) for step in jenkins_steps()]
    assert [each.returncode for each in done[:2]] == [0, 0], done[1].stderr
    assert done[2].returncode in (0, 1, 3), done[2].stderr
    assert "Result:" in done[2].stdout
    assert SHALLOW not in said_of_history(folder)


def hook(name: str, folder: Path, mrl: Path, *files: str) -> Done:
    """Run a hook as pre-commit does, with the files behind its command."""
    return run([*hook_entry(name), *files], folder, {"PATH": f"{mrl}{os.pathsep}{os.environ['PATH']}"})


def test_hooks_name_what_is_wrong_and_pass_what_is_right(mrl, tmp_path):
    shutil.copy(ROOT / "rubrics" / "screening.yaml", tmp_path / "good.yaml")
    (tmp_path / "bad.yaml").write_text("schema: mrl-rubric/1\nid: bad\ntitel: wrong\n")
    assert hook("mrl-rubric-check", tmp_path, mrl, "good.yaml").returncode == 0
    done = hook("mrl-rubric-check", tmp_path, mrl, "good.yaml", "bad.yaml")
    assert done.returncode == 2
    assert "bad.yaml:3" in done.stderr


def test_the_hook_of_answers_looks_at_every_file(mrl, tmp_path):
    form = [
        str(mrl / "mrl"),
        "answers",
        "new",
        str(TRAPS["never_released"](tmp_path)),
        "--offline",
        "--quiet",
    ]
    assert subprocess.run(form, cwd=tmp_path, check=False).returncode == 0
    (tmp_path / "bad.yaml").write_text("schema: mrl-answers/1\nrubric: market-readiness\nansers: []\n")
    assert hook("mrl-answers-check", tmp_path, mrl, "answers.yaml").returncode == 0
    done = hook("mrl-answers-check", tmp_path, mrl, "bad.yaml", "answers.yaml")
    assert done.returncode == 2
    assert "bad.yaml:3" in done.stderr
    assert "0 answered" in done.stdout


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Serve a tree that wants to be run; gives the server's address and where traces are left."""
    root = tmp_path_factory.mktemp("hostile")
    hostile_repository(root, root / "trace")
    (root / "served").mkdir()
    (root / "services.git").rename(root / "served" / "services.git")
    with GitServer.serving(root / "served") as server:
        yield server, root / "trace"


def by_action(case: "Case") -> Done:
    variables = {"GITHUB_SERVER_URL": case.server.url, "GITHUB_REPOSITORY": "services"}
    runner = {
        "github.token": CANARY,
        "steps.python.outputs.python-path": str(case.recorders.folder / "python3"),
    }
    return run_action(case.place, case.factory.action, {}, case.variables | variables, **runner)


def by_component(case: "Case") -> Done:
    variables = {"CI_JOB_TOKEN": CANARY, "CI_PROJECT_URL": f"{case.server.url}/services"}
    variables |= {"CI_PROJECT_DIR": str(case.place), "CI_SERVER_URL": case.server.url, "GITLAB_TOKEN": CANARY}
    return run_component(case.place, {}, "/bin/bash", **case.variables, **variables)


def by_jenkins(case: "Case") -> Done:
    """Install as the page says, and give the token to the last step alone."""
    (case.folder / "tmp").mkdir()
    first, *steps = jenkins_steps()
    variables = case.factory.in_jenkins(case.folder / "tmp") | {"WORKSPACE": str(case.place)}
    # Fetching mrl itself is a step of Jenkins like any other: its programs are those of the agent.
    done = run(
        ["/bin/sh", "-xe", "-c", first], case.place, variables | {"PATH": f".:bin:{case.recorders.path}"}
    )
    assert done.returncode == 0, done.stderr
    variables |= case.variables | {"GIT_URL": f"{case.server.url}/services.git"}
    for step, token in zip(steps, ({}, {"GITHUB_TOKEN": CANARY}), strict=True):
        lenient = step.replace("MRL_CI_MIN_READINESS=5", "MRL_CI_MIN_READINESS=0")
        done = run(["/bin/sh", "-xe", "-c", lenient], case.place, variables | token)
    return done


@dataclass
class Case:
    """A piece, about to run in a hostile checkout, with programs that record how they are started."""

    folder: Path
    place: Path
    server: GitServer
    factory: Factory
    recorders: Recorders

    @property
    def variables(self) -> dict[str, str]:
        return {
            **hostile_environment(self.place, self.recorders.path),
            **self.factory.python.pip(self.factory.dist),
        }


CANARY = "canary of a run".replace(" ", "-")  # in parts, because Jenkins clones this file too
LOGINS = tuple(
    base64.b64encode(f"{user}:{CANARY}".encode()).decode() for user in ("x-access-token", "gitlab-ci-token")
)
MAY_SEE = re.compile(r".*/python -I -m mrl assess .*|.*/git (fetch|ls-remote) .*")
"""What may see a token: the assessment, and git where it talks to the server."""


@pytest.mark.parametrize("piece", [by_action, by_component, by_jenkins])
def test_nothing_of_a_hostile_checkout_runs(piece, factory, hostile, tmp_path):
    """Nor does anything see the token but what needs it."""
    server, trace = hostile
    place = hostile_checkout(f"{server.url}/services.git", tmp_path, trace)
    recorders = Recorders(tmp_path / "recorders", factory.python.program)
    done = piece(Case(tmp_path, place, server, factory, recorders))
    assert done.returncode == 0, done.stdout + done.stderr
    assert traces(trace) == []
    assert (place / "out" / "assessment.json").is_file()
    calls = recorders.calls()
    assert [call for call in calls if call.words[1:4] == ("-I", "-m", "mrl")]
    assert [call for call in calls if call.words[1:4] == ("-I", "-m", "venv")]
    python = [call for call in calls if "python" in call.words[0]]
    assert [
        str(call) for call in python if "-I" not in call.words and str(place) in call.environment["PWD"]
    ] == []
    seeing = [str(call) for call in calls if call.sees(CANARY, *LOGINS)]
    assert [call for call in seeing if not MAY_SEE.fullmatch(call)] == []
    assert not [call for call in calls if CANARY in str(call)]
    assert CANARY not in done.stdout + done.stderr
    assert files_with(tmp_path, recorders.record) == []
    assert SHALLOW not in said_of_history(place)


def files_with(folder: Path, left_out: Path) -> list[Path]:
    """Name the files that hold the token, plain or as git sends it."""
    secrets = [text.encode() for text in (CANARY, *LOGINS)]
    files = [path for path in folder.rglob("*") if path.is_file() and left_out not in path.parents]
    return [path for path in files if any(secret in path.read_bytes() for secret in secrets)]


def test_an_honest_project_with_modules_named_as_pythons_own_works(factory, tmp_path):
    folder = factory.checkout(tmp_path)
    for name in ("json", "ctypes", "pathlib", "venv"):
        (folder / f"{name}.py").write_text("VALUE = 1\n")
    done = run_action(folder, factory.action, CONDITIONS, factory.on_github)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["mrl-rubric-check", "mrl-answers-check"])
def test_the_hooks_run_nothing_of_the_repository(name, mrl, hostile, tmp_path):
    server, trace = hostile
    place = hostile_checkout(f"{server.url}/services.git", tmp_path, trace)
    shutil.copy(ROOT / "rubrics" / "screening.yaml", place / "--help.yaml")
    search = f"{mrl}{os.pathsep}{hostile_environment(place, os.environ['PATH'])['PATH']}"
    variables = hostile_environment(place, "") | {"PATH": search, "GITHUB_TOKEN": CANARY}
    # pre-commit looks the program up in the environment it made for the hook, which stands first
    entry = hook_entry(name)
    done = run([str(mrl / entry[0]), *entry[1:], "--help.yaml"], place, variables)
    assert done.returncode == (0 if name == "mrl-rubric-check" else 2), done.stderr
    assert traces(trace) == []
    assert CANARY not in done.stdout + done.stderr
