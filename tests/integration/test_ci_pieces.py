"""The steps of action, component, hooks and Jenkins, run in clean folders on checkouts as CI makes them."""

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
import yaml
from support.ci_pieces import ROOT, Done, outputs, run, run_action, run_component
from support.distribution import WHEELS, CleanPython, build, commit_checkout
from support.git_server import GitServer
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
    by_action = run_action(github, factory.action, CONDITIONS)
    by_component = run_component(gitlab, CONDITIONS)
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
        folder, {"deepen": "false", "min-coverage": "90%", "min-readiness": "9.9", "lang": "fr"}
    )
    assert done.returncode == 1, done.stderr
    assert "deepen is off: what history and releases tell is unknown" in done.stderr
    assert SHALLOW in said_of_history(folder)


def installed_result(mrl: Path, folder: Path) -> dict[str, Any]:
    done = run([str(mrl / "mrl"), "assess", ".", "--quiet"], folder, {})
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
        if name == "completed":
            git("fetch", "--quiet", "--unshallow", "--tags", "--filter=blob:none", folder=folder)
        results[name] = installed_result(mrl, folder)
    assert differences(results["blobless"], results["whole"]) == []
    assert differences(results["completed"], results["whole"]) == []


def jenkins_steps() -> list[str]:
    """Take the shell of the declarative pipeline out of the page."""
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    block = page.partition("```groovy\n")[2].partition("```")[0]
    return re.findall(
        r"(?:^\s*sh |script: )'(.*)'", re.sub(r"'\)$", "'", block, flags=re.MULTILINE), re.MULTILINE
    )


def test_the_steps_of_jenkins_run(factory, tmp_path):
    folder = factory.checkout(tmp_path)
    steps = jenkins_steps()
    assert [step.count("mrl") > 0 for step in steps] == [True, False, True, True]
    variables = {"WORKSPACE_TMP": str(tmp_path / "tmp")}
    done = [run(["sh", "-xe", "-c", step], folder, variables) for step in steps]
    assert [each.returncode for each in done[:3]] == [0, 0, 0], done[0].stderr + done[2].stderr
    assert done[3].returncode in (0, 1, 3)
    assert "Result:" in done[3].stdout
    assert SHALLOW not in said_of_history(folder)


def hook(name: str, folder: Path, mrl: Path, *files: str) -> Done:
    """Run a hook as pre-commit does, with the files behind its command."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (entry,) = (shlex.split(each["entry"]) for each in hooks if each["id"] == name)
    return run([*entry, *files], folder, {"PATH": f"{mrl}{os.pathsep}{os.environ['PATH']}"})


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
