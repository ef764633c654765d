"""A child process that is bounded in time and never outlives the block it is used in."""

import contextlib
import os
import re
import resource
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, cast

from mrl.collectors.git.limits import GIT_MEMORY
from mrl.collectors.git.text import decoded
from mrl.errors import printable

_BUFFER = 1 << 20
_CHUNK = 1 << 16
_KEPT = 1 << 16
_PRLIMIT = Path("/usr/bin/prlimit")
_LINE_END = re.compile(rb"[\r\n]+")


class Child:
    """A running program; `stdout` is to be read to its end, then `wait` gives status and messages."""

    def __init__(self, process: subprocess.Popen[bytes], on_message: Callable[[str], None] | None) -> None:
        self._process = process
        self._on_message = on_message
        self._messages = b""
        self._reader = threading.Thread(target=self._read_messages, daemon=True)
        self.stdout = cast("IO[bytes]", process.stdout)
        self.expired = False
        self._reader.start()

    def wait(self) -> tuple[int, bytes]:
        """Give the exit status and the end of what was written to standard error (64 kB at most)."""
        status = self._process.wait()
        self._reader.join()
        return status, self._messages

    def kill(self) -> None:
        """Kill the program and all it started: they share a process group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def expire(self) -> None:
        """Kill it because its time is over."""
        self.expired = True
        self.kill()

    def _read_messages(self) -> None:
        """Read standard error as it comes, so that the program never waits for its reader."""
        descriptor = cast("IO[bytes]", self._process.stderr).fileno()
        unfinished = b""
        while chunk := os.read(descriptor, _CHUNK):
            self._messages = (self._messages + chunk)[-_KEPT:]
            if self._on_message is not None:
                *lines, unfinished = _LINE_END.split(unfinished[-_KEPT:] + chunk)
                for line in lines:
                    self._on_message(printable(decoded(line)))


def _bounded(command: Sequence[str]) -> Sequence[str]:
    """Let the program start with no more memory than git needs for the largest repositories.

    One small object can stand for any number of bytes. The limit has to hold from the first
    instruction: set from here it may come too late, and set between fork and exec it can hang a
    program with threads. So `prlimit` sets it, which every Linux has beside `mount`; where there is
    none, git's own settings alone keep its memory small. A lower limit that holds already stays.
    """
    present, _ = resource.getrlimit(resource.RLIMIT_AS)
    lower = present != resource.RLIM_INFINITY and present <= GIT_MEMORY
    return command if lower or not _PRLIMIT.exists() else [str(_PRLIMIT), f"--as={GIT_MEMORY}", *command]


@contextlib.contextmanager
def started(
    command: Sequence[str],
    *,
    stdin: bytes,
    environment: dict[str, str],
    timeout: float,
    on_message: Callable[[str], None] | None,
    held: Sequence[int] = (),
) -> Iterator[Child]:
    """Start a program outside any repository, with exactly this environment; at most `timeout` seconds.

    It and what it starts hold the descriptors `held` as well, so a lock taken by `flock` lasts until
    the last of them has ended, even where we are killed before.
    """
    with tempfile.TemporaryFile() as source:
        # a file, not a pipe: the program may write much before it has read all of its input
        source.write(stdin)
        source.seek(0)
        process = subprocess.Popen(
            _bounded(command),
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            cwd=os.path.sep,
            start_new_session=True,
            pass_fds=held,
            bufsize=_BUFFER,
        )
    with process:
        child = Child(process, on_message)
        timer = threading.Timer(timeout, child.expire)
        timer.start()
        try:
            yield child
        except BaseException:  # Ctrl-C too: nothing is left running
            child.kill()
            child.wait()
            raise
        finally:
            timer.cancel()
            timer.join()
