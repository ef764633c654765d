"""Reading the long lists of many repositories at once: as few requests as the number of entries allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mrl.collectors.github.api import PAGE
from mrl.collectors.github.batches import Asker, Failure, Question, Reply, about
from mrl.collectors.github.failing import UNREADABLE
from mrl.collectors.github.people import moment
from mrl.collectors.github.places import Place
from mrl.collectors.github.queries import section_fields
from mrl.collectors.github.records import Failed, Section
from mrl.collectors.github.samples import certain
from mrl.model.base import Message, Moment, say
from mrl.model.forge import LARGEST_SAMPLE

ENTRIES = 400
"""Entries of lists that one request asks for, some 5,000 nodes: GitHub gives up after ten seconds."""

_MOST_PAGES = 4
"""Of closed ones, looked through for the last closed; and of releases."""

SUBJECTS = {
    "open_issues": "issues",
    "closed_issues": "issues",
    "open_changes": "change requests",
    "closed_changes": "change requests",
    "releases": "forge releases",
}
_TOTALS = {
    "open_issues": "openIssues",
    "closed_issues": "closedIssues",
    "open_changes": "openChanges",
    "closed_changes": "closedChanges",
}
_NO_END = say("the last closed ones could not be told from those that changed lately")


@dataclass
class Listing:
    """One long list while it is read."""

    place: Place
    kind: str
    total: int | None = None
    nodes: dict[Any, dict[str, Any]] = field(default_factory=dict)
    """By number or tag: an entry that moved to another page while we read is there once."""
    oldest: Moment | None = None
    """When the last entry read was created or, for closed ones, last changed."""
    cursor: str | None = None
    has_more: bool = True
    pages: int = 0
    failed: Failed | None = None

    def take(self, page: Mapping[str, Any]) -> None:
        """Add one page."""
        key = "tagName" if self.kind == "releases" else "number"
        changed = "updatedAt" if self.kind.startswith("closed") else "createdAt"
        nodes = [node for node in page.get("nodes") or () if node]
        self.nodes |= {node.get(key): node for node in nodes}
        self.total = page.get("totalCount")
        told = page.get("pageInfo") or {}
        self.cursor, self.has_more = told.get("endCursor"), bool(told.get("hasNextPage")) and bool(nodes)
        self.oldest = moment(nodes[-1].get(changed)) if nodes else self.oldest
        self.pages += 1

    @property
    def wants_more(self) -> bool:
        """Whether another page is needed and may be asked for."""
        if self.failed or not self.has_more or (self.pages and not self.cursor):
            return False
        if self.kind == "releases":
            return self.pages < _MOST_PAGES
        if self.kind.startswith("open"):
            return self.pages == 0
        return self.pages < _MOST_PAGES and len(certain(self.section())) < LARGEST_SAMPLE

    def section(self) -> Section:
        """Give the list as far as it was read."""
        return Section(
            nodes=tuple(self.nodes.values()), total=self.total, horizon=self.oldest if self.has_more else None
        )

    def question(self) -> Question:
        """Ask for the next page."""
        left = PAGE if self.total is None else self.total - len(self.nodes)
        count = max(1, min(PAGE, left))
        after = (self.cursor,) if self.cursor else ()
        return about(self.place, section_fields(self.kind, count, bool(after)), *after, weight=count)

    def finish(self) -> "Failed | Section":
        """Give what was read, or why it is of no use."""
        if self.failed:
            return self.failed
        section = self.section()
        if self.kind.startswith("closed") and section.nodes and not certain(section):
            return Failed(subject=SUBJECTS[self.kind], reason=_NO_END, passes=False)
        return section


def listings_of(place: Place, facts: Mapping[str, Any]) -> list[Listing]:
    """Plan the lists of one repository; what the light facts show to be empty needs no question."""
    kinds = [kind for kind in _TOTALS if kind.endswith("changes") or facts.get("hasIssuesEnabled")]
    planned = [_planned(place, kind, facts) for kind in kinds]
    releases = Listing(place, "releases")
    if facts.get("releases") is not None:
        releases.take(facts["releases"])
        planned.append(releases)
    return [each for each in planned if each is not None]


def _planned(place: Place, kind: str, facts: Mapping[str, Any]) -> Listing | None:
    counted = facts.get(_TOTALS[kind])
    if counted is None:
        return None
    total = int(counted["totalCount"])
    return Listing(place, kind, total=total, has_more=total > 0)


def read_listings(asker: Asker, listings: Sequence[Listing]) -> None:
    """Read all lists as far as needed, page after page, the pages of different repositories together."""
    while wanting := [each for each in listings if each.wants_more]:
        replies = asker.ask([each.question() for each in wanting], ENTRIES)
        for listing, reply in zip(wanting, replies, strict=True):
            page = reply.node.get("list") if reply.node else None
            if page is None or reply.failures:
                listing.failed = _failed(listing.kind, reply)
            else:
                _take(listing, page)


def _take(listing: Listing, page: Mapping[str, Any]) -> None:
    try:
        listing.take(page)
    except (AttributeError, TypeError, ValueError):
        # Only a server that does not keep to its own description gets here.
        listing.failed = Failed(subject=SUBJECTS[listing.kind], reason=UNREADABLE, passes=True)


def _failed(kind: str, reply: Reply) -> Failed:
    failure = reply.failures[0] if reply.failures else Failure((), _nothing(), passes=True)
    return Failed(subject=SUBJECTS[kind], reason=failure.reason, passes=failure.passes)


def _nothing() -> Message:
    return say("the forge gave no answer")
