"""From long lists to the sample of OW2's method: the newest open and the last closed ones."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mrl.collectors.github.answers import ItemNode
from mrl.collectors.github.people import first_response, was_reviewed
from mrl.collectors.github.records import Record, Section
from mrl.model.base import Moment
from mrl.model.forge import LARGEST_SAMPLE, Issue, IssueSample
from mrl.model.project import TrackerKind

_EVER = dt.datetime.min.replace(tzinfo=dt.UTC)

Items = Section[ItemNode]
When = Callable[[ItemNode], Moment]


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


def certain(section: Items) -> list[ItemNode]:
    """Give the closed ones of which it is sure that none closed later is missing."""
    horizon = section.horizon or _EVER
    return [node for node in section.nodes if _closed(node) >= horizon]


def undated(section: Items) -> list[ItemNode]:
    """Give the closed ones of which the server does not say when they were closed."""
    return [node for node in section.nodes if node.closed_at is None]


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
        done = [node for node in certain(closed) if _closed(node) <= self.as_of]
        done += [node for node in undated(closed) if node not in done]
        counts = self._counts(record, kind)
        return IssueSample(
            source=TrackerKind.GITHUB,
            url=url,
            open=self._issues(_newest(still_open, _created), is_open=True),
            closed=self._issues(_newest(done, _closed), is_open=False),
            open_total=self._total(opened, closed, len(still_open)),
            closed_total=self._total(opened, closed, len(done)) if self.past else closed.total,
            opened_12_months=counts[0],
            closed_12_months=counts[1],
        )

    def can_be_had(self, opened: Items, closed: Items) -> bool:
        """Whether the lists tell how it was on the day asked for."""
        if self.past and undated(closed):
            return False
        return _reaches(opened, self.as_of) and _reaches(closed, self.as_of)

    def _still_open(self, opened: Items, closed: Items) -> list[ItemNode]:
        """Give those open at the moment asked for, the newest without a hole.

        Those closed since were open then. One that was closed while the lists were read is in both;
        the later list is right.
        """
        horizon = opened.horizon or _EVER
        nodes = {node.number: node for node in (*opened.nodes, *closed.nodes)}
        closed_some_time = {node.number for node in undated(closed)}
        return [
            node
            for number, node in nodes.items()
            if number not in closed_some_time and self._was_open(node, horizon)
        ]

    def _was_open(self, node: ItemNode, horizon: Moment) -> bool:
        if not horizon <= node.created_at <= self.as_of:
            return False
        return node.closed_at is None or node.closed_at > self.as_of

    def _total(self, opened: Items, closed: Items, counted: int) -> int | None:
        if not self.past:
            return opened.total
        return counted if opened.horizon is None and closed.horizon is None else None

    def _counts(self, record: Record, kind: Kind) -> tuple[int | None, int | None]:
        """Count what was opened and closed in twelve months, in the lists where they reach back so far."""
        opened, closed = record.sections[kind.open], record.sections[kind.closed]
        start, end = window(self.as_of)
        if _reaches(opened, start) and _reaches(closed, start):
            nodes = {node.number: node for node in (*opened.nodes, *closed.nodes)}.values()
            closings = None if undated(closed) else self._within(nodes, _closed, start)
            return self._within(nodes, _created, start), closings
        counts = record.counts.get(kind.name)
        if counts is None or (counts.start, counts.end) != (start, end):
            return None, None
        return counts.opened, counts.closed

    def _within(self, nodes: Iterable[ItemNode], time: When, start: Moment) -> int:
        return sum(start <= time(node) <= self.as_of for node in nodes)

    def _issues(self, nodes: Iterable[ItemNode], *, is_open: bool) -> tuple[Issue, ...]:
        return tuple(self._issue(node, is_open=is_open) for node in nodes)

    def _issue(self, node: ItemNode, *, is_open: bool) -> Issue:
        response, known = first_response(node, self.as_of)
        return Issue(
            opened=node.created_at,
            closed=None if is_open else node.closed_at,
            first_response=response,
            answer_known=known,
            assignees=self._assignees(node),
            merged=(not is_open and node.merged_at is not None) if node.is_change else None,
            reviewed=was_reviewed(node, self.as_of) if node.is_change else None,
        )

    def _assignees(self, node: ItemNode) -> tuple[int, ...]:
        people = node.assignees.seen if node.assignees else ()
        return tuple(self.number(each.login) for each in people if each.login)


def _created(node: ItemNode) -> Moment:
    return node.created_at


def _closed(node: ItemNode) -> Moment:
    """Give when a closed one was closed; long ago where the server does not say."""
    return node.closed_at or _EVER


def _reaches(section: Items, time: Moment) -> bool:
    return section.horizon is None or section.horizon <= time


def _newest(nodes: Iterable[ItemNode], time: When) -> list[ItemNode]:
    """Order by time, latest first (then by number, so that the order is always the same), and cut."""
    ordered = sorted(nodes, key=lambda node: (time(node), node.number))
    return ordered[::-1][:LARGEST_SAMPLE]
