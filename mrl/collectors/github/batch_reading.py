"""Reading many repositories of one server with a token: GraphQL in batches, REST for the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mrl.collectors.github.answers import RepositoryNode
from mrl.collectors.github.api import Api
from mrl.collectors.github.batches import Asker, Failure, Reply, about
from mrl.collectors.github.community import organisation_files
from mrl.collectors.github.counting import with_counts
from mrl.collectors.github.failing import UNREADABLE
from mrl.collectors.github.lists import listings_of, read_listings
from mrl.collectors.github.places import Place
from mrl.collectors.github.queries import FILES, FINGERPRINT, LIGHT
from mrl.collectors.github.records import Failed, Record, has_changed, keep, recall
from mrl.collectors.github.security import with_security
from mrl.model.base import Message, Moment

LIGHT_BATCH = 50
"""Repositories whose light facts one request asks for, some 5,000 nodes."""

CHECK_BATCH = 100
"""Repositories that one request checks for changes."""

_OWNERS_BATCH = 50

_SUBJECT_OF_FIELD = {
    "root": "community files",
    "hidden": "community files",
    "documents": "community files",
    "defaultBranchRef": "branch rules",
    "releases": "forge releases",
    "openIssues": "issues",
    "closedIssues": "issues",
    "openChanges": "change requests",
    "closedChanges": "change requests",
}


@dataclass(frozen=True)
class Missing:
    """A repository of which nothing could be read, and why."""

    failures: tuple[Failure, ...]


HandedDown = dict[str, str] | Message
"""What an organisation has for all its repositories, by kind of file; why that could not be read."""

Found = dict[Place, Record | Missing]
"""What is known so far."""


class BatchReader:
    """Reads repositories of one server, those already known and unchanged from what was kept."""

    def __init__(self, api: Api, as_of: Moment) -> None:
        self._api = api
        self._asker = Asker(api)
        self._as_of = as_of

    def read(self, places: Mapping[Place, bool], found: Found) -> None:
        """Read repositories (each with whether it is a core one) and add them to `found` as they are known.

        Raises `SourceError` where the server as a whole cannot be asked any more; what was found
        until then stays.
        """
        known = self._unchanged(places)
        for place, record in with_counts(self._asker, known, self._as_of).items():
            found[place] = record
            if record is not known[place]:
                self._keep(place, record)
        wanted = [place for place in places if place not in known]
        for start in range(0, len(wanted), LIGHT_BATCH):
            self._read_new({place: places[place] for place in wanted[start : start + LIGHT_BATCH]}, found)

    def organisations(self, owners: Iterable[str]) -> dict[str, HandedDown]:
        """Read which files each owner's `.github` repository hands down, by owner in lower case."""
        names = list(owners)
        fields = f"nameWithOwner url {FILES}"
        replies = self._asker.ask(
            [about(Place(name, ".github"), RepositoryNode, fields) for name in names], _OWNERS_BATCH
        )
        return {name.casefold(): _handed_down(reply) for name, reply in zip(names, replies, strict=True)}

    def _unchanged(self, places: Mapping[Place, bool]) -> dict[Place, Record]:
        """Give the kept records of repositories that have not changed since."""
        kept = {place: recall(self._api.journal, self._api.server, place) for place in places}
        known = {
            place: each for place, each in kept.items() if each and (each.asked_core or not places[place])
        }
        replies = self._asker.ask([about(place, RepositoryNode, FINGERPRINT) for place in known], CHECK_BATCH)
        return {
            place: record
            for (place, record), reply in zip(known.items(), replies, strict=True)
            if reply.node and not reply.failures and not has_changed(record.facts, reply.node)
        }

    def _read_new(self, places: Mapping[Place, bool], found: Found) -> None:
        replies = self._asker.ask([about(place, RepositoryNode, LIGHT) for place in places], LIGHT_BATCH)
        answers = dict(zip(places, replies, strict=True))
        found.update(
            {place: Missing(reply.failures) for place, reply in answers.items() if reply.node is None}
        )
        lights = {place: _light(reply.node, reply.failures) for place, reply in answers.items() if reply.node}
        counted = with_counts(self._asker, self._listed(lights), self._as_of)
        for place, record in counted.items():
            whole = with_security(self._api, record, place, core=places[place])
            self._keep(place, whole)
            found[place] = whole

    def _listed(self, records: Mapping[Place, Record]) -> dict[Place, Record]:
        """Add the long lists."""
        listings = {place: listings_of(place, record.facts) for place, record in records.items()}
        read_listings(self._asker, list(listings.values()))
        return {place: listings[place].added_to(record) for place, record in records.items()}

    def _keep(self, place: Place, record: Record) -> None:
        keep(self._api.journal, self._api.server, place, record)


def _handed_down(reply: Reply[RepositoryNode]) -> HandedDown:
    """Give the files by kind: none where there is no such repository; why not where that is not known."""
    if reply.node is not None and not reply.failures:
        found = organisation_files(reply.node, reply.node.url or "")
        return UNREADABLE if found is None else found
    return next((each.reason for each in reply.failures if each.passes), {})


def _light(node: RepositoryNode, failures: Sequence[Failure]) -> Record:
    """Give the light facts, and for each part that is not among them the reason."""
    failed = {
        (
            _SUBJECT_OF_FIELD.get(failure.path[0] if failure.path else "", "forge"),
            failure.reason.in_english(),
        ): failure
        for failure in failures
    }
    return Record(
        facts=node,
        failed=tuple(
            Failed(subject=subject, reason=failure.reason, passes=failure.passes)
            for (subject, _), failure in failed.items()
        ),
    )
