"""Answers of a server, spoilt one way at a time: fields of another shape, and bodies and headers that lie."""

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from support.http_server import HttpServer, Reply, Seen

Path = tuple[str | int, ...]
ELSEWHERE = "https://elsewhere.example"
MISSING = object()
TWICE = object()
INSIDE_ITSELF = object()

VALUES: dict[str, object] = {
    "null": None,
    "missing": MISSING,
    "twice": TWICE,
    "nested": INSIDE_ITSELF,
    "a boolean": True,
    "a number": 7,
    "a negative number": -1,
    "a huge number": 10**30,
    "a fraction": 1.5,
    "a number without end": float("inf"),
    "no number": float("nan"),
    "a text": "text",
    "an empty text": "",
    "a text of digits": "9" * 5000,
    "half a letter": "\ud800",
    "an empty list": [],
    "a list of texts": ["text"],
    "an empty object": {},
    "an object": {"nodes": 1, "id": "x"},
    "the year 0": "0000-01-01T00:00:00Z",
    "before the calendar": "0001-01-01T00:00:00+14:00",
    "after the calendar": "9999-12-31T23:59:59-14:00",
    "the year 9999999": "9999999-01-01T00:00:00Z",
    "the 31st of February": "2025-02-31T00:00:00Z",
}
SHAPES = frozenset({"a fraction", "half a letter", "a list of texts", "an object"})
"""Values that no field has; where facts change by one, its reason must name the field."""


@dataclass(frozen=True)
class Spoilt:
    """One answer, by its place among all, and how it was spoilt; `path` is where, if in one field."""

    place: int
    kind: str
    reply: Reply
    path: Path = ()

    @property
    def field(self) -> str:
        """The name of the field that was spoilt; empty for none."""
        return next((each for each in reversed(self.path) if isinstance(each, str)), "")


def paths_of(value: Any, path: Path = ()) -> Iterator[Path]:
    """Give the way to every value, of lists the first two entries."""
    yield path
    if isinstance(value, dict):
        for key, each in value.items():
            yield from paths_of(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value[:2]):
            yield from paths_of(each, (*path, index))


def changed(content: Any, path: Path, value: object) -> Any:
    """Give the content with another value at one place."""
    if not path:
        return (
            {}
            if value is MISSING
            else [content, content]
            if value is TWICE
            else {"data": content}
            if value is INSIDE_ITSELF
            else value
        )
    whole = copy.deepcopy(content)
    inside = whole
    for step in path[:-1]:
        inside = inside[step]
    last = path[-1]
    if value is MISSING:
        del inside[last]
    elif value is TWICE:
        inside[last] = [inside[last], inside[last]]
    elif value is INSIDE_ITSELF:
        inside[last] = {last if isinstance(last, str) else "nodes": inside[last]}
    else:
        inside[last] = value
    return whole


def in_fields(replies: list[Reply]) -> Iterator[Spoilt]:
    """Spoil every field of every answer in every way."""
    for place, reply in enumerate(replies):
        content = json.loads(reply.body)
        for path in paths_of(content):
            for kind, value in VALUES.items():
                body = json.dumps(changed(content, path, value)).encode()
                yield Spoilt(place, kind, replace(reply, body=body), path)


_FIGURES = ("X-RateLimit-Remaining", "X-Total", "X-Total-Pages", "X-Next-Page", "X-Page", "X-Per-Page")

HEADERS: dict[str, dict[str, str]] = {
    "a date beyond the calendar": {"Date": "Thu, 01 Jan 2026 12:00:00 +99999999999999"},
    "a date of the year 1": {"Date": "Mon, 01 Jan 0001 00:00:00 +1400"},
    "a date of the year 9999": {"Date": "Fri, 31 Dec 9999 23:59:59 -1400"},
    "no date": {"Date": "yesterday"},
    "digits without end": dict.fromkeys(_FIGURES, "9" * 5000),
    "texts for numbers": dict.fromkeys(_FIGURES, "x"),
    "a next page elsewhere": {"Link": f'<{ELSEWHERE}/api?page=2>; rel="next"'},
    "a next page nowhere": {"Link": '<http://[broken>; rel="next"'},
    "links that are none": {"Link": '<>; rel; ;;,"'},
    "no encoding": {"Content-Type": "application/json; charset=nonsense"},
    "another kind": {"Content-Type": "image/png"},
    "no kind": {"Content-Type": ""},
    "packing that is none": {"Content-Encoding": "gzip"},
    "packing in packing": {"Content-Encoding": "gzip, gzip, gzip, gzip"},
    "unknown packing": {"Content-Encoding": "nonsense"},
    "very many": {f"X-Header-{number}": "x" for number in range(300)},
    "a very long one": {"X-Long": "x" * 100_000},
    "many long ones": {f"X-Long-{number}": "x" * 60_000 for number in range(20)},
}

