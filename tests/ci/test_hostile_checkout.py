"""Nothing of a checkout runs in the pieces, whatever lies in it and wherever the search paths lead."""

import os
import shlex
import sys

import pytest
from support.ci_pieces import ROOT, SCRIPT, run, run_action, run_component
from support.hostile_tree import hostile_checkout, hostile_environment, hostile_repository, traces
from support.recorders import Recorders

CANARY = "canary-that-nobody-may-see"
TOKENS = dict.fromkeys(("GITHUB_TOKEN", "GH_TOKEN", "GITLAB_TOKEN", "CI_JOB_TOKEN"), CANARY)
SAMPLE = '{"headlines": []}'
MRL = """\
#!/bin/sh
case " $* " in
*" assess "*) mkdir -p out && echo x >out/report.html
    echo {sample} >out/assessment.json && echo out/assessment.json ;;
esac
"""


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    trace = folder / "trace"
    return hostile_repository(folder, trace).as_uri(), trace


@pytest.fixture
def recorders(tmp_path):
    made = Recorders(tmp_path / "recorders", sys.executable)
    (made.folder / "mrl").write_text(MRL.format(sample=shlex.quote(SAMPLE)))
    (made.folder / "mrl").chmod(0o755)
    return made


NO_VERSION = {"version": ""}
PIECES = {
    "script in sh": lambda place, variables: run(["/bin/sh", str(SCRIPT)], place, variables),
    "script in bash": lambda place, variables: run(["/bin/bash", str(SCRIPT)], place, variables),
    "action": lambda place, variables: run_action(
        place,
        ROOT,
        {},
        {name: value for name, value in variables.items() if name != "GITHUB_TOKEN"},
        **{"github.action_path": "", "github.token": CANARY},
    ),
    "component in bash": lambda place, variables: run_component(
        place, {"version": ""}, "/bin/bash", **variables
    ),
    "component in sh": lambda place, variables: run_component(place, {"version": ""}, "/bin/sh", **variables),
}


@pytest.mark.parametrize("piece", PIECES)
def test_nothing_of_the_checkout_runs(piece, origin, recorders, tmp_path):
    address, trace = origin
    place = hostile_checkout(address, tmp_path, trace)
    hostile = hostile_environment(place, recorders.path)
    done = PIECES[piece](place, {**hostile, **TOKENS})
    assert done.returncode == 0, done.stderr
    assert traces(trace) == []
    assert (place / "out" / "summary.md").is_file()
    assert [str(call) for call in recorders.calls() if call.sees(CANARY)] == []
    assert CANARY not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("project.yaml", 0),
        ("embedded", 2),
        *(
            pytest.param(*case, marks=pytest.mark.integration)
            for case in ((".", 0), ("docs", 0), ("deep/er/embedded.git", 2), ("linked", 2))
        ),
    ],
)
def test_nothing_runs_when_mrl_assesses_it(target, status, origin, recorders, tmp_path):
    address, trace = origin
    place = hostile_checkout(address, tmp_path, trace)
    repositories = "repositories:\n  - source: .\n    role: core\n  - source: embedded\n    role: core\n"
    (place / "project.yaml").write_text(f"schema: mrl-project/1\nname: Services\n{repositories}")
    hostile = hostile_environment(place, recorders.path)
    command = [sys.executable, "-I", "-m", "mrl", "assess", "--out=out", "--offline", "--", target]
    done = run(command, place, {**hostile, **TOKENS})
    assert done.returncode == status, done.stderr
    assert traces(trace) == []
    assert (place / "out" / "assessment.json").is_file() is (status == 0)
    calls = recorders.calls()
    programs = {call.words[0] for call in calls}
    assert programs == {str(recorders.folder / "git")} or (status == 2 and not programs)
    assert [str(call) for call in calls if call.sees(CANARY)] == []
    assert CANARY not in done.stdout + done.stderr


def test_the_tree_does_leave_traces_where_it_is_run(origin, recorders, tmp_path):
    """The trap works: the same calls without care fall into it."""
    address, _ = origin
    trace = tmp_path / "other-trace"
    (tmp_path / "served").mkdir()
    place = hostile_checkout(hostile_repository(tmp_path / "served", trace).as_uri(), tmp_path, trace)
    assert address
    path = hostile_environment(place, recorders.path)["PATH"]
    for command in (
        [sys.executable, "-m", "venv", "x"],
        [sys.executable, "-m", "pip", "--version"],
        [sys.executable, "-c", "import ctypes"],
        ["/bin/sh", "-c", "git --version; jq; mrl"],
    ):
        before = len(traces(trace))
        run(command, place, {"PATH": path})
        assert len(traces(trace)) > before, command
    before = len(traces(trace))
    run([str(recorders.folder / "git"), "status"], place, {"PATH": os.environ["PATH"]})
    assert len(traces(trace)) > before
