"""What stand-ins for forges have in common: every exchange kept, and faults at any request."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from support.http_server import Fault, HttpServer, Reply, Seen, of_json

LOST = Reply(fault=Fault.RESET)
"""No answer: the connection breaks off."""


@dataclass(frozen=True)
class Exchange:
    """A request with its answer, as an OpenAPI description speaks of them."""

    method: str
    path: str
    query: dict[str, str]
    media_type: str
    body: bytes
    status: int
    answer: Any


@dataclass
class Exchanges:
    """Answers requests by a rule, keeps them, and spoils those it is told to.

    `instead` is asked for each request, counted from 1, before anything is done: what it gives is the answer.
    `afterwards` may replace the answer of what was done.
    """

    http: HttpServer
    answer: Callable[[Seen], Reply]
    kept: list[Exchange] = field(default_factory=list)
    count: int = 0
    instead: Callable[[int, Seen], Reply | None] = lambda _number, _seen: None
    afterwards: Callable[[int, Seen, Reply], Reply] = lambda _number, _seen, reply: reply

    def __post_init__(self) -> None:
        self.http.rule(self.reply)

    def reply(self, seen: Seen) -> Reply:
        """Answer one request."""
        self.count += 1
        number = self.count
        spoiled = self.instead(number, seen)
        if spoiled is not None:
            return spoiled
        reply = self.answer(seen)
        self._keep(seen, reply)
        return self.afterwards(number, seen, reply)

    def behave(self) -> None:
        """Spoil nothing any more, and count and keep from the beginning."""
        self.instead = lambda _number, _seen: None
        self.afterwards = lambda _number, _seen, reply: reply
        self.count = 0
        self.kept.clear()

    @property
    def changes(self) -> list[str]:
        """Give the requests that were no mere questions: method and path."""
        return [f"{each.method} {each.path}" for each in self.kept if each.method != "GET"]

    def _keep(self, seen: Seen, reply: Reply) -> None:
        parts = urlsplit(seen.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        is_json = reply.headers.get("Content-Type", "").startswith("application/json")
        answer = json.loads(reply.body) if reply.body and is_json else None
        media_type = seen.headers.get("content-type", "")
        self.kept.append(
            Exchange(seen.method, parts.path, query, media_type, seen.body, reply.status, answer)
        )


def refused(message: str, status: int, **more: Any) -> Reply:
    """Refuse as forges do."""
    return of_json({"message": message, **more}, status)
