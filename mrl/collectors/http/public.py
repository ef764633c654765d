"""Connections to addresses of the internet alone, whatever a name leads to.

A public name may lead to any address, and to another one each time it is looked up. So it is looked up
where the connection is made, and connected to is one of the addresses that were looked at.
"""

import socket
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.exceptions import HTTPError, NameResolutionError

from mrl.collectors.http.errors import SourceError
from mrl.collectors.http.hosts import is_public_address
from mrl.collectors.http.watch import WatchedAdapter, WatchedPool, WatchedSecure, WatchedSecurePool
from mrl.model.base import say

_MOST_TRIED = 4
"""Addresses of one name that are connected to, each for as long as a connection may take."""


def not_public(host: str) -> SourceError:
    """Return the error for a host that no repository can choose."""
    return SourceError(
        say(
            "{host} is not asked: a repository may name public servers only; "
            "to have it read, name it in a project file outside of the repositories",
            host=host,
        )
    )


class PublicAdapter(WatchedAdapter):
    """A watched adapter whose connections lead to public addresses; a proxy looks names up itself."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Make the connections that need no proxy ones to public addresses."""
        HTTPAdapter.init_poolmanager(self, *arguments, **options)
        manager: PoolManager = self.poolmanager
        # Plain http, which is for this machine alone, is not even tried.
        manager.pool_classes_by_scheme = {"http": WatchedPool, "https": _PublicPool}


class _Public(WatchedSecure):
    def _new_conn(self) -> socket.socket:
        name = self._dns_host
        problem: HTTPError | None = None
        addresses = self._addresses()
        if not all(map(is_public_address, addresses)):
            raise not_public(self.host)
        try:
            for address in addresses[:_MOST_TRIED]:
                self._dns_host = address
                try:
                    return super()._new_conn()
                except HTTPError as failure:
                    problem = failure
        finally:
            self._dns_host = name
        raise problem or NameResolutionError(self.host, self, socket.gaierror("no address"))

    def _addresses(self) -> list[str]:
        """Look the name up, as it stands: without a final dot the domains of this network could be added."""
        name = self._dns_host.strip("[]")
        try:
            is_public_address(name)
        except ValueError:
            name = name.rstrip(".") + "."
        try:
            found = socket.getaddrinfo(name, self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as problem:
            reason = problem if isinstance(problem, socket.gaierror) else socket.gaierror(str(problem))
            raise NameResolutionError(self.host, self, reason) from problem
        return list(dict.fromkeys(str(each[4][0]) for each in found))


class _PublicPool(WatchedSecurePool):
    ConnectionCls = _Public
