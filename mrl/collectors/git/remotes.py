"""Where a repository comes from: its remotes, comparable whichever way they are spelled."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mrl.collectors.git.layout import Layout
from mrl.collectors.git.runner import GitError, run_git
from mrl.collectors.git.text import decoded

_LARGEST_CONFIG = 1 << 20
_NONE_SET = 1
_FILES = ("config", "config.worktree")
_ASKED = r"^(remote\..*\.(push)?url|url\..*\.(push)?insteadof|include\.path|includeif\..*\.path)$"
_REWRITES = re.compile(r"url\.(?P<base>.*)\.(?:push)?insteadof")
_SCP = re.compile(r"(?:[^@/]+@)?\[?(?P<host>[\w.-]+)(?::\d+)?\]?:(?P<path>(?!:).*)")
_PART = re.compile(r"(?<=.)\.(git|wiki|design)$")
_SNIPPET = re.compile(r"snippets/\d+(\.git)?")
_TELLING = 2
"""So many last parts of a path tell one repository from another: its owner and its name."""


@dataclass(frozen=True, slots=True)
class Place:
    """A repository on a server, without protocol, user, port, `.git` and upper case.

    A wiki is told by the place of its project.
    """

    host: str
    path: tuple[str, ...]

    def may_be(self, other: "Place") -> bool:
        """Say whether two places could be one: servers have several names, and paths a common front."""
        return self.path[-_TELLING:] == other.path[-_TELLING:]


@dataclass(frozen=True, slots=True)
class Remotes:
    """The remotes of one repository; `is_clear` is False where one of them cannot be told."""

    places: tuple[Place, ...] = ()
    folders: tuple[Path, ...] = ()
    is_clear: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing says where the repository comes from."""
        return not self.places and not self.folders


def read_remotes(layout: Layout) -> Remotes:
    """Read every remote, whatever its name, as it is written and as `insteadOf` writes it anew.

    The values are read from the files as text; nothing of the configuration takes effect. Another file
    that is included may name remotes as well, which matters where this one names none: CI includes one
    for its credentials (https://github.com/actions/checkout).
    """
    try:
        settings = [each for name in _FILES for each in _settings(layout.git_dir / name)]
        settings += list(_settings(layout.common_dir / "config"))
    except (GitError, OSError):
        return Remotes(is_clear=False)
    written = dict.fromkeys(value for key, value in settings if key.startswith("remote."))
    anew = dict(_rewritings(settings))
    addresses = dict.fromkeys(each for address in written for each in (address, _rewritten(address, anew)))
    includes = any(key.startswith("include") for key, _ in settings)
    found = [place_of(address) or _folder(address, layout.top) for address in addresses]
    return Remotes(
        places=tuple(each for each in found if isinstance(each, Place)),
        folders=tuple(each for each in found if isinstance(each, Path)),
        is_clear=None not in found and (bool(found) or not includes),
    )


def _rewritings(settings: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each start of addresses that `url.<base>.insteadOf` replaces, with its base."""
    for key, value in settings:
        if match := _REWRITES.fullmatch(key):
            yield value, match["base"]


def _rewritten(address: str, anew: Mapping[str, str]) -> str:
    """Write an address as git would ask it: the longest start that is replaced counts."""
    start = max((each for each in anew if each and address.startswith(each)), key=len, default=None)
    return address if start is None else anew[start] + address.removeprefix(start)


def place_of(address: str) -> Place | None:
    """Find the server and path of an address, be it https, ssh or git; None where it names no server."""
    try:
        parts = urlsplit(address)
        host, path = parts.hostname or "", parts.path
    except ValueError:
        return None
    if "://" not in address:
        match = _SCP.fullmatch(address)
        host, path = (match["host"], match["path"]) if match else ("", "")
    segments = [part.casefold() for part in unquote(path).split("/") if part not in ("", ".", "_git")]
    if not host or not segments:
        return None
    return Place(host.casefold().rstrip(".").removeprefix("www."), _of_project(segments))


def _of_project(segments: list[str]) -> tuple[str, ...]:
    """Return the path of the project: whoever owns it writes its wiki, designs and snippets as well."""
    *front, last = segments
    if last == "wiki" and front and front[-1].endswith(".git"):  # as Bitbucket writes it
        *front, last = front
    elif _SNIPPET.fullmatch("/".join(segments[-2:])) and len(front) > _TELLING:  # as GitLab writes it
        *front, last = front[:-2] if front[-2] == "-" else front[:-1]
    while (shorter := _PART.sub("", last)) != last:
        last = shorter
    return (*front, last)


def _folder(address: str, top: Path) -> Path | None:
    """Find the folder an address names on this machine; None where there is none, or it is no path."""
    if address.lower().startswith("file://"):
        address = unquote(urlsplit(address).path)
    folder = top / address
    return folder if address and "://" not in address and folder.is_dir() else None


def _settings(config: Path) -> Iterator[tuple[str, str]]:
    """Read from a file, without what it includes, every setting that says where a repository comes from."""
    if config.is_symlink():
        raise OSError(str(config))
    if not config.is_file():
        return
    if config.stat().st_size > _LARGEST_CONFIG:
        raise OSError(str(config))
    arguments = ["config", "--file", str(config.resolve()), "--no-includes", "--null", "--get-regexp", _ASKED]
    try:
        output = decoded(run_git(arguments, git_dir=None))
    except GitError as problem:
        if problem.returncode == _NONE_SET:
            return
        raise
    for record in filter(None, output.split("\0")):
        key, _, value = record.partition("\n")
        yield key.lower(), value.strip()
