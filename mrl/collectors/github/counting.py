"""How many issues and change requests twelve months brought, where the lists do not reach back so far."""

from collections.abc import Mapping, Sequence

from mrl.collectors.github.answers import SearchNode
from mrl.collectors.github.batches import Asker, Question
from mrl.collectors.github.places import Place
from mrl.collectors.github.records import Counts, Record
from mrl.collectors.github.samples import CHANGES, ISSUES, Kind, needs_counts, window
from mrl.model.base import Moment

SEARCHES = 20
"""Searches in one request."""


def with_counts(asker: Asker, records: Mapping[Place, Record], as_of: Moment) -> dict[Place, Record]:
    """Give the records with the counts that their lists cannot tell, as the server's search gives them."""
    wanted = [
        (place, kind)
        for place, record in records.items()
        for kind in (ISSUES, CHANGES)
        if needs_counts(record, kind, as_of)
    ]
    questions = [each for place, kind in wanted for each in _questions(records[place], place, kind, as_of)]
    replies = asker.ask(questions, SEARCHES)
    numbers = [reply.node.issue_count if reply.node and not reply.failures else None for reply in replies]
    return _filled(records, wanted, numbers, as_of)


def _filled(
    records: Mapping[Place, Record],
    wanted: Sequence[tuple[Place, Kind]],
    numbers: Sequence[int | None],
    as_of: Moment,
) -> dict[Place, Record]:
    start, end = window(as_of)
    filled = dict(records)
    for (place, kind), opened, closed in zip(wanted, numbers[::2], numbers[1::2], strict=True):
        counts = Counts(start=start, end=end, opened=opened, closed=closed)
        record = filled[place]
        filled[place] = record.model_copy(update={"counts": {**record.counts, kind.name: counts}})
    return filled


def _questions(record: Record, place: Place, kind: Kind, as_of: Moment) -> list[Question[SearchNode]]:
    """Ask how many were opened, and how many closed."""
    start, end = (f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in window(as_of))
    name = record.facts.name_with_owner or str(place)
    text = "search(type: ISSUE, first: 1, query: $x0) { issueCount }"
    return [
        Question(text, (f"repo:{name} {kind.search} {when}:{start}..{end}",), SearchNode)
        for when in ("created", "closed")
    ]
