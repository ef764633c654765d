"""How often and how long to wait for a server, and what a user is told of it."""

import math
import secrets
from urllib.parse import urlsplit

from mrl.collectors.http.errors import RateLimited, SourceError
from mrl.collectors.http.limits import Limits
from mrl.model.base import Message, say

_WITH_OWN_LIMITS = ("graphql", "search")


def next_pause(problem: SourceError, attempt: int, limits: Limits, *, with_token: bool) -> float | None:
    """Give the seconds between an attempt (the first is 1) and the next; None where it was the last."""
    if not problem.passes or attempt >= limits.attempts:
        return None
    seconds = problem.seconds
    if seconds is None:
        first = limits.unnamed_wait if isinstance(problem, RateLimited) else limits.first_pause * _jitter()
        seconds = first * 2.0 ** (attempt - 1)
    longest = limits.longest_wait if with_token else limits.longest_wait_without_token
    return seconds if seconds <= longest else None


def _jitter() -> float:
    """Give a factor between a half and one and a half, so that clients do not come back all at once."""
    return 0.5 + secrets.randbelow(1000) / 1000


def concerns_all(problem: SourceError) -> bool:
    """Whether the server asks to be left alone by everybody, not only about one question."""
    return isinstance(problem, RateLimited) or problem.seconds is not None


def waiting(host: str, problem: SourceError, seconds: float) -> Message:
    """Tell the user why nothing seems to happen."""
    whole = math.ceil(seconds)
    if isinstance(problem, RateLimited):
        return say(
            "{host} limits how much it answers; going on in {seconds} seconds", host=host, seconds=whole
        )
    return say("{host} did not answer properly; asking again in {seconds} seconds", host=host, seconds=whole)


def limited_too_long(host: str, problem: SourceError) -> RateLimited:
    """Give the final error for a limit, with the length of the wait where that is known."""
    reason = say("{host} limits how much it answers", host=host)
    if problem.seconds is not None:
        minutes = math.ceil(problem.seconds / 60)
        reason = say(
            "{host} limits how much it answers and goes on in {minutes} minutes", host=host, minutes=minutes
        )
    return RateLimited(reason, status=problem.status, seconds=problem.seconds)


def purpose_of(url: str) -> str:
    """Tell the parts of a forge that have limits of their own: GraphQL, search, and the rest."""
    segments = urlsplit(url).path.split("/")
    return next((name for name in _WITH_OWN_LIMITS if name in segments), "")
