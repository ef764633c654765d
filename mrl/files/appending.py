"""Adding to the end of a file, such as the step summary of a pipeline: all of it or nothing."""

import os
import stat
from pathlib import Path

from mrl.errors import OutputError
from mrl.files.system import system_reason
from mrl.model.base import say

_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK  # a pipe that nobody reads fails at once


def append_to(path: Path, content: bytes) -> None:
    """Add content after what a file holds, with an empty line between; make the file if there is none.

    What cannot be added whole is taken back. Raises `OutputError`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, _FLAGS, 0o666)
        os.set_blocking(descriptor, True)
        with os.fdopen(descriptor, "ab", buffering=0) as file:
            status = os.fstat(descriptor)
            waiting = memoryview((b"\n" if status.st_size else b"") + content)
            try:
                while waiting:
                    waiting = waiting[file.write(waiting) :]
            except OSError:
                if stat.S_ISREG(status.st_mode):
                    os.ftruncate(descriptor, status.st_size)
                raise
    except OSError as error:
        message = say("cannot write {path}: {reason}", path=str(path), reason=system_reason(error))
        raise OutputError(message) from error
