"""Replacing files: all of them or none, whatever happens in between.

Who writes holds a lock on what is not yet in its place. A temporary file that nobody holds is left from
a program that was killed, and the next one that writes the same file removes it.
"""

import contextlib
import fcntl
import glob
import os
import stat
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from mrl.errors import OutputError
from mrl.model.base import Message, say

_NEW = ".mrl-new"
_KEPT = ".old"


@dataclass(frozen=True, kw_only=True)
class Change:
    """New content that waits beside its place under a temporary name."""

    temporary: Path
    place: Path
    held: IO[bytes]
    """The open file whose lock tells others that this change is under way."""

    @classmethod
    def prepared(cls, path: Path, content: bytes) -> Self:
        """Write content beside the file a path leads to, with the rights of what is there now."""
        place = Path(os.path.realpath(path))
        _remove_leftovers(place)
        name, file = _temporary(place)
        change = cls(temporary=Path(name), place=place, held=file)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            change.temporary.chmod(_rights(place))
        except BaseException:
            change.end()
            raise
        return change

    def end(self) -> None:
        """Let go of the change; what is not in its place by now is removed."""
        self.temporary.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # what a full disk did not take is of no use any more
            self.held.close()

    @property
    def kept(self) -> Path:
        """Give the place where what was there waits until everything is done."""
        return self.temporary.with_name(self.temporary.name + _KEPT)

    def make(self) -> None:
        """Put the new content in its place and keep the old one."""
        if self.place.exists():
            try:
                self.kept.hardlink_to(self.place)
            except OSError:  # no links on this file system, or none to somebody else's file
                self.place.rename(self.kept)
        self.temporary.replace(self.place)

    def take_back(self) -> None:
        """Leave the place as it was, whether the change was made, begun or not."""
        if self.kept.exists():
            self.kept.replace(self.place)
            self.kept.unlink(missing_ok=True)  # still there if both are the same file
        elif not self.temporary.exists():
            self.place.unlink(missing_ok=True)


def _temporary(place: Path) -> tuple[str, IO[bytes]]:
    """Make an empty file beside a place and hold its lock; raises OSError."""
    while True:
        descriptor, name = tempfile.mkstemp(prefix=f".{place.name}.", suffix=_NEW, dir=place.parent)
        file = os.fdopen(descriptor, "wb")
        _locks(file)
        if os.fstat(descriptor).st_nlink:  # else somebody took it for a leftover before it was locked
            return name, file
        file.close()


def _locks(file: IO[bytes]) -> bool:
    """Take the lock of a file; False where somebody else has it, or where there are no locks."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove_leftovers(place: Path) -> None:
    """Remove what a killed program left beside a file that is written again now."""
    start = glob.escape(f".{place.name}.")
    with contextlib.suppress(OSError):  # a folder that cannot be listed keeps what is in it
        for path in place.parent.glob(f"{start}????????{_NEW}"):
            _remove_unheld(path, path)
        for path in place.parent.glob(f"{start}????????{_NEW}{_KEPT}"):
            _remove_unheld(path, place)


def _remove_unheld(path: Path, held: Path) -> None:
    """Remove a file, unless somebody holds the lock of the file that tells whether it is needed."""
    with contextlib.suppress(OSError), open(held, "rb", opener=_regular) as file:
        if _locks(file):
            path.unlink(missing_ok=True)


def _regular(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _rights(place: Path) -> int:
    if place.exists():
        return stat.S_IMODE(place.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def make_all(changes: Sequence[Change]) -> None:
    """Make every change, or none: where one fails the earlier ones are taken back.

    Raises what made it fail, and `OutputError` with the names of the kept files in the unlikely
    case that taking back fails as well.
    """
    try:
        for change in changes:
            change.make()
    except BaseException:
        _take_back(changes)
        raise
    for change in changes:
        change.kept.unlink(missing_ok=True)


def _take_back(changes: Sequence[Change]) -> None:
    stranded: list[Change] = []
    for change in reversed(changes):
        try:
            change.take_back()
        except OSError:
            stranded.append(change)
    if stranded:
        raise OutputError(*map(_stranded, stranded))


def _stranded(change: Change) -> Message:
    place, kept = str(change.place), str(change.kept)
    return say("cannot put back {path} (what was there is in {kept})", path=place, kept=kept)
