"""Looking at files of a repository that may be anything: pipes, devices, sockets, links in a ring.

Opening a pipe waits for somebody who writes, and /dev/zero has no end; git opens whatever lies where
it expects a file. So what git is going to read is looked at before.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from mrl.collectors.git.limits import MOST_OBJECT_FILES
from mrl.errors import TargetError, printable
from mrl.model.base import say


def read_plain(path: Path, largest: int) -> bytes | None:
    """Read a regular file of at most `largest` bytes; None for all else, a link too."""
    try:
        if path.is_symlink() or not path.is_file():
            return None
        # it may have become a pipe or a link since: that must not wait or be followed either
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
    except (OSError, ValueError):
        return None
    with os.fdopen(descriptor, "rb") as source:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        content = source.read(largest + 1)
    return content if len(content) <= largest else None


def own_part(folder: Path, name: str) -> Path | None:
    """Return where a part of a git directory lies; None where it has no such part.

    TargetError where a link stands there, or on the way there: whoever made the repository could show any
    file of the machine as a part of it. Git makes no such links, and `folder` has none left in it.
    """
    place = folder
    for step in Path(name).parts:
        place /= step
        if place.is_symlink():
            raise TargetError(
                say(
                    "{path} is a link, and a git directory may show nothing from elsewhere;"
                    " clone the repository anew and assess the clone",
                    path=printable(str(place)),
                )
            )
    return place if place.exists() else None


def lies_in(place: Path, folder: Path) -> bool:
    """Tell whether a place, all links followed, lies in a folder that has no link left in it."""
    try:
        return place.resolve().is_relative_to(folder)
    except (OSError, RuntimeError):  # links in a ring
        return False


def is_plain(folder: Path, largest: int | None = None) -> bool:
    """Tell whether there is nothing below a folder but folders and regular files (of `largest` bytes).

    TargetError for more than two million of them.
    """
    waiting, seen = [folder], 0
    while waiting:
        for entry in listed(waiting.pop()):
            seen += 1
            if seen > MOST_OBJECT_FILES:
                raise TargetError(
                    say(
                        "{place} holds more than {count} files",
                        place=printable(str(folder)),
                        count=MOST_OBJECT_FILES,
                    )
                )
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            elif not entry.is_file(follow_symlinks=False) or (
                largest is not None and entry.stat(follow_symlinks=False).st_size > largest
            ):
                return False
    return True


def listed(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield what is in a folder; nothing where it cannot be listed, which git will find out and say."""
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except OSError:
        return
