"""The parts of a repository that git may read, without what would make it wait or read for ever.

A healthy repository that borrows no objects is linked as it is. One with pipes, devices or links among
its files is linked file by file; what is left out is missing or damaged for git, and is reported as such.
Left out are links to what lies elsewhere too: they would show files of the machine as parts of the
repository.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from mrl.collectors.git.limits import LARGEST_REF_FILE, MOST_OBJECT_FOLDERS, MOST_REFS
from mrl.collectors.git.plain_files import is_plain, lies_in, listed, read_plain
from mrl.errors import TargetError, printable
from mrl.model.base import say

_ALTERNATES = Path("info", "alternates")
_LARGEST_ALTERNATES = 64 << 10
_DEEPEST_ALTERNATES = 5
"""Git follows no more."""
_READ_BY_GIT = frozenset(("pack", *(f"{number:02x}" for number in range(256))))


def mirror_refs(source: Path, target: Path) -> None:
    """Show the folder of refs at `target`; a ref that is no small file is an empty one, so damaged.

    A link that stands for another ref, as git once wrote them, becomes what git writes today.
    TargetError for more than a million refs.
    """
    if is_plain(source, LARGEST_REF_FILE):
        target.symlink_to(source)
        return
    count = 0
    for entry, place in _unfolded(source, target):
        if entry.name.endswith(".lock"):
            continue
        count += 1
        if count > MOST_REFS:
            raise TargetError(
                say("{place} holds more than {count} files", place=printable(str(source)), count=MOST_REFS)
            )
        place.write_bytes(_ref(entry, source))


def _unfolded(source: Path, target: Path) -> Iterator[tuple[os.DirEntry[str], Path]]:
    """Make the folders below `target` that are below `source`; yield all else with its place.

    A folder that several links lead to is entered once; the other links are yielded, and so is a link
    to a folder elsewhere.
    """
    waiting, seen = [(source, target)], set()
    target.mkdir()
    while waiting:
        folder, copy = waiting.pop()
        for entry in listed(folder):
            place = copy / entry.name
            known = _identity(entry) if entry.is_dir() and _is_own(entry, source) else None
            if known is None or known in seen:
                yield entry, place
            else:
                seen.add(known)
                place.mkdir()
                waiting.append((Path(entry.path), place))


def _is_own(entry: os.DirEntry[str], source: Path) -> bool:
    return not entry.is_symlink() or lies_in(Path(entry.path), source)


def _identity(entry: os.DirEntry[str]) -> tuple[int, int]:
    status = entry.stat()
    return status.st_dev, status.st_ino


def _ref(entry: os.DirEntry[str], source: Path) -> bytes:
    place = Path(entry.path)
    if entry.is_symlink() and (target := os.fsencode(place.readlink())).startswith(b"refs/"):
        return b"ref: " + target + b"\n"
    return (read_plain(place.resolve(), LARGEST_REF_FILE) or b"") if _is_own(entry, source) else b""


def mirror_objects(source: Path, folder: Path) -> None:
    """Show the folder of objects as `objects` in `folder`, with the ones it borrows from.

    Which those are is read once and written anew: versions of git differ in where `link/..` leads, and
    meet nothing that was not looked at. TargetError where it borrows from more than a hundred.
    """
    source = source.resolve()
    places = _with_alternates(source)
    if not os.path.lexists(source / _ALTERNATES) and is_plain(source):
        (folder / "objects").symlink_to(source)
        return
    copies = [folder / ("objects" if place == source else f"borrowed-{n}") for n, place in enumerate(places)]
    for place, copy in zip(places, copies, strict=True):
        _mirror(place, copy)
    (copies[0] / "info").mkdir()
    (copies[0] / _ALTERNATES).write_text("".join(f"{copy}\n" for copy in copies[1:]))


def _with_alternates(source: Path) -> list[Path]:
    """List a folder of objects and all that it borrows from, near and far, as git would find them."""
    found = {source: 0}
    waiting = [source]
    while waiting:
        place = waiting.pop(0)
        for other in _alternates(place) if found[place] < _DEEPEST_ALTERNATES else ():
            if other in found:
                continue
            found[other] = found[place] + 1
            waiting.append(other)
            if len(found) > MOST_OBJECT_FOLDERS:
                raise TargetError(
                    say(
                        "{place} borrows its objects from more than {count} folders",
                        place=printable(str(source)),
                        count=MOST_OBJECT_FOLDERS,
                    )
                )
    return list(found)


def _alternates(place: Path) -> list[Path]:
    """Read which folders a folder of objects borrows from; names in quotation marks are left out.

    `place` and what is returned have no link left in them: the system follows a link before a `..` after it.
    """
    if (place / _ALTERNATES).parent.is_symlink():
        return []
    content = read_plain(place / _ALTERNATES, _LARGEST_ALTERNATES) or b""
    lines = [line for line in content.split(b"\n") if line[:1] not in (b"", b"#", b'"') and b"\0" not in line]
    found = (Path(os.path.realpath(place / os.fsdecode(line))) for line in lines)
    return [other for other in found if os.path.isdir(other)]  # noqa: PTH112 - no error for a name too long


def _mirror(source: Path, target: Path) -> None:
    """Link every file of a folder of objects by itself, and leave out all that is none."""
    target.mkdir()
    for part in listed(source):
        if part.name not in _READ_BY_GIT or not part.is_dir() or not _is_own(part, source):
            continue
        if is_plain(Path(part.path)):
            (target / part.name).symlink_to(part.path)
            continue
        (target / part.name).mkdir()
        for entry in listed(Path(part.path)):
            if entry.is_file() and _is_own(entry, source):
                (target / part.name / entry.name).symlink_to(entry.path)
