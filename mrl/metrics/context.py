"""The moment and the project a metric looks from."""

import datetime as dt
from dataclasses import dataclass

from mrl.model.base import Day, Moment
from mrl.model.forge import TrackerFacts
from mrl.model.project import Tracker
from mrl.model.results import ExternalResults
from mrl.model.snapshot import Snapshot

YEAR = 365
"""Days of "12 months"; the day of the assessed moment is the last of them."""


def in_utc(moment: Moment) -> Moment:
    """Give a moment in UTC; one without a time zone is taken to be in UTC already."""
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


@dataclass(frozen=True, slots=True)
class Context:
    """When the project is looked at, what its description says of it, and what trackers and tools say."""

    moment: Moment
    tracker: Tracker | None = None
    tracker_facts: tuple[TrackerFacts, ...] = ()
    results: ExternalResults | None = None

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Context":
        """Make the context of a snapshot."""
        moment = in_utc(snapshot.as_of)
        return cls(moment, snapshot.tracker, snapshot.tracker_facts or (), snapshot.results)

    @property
    def day(self) -> Day:
        """The day of the assessed moment, in UTC."""
        return self.moment.date()

    def days_since(self, day: Day) -> int:
        """Give the days since `day`; a day in the future, by a wrong clock, counts as today."""
        return max((self.day - day).days, 0)

    def days_since_moment(self, moment: Moment) -> float:
        """Give the days since `moment`, with the part of a day."""
        return max((self.moment - in_utc(moment)).total_seconds() / 86400, 0)
