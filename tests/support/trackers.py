"""What tests of trackers share: a moment, a door on loopback, numbers for people."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from mrl.collectors.http.budget import Budget
from mrl.collectors.http.door import Door
from mrl.collectors.http.limits import Limits
from mrl.collectors.trackers.reading import TrackerReading, read_trackers
from mrl.model.forge import IssueSample
from mrl.model.project import Tracker

NOW = dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def numbering() -> Callable[[str], int]:
    """Give a function that numbers people in the order in which they come."""
    numbers: dict[str, int] = {}
    return lambda person: numbers.setdefault(person, len(numbers))


def open_door(
    tokens: dict[str, str] | None = None, most: int | None = None, largest_body: int = 1_000_000
) -> Door:
    """Make a door that asks once and never waits."""

    def never(seconds: float, reason: Any) -> None:
        raise AssertionError(f"nothing here should wait: {reason.in_english()} ({seconds} s)")

    return Door(
        budget=Budget(most),
        wait=never,
        journal=None,
        tokens=tokens or {},
        limits=Limits(attempts=1, largest_body=largest_body),
    )


def read(tracker: Tracker, door: Door, as_of: dt.datetime = NOW) -> TrackerReading:
    """Read a tracker as of a moment."""
    (reading,) = read_trackers([tracker], door, as_of, numbering(), lambda _: None)
    return reading


def issues_of(reading: TrackerReading) -> IssueSample:
    """Give the issues of a reading that must have some."""
    assert reading.facts is not None, reasons(reading)
    assert reading.facts.issues is not None
    return reading.facts.issues


def is_unread(reading: TrackerReading) -> bool:
    """Whether a tracker that was named said nothing, and a gap tells why."""
    return reading.facts is not None and reading.facts.issues is None and bool(reading.gaps)


def reasons(reading: TrackerReading) -> list[str]:
    """Give the words of the gaps."""
    return [gap.reason.in_english() for gap in reading.gaps]
