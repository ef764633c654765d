"""Runs ended by three signals at seeded moments: nothing half-written, and the next run as if nothing was."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.forge_host import ForgeHost, fill
from support.github_state import Hub, organisation
from support.repositories import well_kept

pytestmark = pytest.mark.integration

SEED = 20260202
MOMENTS = 6
SIGNALS = {signal.SIGKILL: -signal.SIGKILL, signal.SIGTERM: 143, signal.SIGINT: 130}
ASSESS_FILES = {"snapshot.json", "assessment.json", "report.html", "report.md", "report.pdf"}
START = ("-c", "from mrl.cli.start import start; start()")


def command(*arguments):
    return [sys.executable, *START, *map(str, arguments)]


def environment(folder, **changes):
    path = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    return {
        **os.environ,
        "PYTHONPATH": path,
        "MRL_CACHE": str(folder / "cache"),
        "TMPDIR": str(folder / "tmp"),
        **changes,
    }


def run(folder, *arguments, **changes):
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    settings = {"capture_output": True, "timeout": 300, "env": environment(folder, **changes)}
    return subprocess.run(command(*arguments), check=False, **settings)


def killed(folder, seconds, number, *arguments, **changes):
    """Start a run and send it a signal after so many seconds; give its status, None where it had ended."""
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        command(*arguments), env=environment(folder, **changes), stderr=subprocess.PIPE
    )
    try:
        process.wait(seconds)
        process.communicate()
    except subprocess.TimeoutExpired:
        process.send_signal(number)
        _, told = process.communicate(timeout=120)
        assert b"Traceback" not in told, told.decode()
        return process.returncode
    return None


def facts(path):
    snapshot = json.loads(path.read_bytes())
    return {key: value for key, value in snapshot.items() if key not in ("cost", "digest")}


def moments(seconds):
    chance = random.Random(SEED)  # noqa: S311 - no secret depends on it
    return [chance.uniform(0.05, 1) * seconds for _ in range(MOMENTS)]


def leftovers(folder):
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return well_kept(tmp_path_factory.mktemp("target"))


@pytest.fixture(scope="module")
def undisturbed(kept, tmp_path_factory):
    """Give the files of an assessment that nobody ends, and how long it takes."""
    folder = tmp_path_factory.mktemp("undisturbed")
    began = time.monotonic()
    done = run(folder, "assess", kept, "--as-of", "2026-01-01", "--out", folder / "out")
    assert done.returncode == 0, done.stderr.decode()
    return facts(folder / "out" / "snapshot.json"), time.monotonic() - began


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_assess_writes_all_or_nothing_and_the_next_run_all(kept, undisturbed, tmp_path, number):
    expected, seconds = undisturbed
    ended = 0
    for index, moment in enumerate(moments(seconds)):
        folder = tmp_path / str(index)
        arguments = ("assess", kept, "--as-of", "2026-01-01", "--out", folder / "out")
        status = killed(folder, moment, number, *arguments)
        there = set(map(str, (path.name for path in (folder / "out").glob("[!.]*"))))
        assert there in (set(), ASSESS_FILES)
        assert status in (None, SIGNALS[number], -number), status  # -number: before the program could listen
        ended += status is not None
        done = run(folder, *arguments)
        assert done.returncode == 0, done.stderr.decode()
        assert facts(folder / "out" / "snapshot.json") == expected
        assert leftovers(folder / "out") == []
        if number != signal.SIGKILL:
            assert list((folder / "tmp").iterdir()) == []
    assert ended >= MOMENTS // 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_what_is_ended_leaves_no_program_running(kept, tmp_path, number):
    """Git that a run started ends with it: a slow one is put on the way for that."""
    slow = tmp_path / "bin"
    slow.mkdir()
    mark = tmp_path / "started"
    (slow / "git").write_text(
        "#!/bin/sh\n"
        f'case " $* " in *rev-list*) echo $$ > {mark}; exec sleep 600;; esac\n'
        f'PATH={os.environ["PATH"]} exec git "$@"\n'
    )
    (slow / "git").chmod(0o755)
    path = f"{slow}{os.pathsep}{os.environ['PATH']}"
    (tmp_path / "tmp").mkdir()
    process = subprocess.Popen(
        command("collect", kept, "--out", tmp_path / "snapshot.json"),
        env=environment(tmp_path, PATH=path),
        stderr=subprocess.PIPE,
    )
    while not mark.exists() or not mark.read_text().strip():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(number)
    _, told = process.communicate(timeout=60)
    assert process.returncode == SIGNALS[number]
    assert told.decode().splitlines()[-1] == "mrl: interrupted; nothing was written"
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)
    assert not (tmp_path / "snapshot.json").exists()
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    with ForgeHost.serving(folder / "served") as host:
        fill(host, organisation(Hub(), "city", 6), folder / "origins")
        yield host, host.write_project(folder / "project", core=["plugin-000"])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_collect_that_was_asked_to_end_goes_on(served, tmp_path, number):
    host, project = served
    arguments = ("collect", project, "--as-of", "2026-01-01T12:00:00", "--quiet", "--out")
    first = tmp_path / "first"
    began = time.monotonic()
    settings = host.environment(first / "cache")
    assert run(first, *arguments, first / "s.json", **settings).returncode == 0
    seconds, expected = time.monotonic() - began, facts(first / "s.json")
    for index, moment in enumerate(moments(seconds)[:4]):
        folder = tmp_path / str(index)
        settings = host.environment(folder / "cache")
        status = killed(folder, moment, number, *arguments, folder / "s.json", **settings)
        assert status in (None, SIGNALS[number], -number)
        assert (folder / "s.json").exists() == (status is None)
        done = run(folder, *arguments, folder / "s.json", **settings)
        assert done.returncode == 0, done.stderr.decode()
        assert facts(folder / "s.json") == expected


def test_two_runs_on_one_cache_at_once_find_the_same(served, tmp_path):
    host, project = served
    arguments = ("collect", project, "--as-of", "2026-01-01T12:00:00", "--quiet", "--out")
    (tmp_path / "tmp").mkdir()
    settings = environment(tmp_path, **host.environment(tmp_path / "cache"))
    runs = [
        subprocess.Popen(
            command(*arguments, tmp_path / f"{index}.json"), env=settings, stderr=subprocess.PIPE
        )
        for index in range(3)
    ]
    told = [each.communicate(timeout=300)[1].decode() for each in runs]
    assert [each.returncode for each in runs] == [0, 0, 0], told
    first, *others = [facts(tmp_path / f"{index}.json") for index in range(3)]
    assert all(each == first for each in others)


def test_two_runs_into_one_folder_leave_whole_files_of_one_of_them(kept, tmp_path):
    (tmp_path / "tmp").mkdir()
    arguments = ("assess", kept, "--as-of", "2026-01-01", "--out", tmp_path / "out")
    runs = [
        subprocess.Popen(command(*arguments), env=environment(tmp_path), stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    told = [each.communicate(timeout=300)[1].decode() for each in runs]
    assert [each.returncode for each in runs] == [0, 0], told
    assert {path.name for path in (tmp_path / "out").iterdir()} == ASSESS_FILES
    assert run(tmp_path, "verify", tmp_path / "out" / "report.pdf").returncode == 0
