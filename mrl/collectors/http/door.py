"""The one door to servers that speak http, for all sources of a run."""

import re
import threading
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import ClassVar, Self

import requests

from mrl.collectors.http.budget import Budget
from mrl.collectors.http.hosts import normal_host
from mrl.collectors.http.journal import Journal
from mrl.collectors.http.lane import Lane
from mrl.collectors.http.limits import Limits
from mrl.collectors.http.session import DoorSession
from mrl.collectors.http.watch import WatchedAdapter
from mrl.errors import TargetError
from mrl.model.base import Message, say

_TOKEN = re.compile(r"[!-~]+")
_SAME_TOKEN = {"api.github.com": "github.com", "uploads.github.com": "github.com"}
"""Servers that take the token of another: of the same owner, under another name."""


def bearer(token: str) -> dict[str, str]:
    """Give the header that most servers take a token in (RFC 6750)."""
    return {"Authorization": f"Bearer {token}"}


class Door:
    """Makes sessions that share one budget, one journal and, for each host, connections and pauses.

    `wait` is told how many seconds to wait and why, and waits; several threads may call it at once.
    `tokens` are by host, with its port where that is not 443; a token that cannot be one raises
    TargetError. `clock` tells seconds that only ever grow. Safe to share between threads. Close it, or
    use it as a context, to close its connections.
    """

    _adapter: ClassVar[type[WatchedAdapter]] = WatchedAdapter

    def __init__(
        self,
        *,
        budget: Budget,
        wait: Callable[[float, Message], None],
        journal: Journal | None,
        tokens: Mapping[str, str],
        limits: Limits = Limits(),  # noqa: B008 - frozen
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.budget = budget
        self.journal = journal
        self.limits = limits
        self.wait = wait
        self.clock = clock
        self.tokens = {normal_host(host): _checked(token, host) for host, token in tokens.items()}
        self._lanes: dict[str, Lane] = {}
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"<Door with tokens for {sorted(self.tokens)}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections; sessions open new ones when they are used again."""
        with self._lock:
            for lane in self._lanes.values():
                lane.transport.close()

    def token(self, host: str) -> str | None:
        """Give the token for a host; None where there is none."""
        name = normal_host(host)
        return self.tokens.get(name, self.tokens.get(_SAME_TOKEN.get(name, "")))

    def session(
        self,
        host: str,
        *,
        authorization: Callable[[str], Mapping[str, str]] | None = None,
        writes: bool = False,
    ) -> requests.Session:
        """Make a session for exactly this https host (http only where it is this machine).

        `host` has its port where that is not 443. `authorization` makes the headers that carry
        the token, `Authorization: Bearer` where none is given; without a token nothing is added.
        With `writes`, what is no mere question is not repeated where its answer was lost: it may have
        been done. Requests raise SourceError for every answer that is not good.
        """
        name, token = normal_host(host), self.token(host)
        return DoorSession(
            host=name,
            lane=self._lane(name),
            budget=self.budget,
            journal=self.journal,
            limits=self.limits,
            token=token,
            token_headers=(authorization or bearer)(token) if token else {},
            writes=writes,
        )

    def _lane(self, host: str) -> Lane:
        with self._lock:
            if host not in self._lanes:
                self._lanes[host] = Lane(host, self.limits, self.wait, self.clock, self._adapter)
            return self._lanes[host]


def _checked(token: str, host: str) -> str:
    """Refuse what a header cannot carry, without repeating it."""
    if not _TOKEN.fullmatch(token):
        raise TargetError(say("the token for {host} is empty, or has spaces or line ends in it", host=host))
    return token
