"""Why a server does not let us read something, as far as its answer tells."""

import re

from mrl.collectors.http.answers import Answer
from mrl.collectors.http.errors import InvalidAnswer, NotThere, Refused, SourceError, Unreachable
from mrl.collectors.http.limited import MAY_BE_LIMITED, asked_wait
from mrl.collectors.http.own_words import own_words
from mrl.model.base import Message, say

_UNAUTHORIZED = 401
_GONE = (404, 410, 451)
_SERVER_ERRORS = range(500, 600)
_PASSING_ERRORS = (500, 502, 503, 504, 520, 521, 522, 523, 524)
_NOT_A_SCOPE = re.compile(r"[^\w:,;=./ -]")
_SCOPE_HEADERS = ("X-Accepted-OAuth-Scopes", "X-Accepted-GitHub-Permissions")
_LONGEST_SCOPE = 100


def refusal(answer: Answer, host: str, *, with_token: bool) -> SourceError:
    """Give the error for a status of 400 or more that is no limit."""
    status, said = answer.status, own_words(answer)
    if status == _UNAUTHORIZED:
        return Refused(_unauthorized(host, with_token=with_token), status=status, said=said)
    if status in MAY_BE_LIMITED:
        return Refused(_forbidden(answer, host, with_token=with_token), status=status, said=said)
    if status in _GONE:
        reason = say("{host} has nothing there, or does not show it", host=host)
        return NotThere(reason, status=status, said=said)
    if status in _SERVER_ERRORS:
        reason = say("{host} is out of order (HTTP {status})", host=host, status=status)
        passes = status in _PASSING_ERRORS
        return Unreachable(
            reason, status=status, passes=passes, seconds=asked_wait(answer.headers), said=said
        )
    reason = say("{host} did not accept the question (HTTP {status})", host=host, status=status)
    return InvalidAnswer(reason, status=status, said=said)


def _unauthorized(host: str, *, with_token: bool) -> Message:
    if with_token:
        return say("{host} does not accept the token: it is wrong, expired or revoked", host=host)
    return say("{host} shows this only with a token", host=host)


def _forbidden(answer: Answer, host: str, *, with_token: bool) -> Message:
    """Name what the token would need, where the server says so and the token lacks it."""
    if not with_token:
        return say("{host} does not show this without a token", host=host)
    for header in _SCOPE_HEADERS:
        needed = _NOT_A_SCOPE.sub("", answer.headers.get(header, ""))[:_LONGEST_SCOPE].strip()
        if needed:
            return say(
                "{host} does not show this to the token, which needs: {scope}", host=host, scope=needed
            )
    return say("{host} does not show this to the token", host=host)
