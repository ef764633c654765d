"""Runs killed in the middle, by a signal no program can catch, and run again to their end."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.forge_host import ForgeHost, fill
from support.github_state import Hub, organisation

pytestmark = pytest.mark.integration

SEED = 20260101
BY_TIME, BY_REQUEST = 10, 10
COUNT = 16
JOBS = 2
COLLECT = [sys.executable, "-m", "mrl.cli.main", "collect"]


@dataclass
class Kitchen:
    """A host, a project on it, and runs of the real program over a cache each."""

    host: ForgeHost
    project: Path
    folder: Path

    def start(self, name: str) -> subprocess.Popen[bytes]:
        """Start a run with the cache of this name."""
        out = self.folder / f"{name}.json"
        arguments = [str(self.project), "--out", str(out), "--jobs", str(JOBS), "--quiet"]
        arguments += ["--as-of", "2026-01-01T12:00:00"]
        environment = self.host.environment(self.folder / name, PYTHONPATH=os.pathsep.join(sys.path))
        return subprocess.Popen([*COLLECT, *arguments], env=environment, stderr=subprocess.PIPE)

    def finish(self, name: str) -> bytes:
        """Run to the end and give everything of the snapshot that is a fact."""
        process = self.start(name)
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()
        snapshot = json.loads((self.folder / f"{name}.json").read_bytes())
        facts = {key: value for key, value in snapshot.items() if key not in ("cost", "digest")}
        return json.dumps(facts, sort_keys=True).encode()

    def killed(self, name: str, moment: "Moment") -> bool:
        """Start a run and kill it; whether it was still running then."""
        process = self.start(name)
        moment.wait_for(process, self.host)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        return process.returncode == -signal.SIGKILL


@dataclass
class Moment:
    """When to kill: a share of the time an undisturbed run took, or the number of a request."""

    seconds: float = 0
    request: int = 0

    def wait_for(self, process: subprocess.Popen[bytes], host: ForgeHost) -> None:
        if not self.request:
            with_timeout(process, self.seconds)
            return
        reached, before = threading.Event(), len(host.http.requests)
        host.on_request = lambda: reached.set() if len(host.http.requests) - before >= self.request else None
        reached.wait(60)
        host.on_request = lambda: None


def with_timeout(process: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory):
    folder = tmp_path_factory.mktemp("killed")
    with ForgeHost.serving(folder / "served") as host:
        fill(host, organisation(Hub(), "city", COUNT), folder / "origins")
        host.github.latency = 0.02
        yield Kitchen(host, host.write_project(folder / "project", core=["plugin-000"]), folder)


@pytest.fixture(scope="module")
def undisturbed(kitchen):
    """Give the facts, seconds and requests of a run that nobody kills."""
    began, before = time.monotonic(), len(kitchen.host.http.requests)
    facts = kitchen.finish("undisturbed")
    return facts, time.monotonic() - began, len(kitchen.host.http.requests) - before


def moments(seconds, requests):
    """Choose the moments, the same ones in every run of this test as far as machines allow."""
    chance = random.Random(SEED)  # noqa: S311 - no secret depends on it
    by_time = [Moment(seconds=chance.uniform(0.2, 1) * seconds) for _ in range(BY_TIME)]
    return by_time + [Moment(request=chance.randint(1, requests - 1)) for _ in range(BY_REQUEST)]


def test_facts_are_those_of_a_run_that_nobody_killed(kitchen, undisturbed):
    """Twenty runs, each killed once."""
    facts, seconds, requests = undisturbed
    stopped = 0
    for number, moment in enumerate(moments(seconds, requests)):
        stopped += kitchen.killed(f"once-{number}", moment)
        assert kitchen.finish(f"once-{number}") == facts, moment
    assert stopped >= BY_REQUEST


def test_a_run_killed_again_and_again_ends_all_the_same(kitchen, undisturbed):
    facts, _, requests = undisturbed
    chance = random.Random(SEED + 1)  # noqa: S311 - no secret depends on it
    for _ in range(6):
        kitchen.killed("again", Moment(request=chance.randint(1, requests // 4)))
    assert kitchen.finish("again") == facts


CONVERSATIONS = 3
"""Of git for one repository: what there is, the history, the contents."""


def asked(seen):
    """Count requests for advisories, one per repository, by path; and conversations of git by repository."""
    advisories = Counter(each.path for each in seen if "/security-advisories" in each.path)
    git = Counter(each.path.split("/")[2] for each in seen if "/info/refs" in each.path)
    return advisories, git


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.98])
def test_what_a_killed_run_had_is_not_asked_for_again(kitchen, undisturbed, share):
    """What was under way when it was killed is asked for twice, and nothing else."""
    host, (_, _, requests) = kitchen.host, undisturbed
    since = len(host.http.requests)
    kitchen.killed(f"asked-{share}", Moment(request=int(requests * share)))
    kitchen.finish(f"asked-{share}")
    seen = host.http.requests[since:]
    advisories, git = asked(seen)
    assert (len(advisories), len(git)) == (COUNT, COUNT)
    assert advisories.total() - COUNT <= 1
    assert len([name for name, count in git.items() if count > CONVERSATIONS]) <= JOBS
    assert len([each for each in seen if b"repositoryOwner" in each.body]) == 1
