"""Reading many repositories of one server with a token: GraphQL in batches, REST for the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mrl.collectors.github.api import Api
from mrl.collectors.github.batches import Asker, Failure, Reply, about
from mrl.collectors.github.community import organisation_files
from mrl.collectors.github.counting import with_counts
from mrl.collectors.github.lists import SUBJECTS, Listing, listings_of, read_listings
from mrl.collectors.github.places import Place
from mrl.collectors.github.queries import FILES, FINGERPRINT, LIGHT
from mrl.collectors.github.records import Failed, Record, Section, fingerprint_of, keep, recall
from mrl.collectors.github.security import with_security
from mrl.model.base import Moment

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

    def organisations(self, owners: Iterable[str]) -> dict[str, dict[str, str] | None]:
        """Read which files each owner's `.github` repository hands down, by owner in lower case."""
        names = list(owners)
        fields = f"nameWithOwner url {FILES}"
        replies = self._asker.ask([about(Place(name, ".github"), fields) for name in names], _OWNERS_BATCH)
        return {name.casefold(): _handed_down(reply) for name, reply in zip(names, replies, strict=True)}

    def _unchanged(self, places: Mapping[Place, bool]) -> dict[Place, Record]:
        """Give the kept records of repositories that have not changed since."""
        kept = {place: recall(self._api.journal, self._api.server, place) for place in places}
        known = {
            place: each for place, each in kept.items() if each and (each.asked_core or not places[place])
        }
        replies = self._asker.ask([about(place, FINGERPRINT) for place in known], CHECK_BATCH)
        return {
            place: record
            for (place, record), reply in zip(known.items(), replies, strict=True)
            if reply.node and not reply.failures and fingerprint_of(reply.node) == record.fingerprint
        }

    def _read_new(self, places: Mapping[Place, bool], found: Found) -> None:
        replies = self._asker.ask([about(place, LIGHT) for place in places], LIGHT_BATCH)
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
        read_listings(self._asker, [each for several in listings.values() for each in several])
        return {place: _with_lists(record, listings[place]) for place, record in records.items()}

    def _keep(self, place: Place, record: Record) -> None:
        keep(self._api.journal, self._api.server, place, record)


def _handed_down(reply: Reply) -> dict[str, str] | None:
    """Give the files by kind: none where there is no such repository, None where that is not known."""
    if reply.node is not None and not reply.failures:
        return organisation_files(reply.node, str(reply.node.get("url")))
    return None if reply.passes else {}


def _light(node: Mapping[str, Any], failures: Sequence[Failure]) -> Record:
    """Give the light facts; a part about which there was an error is left out, with the reason."""
    spoilt = {failure.path[0] for failure in failures if failure.path}
    failed = {
        (
            _SUBJECT_OF_FIELD.get(failure.path[0] if failure.path else "", "forge"),
            failure.reason.in_english(),
        ): failure
        for failure in failures
    }
    return Record(
        facts={key: value for key, value in node.items() if key not in spoilt},
        failed=tuple(
            Failed(subject=subject, reason=failure.reason, passes=failure.passes)
            for (subject, _), failure in failed.items()
        ),
    )


def _with_lists(record: Record, listings: Sequence[Listing]) -> Record:
    finished = {listing.kind: listing.finish() for listing in listings}
    sections = {kind: each for kind, each in finished.items() if isinstance(each, Section)}
    failed = {SUBJECTS[kind]: each for kind, each in finished.items() if isinstance(each, Failed)}
    return record.model_copy(update={"sections": sections, "failed": (*record.failed, *failed.values())})
