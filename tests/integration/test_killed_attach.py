"""`mrl attach` killed at requests chosen by a seed: nothing is lost, and the next run comes to the end."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.doors import TOKEN
from support.release_github import TAG, GithubReleases
from support.release_gitlab import GitlabReleases
from support.release_runs import assessment_of, carrying, write_files
from support.release_states import is_clean, lost, state_of

from mrl.files.writing import canonical_json
from mrl.publishing.files import gather

pytestmark = pytest.mark.integration

SEED = 20260303
KILLS = 5
SERVERS = {"github": GithubReleases, "gitlab": GitlabReleases}


def start(forge, server, folder):
    """Start the real program."""
    host = server.url.split("/")[2]
    token = "MRL_TOKEN_" + host.replace(".", "_").replace(":", "_")
    path = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    arguments = (
        "attach",
        str(folder),
        "--release",
        TAG,
        "--forge",
        forge,
        "--repository",
        server.url,
        "--create",
    )
    command = [sys.executable, "-c", "from mrl.cli.start import start; start()", *arguments]
    environment = {**os.environ, "PYTHONPATH": path, token: TOKEN}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finish(process):
    out, told = process.communicate(timeout=300)
    assert process.returncode == 0, told.decode()
    assert TOKEN.encode() not in out + told


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=lambda number: number.name)
@pytest.mark.parametrize("forge", SERVERS)
def test_a_kill_at_any_request_loses_nothing(tmp_path, forge, number):
    folder = write_files(tmp_path / "out", pdf=carrying(canonical_json(assessment_of())))
    wanted = {file.name: file.content for file in gather([folder]).files}
    with SERVERS[forge].serving() as server:
        finish(start(forge, server, folder))
        count, done = server.exchanges.count, state_of(server)
    assert count > 10
    chance = random.Random(SEED)  # noqa: S311 - no secret depends on it
    for request in sorted(chance.sample(range(1, count), KILLS)):
        with SERVERS[forge].serving() as server:
            before = state_of(server)
            process = start(forge, server, folder)

            def kill(now, _seen, reply, *, process=process, request=request):
                """End the program when this was done and before it can know."""
                if now == request:
                    process.send_signal(number)
                    if number == signal.SIGKILL:
                        process.wait(60)
                return reply

            server.exchanges.afterwards = kill
            _, told = process.communicate(timeout=300)
            assert process.returncode == (-number if number == signal.SIGKILL else 143), told.decode()
            assert b"Traceback" not in told
            assert not lost(before, state_of(server), wanted), request
            server.exchanges.behave()
            finish(start(forge, server, folder))
            assert state_of(server) == done, request
            assert is_clean(server), request
