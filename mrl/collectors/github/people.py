"""Who answered first: a person other than the author, never a robot."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from mrl.collectors.git.commit_kinds import is_robot
from mrl.model.base import Moment

Node = Mapping[str, Any]

_KINDS = (("comments", "createdAt"), ("reviews", "submittedAt"))
"""The answers there are, each list in the order they were given; reviews on change requests only."""


def moment(text: object) -> Moment | None:
    """Read a time as GitHub writes it; None where there is none."""
    if not isinstance(text, str):
        return None
    try:
        read = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return read.astimezone(dt.UTC) if read.tzinfo else read.replace(tzinfo=dt.UTC)


def first_response(item: Node, as_of: Moment) -> tuple[Moment | None, bool]:
    """Give the time of the first answer by another person, and whether that is known.

    Answers are comments and, for change requests, reviews. Where the first few of one kind are all by
    the author or by robots and there are more, nothing is known.
    """
    first: list[Moment] = []
    for key, when in _KINDS:
        if key == "comments" or "mergedAt" in item:
            times = _times(item, key, when)
            if not times and not _is_whole(item.get(key)):
                return None, False
            first += times[:1]
    answered = [time for time in first if time <= as_of]
    return min(answered, default=None), True


def was_reviewed(item: Node, as_of: Moment) -> bool | None:
    """Tell whether another person reviewed a change request; None where that is not known."""
    if any(time <= as_of for time in _times(item, *_KINDS[1])):
        return True
    return False if _is_whole(item.get("reviews")) else None


def _times(item: Node, key: str, when: str) -> list[Moment]:
    """List when other people answered, earliest first."""
    answers = [each for each in (item.get(key) or {}).get("nodes") or () if each]
    others = [each for each in answers if _is_another_person(each.get("author"), item.get("author"))]
    return sorted(time for each in others if (time := moment(each.get(when))))


def _is_another_person(actor: Node | None, author: Node | None) -> bool:
    """Tell whether `actor` is a person and not the author; an account that was deleted is null."""
    if actor is None:
        return author is not None
    login = str(actor.get("login", ""))
    if actor.get("__typename") == "Bot" or is_robot(login, ""):
        return False
    return author is None or login.casefold() != str(author.get("login", "")).casefold()


def _is_whole(answers: Node | None) -> bool:
    """Whether all answers of a kind were read."""
    return answers is not None and answers.get("totalCount") == len(answers.get("nodes") or ())
