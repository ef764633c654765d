"""Reading the long lists of many repositories at once: as few requests as the number of entries allows."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic

from mrl.collectors.github.answers import (
    Answer,
    ItemList,
    ItemNode,
    Page,
    ReleaseList,
    ReleaseNode,
    RepositoryNode,
)
from mrl.collectors.github.api import PAGE
from mrl.collectors.github.batches import Asker, Failure, Question, Reply, about
from mrl.collectors.github.places import Place
from mrl.collectors.github.queries import section_fields
from mrl.collectors.github.records import Failed, Node, Record, Section
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
_NO_TIME = say("the forge does not say when the last of a page of entries was created or changed")
_NO_END = say("the last closed ones could not be told from those that changed lately")


@dataclass
class Listing(ABC, Generic[Node]):
    """One long list while it is read."""

    place: Place
    kind: str
    total: int | None = None
    nodes: dict[Hashable, Node] = field(default_factory=dict)
    """By number or tag: an entry that moved to another page while we read is there once."""
    oldest: Moment | None = None
    """When the last entry read was created or, for closed ones, last changed."""
    cursor: str | None = None
    has_more: bool = True
    pages: int = 0
    failed: Failed | None = None

    @abstractmethod
    def question(self) -> Question[Answer]:
        """Ask for the next page."""

    @abstractmethod
    def page_of(self, answer: Answer) -> Page[Node] | None:
        """Give the page in an answer to this list's question; None where it has none."""

    @abstractmethod
    def key(self, node: Node) -> Hashable:
        """Tell an entry from others."""

    @abstractmethod
    def changed(self, node: Node) -> Moment | None:
        """Give the moment by which the entries come, the latest first."""

    @property
    @abstractmethod
    def wants_more(self) -> bool:
        """Whether another page is needed and may be asked for."""

    def take(self, page: Page[Node]) -> None:
        """Add one page."""
        nodes, told = page.seen, page.page_info
        self.nodes |= {self.key(node): node for node in nodes}
        self.total = page.total_count
        self.cursor = told.end_cursor if told else None
        self.has_more = bool(told and told.has_next_page and nodes)
        self.oldest = self.changed(nodes[-1]) if nodes else self.oldest
        if self.has_more and self.oldest is None:
            self.failed = Failed(subject=SUBJECTS[self.kind], reason=_NO_TIME, passes=True)
        self.pages += 1

    def accept(self, reply: Reply[Answer]) -> None:
        """Add the page of a reply, or note why there is none."""
        page = self.page_of(reply.node) if reply.node else None
        if page is None or reply.failures:
            failure = reply.failures[0] if reply.failures else Failure((), _nothing(), passes=True)
            subject = SUBJECTS[self.kind]
            self.failed = Failed(subject=subject, reason=failure.reason, passes=failure.passes)
        else:
            self.take(page)

    @property
    def can_go_on(self) -> bool:
        """Whether there is another page that could be asked for."""
        return not self.failed and self.has_more and not (self.pages and not self.cursor)

    def section(self) -> Section[Node]:
        """Give the list as far as it was read."""
        horizon = self.oldest if self.has_more else None
        return Section(nodes=tuple(self.nodes.values()), total=self.total, horizon=horizon)

    def fields(self) -> tuple[str, tuple[str, ...], int]:
        """Give the fields of the next page, its cursor if it has one, and how many entries it asks for."""
        left = PAGE if self.total is None else self.total - len(self.nodes)
        count = max(1, min(PAGE, left))
        after = (self.cursor,) if self.cursor else ()
        return section_fields(self.kind, count, bool(after)), after, count


