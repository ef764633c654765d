"""The promises of conftest.py: nothing leaves the machine, nothing personal comes in."""

import os
import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest

PUBLIC = "192.0.2.1"  # reserved for documentation: reaches nobody, should the block ever fail


def test_connections_beyond_this_machine_are_refused() -> None:
    with socket.socket() as client, pytest.raises(RuntimeError, match=r"reach no network.*192\.0\.2\.1"):
        client.connect((PUBLIC, 80))
    with socket.socket() as client, pytest.raises(RuntimeError, match="reach no network"):
        client.connect_ex((PUBLIC, 80))


def test_datagrams_beyond_this_machine_are_refused() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as client, pytest.raises(RuntimeError):
        client.sendto(b"x", (PUBLIC, 53))


def test_names_are_not_looked_up() -> None:
    with pytest.raises(RuntimeError, match=r"example\.org"):
        socket.getaddrinfo("example.org", 443)
    with pytest.raises(RuntimeError):
        socket.create_connection(("example.org", 443))


def test_web_requests_meet_the_closed_proxy() -> None:
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen("http://example.org/", timeout=5)


def test_programs_meet_the_closed_proxy() -> None:
    done = subprocess.run(
        ["git", "ls-remote", "https://example.org/x.git"], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "127.0.0.1" in done.stderr


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(("localhost", server.getsockname()[1]))
        accepted, _ = server.accept()
        client.sendall(b"here")
        assert accepted.recv(4) == b"here"
        client.close()
        accepted.close()


def test_home_and_caches_are_temporary(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert Path.home().is_relative_to(tmp_path_factory.getbasetemp())
    assert Path(os.environ["MRL_CACHE"]).is_relative_to(Path.home())
    assert not [name for name in os.environ if name.startswith(("GIT_", "GITHUB_", "GITLAB_"))]
