"""One answer of a server, read to its end, and what is wrong with it if it is not a good one."""

import io
import json
from dataclasses import dataclass
from typing import Any, NoReturn

import requests
from requests.structures import CaseInsensitiveDict

from mrl.collectors.http.errors import InvalidAnswer, TooLarge
from mrl.collectors.http.limits import Limits
from mrl.model.base import say

_REDIRECTS = (301, 302, 303, 307, 308)
_OK = range(200, 300)


@dataclass(frozen=True)
class Answer:
    """A status, headers and the whole body, unpacked."""

    url: str
    status: int
    headers: CaseInsensitiveDict[str]
    body: bytes

    @property
    def is_good(self) -> bool:
        """Whether the server did what it was asked (HTTP 2xx)."""
        return self.status in _OK

    @property
    def redirect(self) -> str | None:
        """Where the server sends us instead; None where it does not."""
        return self.headers.get("Location") if self.status in _REDIRECTS else None

    @property
    def media_type(self) -> str:
        """The kind of the content, in lower case and without parameters; empty where none is given."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    def as_response(self, request: requests.PreparedRequest) -> requests.Response:
        """Give the answer as client libraries expect it; `request` must not hold a token."""
        response = requests.Response()
        response.status_code = self.status
        response.headers = self.headers
        response.url = self.url
        response.request = request
        response.encoding = requests.utils.get_encoding_from_headers(self.headers) or "utf-8"
        response.raw = io.BytesIO(self.body)
        response.content  # noqa: B018 - read it now, so that nothing is left open
        return response


def parsed(body: bytes, host: str, limits: Limits) -> Any:
    """Read JSON that a stranger wrote, as plain values.

    Raises InvalidAnswer for what is no JSON or too deep, TooLarge for what would fill the memory.
    """
    if sum(body.count(mark) for mark in (b",", b"[", b"{")) > limits.most_values:
        raise TooLarge(say("the answer of {host} holds too many values", host=host))
    try:
        value = json.loads(body, parse_constant=_refuse_constant)
    except RecursionError:
        raise _too_deep(host) from None
    except ValueError:
        raise InvalidAnswer(say("{host} answered with broken JSON", host=host), passes=True) from None
    if _depth(value, limits.deepest) > limits.deepest:
        raise _too_deep(host)
    return value


def _too_deep(host: str) -> InvalidAnswer:
    return InvalidAnswer(say("the answer of {host} is nested too deeply", host=host))


def _refuse_constant(name: str) -> NoReturn:
    """Refuse NaN and infinity, which JSON does not have."""
    raise ValueError(name)


def _depth(value: Any, most: int) -> int:
    """Count the levels of lists and objects, at most one more than `most`; without recursion."""
    level, depth = _containers([value]), 0
    while level and depth <= most:
        depth += 1
        level = [each for parent in level for each in _containers(parent)]
    return depth


def _containers(parent: Any) -> list[Any]:
    children = parent.values() if isinstance(parent, dict) else parent
    return [each for each in children if isinstance(each, dict | list)]
