"""Reading one local repository: its head, refs, file tree and file contents."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self, TypeVar

from mrl.collectors.git.layout import find_layout
from mrl.collectors.git.limits import LARGEST_TREE, LONGEST_PATH, MOST_FILES, MOST_REFS
from mrl.collectors.git.objects import blob_contents, checked_oid, object_infos
from mrl.collectors.git.records import records
from mrl.collectors.git.runner import BeyondLimitError, CommandCounter, GitError, read_git, run_git
from mrl.collectors.git.shadow import build_shadow
from mrl.collectors.git.text import decoded
from mrl.errors import TargetError, printable
from mrl.model.base import say

_BROKEN_REF = re.compile(r"warning: ignoring broken ref (\S+)")
_NO_SUCH_REF = 1
_NULL_ID = "0" * 40
_BEFORE_PATH = 100
"""More bytes than mode, type and the longest id have."""
_MOST_SHARED = 10_000
"""Modes, types and ids that are remembered at a time."""

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Ref:
    """A branch, tag or other ref.

    `kind` is the type of the object it names, None where that object cannot be read; `commit` is
    the commit behind it (through any number of tags), None where there is none. The id of a ref
    that is itself damaged is all zeros.
    """

    name: str
    oid: str
    kind: str | None
    commit: str | None


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file of a tree: octal mode, object type (`blob`, or `commit` for a submodule), id, path."""

    mode: str
    type: str
    oid: str
    path: str


