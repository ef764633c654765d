"""A proxy on loopback that tunnels every host to one server, so that any name can be asked for."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


@dataclass
class Proxy:
    """Takes CONNECT for any host and leads it to `target`; refuses with `status` where that is set."""

    target: tuple[str, int]
    url: str = ""
    status: int = 200
    connects: list[str] = field(default_factory=list)
    """The hosts that were asked for, as `name:port`."""

    @classmethod
    @contextlib.contextmanager
    def serving(cls, host: str) -> Iterator[Self]:
        """Lead to `host` (`address:port`) until the block ends."""
        name, _, port = host.partition(":")
        proxy = cls((name, int(port)))

        class Handler(_Handler):
            settings = proxy

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
            proxy.url = f"http://127.0.0.1:{listener.server_port}"
            thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            try:
                yield proxy
            finally:
                listener.shutdown()
                thread.join()


class _Handler(BaseHTTPRequestHandler):
    settings: Proxy

    def do_CONNECT(self) -> None:
        self.settings.connects.append(self.path)
        self.send_response_only(self.settings.status)
        self.end_headers()
        self.close_connection = True
        if self.settings.status == 200:
            with socket.create_connection(self.settings.target) as upstream:
                back = threading.Thread(target=_copy, args=(upstream, self.connection))
                back.start()
                _copy(self.connection, upstream)
                back.join()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Keep the output of the tests clean."""


def _copy(source: socket.socket, target: socket.socket) -> None:
    """Pass bytes on until one side has gone."""
    with contextlib.suppress(OSError):
        while content := source.recv(65_536):
            target.sendall(content)
    for each in (source, target):
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
