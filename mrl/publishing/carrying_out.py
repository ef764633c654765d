"""Carries a plan out step by step, and plans again from what is there when a step goes wrong."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from mrl.collectors.http.errors import BudgetSpent, RateLimited, Redirected, Refused, SourceError
from mrl.model.base import Message, say
from mrl.publishing.problems import AttachError

_MOST_ROUNDS = 30
_MOST_FAILURES = 3
"""Of one and the same step."""
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 60.0

Wait = Callable[[float, Message], None]


class Step(Protocol):
    """One change on a forge."""

    @property
    def words(self) -> Message:
        """Say what it does."""
        ...


class Place(Protocol):
    """A release on a forge, or where one is to be made."""

    def plan(self) -> Sequence[Step]:
        """Look at what is there and give the steps that are missing. Raises `AttachError`, `SourceError`."""
        ...

    def do(self, step: Any) -> None:
        """Take one step of a plan. Raises `SourceError`."""
        ...

    def restore(self) -> None:
        """Put back what was set aside and take away what is unfinished. Raises `SourceError`."""
        ...

    def explained(self, problem: SourceError, doing: Message | None) -> AttachError:
        """Say for a user why a step, or the look at what is there, failed for good."""
        ...


def carry_out(place: Place, wait: Wait) -> list[Message]:
    """Take all steps until none is missing; gives what was done.

    A step may have been taken though its answer was lost, so nothing is repeated blindly: after each
    failure the plan is made anew. Raises `AttachError` when nothing helps; what was set aside is then back.
    """
    done: list[Message] = []
    failures: Counter[str] = Counter()
    for _ in range(_MOST_ROUNDS):
        tried: list[Message] = []
        try:
            if not _take(place, tried):
                return done
            done += tried
        except SourceError as problem:
            doing = tried[-1] if tried else None
            failures[doing.in_english() if doing else ""] += 1
            if _is_final(problem) or max(failures.values()) >= _MOST_FAILURES:
                raise _given_up(
                    place, place.explained(problem, doing), tried=bool(done or tried)
                ) from problem
            done += tried[:-1]
            _pause(problem, max(failures.values()), wait)
        except AttachError as error:
            raise _given_up(place, error, tried=bool(done or tried)) from None
        except KeyboardInterrupt:
            _given_up(place, AttachError(), tried=True)
            raise
    raise _given_up(place, AttachError(say("the server does not keep what it says it has done")), tried=True)


def _take(place: Place, tried: list[Message]) -> bool:
    """Plan and take the steps, noting each in `tried` first; false where none was missing."""
    steps = place.plan()
    for step in steps:
        tried.append(step.words)
        place.do(step)
    return bool(steps)


def _is_final(problem: SourceError) -> bool:
    """Whether trying again makes no sense: not allowed, limited for long, led elsewhere."""
    return isinstance(problem, Refused | RateLimited | BudgetSpent | Redirected)


def _pause(problem: SourceError, failures: int, wait: Wait) -> None:
    """Wait for a server that is in trouble; what it refused is looked at again at once."""
    if problem.passes:
        seconds = problem.seconds or _FIRST_WAIT * 2.0**failures
        wait(
            min(seconds, _LONGEST_WAIT),
            say("{reason}; looking again at what is there", reason=problem.reason),
        )


def _given_up(place: Place, error: AttachError, *, tried: bool) -> AttachError:
    """Put back what was set aside, where anything was tried; gives the error with what that leaves."""
    if not tried:
        return error
    try:
        place.restore()
    except (SourceError, AttachError):
        left = say(
            "nothing was deleted that has no successor, but a file may still be set aside under a name that"
            " begins with mrl-; run the same command again to put that right"
        )
    else:
        left = say("nothing that was on the release is lost; the same command goes on where this one stopped")
    return AttachError(*error.lines, left)
