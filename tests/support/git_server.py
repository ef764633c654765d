"""A git server on loopback: the real `git http-backend` behind a small web server that can misbehave."""

import base64
import contextlib
import gzip
import os
import subprocess
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

CGI_HEADERS = {"Content-Type": "CONTENT_TYPE", "Git-Protocol": "GIT_PROTOCOL"}


@dataclass(frozen=True)
class SeenRequest:
    """A request as it came in."""

    method: str
    path: str
    body: bytes
    authorization: str | None


@dataclass
class GitServer:
    """Serves every repository below `root` under `url`; its fields say how it misbehaves."""

    root: Path
    url: str = ""
    status: int | None = None
    """Answer everything with this status."""
    redirect_to: str | None = None
    """Answer everything with a redirect to this address."""
    hang: bool = False
    """Take requests and never answer (until the server is closed)."""
    held_back: threading.Event | None = None
    """Answer the next request for objects no sooner than this is set; `held` tells that one waits."""
    held: threading.Event = field(default_factory=threading.Event)
    break_off: bool = False
    """Send half of each answer to a POST, then close the connection."""
    login: str | None = None
    """Ask for this `user:password`."""
    requests: list[SeenRequest] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    @classmethod
    @contextlib.contextmanager
    def serving(cls, root: Path) -> Iterator[Self]:
        """Serve until the block ends."""
        server = cls(root)

        class Handler(_Handler):
            settings = server

        with _HttpServer(("127.0.0.1", 0), Handler) as http:
            server.url = f"http://127.0.0.1:{http.server_port}"
            thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            try:
                yield server
            finally:
                server.closing.set()
                if server.held_back:
                    server.held_back.set()
                http.shutdown()
                thread.join()

    def posts(self) -> list[SeenRequest]:
        """Give the requests that asked for objects or for refs by protocol version 2."""
        return [request for request in self.requests if request.method == "POST"]

    def fetches(self) -> list[bytes]:
        """Give the bodies of the requests that asked for objects."""
        return [request.body for request in self.posts() if b"command=fetch" in request.body]


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that went away: that is what the tests make them do."""


class _Handler(BaseHTTPRequestHandler):
    settings: GitServer

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        body = self._body()
        self._answer(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Keep the output of the tests clean."""

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        chunks = []
        while size := int(self.rfile.readline(), 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def _answer(self, body: bytes) -> None:
        settings, authorization = self.settings, self.headers.get("Authorization")
        settings.requests.append(SeenRequest(self.command, self.path, body, authorization))
        if settings.held_back and b"command=fetch" in body and not settings.held.is_set():
            settings.held.set()
            settings.held_back.wait()
        if settings.hang:
            settings.closing.wait()
        elif settings.redirect_to:
            self._send(302, {"Location": settings.redirect_to + self.path}, b"")
        elif settings.login and authorization != basic(settings.login):
            self._send(401, {"WWW-Authenticate": 'Basic realm="test"'}, b"")
        elif settings.status:
            self._send(settings.status, {"Content-Type": "text/html"}, b"<!DOCTYPE html>\n<p>Hello</p>\n")
        else:
            self._send(*git_answer(settings.root, self.command, self.path, self.headers, body))

    def _send(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        cut = self.settings.break_off and self.command == "POST"
        self.wfile.write(content[: len(content) // 2] if cut else content)


def git_answer(
    root: Path, method: str, target: str, headers: Mapping[str, str], body: bytes
) -> tuple[int, dict[str, str], bytes]:
    """Run `git http-backend` below `root` as a web server would and take its answer apart."""
    parts = urlsplit(target)
    variables = {
        "PATH": os.environ["PATH"],
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_PROJECT_ROOT": str(root),
        "GIT_HTTP_EXPORT_ALL": "1",
        "REQUEST_METHOD": method,
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "CONTENT_LENGTH": str(len(body)),
    }
    variables |= {name: headers[header] for header, name in CGI_HEADERS.items() if header in headers}
    output = subprocess.run(
        ["git", "http-backend"], input=body, env=variables, capture_output=True, check=False
    ).stdout
    head, _, content = output.partition(b"\r\n\r\n")
    found = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
    return int(found.pop("Status", "200 OK").split()[0]), found, content


def basic(login: str) -> str:
    """Give the header value that carries `user:password`."""
    return f"Basic {base64.b64encode(login.encode()).decode()}"
