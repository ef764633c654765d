"""Tokens from the environment, by the host they are for."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

_IP_ADDRESS = re.compile(r"\d+(?:\.\d+){3}")
_OWN_PREFIX = "MRL_TOKEN_"
_PUBLIC = {
    "GITHUB_TOKEN": "github.com",
    "GH_TOKEN": "github.com",
    "GITLAB_TOKEN": "gitlab.com",
}
_SERVER_OF = {
    "GITHUB_TOKEN": "GITHUB_SERVER_URL",
    "GH_TOKEN": "GITHUB_SERVER_URL",
    "GITLAB_TOKEN": "CI_SERVER_URL",
}
"""Where a CI says which server its tokens are for. What it says holds, also where it cannot be read."""


def tokens_from(environment: Mapping[str, str]) -> dict[str, str]:
    """Collect tokens by host.

    `MRL_TOKEN_<HOST>` is for that host, its dots and dashes written as underscores and doubled ones
    as dashes: `MRL_TOKEN_GIT_EXAMPLE_ORG` for git.example.org, `MRL_TOKEN_MY__FORGE_ORG` for
    my-forge.org. A number at the end is a port: `MRL_TOKEN_GIT_EXAMPLE_ORG_8443` is for
    git.example.org:8443, and `MRL_TOKEN_127_0_0_1_8443` for 127.0.0.1:8443. GITHUB_TOKEN, GH_TOKEN
    and GITLAB_TOKEN are for the public servers, or for the server alone that the CI they run in names:
    GITHUB_SERVER_URL for the first two, CI_SERVER_URL for the third. A server that is named and cannot be
    told gets no token, and nobody else gets it.
    """
    found: dict[str, str] = {}
    for name, public in _PUBLIC.items():
        host = _host_of_server(environment.get(_SERVER_OF[name], ""), public)
        if environment.get(name) and host:
            found.setdefault(host, environment[name])
    for name, token in environment.items():
        if name.startswith(_OWN_PREFIX) and token:
            found[_host(name.removeprefix(_OWN_PREFIX))] = token
    return found


def _host_of_server(url: str, public: str) -> str:
    """Return the host and port of a server's address, `public` without an address, empty for a wrong one."""
    if not url:
        return public
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("https", "http") or not parts.hostname:
        return ""
    usual = port in (None, 443 if parts.scheme == "https" else 80)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return host if usual else f"{host}:{port}"


def variables_with_tokens(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the name of each variable that holds a token, with the host that is sent it; no token."""
    names = sorted(name for name in environment if name in _PUBLIC or name.startswith(_OWN_PREFIX))
    servers = {name: environment[name] for name in _SERVER_OF.values() if name in environment}
    return {name: host for name in names for host in tokens_from({**servers, name: environment[name]})}


def _host(name: str) -> str:
    """Read a host; one that ends in a number, and is no address of numbers alone, ends in its port."""
    host = name.lower().replace("__", "-").replace("_", ".")
    place, dot, last = host.rpartition(".")
    is_port = dot and last.isdecimal() and not _IP_ADDRESS.fullmatch(host)
    return f"{place}:{last}" if is_port else host
