"""One question and its answer over the wire: bounded in size and time, every failure in our words."""

from collections.abc import Mapping
from typing import Any

import requests
import urllib3

from mrl.collectors.http.answers import Answer
from mrl.collectors.http.errors import InvalidAnswer, SourceError, TooLarge, Unreachable
from mrl.collectors.http.limits import MOST_HEADERS, Limits
from mrl.collectors.http.watch import Watch, WatchedAdapter
from mrl.model.base import say

_CHUNK = 65_536
_FROM_HERE = 1_000_000
"""Bytes before which any ratio of packing is harmless."""
_PACKINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


class Transport:
    """The connections to one host, kept open between questions and shared by threads."""

    def __init__(self, host: str, limits: Limits, adapter: type[WatchedAdapter] = WatchedAdapter) -> None:
        self._host = host
        self._limits = limits
        # No retries of its own: each attempt is counted and waited for in one place.
        self._adapter = adapter(pool_connections=2, pool_maxsize=limits.at_once, pool_block=True)

    def close(self) -> None:
        """Close the connections."""
        self._adapter.close()

    def exchange(self, request: requests.PreparedRequest, environment: Mapping[str, Any]) -> Answer:
        """Send a request and read all of the answer; raises Unreachable or TooLarge."""
        with Watch(self._limits.total_time) as watch:
            try:
                answer = self._exchange(request, environment)
            except (OSError, urllib3.exceptions.HTTPError) as problem:
                # Not chained: the library's words may hold the address of a proxy with its password.
                raise self._too_slow() if watch.is_over else self._in_our_words(problem) from None
        if watch.is_over:
            # Headers that were cut short read like an answer that ends there.
            raise self._too_slow()
        return answer

    def _exchange(self, request: requests.PreparedRequest, environment: Mapping[str, Any]) -> Answer:
        timeout = (self._limits.connect_timeout, self._limits.read_timeout)
        response = self._adapter.send(request, stream=True, timeout=timeout, **environment)
        try:
            self._check_headers(response.headers)
            body = self._read(response.raw)
        finally:
            # What was not read to its end must not be taken for the next answer.
            response.close()
        return Answer(request.url or "", response.status_code, response.headers, body)

    def _check_headers(self, headers: Mapping[str, str]) -> None:
        """Refuse headers without measure, and a packing that was not offered or that is packed again."""
        length = sum(len(name) + len(value) for name, value in headers.items())
        if length > self._limits.largest_headers or len(headers) > MOST_HEADERS:
            raise TooLarge(say("the headers of {host} are too long", host=self._host))
        if headers.get("Content-Encoding", "").strip().lower() not in _PACKINGS:
            raise InvalidAnswer(say("{host} packs its answer in a way it was not asked for", host=self._host))

    def _read(self, raw: urllib3.HTTPResponse) -> bytes:
        """Read and unpack, never holding much more than is allowed."""
        body = bytearray()
        while chunk := raw.read1(_CHUNK, decode_content=True):
            body += chunk
            self._check_size(len(body), raw.tell())
        return bytes(body)

    def _check_size(self, unpacked: int, packed: int) -> None:
        limits = self._limits
        if unpacked > _FROM_HERE and unpacked > packed * limits.largest_ratio:
            raise TooLarge(
                say("the answer of {host} is packed so tightly that only a bomb is", host=self._host)
            )
        if unpacked > limits.largest_body or packed > limits.largest_packed:
            size = limits.largest_body // 1_000_000
            raise TooLarge(
                say("the answer of {host} is larger than {megabytes} MB", host=self._host, megabytes=size)
            )

    def _too_slow(self) -> Unreachable:
        return Unreachable(say("{host} did not answer in time", host=self._host), passes=True)

    def _in_our_words(self, problem: Exception) -> SourceError:
        host = self._host
        if isinstance(problem, requests.exceptions.SSLError | urllib3.exceptions.SSLError):
            return Unreachable(
                say(
                    "{host} cannot prove who it is; if it has a certificate of a private authority, name that"
                    " authority's file in REQUESTS_CA_BUNDLE",
                    host=host,
                )
            )
        if isinstance(problem, requests.exceptions.ProxyError):
            return Unreachable(
                say("the proxy on the way to {host} does not let us through", host=host), passes=True
            )
        if isinstance(problem, requests.Timeout | urllib3.exceptions.TimeoutError):
            return self._too_slow()
        if isinstance(problem, requests.ConnectionError | urllib3.exceptions.HTTPError):
            return Unreachable(
                say("the connection to {host} cannot be made or broke off", host=host), passes=True
            )
        return Unreachable(
            say("{host} cannot be asked with this proxy or file of certificate authorities", host=host)
        )
