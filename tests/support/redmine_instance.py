"""A real Redmine on loopback: Debian's package, copied aside, with a database of its own and no service."""

import contextlib
import os
import shutil
import socket
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

import requests
from support.programs import end

PACKAGE = Path("/usr/share/redmine")
SECONDS_TO_PREPARE = 180
SECONDS_TO_START = 60
_READY = b"HTTPServer#start"
_PREPARE = """
Setting.rest_api_enabled = "1"
admin = User.find_by_login("admin")
admin.update_columns(must_change_passwd: false)
puts admin.api_key
"""


def missing() -> str | None:
    """Tell why Redmine cannot be started here; None where it can."""
    if not PACKAGE.is_dir():
        return "Redmine is not installed; on Debian and Ubuntu: apt-get install redmine redmine-sqlite"
    programs = [name for name in ("bundle", "rackup", "ruby") if shutil.which(name) is None]
    return f"Redmine needs {', '.join(programs)}" if programs else None


@dataclass
class Redmine:
    """A Redmine that runs: its address, the administrator's key, and its database."""

    url: str
    key: str
    database: Path

    @classmethod
    @contextlib.contextmanager
    def running(cls, folder: Path) -> Iterator[Self]:
        """Prepare and run until the block ends; a folder of its own, a few seconds."""
        home = _copied(folder)
        variables = _variables(home)
        _run(["bundle", "install", "--local", "--quiet"], home, variables)
        for task in (
            "db:migrate",
            "redmine:load_default_data",
        ):  # one by one: the second reads the new tables
            _run(["bundle", "exec", "rake", task], home, variables)
        key = _run(["bundle", "exec", "rails", "runner", _PREPARE], home, variables).split()[-1]
        port = _free_port()
        command = ["rackup", "-E", "production", "-s", "webrick", "-o", "127.0.0.1", "-p", str(port)]
        with subprocess.Popen(
            command, cwd=home, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as server:
            try:
                _wait_until_ready(server)
                yield cls(f"http://127.0.0.1:{port}", key, home / "redmine.sqlite3")
            finally:
                end(server)

    def call(self, method: str, path: str, *, login: str | None = None, **content: Any) -> dict[str, Any]:
        """Use the REST API as the administrator or, with a login, as that user."""
        headers = {"X-Redmine-API-Key": self.key} | ({"X-Redmine-Switch-User": login} if login else {})
        answer = requests.request(
            method, f"{self.url}/{path}.json", json=content, headers=headers, timeout=SECONDS_TO_START
        )
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:300]}"
        return answer.json() if answer.text.strip() else {}

    def change(self, statement: str, *values: object) -> None:
        """Change the database, for what the REST API does not let one say: when something happened."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute(statement, values)


def _copied(folder: Path) -> Path:
    """Copy the package, leaving its own instance and database out."""
    home = folder / "redmine"
    leave_out = shutil.ignore_patterns("instances", "Gemfile.lock", "database.yml")
    shutil.copytree(PACKAGE, home, ignore=leave_out)
    gemfile = home / "Gemfile"
    gemfile.write_text(gemfile.read_text().replace(f"{PACKAGE}/", f"{home}/"))
    (home / "Gemfile.local").write_text('gem "webrick"\n')
    for part in ("config", "log", "files", "tmp", "public/plugin_assets"):
        (home / "instances" / "default" / part).mkdir(parents=True)
    database = f"production:\n  adapter: sqlite3\n  database: {home}/redmine.sqlite3\n"
    for place in (home / "config", home / "instances" / "default" / "config"):
        (place / "database.yml").write_text(database)
    (home / "instances" / "default" / "config" / "secret_key.txt").write_text("0" * 64)
    return home


def _variables(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "BUNDLE_GEMFILE": str(home / "Gemfile"),
        "BUNDLE_SILENCE_ROOT_WARNING": "1",
        "RAILS_ENV": "production",
        "REDMINE_LANG": "en",
        "SCHEMA": os.devnull,
    }


def _run(command: list[str], home: Path, variables: dict[str, str]) -> str:
    done = subprocess.run(
        command,
        cwd=home,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS_TO_PREPARE,
    )
    assert done.returncode == 0, f"{' '.join(command[:3])}: {done.stderr[-2000:]}"
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(server: subprocess.Popen[bytes]) -> None:
    """Read what the server says until it listens; a server that never does is ended."""
    assert server.stderr is not None
    patience = threading.Timer(SECONDS_TO_START, server.kill)
    patience.start()
    said = []
    for line in server.stderr:
        said.append(line)
        if _READY in line:
            break
    patience.cancel()
    assert _READY in b"".join(said), b"".join(said)[-2000:].decode(errors="replace")
    threading.Thread(target=_drain, args=(server.stderr,), daemon=True).start()


def _drain(stream: IO[bytes]) -> None:
    """Keep the server from waiting for somebody to read its log."""
    with contextlib.suppress(ValueError, OSError):
        for _ in stream:
            pass
