"""Answers kept on disk, so that a run that was stopped does not ask again.

Each answer is one file: a line with the length and digest of what follows, then key and value. It
is written under another name and renamed, so it is there as a whole or not at all; what a power
cut or a full disk left torn does not match its digest and counts as not there.

An answer that cannot be written is no reason to lose it: `put` never raises for a disk that is
full or read-only. The run goes on and `problem` says what happened, for the snapshot's gaps.
"""

import contextlib
import hashlib
import os
import tempfile
import threading
from pathlib import Path

from mrl.model.base import Message, say

_FORMAT = b"mrl-journal-1"


class Journal:
    """Values by key in a folder, which is made when first needed and readable by its owner alone.

    Several threads and processes may use the same folder; the last one to write a key wins. Keys
    and values must be free of credentials.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._problem: Message | None = None
        self._lock = threading.Lock()

    @property
    def problem(self) -> Message | None:
        """Why an answer could not be kept; None as long as all were."""
        with self._lock:
            return self._problem

    def get(self, key: str) -> bytes | None:
        """Give the value last put under `key`; None where there is none, or none that is whole."""
        try:
            content = self._place(key).read_bytes()
        except OSError:
            return None
        head, _, rest = content.partition(b"\n")
        if head != _head(rest):
            return None
        stored_key, _, value = rest.partition(b"\n")
        return value if stored_key == _line(key) else None

    def put(self, key: str, value: bytes) -> None:
        """Keep `value` under `key`, whole or not at all; where it cannot be kept, `problem` says so."""
        rest = _line(key) + b"\n" + value
        try:
            self._write(self._place(key), _head(rest) + b"\n" + rest)
        except OSError as problem:
            with self._lock:
                self._problem = say(
                    "answers cannot be kept for the next run: {problem}",
                    problem=problem.strerror or type(problem).__name__,
                )

    def _write(self, place: Path, content: bytes) -> None:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".new-", dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).replace(place)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise

    def _place(self, key: str) -> Path:
        digest = hashlib.sha256(_line(key)).hexdigest()
        return self._folder / digest[:2] / digest[2:]


def _line(key: str) -> bytes:
    """Write a key as one line."""
    return key.encode("unicode_escape")


def _head(rest: bytes) -> bytes:
    return b" ".join((_FORMAT, str(len(rest)).encode(), hashlib.sha256(rest).hexdigest().encode()))
