"""The address of a repository on a git server, its credentials kept apart so that they are never shown."""

import hashlib
import ipaddress
import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from mrl.collectors.git.text import without_credentials
from mrl.errors import TargetError, printable
from mrl.model.base import Message, say

_LONGEST = 2000
_SLUG_LENGTH = 80
_DEFAULT_PORTS = {"https": 443, "http": 80}
_UNSAFE = re.compile(r"[\s\\<>\"'`|^{}]|%0[0ad]", re.IGNORECASE)
_SSH = re.compile(r"(?:ssh://)?(?:[^@/\s]+@)?(?P<host>[\w.-]+)[:/](?P<path>(?!//).+)")

_OWNER_AND_NAME_HOSTS = frozenset(
    {"github.com", "www.github.com", "codeberg.org", "gitea.com", "bitbucket.org"}
)
"""Servers where a repository is always `/owner/name`, and anything behind that is one of its web pages."""


@dataclass(frozen=True, slots=True)
class Address:
    """An https address (http on this machine only) without credentials, query or trailing slash.

    `credentials` is `user:password`, to be used and never stored or shown.
    """

    url: str
    credentials: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return self.url

    @property
    def name(self) -> str:
        """The repository's name, safe to show."""
        return printable(unquote(self.url.rsplit("/", 1)[-1])).strip().removesuffix(".git") or "repository"

    @property
    def host(self) -> str:
        """The server's name in lower case, without port."""
        return urlsplit(self.url).hostname or ""

    @property
    def place(self) -> str:
        """The server's name in lower case, with its port where that is not the usual one."""
        return urlsplit(self.url).netloc

    @property
    def scheme(self) -> str:
        """`https`, or `http` for this machine."""
        return urlsplit(self.url).scheme

    @property
    def slug(self) -> str:
        """A folder name: readable, and different for every address."""
        readable = re.sub(r"[^A-Za-z0-9._]+", "-", self.url.split("://", 1)[-1]).strip("-.")
        return f"{readable[-_SLUG_LENGTH:].lstrip('-.')}-{hashlib.sha256(self.url.encode()).hexdigest()[:12]}"


def looks_like_address(text: str) -> bool:
    """Tell an address of any protocol (`https://`, `ext::`, `user@host:path`) from a path."""
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*(?:://|::)|[^/\s@]+@[^/\s:]+:", text))


def parse_address(text: str) -> Address:
    """Read an address as a person gives it, also that of a repository's web page; TargetError otherwise."""
    shown = printable(without_credentials(text))[:200]
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as problem:
        reason = say("{address} is not a valid address: {reason}", address=shown, reason=str(problem))
        raise TargetError(reason) from problem
    _check_protocol(text, shown, parts.scheme, host)
    path = _repository_path(host, parts.path)
    if not host or not path or len(text) > _LONGEST or _UNSAFE.search(text) or not text.isprintable():
        raise TargetError(
            say(
                "{address} is not the address of a repository; it should read like https://server/owner/name",
                address=shown,
            )
        )
    place = f"[{host}]" if ":" in host else host
    place += "" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return Address(f"{parts.scheme}://{place}{path}", _credentials(parts))


def _check_protocol(text: str, shown: str, scheme: str, host: str) -> None:
    """Allow https everywhere and http on this machine; say for the others what would work."""
    if scheme == "https" or (scheme == "http" and _is_loopback(host)):
        return
    if scheme == "http":
        raise TargetError(
            say("{address}: http is not protected; use the https address of the repository", address=shown)
        )
    ssh = _SSH.fullmatch(text) if scheme in ("", "ssh") else None
    if ssh:
        raise TargetError(_no_ssh(shown, ssh["host"], re.sub(r"^\d+/|^/+", "", ssh["path"])))
    raise TargetError(
        say(
            "{address}: this protocol is not supported; use an https address or the path of a clone",
            address=shown,
        )
    )


def _no_ssh(shown: str, host: str, path: str) -> Message:
    return say(
        "{address}: ssh addresses are not supported; use {better} or the path of a clone of your own",
        address=shown,
        better=f"https://{printable(host)}/{printable(path)}",
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _repository_path(host: str, path: str) -> str:
    """Cut the path of a web page down to the repository it belongs to; empty where there is none.

    `/-/` (GitLab) and `.git/` end a repository's own path on any server.
    """
    path = re.sub(r"/{2,}", "/", path).split("/-/", 1)[0]
    path = re.sub(r"(?<=[^/]\.git)/.*", "", path).rstrip("/")
    if host in _OWNER_AND_NAME_HOSTS:
        segments = path.split("/")[1:3]
        return f"/{'/'.join(segments).removesuffix('.git')}" if len(segments) == 2 else ""  # noqa: PLR2004
    return path


def _credentials(parts: SplitResult) -> str | None:
    if parts.username is None and parts.password is None:
        return None
    return f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
