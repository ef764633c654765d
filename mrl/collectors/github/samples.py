"""From long lists to the sample of OW2's method: the newest open and the last closed ones."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mrl.collectors.github.people import first_response, moment, was_reviewed
from mrl.collectors.github.records import Record, Section
from mrl.model.base import Moment
from mrl.model.forge import LARGEST_SAMPLE, Issue, IssueSample
from mrl.model.project import TrackerKind

_EVER = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class Kind:
    """Issues or change requests: what their lists, web pages and search are called."""

    name: str
    subject: str
    page: str
    search: str

    @property
    def open(self) -> str:
        """The section of open ones."""
        return f"open_{self.name}"

    @property
    def closed(self) -> str:
        """The section of closed ones."""
        return f"closed_{self.name}"


ISSUES = Kind("issues", "issues", "issues", "is:issue")
CHANGES = Kind("changes", "change requests", "pulls", "is:pr")


def window(as_of: Moment) -> tuple[Moment, Moment]:
    """Give the twelve months up to the end of the day of `as_of`, so that runs of one day agree."""
    end = as_of.replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=1)
    before = end.replace(day=28) if (end.month, end.day) == (2, 29) else end
    return before.replace(year=end.year - 1), end


def certain(section: Section) -> list[dict[str, Any]]:
    """Give the closed ones of which it is sure that none closed later is missing."""
    horizon = section.horizon or _EVER
    return [node for node in section.nodes if (moment(node.get("closedAt")) or _EVER) >= horizon]


def undated(section: Section) -> list[dict[str, Any]]:
    """Give the closed ones of which the server does not say when they were closed."""
    return [node for node in section.nodes if moment(node.get("closedAt")) is None]


def needs_counts(record: Record, kind: Kind, as_of: Moment) -> bool:
    """Whether the lists do not reach back far enough to count what twelve months brought."""
    opened, closed = record.sections.get(kind.open), record.sections.get(kind.closed)
    if opened is None or closed is None:
        return False
    start, end = window(as_of)
    counts = record.counts.get(kind.name)
    if counts is not None and (counts.start, counts.end) == (start, end):
        return False
    return not (_reaches(opened, start) and _reaches(closed, start))


@dataclass(frozen=True)
class Sampling:
    """How to make a sample: as of when, whether that is a past day, and how people are numbered."""

    as_of: Moment
    past: bool
    number: Callable[[str], int]

    def sample(self, record: Record, kind: Kind, url: str) -> IssueSample | None:
        """Make the sample; None where the lists are missing or do not reach back to the day asked for."""
        opened, closed = record.sections.get(kind.open), record.sections.get(kind.closed)
        if opened is None or closed is None or not self.can_be_had(opened, closed):
            return None
        still_open = self._still_open(opened, closed)
        done = [node for node in certain(closed) if (moment(node["closedAt"]) or _EVER) <= self.as_of]
        done += [node for node in undated(closed) if node not in done]
        counts = self._counts(record, kind)
        return IssueSample(
            source=TrackerKind.GITHUB,
            url=url,
            open=self._issues(_newest(still_open, "createdAt"), is_open=True),
            closed=self._issues(_newest(done, "closedAt"), is_open=False),
            open_total=self._total(opened, closed, len(still_open)),
            closed_total=self._total(opened, closed, len(done)) if self.past else closed.total,
            opened_12_months=counts[0],
            closed_12_months=counts[1],
        )

    def can_be_had(self, opened: Section, closed: Section) -> bool:
        """Whether the lists tell how it was on the day asked for."""
        if self.past and undated(closed):
            return False
        return _reaches(opened, self.as_of) and _reaches(closed, self.as_of)

    def _still_open(self, opened: Section, closed: Section) -> list[dict[str, Any]]:
        """Give those open at the moment asked for, the newest without a hole.

        Those closed since were open then. One that was closed while the lists were read is in both;
        the later list is right.
        """
        horizon = opened.horizon or _EVER
        nodes = {node.get("number"): node for node in (*opened.nodes, *closed.nodes)}
        closed_some_time = {node.get("number") for node in undated(closed)}
        return [
            node
            for number, node in nodes.items()
            if number not in closed_some_time and self._was_open(node, horizon)
        ]

    def _was_open(self, node: Mapping[str, Any], horizon: Moment) -> bool:
        created, closed = moment(node.get("createdAt")), moment(node.get("closedAt"))
        if created is None or not horizon <= created <= self.as_of:
            return False
        return closed is None or closed > self.as_of

    def _total(self, opened: Section, closed: Section, counted: int) -> int | None:
        if not self.past:
            return opened.total
        return counted if opened.horizon is None and closed.horizon is None else None

    def _counts(self, record: Record, kind: Kind) -> tuple[int | None, int | None]:
        """Count what was opened and closed in twelve months, in the lists where they reach back so far."""
        opened, closed = record.sections[kind.open], record.sections[kind.closed]
        start, end = window(self.as_of)
        if _reaches(opened, start) and _reaches(closed, start):
            nodes = {node.get("number"): node for node in (*opened.nodes, *closed.nodes)}.values()
            closings = None if undated(closed) else self._within(nodes, "closedAt", start)
            return self._within(nodes, "createdAt", start), closings
        counts = record.counts.get(kind.name)
        if counts is None or (counts.start, counts.end) != (start, end):
            return None, None
        return counts.opened, counts.closed

    def _within(self, nodes: Iterable[Mapping[str, Any]], key: str, start: Moment) -> int:
        return sum(start <= (moment(node.get(key)) or _EVER) <= self.as_of for node in nodes)

    def _issues(self, nodes: Iterable[Mapping[str, Any]], *, is_open: bool) -> tuple[Issue, ...]:
        return tuple(issue for node in nodes if (issue := self._issue(node, is_open=is_open)))

    def _issue(self, node: Mapping[str, Any], *, is_open: bool) -> Issue | None:
        opened = moment(node.get("createdAt"))
        if opened is None:
            return None
        response, known = first_response(node, self.as_of)
        is_change = "mergedAt" in node
        return Issue(
            opened=opened,
            closed=None if is_open else moment(node.get("closedAt")),
            first_response=response,
            answer_known=known,
            assignees=self._assignees(node),
            merged=(not is_open and node["mergedAt"] is not None) if is_change else None,
            reviewed=was_reviewed(node, self.as_of) if is_change else None,
        )

    def _assignees(self, node: Mapping[str, Any]) -> tuple[int, ...]:
        people = (node.get("assignees") or {}).get("nodes") or ()
        return tuple(self.number(str(each["login"])) for each in people if each and each.get("login"))


def _reaches(section: Section, time: Moment) -> bool:
    return section.horizon is None or section.horizon <= time


def _newest(nodes: Iterable[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """Order by time, latest first (then by number, so that the order is always the same), and cut."""
    ordered = sorted(nodes, key=lambda node: (moment(node.get(key)) or _EVER, node.get("number") or 0))
    return ordered[::-1][:LARGEST_SAMPLE]
