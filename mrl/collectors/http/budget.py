"""What a run may ask of servers, and what it has asked."""

import threading
from collections import Counter

from mrl.collectors.http.errors import BudgetSpent
from mrl.model.base import say


class Budget:
    """Counts requests, each retry and each cheap "unchanged" too, and stops at `max_requests`.

    None is no bound. Safe to share between threads: never one request too many.
    """

    def __init__(self, max_requests: int | None = None) -> None:
        self.max_requests = max_requests
        self._lock = threading.Lock()
        self._by_host: Counter[str] = Counter()
        self._unchanged = 0
        self._refused = False

    def spend(self, host: str) -> None:
        """Count one request to `host`; raises BudgetSpent, and counts nothing, where none is left."""
        with self._lock:
            if self.max_requests is not None and self._by_host.total() >= self.max_requests:
                self._refused = True
                raise BudgetSpent(
                    say("the {requests} requests this run was allowed are spent", requests=self.max_requests)
                )
            self._by_host[host] += 1

    def note_unchanged(self) -> None:
        """Note that a request was answered "unchanged" (HTTP 304), which costs servers little."""
        with self._lock:
            self._unchanged += 1

    @property
    def requests(self) -> int:
        """Requests so far, to all hosts."""
        with self._lock:
            return self._by_host.total()

    @property
    def by_host(self) -> dict[str, int]:
        """Requests so far for each host, hosts sorted by name."""
        with self._lock:
            return dict(sorted(self._by_host.items()))

    @property
    def unchanged(self) -> int:
        """How many of the requests were answered "unchanged"."""
        with self._lock:
            return self._unchanged

    @property
    def is_overdrawn(self) -> bool:
        """Whether more was wanted than was allowed, so that something was left out."""
        with self._lock:
            return self._refused
