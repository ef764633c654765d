"""What every tracker is asked for, and how answers of people become facts."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mrl.collectors.git.commit_kinds import is_robot
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import SourceError
from mrl.collectors.trackers.place import Place
from mrl.model.base import Message, Moment, say
from mrl.model.forge import IssueSample

_YEAR = dt.timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Question:
    """Which project is asked about, through what, and as of when.

    `number` gives a person's number over the whole project; what it is given is never kept.
    """

    place: Place
    door: Door
    as_of: Moment
    number: Callable[[str], int]

    @property
    def year_ago(self) -> Moment:
        """Where the 12 months begin."""
        return self.as_of - _YEAR

    def number_of(self, person: str | None) -> tuple[int, ...]:
        """Give a person of this tracker a number; empty for nobody."""
        return () if person is None else (self.number(f"{self.place.host}/{person}"),)


@dataclass(frozen=True, kw_only=True)
class TrackerAnswer:
    """The issues of a tracker, and reasons why some of what was asked is not in them."""

    issues: IssueSample
    missing: tuple[Message, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reply:
    """Something said on an issue: by whom (an id, and the name shown) and when."""

    person: str | None
    name: str
    time: Moment
    by_robot: bool = False


def first_response(author: str | None, replies: Iterable[Reply], as_of: Moment) -> Moment | None:
    """Give the time of the first reply by a person other than the author; None while there is none."""
    times = (
        reply.time
        for reply in replies
        if reply.person != author
        and reply.time <= as_of
        and not reply.by_robot
        and not is_robot(reply.name, "")
    )
    return min(times, default=None)


def missing_package(package: str, extra: str) -> SourceError:
    """Say what to install for a tracker whose client library is not there."""
    return SourceError(
        say(
            "reading this tracker needs the package {package}: pip install 'mrl-assess[{extra}]'",
            package=package,
            extra=extra,
        )
    )