LIMITS = {
    "a limit without end": (429, {"Retry-After": "1e300"}),
    "a limit of nonsense": (429, {"Retry-After": "soon"}),
    "a limit until the year 1": (429, {"Retry-After": "Mon, 01 Jan 0001 00:00:00 +1400"}),
    "a limit of the past": (403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "-5"}),
}


def as_wholes(replies: list[Reply]) -> Iterator[Spoilt]:
    """Spoil every answer as a whole."""
    for place, reply in enumerate(replies):
        kinds = {kind: replace(reply, headers=reply.headers | headers) for kind, headers in HEADERS.items()}
        kinds |= {
            kind: replace(reply, status=status, headers=reply.headers | headers)
            for kind, (status, headers) in LIMITS.items()
        }
        kinds |= {
            f"status {status}": replace(reply, status=status)
            for status in (102, 203, 206, 226, 299, 304, 400, 401, 404, 418, 500, 503, 599, 999)
        }
        kinds |= {f"nothing and {status}": Reply(status, b"") for status in (200, 201, 204, 205)}
        kinds |= {
            "a web page": Reply(200, b"<html><h1>Sign in</h1></html>", {"Content-Type": "text/html"}),
            "a web page as JSON": replace(reply, body=b"<html><h1>Sign in</h1></html>"),
            "cut short": replace(reply, body=reply.body[: len(reply.body) // 2]),
            "binary": replace(reply, body=bytes(range(256))),
            "deep": replace(reply, body=b'{"data":' * 20_000),
            "keys twice": replace(reply, body=reply.body.replace(b'"', b'"', 1)[:-1] + b', "data": 1}'),
            "sent elsewhere": Reply(302, b"", {"Location": f"{ELSEWHERE}/steal"}),
            "sent to itself": Reply(302, b"", {"Location": "?again=1"}),
            "sent nowhere": Reply(307, b"", {"Location": "http://[broken"}),
        }
        yield from (Spoilt(place, kind, each) for kind, each in kinds.items())


@dataclass
class Recorded:
    """The answers of an honest conversation, replayed with one of them spoilt."""

    server: HttpServer
    honest: Any
    questions: list[tuple[str, str, bytes]]
    replies: list[Reply]
    spoilt: Spoilt | None = None

    @classmethod
    def of(cls, server: HttpServer, answer: Any) -> "Recorded":
        """Begin to record what a stand-in answers."""
        recorded = cls(server, answer, [], [])
        server.rule(recorded.reply)
        return recorded

    def reply(self, seen: Seen) -> Reply | None:
        """Answer from what was recorded, and record what is new as long as nothing is spoilt."""
        question = (seen.method, seen.path, seen.body)
        if question in self.questions:
            place = self.questions.index(question)
            is_here = self.spoilt is not None and self.spoilt.place == place
            return self.spoilt.reply if is_here and self.spoilt else self.replies[place]
        reply = self.honest(seen)
        if reply is not None and self.spoilt is None and reply.body:
            self.questions.append(question)
            self.replies.append(reply)
        elif self.spoilt is not None and "again=1" in seen.path:
            return self.spoilt.reply
        return reply

    def cases(self, seed: int, fields: int | None, wholes: int | None) -> list[Spoilt]:
        """Choose so many spoilt answers by a seed; None for all."""
        random = Random(seed)  # noqa: S311 - a sample for a test
        several = [list(in_fields(self.replies)), list(as_wholes(self.replies))]
        counts = (fields, wholes)
        return [
            case
            for found, count in zip(several, counts, strict=True)
            for case in (found if count is None else random.sample(found, min(count, len(found))))
        ]
