"""Bare clones without file contents, kept in a cache and updated; contents are fetched in bulk.

Such a clone has all commits, trees and tags. A server that cannot leave contents out sends them
too, which is as good. What the server showed at the last finished update stands in the clone's
file `advertised-refs`.
"""

import contextlib
import fcntl
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mrl.collectors.git.address import Address
from mrl.collectors.git.cached import is_harmless, make_harmless, remove
from mrl.collectors.git.change_requests import change_request_refs
from mrl.collectors.git.network import network_environment
from mrl.collectors.git.runner import CommandCounter, GitError, run_git
from mrl.collectors.git.store import GitStore
from mrl.collectors.git.text import decoded
from mrl.collectors.git.unreachable import explain
from mrl.errors import OutputError, TargetError
from mrl.files.system import system_reason
from mrl.model.base import Message, say
from mrl.model.facts import ChangeRequestRefs

Progress = Callable[[Message], None]
"""Told in a sentence what is going on, perhaps from another thread."""

LISTING_TIMEOUT = 120.0
FETCH_TIMEOUT = 3600.0
BLOBS_PER_REQUEST = 10_000
MOST_REFUSED = 20

_ADVERTISED = "advertised-refs"
_DETACHED = "refs/detached/HEAD"
_SHA256_LENGTH = 64
_HEAD_BRANCH = re.compile(rb"^ref: (refs/heads/\S+)\tHEAD$", re.MULTILINE)
_HEAD_COMMIT = re.compile(rb"^([0-9a-f]{40,64})\tHEAD$", re.MULTILINE)
_REFUSED = re.compile(r"not our ref ([0-9a-f]{40,64})")
_PERCENT = re.compile(r"(?:Receiving objects|Resolving deltas): +(\d+)%")


def update_clone(
    address: Address, cache: Path, *, counter: CommandCounter | None, offline: bool, progress: Progress
) -> Path:
    """Give the clone of `address` in the folder `cache`, made or brought up to date first.

    `offline` takes the clone as it is. Raises TargetError where there is none, or where the server
    cannot be reached, shows no repository or wants a login; the clone stays as it was then.
    """
    clone = _place(address, cache)
    if not offline:
        with _locked(clone, address, progress) as lock:
            _Update(address, clone, counter, progress, lock).run()
    elif not clone.is_dir():
        raise TargetError(
            say("{address} has not been cloned yet; run once without --offline", address=address.url)
        )
    elif not is_harmless(clone):
        raise TargetError(
            say(
                "the clone of {address} in the cache is not as mrl makes one: it has links or borrows"
                " objects; run once without --offline",
                address=address.url,
            )
        )
    return clone


def clone_at(address: Address, cache: Path) -> Path | None:
    """Return the clone of an address in the cache, as it is; None where there is none as mrl makes one."""
    clone = _place(address, cache)
    return clone if clone.is_dir() and is_harmless(clone) else None


def _place(address: Address, cache: Path) -> Path:
    return cache / f"{address.slug}.git"


def fetch_blobs(
    clone: Path, oids: Iterable[str], *, address: Address, counter: CommandCounter | None, progress: Progress
) -> None:
    """Fetch those of the blobs that the clone does not have, all in one request (10,000 at most each).

    Up to 20 that the server does not have either stay missing. Raises GitError where it refuses
    more or cannot be reached; what has arrived until then stays.
    """
    with GitStore(clone, counter=counter) as store:
        wanted = store.missing(oids)
    with _locked(clone, address, progress) as lock:
        update = _Update(address, clone, counter, progress, lock)
        update.check()
        for start in range(0, len(wanted), BLOBS_PER_REQUEST):
            update.fetch_objects(wanted[start : start + BLOBS_PER_REQUEST])


def fetch_commits(
    clone: Path, oids: Iterable[str], *, address: Address, counter: CommandCounter | None, progress: Progress
) -> None:
    """Fetch commits with their history, also such as no branch or tag of the server reaches.

    Raises GitError where the server does not have one of them, does not give it, or cannot be reached.
    """
    with _locked(clone, address, progress) as lock:
        update = _Update(address, clone, counter, progress, lock)
        update.check()
        update.fetch_history(oids)


