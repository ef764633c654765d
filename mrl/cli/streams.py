"""Standard input, output and error as they are given: closed, full, or read by nobody.

What cannot be told must not stop the work: a run ends as it would have ended where somebody listens.
"""

import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_STANDARD = ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY))


class _Forgiving(io.FileIO):
    """Standard error that takes everything, also where nothing can be written there."""

    def __init__(self) -> None:
        super().__init__(2, "wb", closefd=False)

    def write(self, content: "Buffer", /) -> int:
        """Write what the system takes; the rest is lost."""
        try:
            return super().write(content)
        except OSError:
            return memoryview(content).nbytes


def keep_open() -> None:
    """Let all three be open, and let nothing that standard error refuses be an error.

    A closed one leads to nowhere: else the next file that is opened takes its number, and what is
    meant for a person is written into that file.
    """
    for descriptor, flags in _STANDARD:
        try:
            os.fstat(descriptor)
        except OSError:
            _open_nowhere(descriptor, flags)
    if sys.stdin is None:
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    encoding = sys.stderr.encoding if sys.stderr is not None else "utf-8"
    raw = io.BufferedWriter(_Forgiving())
    sys.stderr = io.TextIOWrapper(raw, encoding, errors="backslashreplace", line_buffering=True)


def _open_nowhere(descriptor: int, flags: int) -> None:
    opened = os.open(os.devnull, flags)
    if opened != descriptor:
        os.dup2(opened, descriptor)
        os.close(opened)
