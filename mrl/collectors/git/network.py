"""The environment of git commands that talk to a server."""

import base64
import os
from collections.abc import Iterable, Iterator

from mrl.collectors.git.address import Address
from mrl.collectors.git.limits import MEMORY_SETTINGS
from mrl.collectors.git.runner import CommandCounter, GitError, run_git
from mrl.collectors.git.text import decoded

STALLED_SECONDS = 60
"""A server that sends nothing at all for so long is given up."""

_USER_VARIABLES = (
    "HOME",  # for .netrc
    "http_proxy",
    "https_proxy",
    "HTTPS_PROXY",
    "all_proxy",
    "ALL_PROXY",
    "no_proxy",
    "NO_PROXY",
    "CURL_CA_BUNDLE",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "GIT_SSL_CAINFO",
    "GIT_SSL_CAPATH",
    "GIT_SSL_CERT",
    "GIT_SSL_KEY",
    "GIT_SSL_NO_VERIFY",
    "GIT_PROXY_SSL_CAINFO",
    "GIT_PROXY_SSL_CERT",
    "GIT_PROXY_SSL_KEY",
    "GIT_HTTP_PROXY_AUTHMETHOD",
)
_CONFIGURATION_VARIABLES = (
    "HOME",
    "XDG_CONFIG_HOME",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
)
_USER_KEYS = r"^http\.(.*\.)?(proxy|ssl|schannel|pinnedpubkey)"


def network_environment(address: Address, counter: CommandCounter | None) -> dict[str, str]:
    """Let git talk to the server of `address`, by https alone (http on this machine).

    The user's proxy and certificate settings and .netrc hold; nothing else of the user's
    configuration does: no hooks, no credential helpers, no rewritten addresses.
    """
    variables = {name: os.environ[name] for name in _USER_VARIABLES if name in os.environ}
    variables["GIT_ALLOW_PROTOCOL"] = address.scheme
    if address.scheme == "http":
        variables["no_proxy"] = "*"
    return variables | _as_variables([*_user_settings(counter), *_own_settings(address)])


def _own_settings(address: Address) -> Iterator[tuple[str, str]]:
    """Give our own configuration of a network command.

    Credentials travel as a header, not in the address: command lines are visible to all users of
    a machine. Git would send that header on to wherever it is redirected, so it must not follow.
    """
    yield from ((f"core.{name}", value) for name, value in MEMORY_SETTINGS.items())
    yield from {
        "core.hooksPath": os.devnull,
        "gc.autoDetach": "false",
        "fetch.recurseSubmodules": "false",
        "protocol.version": "2",
        "http.lowSpeedLimit": "1",
        "http.lowSpeedTime": str(STALLED_SECONDS),
        "http.followRedirects": "false" if address.credentials else "initial",
        "remote.origin.url": address.url,
        "remote.origin.promisor": "true",
        "remote.origin.partialCloneFilter": "blob:none",
    }.items()
    if address.credentials:
        header = base64.b64encode(address.credentials.encode()).decode("ascii")
        yield "http.extraHeader", f"Authorization: Basic {header}"


def _user_settings(counter: CommandCounter | None) -> Iterator[tuple[str, str]]:
    """Read the user's http settings; none where there are none or they cannot be read."""
    variables = {name: os.environ.get(name) for name in _CONFIGURATION_VARIABLES}
    arguments = ["config", "--null", "--get-regexp", _USER_KEYS]
    try:
        output = run_git(arguments, git_dir=None, environment=variables, counter=counter)
    except GitError:
        return
    for record in decoded(output).split("\0")[:-1]:
        key, _, value = record.partition("\n")
        yield key, value


def _as_variables(settings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Write configuration as git reads it from its environment; later ones win."""
    pairs = tuple(settings)
    keys = {f"GIT_CONFIG_KEY_{number}": key for number, (key, _) in enumerate(pairs)}
    values = {f"GIT_CONFIG_VALUE_{number}": value for number, (_, value) in enumerate(pairs)}
    return keys | values | {"GIT_CONFIG_COUNT": str(len(pairs))}