def cloned_change_requests(clone: Path, address: Address) -> ChangeRequestRefs | None:
    """Count the change requests that the server showed at the last update; None where unknown."""
    try:
        lines = decoded((clone / _ADVERTISED).read_bytes()).splitlines()
    except FileNotFoundError:
        return None
    return change_request_refs((line.partition("\t")[2] for line in lines), host=address.host)


@dataclass(frozen=True)
class _Update:
    """One clone and what is needed to bring it up to date; its lock is held."""

    address: Address
    clone: Path
    counter: CommandCounter | None
    progress: Progress
    lock: int
    """The lock's descriptor, which every git that changes the clone holds too."""

    def run(self) -> None:
        """Fetch what is new. A clone that cannot be updated any more is replaced by a fresh one."""
        try:
            advertised = self._git(
                "ls-remote", "--symref", self.address.url, git_dir=None, timeout=LISTING_TIMEOUT
            )
            if not self._is_harmless():
                self._clone_afresh(advertised)
            elif not self._is_current(advertised):
                self._update_or_replace(advertised)
        except GitError as problem:
            raise TargetError(explain(self.address, problem)) from problem

    def check(self) -> None:
        """See, before git works in the clone, that nothing in it acts; GitError where it is none of ours."""
        if not self._is_harmless():
            raise GitError(["fetch"], None, say("the clone was changed while it was read"))

    def fetch_objects(self, oids: Iterable[str]) -> None:
        """Fetch single objects the way git itself completes a clone without contents.

        A server names the first object it does not have and then gives none: ask again without it.
        """
        self.progress(say("fetching file contents of {name}", name=self.address.name))
        wanted = dict.fromkeys(oids)
        fewest = len(wanted) - MOST_REFUSED
        while wanted:
            try:
                self._fetch_all(wanted)
                break
            except GitError as problem:
                refused = _REFUSED.search(problem.stderr)
                if refused is None or refused[1] not in wanted or len(wanted) <= fewest:
                    raise
                del wanted[refused[1]]

    def fetch_history(self, oids: Iterable[str]) -> None:
        """Fetch commits that are named, and all before them."""
        self.progress(say("fetching the history of {name}", name=self.address.name))
        self._git(
            *("fetch", "--stdin", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance"),
            *("--filter=blob:none", "--progress", "origin"),
            git_dir=self.clone,
            stdin="".join(f"{oid}\n" for oid in oids).encode(),
        )

    def _fetch_all(self, oids: Iterable[str]) -> None:
        self._git(
            *(
                "-c",
                "fetch.negotiationAlgorithm=noop",
                "fetch",
                "--stdin",
                "--no-tags",
                "--no-write-fetch-head",
            ),
            *("--no-auto-maintenance", "--filter=blob:none", "--progress", "origin"),
            git_dir=self.clone,
            stdin="".join(f"{oid}\n" for oid in oids).encode(),
        )

    def _is_harmless(self) -> bool:
        with _writing(self.clone):
            return make_harmless(self.clone)

    def _is_current(self, advertised: bytes) -> bool:
        record = self.clone / _ADVERTISED
        return record.is_file() and record.read_bytes() == advertised

    def _update_or_replace(self, advertised: bytes) -> None:
        with _writing(self.clone):
            _remove_leftovers(self.clone)
        try:
            self._fetch(self.clone, advertised)
        except GitError as problem:
            if problem.returncode is None:
                raise
            self._clone_afresh(advertised)

    def _clone_afresh(self, advertised: bytes) -> None:
        """Clone under another name, so that what has the right name is always complete."""
        unfinished = self.clone.with_suffix(".unfinished")
        with _writing(self.clone):
            remove(unfinished)
        head = _HEAD_COMMIT.search(advertised)
        object_format = "sha256" if head and len(head[1]) == _SHA256_LENGTH else "sha1"
        arguments = [
            "init",
            "--bare",
            "--quiet",
            "--template=",
            "--initial-branch=main",
            f"--object-format={object_format}",
        ]
        self._local_git(arguments, unfinished)
        self._fetch(unfinished, advertised)
        with _writing(self.clone):
            remove(self.clone)
            unfinished.rename(self.clone)
        if self.counter is not None:
            self.counter.add(clones=1)

    def _fetch(self, git_dir: Path, advertised: bytes) -> None:
        """Fetch branches and tags, let HEAD follow the server's, and note that all of it is here."""
        self.progress(say("fetching the history of {name}", name=self.address.name))
        branch, commit = _HEAD_BRANCH.search(advertised), _HEAD_COMMIT.search(advertised)
        refs = ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"]
        if commit and not branch:
            refs.append(f"+HEAD:{_DETACHED}")
        self._git(
            *("fetch", "--prune", "--no-tags", "--no-write-fetch-head", "--update-shallow"),
            *("--filter=blob:none", "--progress", "origin", *refs),
            git_dir=git_dir,
        )
        if branch:
            self._local_git(["symbolic-ref", "HEAD", os.fsdecode(branch[1])], git_dir)
        elif commit:
            self._local_git(["update-ref", "--no-deref", "HEAD", _DETACHED], git_dir)
        record = git_dir / f"{_ADVERTISED}.new"
        with _writing(self.clone):
            record.write_bytes(advertised)
            record.replace(git_dir / _ADVERTISED)

    def _local_git(self, arguments: Sequence[str], git_dir: Path) -> None:
        run_git(arguments, git_dir=git_dir, counter=self.counter, held=(self.lock,))

    def _git(
        self, *arguments: str, git_dir: Path | None, stdin: bytes = b"", timeout: float = FETCH_TIMEOUT
    ) -> bytes:
        """Run a git command that talks to the server, telling how far it is."""
        return run_git(
            arguments,
            git_dir=git_dir,
            stdin=stdin,
            timeout=timeout,
            environment=network_environment(self.address, self.counter),
            counter=self.counter,
            on_message=self._tell_percent,
            held=(self.lock,),
        )

    def _tell_percent(self, line: str) -> None:
        if match := _PERCENT.match(line):
            self.progress(say("fetching {name}: {percent} %", name=self.address.name, percent=int(match[1])))


def _remove_leftovers(clone: Path) -> None:
    """Remove the lock files of a git that was killed; nobody else can be using them under our lock."""
    for leftover in (
        *clone.glob("*.lock"),
        *(clone / "refs").rglob("*.lock"),
        *clone.glob("objects/**/tmp_*"),
    ):
        leftover.unlink(missing_ok=True)


@contextlib.contextmanager
def _locked(clone: Path, address: Address, progress: Progress) -> Iterator[int]:
    """Let only one run at a time change a clone; others wait. Makes the cache folder where missing.

    Yields the lock's descriptor. A git that was given it holds the lock as well: one that goes on
    after its run was killed still has the clone to itself, and `http.lowSpeedTime` bounds how long.
    """
    with _writing(clone):
        clone.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # neither a link that leads elsewhere nor a pipe, which would wait, is a lock of ours
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        lock = os.fdopen(os.open(clone.with_suffix(".lock"), flags, 0o600), "r+b", buffering=0)
    with lock:
        with _writing(clone):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                progress(
                    say(
                        "waiting for another run, or a git that a killed run left, that is fetching {name}",
                        name=address.name,
                    )
                )
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()


@contextlib.contextmanager
def _writing(clone: Path) -> Iterator[None]:
    """Say of a step that changes the cache and fails that it is the cache that cannot be written."""
    try:
        yield
    except OSError as problem:
        raise OutputError(
            say(
                "the cache folder {path} cannot be written: {reason}",
                path=str(clone.parent),
                reason=system_reason(problem),
            )
        ) from problem
