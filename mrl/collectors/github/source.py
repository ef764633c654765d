"""GitHub as a source of facts: all repositories of a run, server by server, batch by batch."""

import math
from collections.abc import Callable, Iterator, Sequence

from mrl.collectors.forge import ForgeReading, RepositoryRef
from mrl.collectors.github.api import Api
from mrl.collectors.github.batch_reading import (
    CHECK_BATCH,
    LIGHT_BATCH,
    BatchReader,
    Found,
    HandedDown,
    Missing,
)
from mrl.collectors.github.facts import Reader, is_past
from mrl.collectors.github.places import Place, Server, place_of
from mrl.collectors.github.records import Record
from mrl.collectors.github.rest_reading import DETAILS, RestReader
from mrl.collectors.github.samples import Sampling
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import BudgetSpent, NotThere, SourceError
from mrl.model.base import Message, Moment, say
from mrl.model.facts import Gap

_WITHOUT_TOKEN = 60
"""Requests an hour."""

Read = Iterator[tuple[RepositoryRef, ForgeReading]]


def read_repositories(
    refs: Sequence[RepositoryRef],
    door: Door,
    as_of: Moment,
    number: Callable[[str], int],
    progress: Callable[[Message], None],
) -> Read:
    """Read what GitHub servers say of repositories; each is given once, in order, server by server.

    `number` gives a person's number for `server/login`. One that cannot be read is a gap, as are all
    that are left when a server stops answering. When the budget is spent the iteration just ends.
    """
    by_server: dict[Server, list[RepositoryRef]] = {}
    for ref in refs:
        by_server.setdefault(Server.of(ref.address), []).append(ref)
    try:
        for server, several in by_server.items():
            yield from _Run(Api(door, server), as_of, number, progress).read(several)
    except BudgetSpent:
        return


def forecast(count: int, has_token: bool, core: int = 1) -> int:
    """Tell how many requests a first run needs for `count` repositories, `core` of them core ones.

    With a token: for each batch its light facts and, as a rule, one request for its lists; one for
    what organisations hand down; one per repository for advisories and one more for core ones. Busy
    repositories need up to three more each. Without a token there are 60 an hour.
    """
    if not count:
        return 0
    if not has_token:
        return min(_WITHOUT_TOKEN, math.ceil(count / 100) + DETAILS * count)
    return 1 + 2 * math.ceil(count / LIGHT_BATCH) + count + min(core, count)


class _Run:
    """The reading of one server."""

    def __init__(
        self, api: Api, as_of: Moment, number: Callable[[str], int], progress: Callable[[Message], None]
    ) -> None:
        self._api = api
        self._as_of = as_of
        self._number = number
        self._progress = progress
        self._graph: BatchReader | None = BatchReader(api, as_of) if api.has_token else None
        self._rest = RestReader(api)
        self._inherited: dict[str, HandedDown] = {}

    def read(self, refs: Sequence[RepositoryRef]) -> Read:
        """Give every repository; raises BudgetSpent after those that were still read."""
        for start in range(0, len(refs), CHECK_BATCH):
            chunk, found = refs[start : start + CHECK_BATCH], Found()
            self._progress(
                say(
                    "asking {host}: {done} of {count} repositories",
                    host=self._api.server.host,
                    done=start,
                    count=len(refs),
                )
            )
            problem = self._problem_in(chunk, found)
            is_spent = isinstance(problem, BudgetSpent)
            for ref in chunk:
                if not is_spent or place_of(ref.address) in found:
                    yield ref, self._reading(ref, found, problem)
            if is_spent and problem is not None:
                raise problem
            if problem is not None:
                yield from self._given_up(refs[start + CHECK_BATCH :], problem)
                return

    def _problem_in(self, refs: Sequence[RepositoryRef], found: Found) -> SourceError | None:
        """Read a chunk into `found`; give what ended it early."""
        places = {place: ref.core for ref in refs if (place := place_of(ref.address))}
        try:
            self._read(places, found)
        except SourceError as problem:
            return problem
        return None

    def _read(self, places: dict[Place, bool], found: Found) -> None:
        """Read by GraphQL where there is a token and the server has it, by REST otherwise."""
        if self._graph is not None:
            try:
                self._inherit(places, self._graph)
                self._graph.read(places, found)
            except NotThere:
                self._graph = None  # a server that speaks only REST
            else:
                return
        self._rest.read(places, found)

    def _inherit(self, places: dict[Place, bool], graph: BatchReader) -> None:
        owners = {place.owner.casefold(): place.owner for place in places}
        new = [owner for key, owner in owners.items() if key not in self._inherited]
        if new:
            self._inherited |= graph.organisations(new)

    def _reading(self, ref: RepositoryRef, found: Found, problem: SourceError | None) -> ForgeReading:
        place = place_of(ref.address)
        if place is None:
            return _nothing(say("{address} is not the address of a repository", address=ref.address.url))
        record = found.get(place)
        if isinstance(record, Record):
            return self._facts(record, place)
        if isinstance(record, Missing):
            return _nothing(record.failures[0].reason)
        return _nothing(problem.reason if problem else say("the forge gave no answer"))

    def _facts(self, record: Record, place: Place) -> ForgeReading:
        host, number = self._api.server.host, self._number
        sampling = Sampling(
            as_of=self._as_of,
            past=is_past(self._as_of, self._api.date),
            number=lambda login: number(f"{host}/{login.casefold()}"),
        )
        reader = Reader(server=self._api.server, sampling=sampling, inherited=self._inherited)
        return reader.reading(record, place)

    def _given_up(self, refs: Sequence[RepositoryRef], problem: SourceError) -> Read:
        for ref in refs:
            yield ref, _nothing(problem.reason)


def _nothing(reason: Message) -> ForgeReading:
    return ForgeReading(forge=None, gaps=(Gap(subject="forge", reason=reason),))
