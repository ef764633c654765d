"""The only door to the git program: argument list, rebuilt environment, bounded time, checked status."""

import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import IO, TypedDict, TypeVar, Unpack

from mrl.collectors.git.limits import GIT_SECONDS, LARGEST_ANSWER
from mrl.collectors.git.process import Child, started
from mrl.collectors.git.quoting import bounded
from mrl.collectors.git.text import shown_lines, without_credentials
from mrl.errors import MrlError, printable
from mrl.model.base import Message, say

OLDEST_GIT = (2, 32)
"""The first that can be kept away from all configuration and given its own through its environment."""

_CHUNK = 1 << 20
_COUNTING = re.compile(
    r"(?:remote: *)?(?:Enumerating|Counting|Compressing|Receiving|Resolving|Total)\b"
    r".*(?:\d+%|\d+, done|delta)"
)
_Result = TypeVar("_Result")


class BeyondLimitError(Exception):
    """More output than is read; its only argument is a message that says which limit that is."""


class GitError(Exception):
    """A git command that failed; nothing it wrote before that has been used.

    `returncode` is None where git was stopped (timeout, output without end) and negative where a
    signal ended it. `stderr` is safe to show: no control characters, no credentials; where it is a
    message it is ours, else what git wrote, which nobody translates.
    """

    def __init__(self, arguments: Sequence[str], returncode: int | None, stderr: str | Message) -> None:
        self.arguments = tuple(printable(without_credentials(argument)) for argument in arguments)
        self.returncode = returncode
        self.words = stderr
        super().__init__(self.said.in_english())

    @property
    def stderr(self) -> str:
        """What was said of it, in English."""
        return self.words if isinstance(self.words, str) else self.words.in_english()

    @property
    def said(self) -> Message:
        """Give the error as a message, where it is the reason of something else."""
        told = self.words if isinstance(self.words, Message) else _told(self.words) or say("no message")
        command = _command(self.arguments)
        if self.returncode is None:
            return say("git {command} was stopped: {problem}", command=command, problem=told)
        status = str(self.returncode)
        return say(
            "git {command} failed with status {status}: {problem}",
            command=command,
            status=status,
            problem=told,
        )


def _command(arguments: Sequence[str]) -> str:
    """Give the name of the command, which settings (`-c name=value`) may stand before."""
    before = ("", *arguments)
    named = (each for each, last in zip(arguments, before, strict=False) if each[:1] != "-" and last != "-c")
    return next(named, arguments[0])


def _told(stderr: str) -> str:
    """Leave out how far a server had come: it says nothing, and is different every time."""
    return "\n".join(line for line in stderr.splitlines() if not _COUNTING.match(line)).strip()


@dataclass
class CommandCounter:
    """How many git commands and fresh clones a run used; may be shared by threads, and stops them all."""

    git_commands: int = 0
    clones: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)
    _running: set[Child] = field(default_factory=set, repr=False, compare=False)
    _stopped: bool = field(default=False, repr=False, compare=False)

    def stop(self) -> None:
        """End all commands that are running, and refuse every further one."""
        with self._lock:
            self._stopped = True
            for child in self._running:
                child.kill()

    @contextmanager
    def watching(self, child: Child) -> Iterator[None]:
        """Let `stop` end this child for as long as the block lasts."""
        with self._lock:
            self._running.add(child)
            if self._stopped:
                child.kill()
        try:
            yield
        finally:
            with self._lock:
                self._running.discard(child)

    def add(self, *, git_commands: int = 0, clones: int = 0) -> None:
        """Count further commands and clones."""
        with self._lock:
            self.git_commands += git_commands
            self.clones += clones


class Options(TypedDict, total=False):
    """What may be said of a git command beside its arguments."""

    stdin: bytes
    timeout: float
    """Seconds."""
    environment: Mapping[str, str | None]
    """Single variables instead of the closed ones, None to leave one out; only network commands need any."""
    counter: CommandCounter | None
    on_message: Callable[[str], None] | None
    """Gets each line of standard error as git writes it, from another thread."""
    held: Sequence[int]
    """Descriptors of locks that must last until git has ended, whatever becomes of us."""


