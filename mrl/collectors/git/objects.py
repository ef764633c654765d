"""Reading many objects in one pass of `cat-file`, however damaged some of them are."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mrl.collectors.git.limits import LARGEST_BLOB, MOST_CONTENTS, MOST_DAMAGED
from mrl.collectors.git.records import records
from mrl.collectors.git.runner import CommandCounter, GitError, read_git
from mrl.model.base import say

_OBJECT_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_LONGEST_HEADER = 200


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    """What is known of an object without reading it: id, type (`blob`, `tree`, `commit`, `tag`), bytes."""

    oid: str
    kind: str
    size: int


def checked_oid(oid: str) -> str:
    """Give the object id back; ValueError for anything that is not a whole one."""
    if not _OBJECT_ID.fullmatch(oid):
        raise ValueError(f"not an object id: {oid!r}")
    return oid


def object_infos(
    git_dir: Path, names: Sequence[str], counter: CommandCounter | None
) -> list[ObjectInfo | None]:
    """Look up each name (an id, or `id^{commit}`); None where the repository does not have it."""
    if not names:
        return []
    stdin = "".join(f"{name}\n" for name in names).encode()
    infos = read_git(
        ["cat-file", "--batch-check", "--buffer"], _infos, git_dir=git_dir, stdin=stdin, counter=counter
    )
    if len(infos) != len(names):
        raise GitError(
            ["cat-file"],
            None,
            say("{count} answers to {total} questions", count=len(infos), total=len(names)),
        )
    return infos


def _infos(stdout: IO[bytes]) -> list[ObjectInfo | None]:
    return [_info(line) for line in records(stdout, b"\n", _LONGEST_HEADER)]


def _info(line: bytes) -> ObjectInfo | None:
    """Read `<id> <type> <size>`; `<name> missing` and the like are no object."""
    words = line.decode("ascii", "replace").split(" ")
    if len(words) == 3 and words[2].isdigit() and _OBJECT_ID.fullmatch(words[0]):  # noqa: PLR2004
        return ObjectInfo(words[0], words[1], int(words[2]))
    return None


def blob_contents(
    git_dir: Path, oids: Iterable[str], limit: int, counter: CommandCounter | None
) -> dict[str, bytes | None]:
    """Read at most `limit` first bytes of each blob; None for missing, damaged, huge ones and other objects.

    None as well for those that come after 128 MB of contents, in the order of the ids given. Git
    stops at the first damaged object; that one is None and reading goes on behind it. More than 32
    damaged ones are a GitError.
    """
    wanted = list(dict.fromkeys(checked_oid(oid) for oid in oids))
    infos = [info for info in object_infos(git_dir, wanted, counter) if info is not None]
    reader = _BlobReader(_readable(infos, limit), limit)
    damaged = 0
    while reader.pending:
        try:
            # unbuffered, so that all objects before a damaged one have been handed over
            read_git(
                ["cat-file", "--batch"],
                reader.read,
                git_dir=git_dir,
                stdin=reader.questions(),
                counter=counter,
            )
        except GitError as problem:
            damaged += 1
            if problem.returncode is None or damaged > MOST_DAMAGED or not reader.pending:
                raise
            reader.pending.popleft()
    return dict.fromkeys(wanted) | reader.contents


def _readable(infos: Iterable[ObjectInfo], limit: int) -> Iterator[ObjectInfo]:
    """Select the blobs that are not too large, as long as there is room for what is kept of them."""
    room = MOST_CONTENTS
    for info in infos:
        if info.kind == "blob" and info.size <= LARGEST_BLOB:
            room -= min(limit, info.size)
            if room < 0:
                return
            yield info


class _BlobReader:
    """Takes the output of `cat-file --batch` apart; what it has not got yet stays in `pending`."""

    def __init__(self, infos: Iterable[ObjectInfo], limit: int) -> None:
        self.pending = deque(infos)
        self.contents: dict[str, bytes | None] = {}
        self._limit = limit

    def questions(self) -> bytes:
        """Give the input that asks for everything pending."""
        return "".join(f"{info.oid}\n" for info in self.pending).encode()

    def read(self, stdout: IO[bytes]) -> None:
        """Read the answers one after the other; EOFError where they break off."""
        while self.pending:
            info = self.pending[0]
            if stdout.readline(_LONGEST_HEADER) != f"{info.oid} blob {info.size}\n".encode():
                raise EOFError(say("object {name} cannot be read", name=info.oid))
            content = stdout.read(min(self._limit, info.size))
            rest = info.size - len(content) + 1
            if len(stdout.read(rest)) != rest:
                raise EOFError(say("object {name} breaks off", name=info.oid))
            self.contents[info.oid] = content
            self.pending.popleft()
