"""Asking only for what has changed: answers kept with their ETag or date of change."""

import json

import requests
from requests.structures import CaseInsensitiveDict

from mrl.collectors.http.answers import Answer
from mrl.collectors.http.journal import Journal

_NOT_MODIFIED = 304
_KEPT_HEADERS = (
    "Content-Type",
    "ETag",
    "Last-Modified",
    "Link",
    *(f"X-{name}" for name in ("Total", "Total-Pages", "Page", "Per-Page", "Next-Page", "Prev-Page")),
)
_VARYING_HEADERS = ("Accept", "X-GitHub-Api-Version")


def question_key(request: requests.PreparedRequest, *, with_token: bool) -> str:
    """Name a question: the address, what kind of answer is wanted, whether we are known."""
    wanted = [str(request.headers.get(name, "")) for name in _VARYING_HEADERS]
    return " ".join(
        ["answer-1", "GET", request.url or "", *wanted, "with token" if with_token else "without token"]
    )


def recall(journal: Journal, key: str) -> Answer | None:
    """Give the answer kept under a key; None where there is none."""
    record = journal.get(key)
    if record is None:
        return None
    head, _, body = record.partition(b"\n")
    about = json.loads(head)
    return Answer(about["url"], about["status"], CaseInsensitiveDict(about["headers"]), body)


def keep(journal: Journal, key: str, answer: Answer) -> None:
    """Keep an answer that the server can later call unchanged."""
    headers = {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers}
    if "ETag" in headers or "Last-Modified" in headers:
        about = {"url": answer.url, "status": answer.status, "headers": headers}
        journal.put(key, json.dumps(about).encode() + b"\n" + answer.body)


def conditions_of(kept: Answer) -> dict[str, str]:
    """Give the headers that ask whether a kept answer still holds."""
    pairs = (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"))
    return {ask: kept.headers[header] for ask, header in pairs if header in kept.headers}


def is_unchanged(answer: Answer) -> bool:
    """Whether the server says that the kept answer still holds."""
    return answer.status == _NOT_MODIFIED


def refreshed(kept: Answer, answer: Answer) -> Answer:
    """Give the kept answer with what the server now says beside it (its limits, for example)."""
    headers = CaseInsensitiveDict({**answer.headers, **kept.headers})
    return Answer(kept.url, kept.status, headers, kept.body)
