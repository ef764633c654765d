"""A bound on the time one request takes as a whole, however slowly the server feeds us.

Timeouts of sockets start afresh with each byte, so a server that sends one byte a minute would
hold a run for ever. A watch shuts the socket when the time is over, which ends whatever waits for it.
"""

import contextlib
import socket
import threading
from types import TracebackType
from typing import Any, Self

from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

_this_thread = threading.local()


class Watch:
    """Shuts the connection that this thread uses within the context after so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self.connection: HTTPConnection | None = None
        self.socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        _this_thread.watch = self
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        _this_thread.watch = None

    def _shut(self) -> None:
        self.is_over = True
        used = self.socket or (self.connection and self.connection.sock)
        if used:
            with contextlib.suppress(OSError):
                # Not the method of a TLS socket, which another thread may be reading from.
                socket.socket.shutdown(used, socket.SHUT_RDWR)


class WatchedAdapter(HTTPAdapter):
    """An adapter of `requests` whose connections tell the watch of their thread what to shut."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Make the connections that need no proxy watched ones."""
        super().init_poolmanager(*arguments, **options)
        _use_watched(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **options: Any) -> PoolManager:
        """Make those through a proxy watched ones too."""
        manager: PoolManager = super().proxy_manager_for(proxy, **options)
        _use_watched(manager)
        return manager


class _Watched(HTTPConnection):
    def request(self, *arguments: Any, **options: Any) -> None:
        watch: Watch | None = getattr(_this_thread, "watch", None)
        if watch is not None:
            watch.connection = self
        super().request(*arguments, **options)

    def getresponse(self) -> Any:
        # The answer keeps the socket even where the connection forgets it.
        watch: Watch | None = getattr(_this_thread, "watch", None)
        if watch is not None:
            watch.socket = self.sock
        return super().getresponse()


class WatchedSecure(_Watched, HTTPSConnection):
    """A connection that tells the watch of its thread."""


class WatchedPool(HTTPConnectionPool):
    """Watched connections over plain http."""

    ConnectionCls = _Watched


class WatchedSecurePool(HTTPSConnectionPool):
    """Watched connections over https."""

    ConnectionCls = WatchedSecure


def _use_watched(manager: PoolManager) -> None:
    manager.pool_classes_by_scheme = {"http": WatchedPool, "https": WatchedSecurePool}
