"""What GitHub said of one repository, as it said it: kept between runs, read into facts each time.

The names of fields are those of GitHub's GraphQL interface, also where the REST interface was asked.
A fact that is absent was not asked or could not be read; one that is null was answered with nothing.
"""

from typing import Generic, TypeVar

from pydantic import ValidationError

from mrl.collectors.github.answers import Answer, ItemNode, ReleaseNode, RepositoryNode
from mrl.collectors.github.places import Place, Server
from mrl.collectors.http.journal import Journal
from mrl.model.base import Frozen, Message, Moment

_FORMAT = "github-record-2"

_FINGERPRINT = {
    "name_with_owner",
    "pushed_at",
    "updated_at",
    "newest_issue",
    "newest_change",
    "newest_release",
}

Node = TypeVar("Node", bound=Answer)


class Failed(Frozen):
    """A part that could not be read, in the words of a gap."""

    subject: str
    reason: Message
    passes: bool
    """Whether asking again later may help."""


class Section(Frozen, Generic[Node]):
    """A long list, or the newest part of it.

    `horizon` is the moment up to which it may be incomplete: everything created (open ones, releases) or
    closed (closed ones) after it is here. None means that the list is complete.
    """

    nodes: tuple[Node, ...] = ()
    total: int | None = None
    horizon: Moment | None = None


class Counts(Frozen):
    """How many were opened and closed between two moments, as the search of the server counts."""

    start: Moment
    end: Moment
    opened: int | None = None
    closed: int | None = None


class Record(Frozen):
    """Everything the server said of one repository."""

    facts: RepositoryNode
    sections: dict[str, Section[ItemNode]] = {}
    releases: Section[ReleaseNode] | None = None
    counts: dict[str, Counts] = {}
    private_reports: bool | None = None
    advisories: tuple[Moment, ...] | None = None
    """When each advisory was published."""
    asked_core: bool = False
    """Whether what only core repositories are asked was asked."""
    failed: tuple[Failed, ...] = ()

    @property
    def is_lasting(self) -> bool:
        """Whether reading it again would give no more."""
        return not any(failed.passes for failed in self.failed)


def has_changed(former: RepositoryNode, now: RepositoryNode) -> bool:
    """Whether any of what changes with a repository's work is another now."""
    return any(getattr(former, name) != getattr(now, name) for name in _FINGERPRINT)


def recall(journal: Journal | None, server: Server, place: Place) -> Record | None:
    """Give the record kept of a repository; None where there is none."""
    kept = journal.get(_key(server, place)) if journal else None
    if kept is None:
        return None
    try:
        return Record.model_validate_json(kept)
    except ValidationError:
        return None  # written by another version of this program


def keep(journal: Journal | None, server: Server, place: Place, record: Record) -> None:
    """Keep a record for the next run, if it is whole."""
    if journal is not None and record.is_lasting:
        journal.put(_key(server, place), record.model_dump_json(by_alias=True, exclude_unset=True).encode())


def _key(server: Server, place: Place) -> str:
    return f"{_FORMAT} {server.web}/{str(place).casefold()}"