class ItemListing(Listing[ItemNode]):
    """A list of issues or change requests, open or closed."""

    def question(self) -> Question[Answer]:
        """Ask for the next page."""
        fields, after, count = self.fields()
        return about(self.place, ItemList, fields, *after, weight=count)

    def page_of(self, answer: Answer) -> Page[ItemNode] | None:
        """Give the page in an answer."""
        return answer.list if isinstance(answer, ItemList) else None

    def key(self, node: ItemNode) -> Hashable:
        """Give its number."""
        return node.number

    def changed(self, node: ItemNode) -> Moment | None:
        """Open ones come by creation, closed ones by their last change."""
        return node.updated_at if self.is_closed else node.created_at

    @property
    def is_closed(self) -> bool:
        """Whether it is a list of closed ones."""
        return self.kind.startswith("closed")

    @property
    def wants_more(self) -> bool:
        """Of open ones one page is enough; of closed ones until the last closed are sure."""
        if not self.can_go_on:
            return False
        if not self.is_closed:
            return self.pages == 0
        return self.pages < _MOST_PAGES and len(certain(self.section())) < LARGEST_SAMPLE

    def finish(self) -> Failed | Section[ItemNode]:
        """Give what was read, or why it is of no use."""
        section = self.section()
        if not self.failed and self.is_closed and section.nodes and not certain(section):
            return Failed(subject=SUBJECTS[self.kind], reason=_NO_END, passes=False)
        return self.failed or section


class ReleaseListing(Listing[ReleaseNode]):
    """The list of releases."""

    def question(self) -> Question[Answer]:
        """Ask for the next page."""
        fields, after, count = self.fields()
        return about(self.place, ReleaseList, fields, *after, weight=count)

    def page_of(self, answer: Answer) -> Page[ReleaseNode] | None:
        """Give the page in an answer."""
        return answer.list if isinstance(answer, ReleaseList) else None

    def key(self, node: ReleaseNode) -> Hashable:
        """Give its tag."""
        return node.tag_name

    def changed(self, node: ReleaseNode) -> Moment | None:
        """They come by creation."""
        return node.created_at

    @property
    def wants_more(self) -> bool:
        """A few pages are enough."""
        return self.can_go_on and self.pages < _MOST_PAGES

    def finish(self) -> Failed | Section[ReleaseNode]:
        """Give what was read, or why it is of no use."""
        return self.failed or self.section()


@dataclass(frozen=True)
class Listings:
    """The long lists of one repository."""

    items: tuple[ItemListing, ...]
    releases: ReleaseListing | None

    def added_to(self, record: Record) -> Record:
        """Give the record with the lists, and with why one is missing."""
        finished = {each.kind: each.finish() for each in self.items}
        releases = self.releases.finish() if self.releases else None
        ends = {**finished, "releases": releases}
        failed = {SUBJECTS[kind]: end for kind, end in ends.items() if isinstance(end, Failed)}
        return record.model_copy(
            update={
                "sections": {kind: end for kind, end in finished.items() if isinstance(end, Section)},
                "releases": releases if isinstance(releases, Section) else None,
                "failed": (*record.failed, *failed.values()),
            }
        )


def listings_of(place: Place, facts: RepositoryNode) -> Listings:
    """Plan the lists of one repository; what the light facts show to be empty needs no question."""
    totals = {"open_changes": facts.open_changes, "closed_changes": facts.closed_changes}
    if facts.has_issues_enabled:
        totals = {"open_issues": facts.open_issues, "closed_issues": facts.closed_issues} | totals
    items = [
        ItemListing(place, kind, total=total.total_count, has_more=total.total_count > 0)
        for kind, total in totals.items()
        if total is not None
    ]
    releases = None
    if facts.releases is not None:
        releases = ReleaseListing(place, "releases")
        releases.take(facts.releases)
    return Listings(tuple(items), releases)


def read_listings(asker: Asker, several: Sequence[Listings]) -> None:
    """Read all lists as far as needed, page after page, the pages of different repositories together."""
    listings: list[ItemListing | ReleaseListing] = []
    for each in several:
        listings += [*each.items, *([each.releases] if each.releases else [])]
    while wanting := [each for each in listings if each.wants_more]:
        replies = asker.ask([each.question() for each in wanting], ENTRIES)
        for listing, reply in zip(wanting, replies, strict=True):
            listing.accept(reply)


def _nothing() -> Message:
    return say("the forge gave no answer")
