"""The door to servers that only a repository names: public ones, by https, for a short time each."""

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Final

import requests

from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import SourceError
from mrl.collectors.http.hosts import is_public, normal_host
from mrl.collectors.http.limits import Limits
from mrl.collectors.http.public import PublicAdapter, not_public
from mrl.model.base import say

MOST_FOUND: Final = 20
"""Servers of one run that only repositories name; hundreds of repositories may each name another one."""


def limits_of_found(limits: Limits) -> Limits:
    """Return how much of a run a server may take that nobody but a repository chose: half a minute."""
    return replace(
        limits,
        time_per_host=min(limits.time_per_host, 30),
        total_time=min(limits.total_time, 15),
        read_timeout=min(limits.read_timeout, 15),
        connect_timeout=min(limits.connect_timeout, 5),
        waits_per_host=min(limits.waits_per_host, 15),
        attempts=min(limits.attempts, 2),
        silences=min(limits.silences, 2),
        is_found=True,
    )


class FoundDoor(Door):
    """A door beside that of a run, for addresses that stand in a repository: anybody may have written them.

    Hosts that a person gave (`given`, with their ports) are asked as ever. Any other is asked only where it
    looks public and, where no proxy is between, leads to public addresses alone: the network around this
    machine may hold servers that trust whoever reaches them. It is asked over https, as http is for this
    machine alone, and with no token but one that a person named for it.
    """

    _adapter = PublicAdapter

    def __init__(self, door: Door, given: Collection[str]) -> None:
        super().__init__(
            budget=door.budget,
            wait=door.wait,
            journal=door.journal,
            tokens=door.tokens,
            limits=limits_of_found(door.limits),
            clock=door.clock,
        )
        self._given = frozenset(map(normal_host, given))
        self._door = door
        self._found: set[str] = set()
        self._counting = threading.Lock()

    def session(
        self,
        host: str,
        *,
        authorization: Callable[[str], Mapping[str, str]] | None = None,
        writes: bool = False,
    ) -> requests.Session:
        """Make a session as `Door` does. Raises `SourceError` for a host that no repository can choose."""
        name = normal_host(host)
        if name in self._given:
            return self._door.session(host, authorization=authorization, writes=writes)
        if not is_public(name):
            raise not_public(name)
        self._count(name)
        return super().session(host, authorization=authorization, writes=writes)

    def _count(self, name: str) -> None:
        with self._counting:
            if name not in self._found and len(self._found) >= MOST_FOUND:
                reason = say(
                    "{host} is not asked: the repositories name more than {count} servers",
                    host=name,
                    count=MOST_FOUND,
                )
                raise SourceError(reason)
            self._found.add(name)
