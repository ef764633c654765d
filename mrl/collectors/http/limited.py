"""Limits of a server: telling them from refusals, and how long to wait."""

import math
import re
from collections.abc import Mapping
from typing import Any

from mrl.collectors.http.answers import Answer
from mrl.collectors.http.errors import RateLimited
from mrl.collectors.http.moments import header_moment
from mrl.model.base import say

MAY_BE_LIMITED = (403, 429)
_TOO_MANY = 429
_EPOCH_NOT_SPAN = 1_000_000_000
_LONGEST_NAMED = 10.0**11
"""Seconds, and seconds since 1970, beyond which a server names no honest pause."""
_LIMIT_WORDS = re.compile(rb"rate limit|abuse detection", re.IGNORECASE)


def is_limited(answer: Answer) -> bool:
    """Tell "too much", which may be status 403 or 429, from "not allowed"."""
    return answer.status in MAY_BE_LIMITED and (
        answer.status == _TOO_MANY
        or "Retry-After" in answer.headers
        or _header(answer.headers, "Remaining") == "0"
        or bool(_LIMIT_WORDS.search(answer.body))
    )


def says_limited(content: Any) -> bool:
    """Whether GraphQL, which answers limits with status 200, names one among its errors."""
    errors = content.get("errors") if isinstance(content, dict) and not content.get("data") else None
    found = [each for each in errors if isinstance(each, dict)] if isinstance(errors, list) else []
    return any(
        each.get("type") in ("RATE_LIMITED", "RATE_LIMIT")
        or "secondary rate limit" in str(each.get("message")).lower()
        for each in found
    )


def limited(answer: Answer, host: str) -> RateLimited:
    """Give the error for a limit; it passes, after the seconds the server gave, if it gave any."""
    reason = say("{host} limits how much it answers", host=host)
    return RateLimited(reason, status=answer.status, passes=True, seconds=asked_wait(answer.headers))


def asked_wait(headers: Mapping[str, str]) -> float | None:
    """Read how many seconds the server wants to be left alone; None where it does not say.

    Retry-After counts before the reset of the limit. Moments are compared with the answer's own
    Date, never with the clock of this machine, which may be wrong.
    """
    after = headers.get("Retry-After")
    if after is not None:
        seconds = _number(after)
        return _at_least_one(seconds if seconds is not None else _until(_moment(after), headers))
    reset = _number(_header(headers, "Reset")) if _header(headers, "Remaining") == "0" else None
    is_span = reset is not None and reset < _EPOCH_NOT_SPAN
    return _at_least_one(reset if is_span else _until(reset, headers))


def _header(headers: Mapping[str, str], name: str) -> str | None:
    """Give a header of the limit, as GitHub or as GitLab and the IETF's draft name it."""
    return headers.get(f"X-RateLimit-{name}", headers.get(f"RateLimit-{name}"))


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return min(number, _LONGEST_NAMED) if math.isfinite(number) else None


def _moment(text: str | None) -> float | None:
    """Read a date as headers give them, in seconds since 1970."""
    moment = header_moment(text)
    return moment.timestamp() if moment else None


def _until(then: float | None, headers: Mapping[str, str]) -> float | None:
    now = _moment(headers.get("Date"))
    return None if then is None or now is None else then - now


def _at_least_one(seconds: float | None) -> float | None:
    return None if seconds is None else max(seconds, 1.0)
