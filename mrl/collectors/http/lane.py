"""What all sessions to one host share: its connections, its pauses, and whether it has closed its door."""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mrl.collectors.http.errors import SourceError, Unreachable
from mrl.collectors.http.limits import Limits
from mrl.collectors.http.transport import Transport
from mrl.collectors.http.watch import WatchedAdapter
from mrl.model.base import Message, say


class Lane:
    """The way to one host, shared by threads: few at once, and all pause together.

    `clock` tells seconds that only ever grow; a run waits for one host, and pauses for it, so long and
    no longer.
    """

    def __init__(
        self,
        host: str,
        limits: Limits,
        wait: Callable[[float, Message], None],
        clock: Callable[[], float] = time.monotonic,
        adapter: type[WatchedAdapter] = WatchedAdapter,
    ) -> None:
        self.transport = Transport(host, limits, adapter)
        self._host = host
        self._limits = limits
        self._clock = clock
        self._spent = 0.0
        self._paused = 0.0
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
                if problem is None and self._spent > self._limits.time_per_host:
                    problem = self._too_slow()
            if problem is not None:
                raise problem
            yield number

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Count the time until the end of the context as spent on this host."""
        start = self._clock()
        try:
            yield
        finally:
            with self._pausing:
                self._spent += self._clock() - start

    def may_pause(self, seconds: float) -> bool:
        """Whether the run may wait that much longer for this host; counts it as waited for if so."""
        with self._pausing:
            if self._paused + seconds > self._limits.waits_per_host:
                return False
            self._paused += seconds
            return True

    def _too_slow(self) -> Unreachable:
        if self._limits.is_found:
            return Unreachable(
                say(
                    "{host} answered so slowly that it took the {seconds} seconds of a server that "
                    "a repository names; to wait for it, name it in a project file",
                    host=self._host,
                    seconds=round(self._limits.time_per_host),
                )
            )
        minutes = math.ceil(self._limits.time_per_host / 60)
        reason = say(
            "{host} answered so slowly that it took the {minutes} minutes of a run",
            host=self._host,
            minutes=minutes,
        )
        return Unreachable(reason)

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
