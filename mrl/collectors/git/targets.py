"""What a person points at: a folder, an address on a git server, or a project file."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from mrl.collectors.git.address import Address, looks_like_address, parse_address
from mrl.collectors.git.layout import find_layout
from mrl.collectors.git.linked import git_dir_of, work_tree_around
from mrl.collectors.git.text import decoded, without_credentials
from mrl.errors import TargetError, printable
from mrl.files.system import system_reason
from mrl.files.ways import places_on_the_way
from mrl.model.base import Message, say

_LONGEST_NAME = 100


class TargetKind(StrEnum):
    """A repository on this machine, one on a server, or a project file that names several."""

    LOCAL = "local"
    REMOTE = "remote"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be assessed; `path` is given for local repositories and project files, else `address`.

    `name` is the repository's (or the file's) name, safe to show.
    """

    kind: TargetKind
    name: str
    path: Path | None = None
    address: Address | None = None


def resolve_target(text: str, *, base: Path | None = None) -> Target:
    """Find out what `text` means; a relative path starts at `base` (default: the current folder).

    A folder inside a repository stands for the whole repository. Nothing is fetched. Raises
    TargetError, with what would mend it, where there is nothing to assess.
    """
    path = _existing(text, base)
    if path is None:
        return _remote(text)
    if path.is_file():
        return _project_file(path)
    _refuse_way_out((base or Path.cwd()) / text, path)
    return _local(path)


def name_in(text: str) -> str:
    """Give the last part of a path or address as a name safe to show, for what cannot be resolved."""
    last = without_credentials(text).partition("?")[0].rstrip("/").rsplit("/", 1)[-1]
    return _shown_name(last.removesuffix(".git"))


def _existing(text: str, base: Path | None) -> Path | None:
    """Give the path if something is there; None if `text` can only be an address."""
    if not text.strip() or "\0" in text:
        raise TargetError(
            say("there is nothing to assess; give a folder, an https address or a project file")
        )
    path = (base or Path.cwd()) / text
    try:
        path.stat()
    except FileNotFoundError:
        if looks_like_address(text):
            return None
        raise TargetError(_nothing_there(text)) from None
    except OSError as problem:
        if looks_like_address(text):
            return None
        raise TargetError(_unreadable(_shown(text), problem)) from problem
    return path.resolve()


def _refuse_way_out(path: Path, found: Path) -> None:
    """Refuse a folder behind a link of a work tree that leads out of it: the link may be a committed one."""
    for place in places_on_the_way(path):
        outer = work_tree_around(place) if place.is_symlink() else None
        if outer is not None and not found.is_relative_to(outer):
            raise TargetError(
                say(
                    "{place} is a link that leads out of the work tree of {outer};"
                    " give the folder itself, if that is what you mean",
                    place=_shown(decoded(bytes(place))),
                    outer=_shown(decoded(bytes(outer))),
                )
            )


def _unreadable(shown: str, problem: OSError) -> Message:
    return say("{place} cannot be read: {reason}", place=shown, reason=system_reason(problem))


def _nothing_there(text: str) -> Message:
    """Say that a path does not exist, and that it may be an address without its beginning."""
    first = text.split("/", 1)[0]
    if "." in first.strip(".") and "/" in text:
        return say(
            "there is no file or folder {place}; for a git server write https://{place}", place=_shown(text)
        )
    return say("there is no file or folder {place}", place=_shown(text))


def _shown(text: str) -> str:
    return printable(without_credentials(text))[:200]


def _remote(text: str) -> Target:
    address = parse_address(text)
    return Target(TargetKind.REMOTE, _shown_name(address.name), address=address)


def _project_file(path: Path) -> Target:
    if path.suffix.lower() not in (".yaml", ".yml"):
        shown = _shown_name(path.name)
        raise TargetError(
            say("{place} is a file; give the folder of a repository, or a project file (.yaml)", place=shown)
        )
    return Target(TargetKind.PROJECT, _shown_name(path.name), path=path)


def _local(path: Path) -> Target:
    """Go upwards until a repository is found, as git does where it is told to be careful of bare ones."""
    shown = printable(decoded(bytes(path)))[:200]
    try:
        for folder in (path, *path.parents):
            if layout := find_layout(folder):
                outer = work_tree_around(layout.git_dir) if layout.is_bare else None
                if outer is not None and git_dir_of(outer) != layout.git_dir:
                    raise TargetError(_embedded(layout.top, outer))
                name = layout.top.name.removesuffix(".git")
                return Target(TargetKind.LOCAL, _shown_name(name), path=layout.top)
        empty = not any(path.iterdir())
    except OSError as problem:
        raise TargetError(_unreadable(shown, problem)) from problem
    if empty:
        raise TargetError(
            say("{place} is empty; give the folder of a git repository or its https address", place=shown)
        )
    raise TargetError(
        say("{place} is not a git repository; give a clone of it or its https address", place=shown)
    )


def _embedded(bare: Path, outer: Path) -> Message:
    """Say that a bare repository may be files of another one, which whoever commits there can make up."""
    return say(
        "{place} looks like a bare repository, but lies in the work tree of {outer} and may be files of that;"
        " assess {outer}, or clone {place} to a folder outside of it",
        place=_shown(decoded(bytes(bare))),
        outer=_shown(decoded(bytes(outer))),
    )


def _shown_name(name: str) -> str:
    """Make a name safe to show, of at most 100 characters."""
    shown = printable(decoded(name.encode("utf-8", "surrogateescape"))).strip()
    return shown[:_LONGEST_NAME] or "repository"
