"""A small fluent builder of real git repositories: one `git fast-import` stream, fixed dates."""

import datetime as dt
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

SIGNATURES = {
    "pgp": "-----BEGIN PGP SIGNATURE-----\n\niQinvented\n=test\n-----END PGP SIGNATURE-----\n",
    "ssh": "-----BEGIN SSH SIGNATURE-----\nU1NIinvented\n-----END SSH SIGNATURE-----\n",
}


@dataclass(frozen=True)
class Person:
    """An invented author."""

    name: str
    address: str


@dataclass(frozen=True)
class Symlink:
    """A symbolic link in the tree."""

    target: str


@dataclass(frozen=True)
class Submodule:
    """A submodule entry: the id of a commit that this repository does not hold."""

    commit: str


@dataclass(frozen=True)
class Executable:
    """A file with the executable bit."""

    text: str


Content = str | bytes | Symlink | Submodule | Executable | None
"""What a path holds; None deletes it."""
Files = Mapping[str, Content] | Mapping[bytes, Content]


def git(*arguments: str, folder: Path, stdin: bytes = b"") -> bytes:
    """Run git with a closed configuration in `folder` and give its standard output."""
    environment = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        **{
            f"GIT_{role}_{what}": "git@example.org"
            for role in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
    }
    command = ["git", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, input=stdin, capture_output=True, check=True
    ).stdout


class RepositoryBuilder:
    """Collects commits, tags and refs as one stream; `write` makes the repository.

    Days are ISO dates. Every commit happens at noon UTC plus one second per commit made so far, so
    the order of the calls is the order of the commits.
    """

    def __init__(self, path: Path, *, branch: str = "main") -> None:
        self.path = path
        self.head = f"refs/heads/{branch}"
        self.current = self.head
        self.stream: list[bytes] = []
        self.tips: dict[str, int] = {}
        self.marks = 0

    def commit(
        self,
        day: str,
        author: Person,
        files: Files | None = None,
        message: str = "Work",
        *,
        committer: Person | None = None,
        committed: str | None = None,
        merge: str | None = None,
    ) -> Self:
        """Add a commit to the current branch; `merge` names a branch that becomes second parent."""
        self.marks += 1
        self._line(f"commit {self.current}")
        self._line(f"mark :{self.marks}")
        self._line(f"author {self._signature(author, day)}")
        self._line(f"committer {self._signature(committer or author, committed or day)}")
        self._data(message.encode())
        if self.current in self.tips:
            self._line(f"from :{self.tips[self.current]}")
        if merge is not None:
            self._line(f"merge :{self.tips[f'refs/heads/{merge}']}")
        for path, content in (files or {}).items():
            self._file(path, content)
        self.tips[self.current] = self.marks
        return self

    def commits(self, days: list[str], author: Person, message: str = "Work") -> Self:
        """Add one commit per day, each changing the same file."""
        for number, day in enumerate(days):
            self.commit(day, author, {"notes.txt": f"{day} {number} {self.marks}\n"}, message)
        return self

    def branch(self, name: str, start: str | None = None) -> Self:
        """Go to a branch; a new one starts where `start` (default: the current branch) stands."""
        reference = f"refs/heads/{name}"
        origin = f"refs/heads/{start}" if start else self.current
        if reference not in self.tips and origin in self.tips:
            self.tips[reference] = self.tips[origin]
            self.ref(reference, self.tips[origin])
        self.current = reference
        return self

    def orphan(self, name: str) -> Self:
        """Go to a new branch without history."""
        self.current = f"refs/heads/{name}"
        return self

    def merge(self, branch: str, day: str, author: Person, files: Files | None = None) -> Self:
        """Merge a branch into the current one with a merge commit."""
        return self.commit(day, author, files, f"Merge branch '{branch}'", merge=branch)

    def tag(
        self, name: str, *, day: str | None = None, tagger: Person | None = None, signed: str | None = None
    ) -> Self:
        """Tag the tip of the current branch; lightweight unless a `tagger` is given.

        `signed` (`pgp` or `ssh`) appends a block that looks like a signature.
        """
        if tagger is None:
            return self.ref(f"refs/tags/{name}", self.tips[self.current])
        self._line(f"tag {name}")
        self._line(f"from :{self.tips[self.current]}")
        self._line(f"tagger {self._signature(tagger, day or '2020-01-01')}")
        self._data(f"Release {name}\n{SIGNATURES[signed] if signed else ''}".encode())
        return self

    def change_request(self, number: int, *, forge: str = "pull") -> Self:
        """Let `refs/pull/<number>/head` (or refs/merge-requests) point to the current tip."""
        return self.ref(f"refs/{forge}/{number}/head", self.tips[self.current])

    def ref(self, name: str, mark: int) -> Self:
        """Let a ref point to the commit of a mark."""
        self._line(f"reset {name}")
        self._line(f"from :{mark}\n")
        return self

    def write(self, *, work_tree: bool = False) -> Path:
        """Make the repository (bare unless `work_tree`) and give its path."""
        self.path.mkdir(parents=True)
        kind = [] if work_tree else ["--bare"]
        git("init", "--quiet", "--template=", *kind, folder=self.path)
        git("symbolic-ref", "HEAD", self.head, folder=self.path)
        if self.stream:
            git("fast-import", "--quiet", "--date-format=raw", folder=self.path, stdin=b"".join(self.stream))
        if work_tree and self.head in self.tips:
            git("reset", "--quiet", "--hard", folder=self.path)
        return self.path

    def _line(self, text: str) -> None:
        self.stream.append(text.encode() + b"\n")

    def _data(self, content: bytes) -> None:
        self.stream.append(b"data %d\n%b\n" % (len(content), content))

    def _signature(self, person: Person, day: str) -> str:
        noon = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC) + dt.timedelta(
            hours=12, seconds=self.marks
        )
        return f"{person.name} <{person.address}> {int(noon.timestamp())} +0000"

    def _file(self, path: str | bytes, content: Content) -> None:
        raw = path.encode() if isinstance(path, str) else path
        quoted = b'"' + b"".join(b"\\%03o" % byte for byte in raw) + b'"'
        if content is None:
            self.stream.append(b"D %b\n" % quoted)
        elif isinstance(content, Submodule):
            self.stream.append(b"M 160000 %b %b\n" % (content.commit.encode(), quoted))
        else:
            mode, data = _mode_and_bytes(content)
            self.stream.append(b"M %b inline %b\n" % (mode, quoted))
            self._data(data)


def _mode_and_bytes(content: str | bytes | Symlink | Executable) -> tuple[bytes, bytes]:
    """Give the mode git keeps and the bytes of a file or link."""
    if isinstance(content, Symlink):
        return b"120000", content.target.encode()
    if isinstance(content, Executable):
        return b"100755", content.text.encode()
    return b"100644", content.encode() if isinstance(content, str) else content


def days(first: str, count: int, step: int = 1) -> list[str]:
    """Give `count` ISO dates, `step` days apart, from `first` on."""
    start = dt.date.fromisoformat(first)
    return [(start + dt.timedelta(days=step * number)).isoformat() for number in range(count)]