@lru_cache(maxsize=1)
def git_version() -> tuple[int, int]:
    """Give git's major and minor version; MrlError where git is missing or older than 2.32."""
    wanted = ".".join(str(number) for number in OLDEST_GIT)
    try:
        # from the root folder, so that a relative entry of PATH finds nothing in the folder being assessed
        answer = subprocess.run(
            ["git", "version"],  # noqa: S607 - the user's PATH says which git
            capture_output=True,
            check=False,
            cwd=os.path.sep,
            env=_environment(None, {}),
            timeout=60,
        )
    except OSError as problem:
        raise MrlError(
            say(
                "the program git cannot be run; install git {version} or newer and see that it is on PATH",
                version=wanted,
            )
        ) from problem
    text = shown_lines(answer.stdout)
    match = re.search(r"(\d+)\.(\d+)", text)
    version = (int(match[1]), int(match[2])) if match else (0, 0)
    if version < OLDEST_GIT:
        found = text or say("this git of unknown version")
        raise MrlError(say("{found} is too old; install git {version} or newer", found=found, version=wanted))
    return version


def run_git(arguments: Sequence[str], *, git_dir: Path | None, **options: Unpack[Options]) -> bytes:
    """Run git and return all of its standard output, 64 MB at most; GitError on any failure.

    `git_dir` None is outside of any repository.
    """
    return read_git(arguments, _read_all, git_dir=git_dir, **options)


def read_git(
    arguments: Sequence[str],
    consume: Callable[[IO[bytes]], _Result],
    *,
    git_dir: Path | None,
    **options: Unpack[Options],
) -> _Result:
    """Run git, let `consume` read its output, and give the result only if git succeeded.

    `consume` raises EOFError where the output ends too early or is not what it should be, and
    BeyondLimitError where it is too much: git is stopped then.
    """
    git_version()
    if (counter := options.get("counter")) is not None:
        counter.add(git_commands=1)
    timeout = options.get("timeout", GIT_SECONDS)
    with (
        started(
            ["git", *arguments],
            stdin=options.get("stdin", b""),
            environment=_environment(git_dir, options.get("environment", {})),
            timeout=timeout,
            on_message=options.get("on_message"),
            held=options.get("held", ()),
        ) as child,
        counter.watching(child) if counter is not None else nullcontext(),
    ):
        try:
            return _result(arguments, consume, child, timeout)
        except GitError as problem:
            said = _without_folder(problem.words, git_dir)
            # what a server said is the reason; of a repository here git quotes lines of its files
            if isinstance(said, str) and git_dir is not None and "environment" not in options:
                said = bounded(said)
            raise GitError(arguments, problem.returncode, said) from problem


def _without_folder(text: str | Message, git_dir: Path | None) -> str | Message:
    """Leave out the place of the git directory, which is a private one with another name in every run."""
    if git_dir is None or isinstance(text, Message):
        return text
    for place in (str(git_dir), str(git_dir.resolve())):
        text = text.replace(f"{place}/", "").replace(place, "the repository")
    return text


def _result(
    arguments: Sequence[str], consume: Callable[[IO[bytes]], _Result], child: Child, timeout: float
) -> _Result:
    """Give what `consume` made of the output once git has ended well; GitError otherwise."""
    try:
        result = consume(child.stdout)
    except BeyondLimitError as problem:
        child.kill()
        child.stdout.close()
        child.wait()
        raise GitError(arguments, None, problem.args[0]) from problem
    except EOFError as problem:
        # a healthy git may still be writing; one that broke off has left its own status and message
        child.stdout.close()
        status, messages = child.wait()
        reason = _endless(timeout) if child.expired else shown_lines(messages) or problem.args[0]
        raise GitError(arguments, status if status > 0 else None, reason) from problem
    status, messages = child.wait()
    if child.expired:
        raise GitError(arguments, None, _endless(timeout))
    if status != 0:
        raise GitError(arguments, status, shown_lines(messages))
    return result


def _endless(timeout: float) -> Message:
    return say("no end within {seconds} seconds", seconds=f"{timeout:g}")


def _read_all(stdout: IO[bytes]) -> bytes:
    """Read to the end, which must come within LARGEST_ANSWER bytes."""
    chunks, size = [], 0
    while chunk := stdout.read(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > LARGEST_ANSWER:
            raise BeyondLimitError(say("more than {count} bytes of output", count=LARGEST_ANSWER))
    return b"".join(chunks)


def _environment(git_dir: Path | None, changes: Mapping[str, str | None]) -> dict[str, str]:
    """Build git's whole environment: no configuration of machine or user, no prompt, no protocol."""
    variables: dict[str, str | None] = {
        "GIT_DIR": str(git_dir or os.devnull),
        "PATH": os.environ.get("PATH", os.defpath),
        "TMPDIR": tempfile.gettempdir(),
        "LC_ALL": "C",
        "TZ": "UTC",
        "HOME": os.devnull,
        "XDG_CONFIG_HOME": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "GIT_PAGER": "cat",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_PROTOCOL_FROM_USER": "0",
    }
    return {name: value for name, value in (variables | dict(changes)).items() if value is not None}
