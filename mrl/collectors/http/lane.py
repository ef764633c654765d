"""What all sessions to one host share: its connections, its pauses, and whether it has closed its door."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mrl.collectors.http.errors import SourceError
from mrl.collectors.http.limits import Limits
from mrl.collectors.http.transport import Transport
from mrl.model.base import Message


class Lane:
    """The way to one host, shared by threads: few at once, and all pause together."""

    def __init__(self, host: str, limits: Limits, wait: Callable[[float, Message], None]) -> None:
        self.transport = Transport(host, limits)
        self._most_silences = limits.silences
        self._wait = wait
        self._places = threading.BoundedSemaphore(limits.at_once)
        self._pausing = threading.Lock()
        self._pauses = 0
        self._silences = 0
        self._closed: dict[str, SourceError] = {}

    @contextmanager
    def turn(self, purpose: str) -> Iterator[int]:
        """Wait for a place and for the end of any pause; gives the number of pauses so far.

        Raises again what has closed this way for good in this run.
        """
        with self._places:
            with self._pausing:
                number, problem = self._pauses, self._closed.get(purpose)
            if problem is not None:
                raise problem
            yield number

    def pause(self, seconds: float, message: Message, number: int | None) -> None:
        """Wait before the next attempt, alone (None) or with all threads of this host.

        All wait but once: not where others have waited since the turn of this `number`.
        """
        if number is None:
            self._wait(seconds, message)
            return
        with self._pausing:
            if self._pauses == number:
                self._wait(seconds, message)
                self._pauses += 1

    def close(self, purpose: str, problem: SourceError) -> None:
        """Ask no more for this purpose: it would be in vain, and servers punish stubbornness."""
        with self._pausing:
            self._closed.setdefault(purpose, problem)

    def note_answer(self) -> None:
        """Note that the host is there."""
        with self._pausing:
            self._silences = 0

    def note_silence(self, purpose: str, problem: SourceError) -> None:
        """Note that a question was given up without any answer; after several in a row ask no more."""
        with self._pausing:
            self._silences += 1
            if self._silences >= self._most_silences:
                self._closed.setdefault(purpose, problem)
