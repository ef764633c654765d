"""What holds for every test: no network, no home, no settings of the person who runs them."""

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))  # for `from support...`: importlib mode leaves the path alone

sys.path.append(str(Path(__file__).parent.parent / "scripts"))

from compile_catalogues import compile_catalogues

compile_catalogues()  # a sentence that was translated a moment ago is tested, not the one before it

# A shell that starts this in the background lets it ignore Ctrl-C, and every program it starts as well.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes says something about the machine, not about the code.
settings.register_profile("mrl", deadline=None)
settings.load_profile("mrl")

FOREIGN_PREFIXES = ("GIT_", "GITHUB_", "GITLAB_", "GH_", "MRL_")
LANGUAGE_NAMES = ("LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES")  # without them all is English
PROGRAM_NAMES = ("COLUMNS", "FORCE_COLOR", "NO_COLOR", "PYTHONUNBUFFERED")
FOREIGN_NAMES = ("CI", "SOURCE_DATE_EPOCH", *PROGRAM_NAMES, *LANGUAGE_NAMES)
FOLDERS = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "MRL_CACHE")


class NetworkBlockedError(RuntimeError):
    """A test tried to leave the machine; no OSError, so that nothing takes it for an outage."""


def is_loopback(host: object) -> bool:
    """Whether a host given to the socket module is this machine, without asking a name server."""
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


def guarded(original: Callable[..., Any], host_of: Callable[..., object]) -> Callable[..., Any]:
    """Wrap a function of the socket module so that it refuses every host but this machine."""

    def refuse_others(*arguments: Any, **options: Any) -> Any:
        host = host_of(*arguments)
        if not is_loopback(host):
            raise NetworkBlockedError(f"tests reach no network, but this one wants {host!r}")
        return original(*arguments, **options)

    return refuse_others


def host_of_address(_socket: socket.socket, *arguments: Any) -> object:
    """Give the host of an address, which comes last; an address without one is a path: local."""
    return arguments[-1][0] if isinstance(arguments[-1], tuple) else None


def host_of_name(*arguments: Any) -> object:
    """Give the host of a look-up by name."""
    return arguments[0]


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse connections and look-ups beyond loopback; programs that tests start meet a closed proxy."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name), host_of_address))
        for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
            patch.setattr(socket, name, guarded(getattr(socket, name), host_of_name))
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            patch.setenv(name, "http://127.0.0.1:9")
            patch.delenv(name.upper(), raising=False)
        patch.setenv("no_proxy", "localhost,127.0.0.1,::1")
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_personal_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give an empty home and empty caches, and take away what steers git, forges, terminals and mrl."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(FOREIGN_PREFIXES) or name in FOREIGN_NAMES:
                patch.delenv(name)
        patch.setenv("TERM", "xterm")  # whatever terminal, or none, the tests are started from
        for name in FOLDERS:
            patch.setenv(name, str(home if name == "HOME" else home / name.lower()))
        yield


@pytest.fixture(scope="session")
def cli_invoke() -> Callable[..., Result]:
    """Run `mrl` with these arguments in this process; a traceback fails the test."""

    def invoke(*arguments: object, **options: Any) -> Result:
        from mrl.cli.main import main  # noqa: PLC0415 - other tests do not pay for the whole command line

        runner_options = {"catch_exceptions": False, **options}
        return CliRunner().invoke(main, [str(argument) for argument in arguments], **runner_options)

    return invoke
