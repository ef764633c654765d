"""A real GitBucket on loopback, from the war that its project publishes, with data of its own."""

import contextlib
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import requests
from support.programs import end
from urllib3.util import Retry

WAR = os.environ.get("GITBUCKET_WAR", "")
SECONDS = 60
ADMINISTRATOR = "root:root"
"""The account that every new GitBucket has."""
_UNTIL_IT_LISTENS = Retry(total=None, connect=240, read=0, backoff_factor=0.25, backoff_max=0.25)


def missing() -> str | None:
    """Tell why GitBucket cannot be started here; None where it can."""
    if not WAR:
        return (
            "GitBucket publishes its war with its releases, not on Maven Central (its build has left it "
            "out since 2017); name a downloaded one in GITBUCKET_WAR"
        )
    if not Path(WAR).is_file():
        return f"GITBUCKET_WAR names {WAR}, and there is no such file"
    return (
        None if shutil.which("java") else "GitBucket needs Java 17: apt-get install openjdk-17-jre-headless"
    )


@dataclass
class GitBucket:
    """A GitBucket that runs."""

    url: str

    @classmethod
    @contextlib.contextmanager
    def running(cls, folder: Path) -> Iterator[Self]:
        """Run until the block ends, with all data in a folder."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [
            "java",
            "-jar",
            WAR,
            "--host=127.0.0.1",
            f"--port={port}",
            f"--gitbucket.home={folder}/home",
        ]
        with (
            (folder / "log.txt").open("wb") as log,
            subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT) as server,
        ):
            try:
                gitbucket = cls(f"http://127.0.0.1:{port}")
                gitbucket.wait()
                yield gitbucket
            finally:
                end(server)

    def wait(self) -> None:
        """Return as soon as it answers."""
        with requests.Session() as session:
            session.mount("http://", requests.adapters.HTTPAdapter(max_retries=_UNTIL_IT_LISTENS))
            session.get(f"{self.url}/api/v3/users/root", timeout=SECONDS).raise_for_status()

    def call(self, method: str, path: str, **content: Any) -> Any:
        """Use the REST API as the administrator."""
        name, password = ADMINISTRATOR.split(":")
        answer = requests.request(
            method, f"{self.url}/api/v3/{path}", json=content, auth=(name, password), timeout=SECONDS
        )
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:300]}"
        return answer.json()

    def git_address(self, repository: str) -> str:
        """Give the address to push to."""
        return f"{self.url.replace('//', f'//{ADMINISTRATOR}@')}/git/{repository}.git"