class GitStore:
    """One repository, read through a private git directory so that nothing of its configuration acts.

    `path` is a work tree (also a linked one or a submodule), a bare repository or a git directory.
    Raises TargetError where it is none of these. Every method raises GitError rather than give a
    part of the answer. Closing removes the private directory.
    """

    def __init__(self, path: Path, *, counter: CommandCounter | None = None) -> None:
        layout = find_layout(path)
        if layout is None:
            raise TargetError(say("{place} is not a git repository", place=printable(str(path))))
        self._counter = counter
        self._folder = tempfile.TemporaryDirectory(prefix="mrl-")
        self.git_dir = Path(self._folder.name)
        try:
            build_shadow(layout, self.git_dir, counter)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Remove the private git directory; the store cannot be used afterwards."""
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def git(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """Run a git command that only reads; give its whole output."""
        return run_git(arguments, git_dir=self.git_dir, stdin=stdin, counter=self._counter)

    def read(self, consume: Callable[[IO[bytes]], Part], *arguments: str, stdin: bytes = b"") -> Part:
        """Run a git command that only reads; return what `consume` makes of its output (see `read_git`)."""
        return read_git(arguments, consume, git_dir=self.git_dir, stdin=stdin, counter=self._counter)

    def head(self) -> tuple[str, str | None] | None:
        """Give the commit HEAD names and its branch (None where it names no branch); None if unborn."""
        branch = self.branch()  # first, because it fails on a damaged branch, which is not an unborn one
        oid = self._answer("rev-parse", "--verify", "--quiet", "HEAD")
        if oid is None:
            return None
        (info,) = object_infos(self.git_dir, [oid], self._counter)
        if info is None or info.kind != "commit":
            raise GitError(
                ["cat-file"], None, say("the commit {name} that HEAD names cannot be read", name=oid)
            )
        return oid, branch

    def branch(self) -> str | None:
        """Give the branch that HEAD names, be there such a branch or not; None where it names none."""
        name = self._answer("symbolic-ref", "--quiet", "HEAD")
        return name.removeprefix("refs/heads/") if name else None

    @property
    def is_shallow(self) -> bool:
        """True where the history was cut off when it was fetched."""
        boundary = self.git_dir / "shallow"
        return boundary.is_file() and boundary.stat().st_size > 0

    def refs(self) -> tuple[Ref, ...]:
        """Give all refs, sorted by name; damaged ones are among them (see Ref)."""
        messages: list[str] = []
        arguments = ["for-each-ref", "--format=%(objectname) %(refname)"]
        named = read_git(
            arguments,
            _limited_refs,
            git_dir=self.git_dir,
            counter=self._counter,
            on_message=messages.append,
        )
        questions = [question for oid, _ in named for question in (oid, f"{oid}^{{commit}}")]
        infos = object_infos(self.git_dir, questions, self._counter)
        whole = [
            Ref(name, oid, info.kind if info else None, commit.oid if commit else None)
            for (oid, name), info, commit in zip(named, infos[::2], infos[1::2], strict=True)
        ]
        broken = [
            Ref(match[1], _NULL_ID, None, None) for line in messages if (match := _BROKEN_REF.match(line))
        ]
        return tuple(sorted(whole + broken, key=lambda ref: ref.name))

    def entries(self, commit: str) -> tuple[TreeEntry, ...]:
        r"""Give every file of a commit (or tree) with its path; bytes that are not UTF-8 read `\xNN`.

        Symbolic links and submodules are entries like any other and are not followed. GitError for
        a tree beyond the limits (a million files; a small repository can unfold to any number).
        """
        return self.read(_entries, "ls-tree", "-r", "-z", "--full-tree", checked_oid(commit))

    def read_blobs(self, oids: Iterable[str], limit: int) -> dict[str, bytes | None]:
        """Read at most `limit` first bytes of each blob; None where it is missing, damaged or over 8 MB."""
        return blob_contents(self.git_dir, oids, limit, self._counter)

    def missing(self, oids: Iterable[str]) -> tuple[str, ...]:
        """Give those of the object ids that the repository does not have, each once."""
        wanted = list(dict.fromkeys(checked_oid(oid) for oid in oids))
        infos = object_infos(self.git_dir, wanted, self._counter)
        return tuple(oid for oid, info in zip(wanted, infos, strict=True) if info is None)

    def _answer(self, *arguments: str) -> str | None:
        """Give the one line a command answers; None for its status 1, which means there is none."""
        try:
            return decoded(self.git(*arguments)).rstrip("\n")
        except GitError as problem:
            if problem.returncode == _NO_SUCH_REF:
                return None
            raise


def _entries(stdout: IO[bytes]) -> tuple[TreeEntry, ...]:
    return tuple(_limited_entries(stdout))


def _limited_entries(stdout: IO[bytes]) -> Iterator[TreeEntry]:
    """Read entries as they come, each text that many of them share kept once."""
    texts: dict[bytes, str] = {}
    size = 0
    for count, record in enumerate(records(stdout, b"\0", LONGEST_PATH + _BEFORE_PATH), start=1):
        size += len(record)
        about, _, path = record.partition(b"\t")
        if count > MOST_FILES:
            raise BeyondLimitError(say("more than {count} files", count=MOST_FILES))
        if size > LARGEST_TREE:
            raise BeyondLimitError(say("more than {count} bytes of paths", count=LARGEST_TREE))
        if len(path) > LONGEST_PATH:
            raise BeyondLimitError(say("a path of more than {count} bytes", count=LONGEST_PATH))
        if len(texts) > _MOST_SHARED:
            texts.clear()
        mode, kind, oid = (
            texts.get(word) or texts.setdefault(word, word.decode("ascii")) for word in about.split(b" ")
        )
        yield TreeEntry(mode, kind, oid, decoded(path))


def _limited_refs(stdout: IO[bytes]) -> list[tuple[str, str]]:
    """Read `<id> <name>` of each ref."""
    refs: list[tuple[str, str]] = []
    for record in records(stdout, b"\n", LONGEST_PATH + _BEFORE_PATH):
        if len(refs) == MOST_REFS:
            raise BeyondLimitError(say("more than {count} branches, tags and other refs", count=MOST_REFS))
        oid, _, name = decoded(record).partition(" ")
        refs.append((oid, name))
    return refs
