"""Replacing files: all of them or none, whatever happens in between."""

import os
import stat
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from mrl.errors import OutputError
from mrl.model.base import Message, say


@dataclass(frozen=True, kw_only=True)
class Change:
    """New content that waits beside its place under a temporary name."""

    temporary: Path
    place: Path

    @classmethod
    def prepared(cls, path: Path, content: bytes) -> Self:
        """Write content beside the file a path leads to, with the rights of what is there now."""
        place = Path(os.path.realpath(path))
        descriptor, name = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
        change = cls(temporary=Path(name), place=place)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            change.temporary.chmod(_rights(place))
        except BaseException:
            change.temporary.unlink(missing_ok=True)
            raise
        return change

    @property
    def kept(self) -> Path:
        """Give the place where what was there waits until everything is done."""
        return self.temporary.with_name(f"{self.temporary.name}.old")

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
