"""An HTTP or HTTPS server on loopback that answers as it is told to, well or badly."""

import contextlib
import gzip
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

DATE = "Thu, 01 Jan 2026 12:00:00 GMT"
"""The moment that this server believes in."""
EPOCH = 1_767_268_800
"""The same in seconds since 1970."""
JSON = "application/json; charset=utf-8"
CHUNK = 65_536


class Fault(Enum):
    """Ways to send an answer badly."""

    HANG = "never answer, until the server is closed"
    RESET = "break the connection before the answer"
    TRUNCATE = "send half of the body and break off"
    DRIP_HEADERS = "send a header without end, one byte after the other"
    DRIP_BODY = "send a body without end, one byte after the other"
    CHUNKS_WITHOUT_END = "send chunks of one byte, and never the last one"
    CONTINUES_WITHOUT_END = "say again and again that the answer is still to come"


@dataclass(frozen=True)
class Reply:
    """One answer. `stream` is how many bytes to send after `body`, from a well that never dries."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    fault: Fault | None = None
    stream: int = 0

    def having(self, **headers: str) -> "Reply":
        """Give the same answer with more headers; `Retry_After` is Retry-After."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return replace(self, headers=self.headers | named)


def of_json(value: Any, status: int = 200) -> Reply:
    """Answer with a value as JSON."""
    return Reply(status, json.dumps(value).encode(), {"Content-Type": JSON})


def of_text(text: str, kind: str = JSON, status: int = 200) -> Reply:
    """Answer with a text of some media type."""
    return Reply(status, text.encode(), {"Content-Type": kind})


def limited(status: int = 403, *, reset_in: int = 30) -> Reply:
    """Answer as GitHub does when the hour's requests are spent."""
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(EPOCH + reset_in)}
    return replace(
        of_json({"message": "API rate limit exceeded"}, status), headers=headers | {"Content-Type": JSON}
    )


def secondary_limit(status: int = 403) -> Reply:
    """Answer as GitHub does when requests come too fast."""
    return of_json({"message": "You have exceeded a secondary rate limit."}, status)


def redirect(location: str, status: int = 302) -> Reply:
    """Send the client elsewhere."""
    return Reply(status, b"", {"Location": location})


def zipped(body: bytes) -> Reply:
    """Answer with a packed body."""
    return Reply(
        200, gzip.compress(body, compresslevel=1), {"Content-Type": JSON, "Content-Encoding": "gzip"}
    )


@dataclass(frozen=True)
class Seen:
    """A request as it came in; names of headers are in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class HttpServer:
    """Serves what `script` told it for each path, and 404 for all others.

    An answer with an ETag becomes "304 Not Modified" for a client that has it.
    """

    host: str = ""
    url: str = ""
    requests: list[Seen] = field(default_factory=list)
    sent: int = 0
    """Bytes of bodies that were sent."""
    connections: int = 0
    closing: threading.Event = field(default_factory=threading.Event)
    _scripts: dict[str, list[Reply]] = field(default_factory=dict)
    _rule: Callable[[Seen], Reply | None] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    @contextlib.contextmanager
    def serving(cls, tls: ssl.SSLContext | None = None) -> Iterator[Self]:
        """Serve until the block ends, by https where there is a context for it."""
        server = cls()

        class Handler(_Handler):
            settings = server

        with _Listener(("127.0.0.1", 0), Handler) as listener:
            if tls is not None:
                listener.socket = tls.wrap_socket(
                    listener.socket, server_side=True, do_handshake_on_connect=False
                )
            server.host = f"127.0.0.1:{listener.server_port}"
            server.url = f"{'http' if tls is None else 'https'}://{server.host}"
            thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            try:
                yield server
            finally:
                server.closing.set()
                listener.shutdown()
                thread.join()
                listener.break_all()

    def script(self, path: str, *replies: Reply) -> None:
        """Answer a path (with its query) with these, one after the other; the last one for ever."""
        self._scripts[path] = list(replies)

    def rule(self, answer: Callable[[Seen], Reply | None]) -> None:
        """Answer whatever has no script by this function; None is 404."""
        self._rule = answer

    def reply(self, seen: Seen) -> Reply:
        """Note a request and choose its answer."""
        with self._lock:
            self.requests.append(seen)
            script = self._scripts.get(seen.path)
            scripted = script and (script.pop(0) if len(script) > 1 else script[0])
        chosen = scripted or (self._rule and self._rule(seen))
        chosen = chosen or of_json({"message": "Not Found"}, 404)
        if chosen.headers.get("ETag", "") == seen.headers.get("if-none-match"):
            return replace(chosen, status=304, body=b"")
        return chosen

    def paths(self) -> list[str]:
        """Give what was asked for, in order."""
        return [each.path for each in self.requests]


class _Listener(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def break_all(self) -> None:
        """End connections that clients keep open."""
        for each in list(self._open):
            with contextlib.suppress(OSError):
                socket.socket.shutdown(each, socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that went away: that is what the tests make them do."""


class _Handler(BaseHTTPRequestHandler):
    settings: HttpServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each small body waits 40 ms for the client to confirm its headers

    def setup(self) -> None:
        super().setup()
        self.settings.connections += 1

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def do_PATCH(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Keep the output of the tests clean."""

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.settings.reply(Seen(self.command, self.path, headers, body))
        if reply.fault is None:
            self._send(reply)
            return
        self.close_connection = True
        {
            Fault.HANG: self.settings.closing.wait,
            Fault.RESET: self._reset,
            Fault.TRUNCATE: lambda: self._send(reply, part=len(reply.body) // 2),
            Fault.DRIP_HEADERS: lambda: self._drip(b"HTTP/1.1 200 OK\r\nX-Long: "),
            Fault.CHUNKS_WITHOUT_END: lambda: self._drip(
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"
            ),
            Fault.CONTINUES_WITHOUT_END: lambda: self._drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
            Fault.DRIP_BODY: lambda: self._drip(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n"),
        }[reply.fault]()

    def _send(self, reply: Reply, part: int | None = None) -> None:
        self.send_response_only(reply.status)
        for name, value in {"Date": DATE, **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body) + reply.stream))
        self.end_headers()
        self._write(reply.body[:part])
        for _ in range(reply.stream // CHUNK):
            self._write(b" " * CHUNK)

    def _write(self, content: bytes) -> None:
        self.wfile.write(content)
        self.settings.sent += len(content)

    def _drip(self, start: bytes, drop: bytes = b"x") -> None:
        self.wfile.write(start)
        while not self.settings.closing.wait(0.01):
            self._write(drop)

    def _reset(self) -> None:
        """Close so that the client meets a reset, not an orderly end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.rfile.close()
        self.connection.close()
