"""The files that a statement is about: hashed piece by piece, and seen not to change meanwhile."""

import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mrl.errors import InputError, Problem
from mrl.files.system import system_reason
from mrl.model.base import Message, say

_PIECE = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Artifact:
    """A file as it was read: its SHA-256 in hexadecimal, and what tells whether it is still the same."""

    path: Path
    sha256: str
    mark: tuple[int, ...]

    @property
    def name(self) -> str:
        """Give the name without folders."""
        return self.path.name


def hash_file(path: Path) -> Artifact:
    """Hash a regular file of any size. Raises `InputError`, also where it changes while it is read."""
    digest = hashlib.sha256()
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise _problem(path, say("this is not a regular file"))
            while piece := file.read(_PIECE):
                digest.update(piece)
            after = os.fstat(file.fileno())
    except IsADirectoryError as error:
        raise _problem(path, say("this is a folder"), say("name a file")) from error
    except (FileNotFoundError, ValueError) as error:  # ValueError: no file can be called so
        raise _problem(path, say("no such file"), say("check the path")) from error
    except OSError as error:
        raise _problem(path, say("cannot be read: {reason}", reason=system_reason(error))) from error
    if _mark(before) != _mark(after):
        raise changed(path)
    return Artifact(path=path, sha256=digest.hexdigest(), mark=_mark(after))


def check_unchanged(artifacts: Iterable[Artifact]) -> None:
    """See that each file is still the one that was read. Raises `InputError`."""
    for artifact in artifacts:
        try:
            mark = _mark(artifact.path.stat())
        except OSError as error:
            raise changed(artifact.path) from error
        if mark != artifact.mark:
            raise changed(artifact.path)


def _without_waiting(path: str, flags: int) -> int:
    """Open a file at once: a pipe that nobody writes to would keep us before it could be refused."""
    return os.open(path, flags | os.O_NONBLOCK)


def _mark(status: os.stat_result) -> tuple[int, ...]:
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def changed(path: Path) -> InputError:
    """Give the refusal of a file that does not stay as it was read."""
    message = say("the file changed or went away while the statement was made")
    return _problem(path, message, say("run again when nothing writes to it"))


def _problem(path: Path, message: Message, remedy: Message | str = "") -> InputError:
    return InputError(Problem(message=message, file=str(path), remedy=remedy))
