"""Every file of a tree with its kind and whose file it is: the ground the other readers stand on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from mrl.collectors.tree.kinds import KIND_OF_MODE, kind_of
from mrl.collectors.tree.places import FolderMarks, Place, marks_of, place_of
from mrl.files.limits import PATH

__all__ = ["Place", "ReadBlobs", "TreeEntry", "TreeFile", "classify"]

ReadBlobs = Callable[[Iterable[str], int], dict[str, bytes | None]]
"""Give the first bytes (at most the limit) of each object id; None where it cannot be read."""


class TreeEntry(Protocol):
    """One line of a recursive listing of a git tree."""

    @property
    def mode(self) -> str:
        """File mode in octal, `100644`."""

    @property
    def oid(self) -> str:
        """Object id of the content."""

    @property
    def path(self) -> str:
        """Path from the root of the repository, as safe text."""


@dataclass(frozen=True, slots=True)
class TreeFile:
    """A file of the tree: where, which content, and what its path says of it."""

    path: str
    oid: str
    mode: str
    kind: str
    place: Place

    @property
    def is_regular(self) -> bool:
        """True for a file with content of its own: neither a symbolic link nor a submodule."""
        return self.mode not in KIND_OF_MODE


def classify(entries: Iterable[TreeEntry]) -> tuple[TreeFile, ...]:
    """Tell the kind and place of every entry, in the order given.

    Only paths and modes are looked at, so the cost is a few microseconds for each file.
    """
    marks = cache(marks_of)
    return tuple(_classified(entry, marks) for entry in entries)


def _classified(entry: TreeEntry, marks: Callable[[str], FolderMarks]) -> TreeFile:
    path = _bounded(entry.path)
    folder, _, name = path.lower().rpartition("/")
    kind = KIND_OF_MODE.get(entry.mode) or kind_of(name)
    return TreeFile(path, entry.oid, entry.mode, kind, place_of(name, kind, marks(folder)))


def _bounded(path: str) -> str:
    """Cut what no file system could hold: git stores names of any length, and every rule looks at them."""
    longest, name = PATH.size, PATH.parts or 0
    if len(path) <= name:
        return path
    parts = path[:longest].split("/")
    return "/".join(part if len(part) <= name else f"{part[: name - 1]}…" for part in parts)
