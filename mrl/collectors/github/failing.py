"""Which failures are about one repository, and which about the whole server."""

from collections.abc import Callable
from typing import TypeVar

from mrl.collectors.github.records import Failed
from mrl.collectors.http.errors import BudgetSpent, RateLimited, SourceError, Unreachable
from mrl.model.base import say

UNREADABLE = say("the forge gave an answer that cannot be read")

_UNAUTHORIZED = 401

Part = TypeVar("Part")


def is_about_all(problem: SourceError) -> bool:
    """Whether no further question to the server makes sense: limits, a bad token, no connection."""
    if isinstance(problem, BudgetSpent | RateLimited) or problem.status == _UNAUTHORIZED:
        return True
    return isinstance(problem, Unreachable) and problem.status is None


def attempt(failed: list[Failed], subject: str, read: Callable[[], Part]) -> Part | None:
    """Read one part; None, and a failure noted, where it cannot be had.

    Raises `SourceError` where nothing else can be had either.
    """
    try:
        return read()
    except SourceError as problem:
        if is_about_all(problem):
            raise
        failed.append(Failed(subject=subject, reason=problem.reason, passes=problem.passes))
    return None
