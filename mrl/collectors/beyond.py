"""What lies beyond git: forges, trackers, quality servers and result files, asked after git was read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from mrl import faults
from mrl.collectors.forge import DiscoveredRepository, ForgeReading, RepositoryRef
from mrl.collectors.git.address import Address, parse_address
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import SourceError
from mrl.collectors.http.hosts import shown_address
from mrl.collectors.repository import RepositoryRecords
from mrl.collectors.results.reading import ResultsReading, read_results
from mrl.collectors.run import Run
from mrl.collectors.sonarqube import QualityPlace, QualityReading, read_qualities
from mrl.collectors.trackers.reading import read_trackers, trackers_to_read
from mrl.model.base import Message, Moment, say
from mrl.model.facts import Gap
from mrl.model.forge import TrackerFacts
from mrl.model.project import Organisation, Project, QualityServer, Role
from mrl.model.results import ExternalResults
from mrl.model.snapshot import Handed

_SPENT = say("the requests this run was allowed are spent; run it again to go on")

_MOST_FAULTS = 8
"""So many unexpected errors of one forge are looked into; then it is no single repository's fault."""

ReadForge = Callable[
    [Sequence[RepositoryRef], Door, Moment, Callable[[str], int], Callable[[Message], None]],
    Iterator[tuple[RepositoryRef, ForgeReading]],
]
DiscoverForge = Callable[[Address, Sequence[str], Sequence[str], Door], list[DiscoveredRepository]]


@dataclass(frozen=True)
class ForgeSource:
    """A kind of forge: how its repositories are read, found and counted beforehand."""

    read: ReadForge
    discover: DiscoverForge
    forecast: Callable[[int, bool, int], int]
    """Requests for so many repositories, whether there is a token, and how many are core ones."""


FORGES = ("github", "gitlab")
"""Every kind of forge; add one here and in `forge_source`."""


def forge_source(kind: str) -> ForgeSource:
    """Give the source for a kind of forge; its client library is loaded only now."""
    if kind == "github":
        from mrl.collectors import github  # noqa: PLC0415

        return ForgeSource(github.read_repositories, github.discover, github.forecast)
    from mrl.collectors import gitlab  # noqa: PLC0415

    return ForgeSource(
        gitlab.read_repositories,
        gitlab.discover,
        lambda count, has_token, _core: gitlab.forecast(count, has_token),
    )


def forge_of(address: Address, project: Project) -> str | None:
    """Name the kind of forge at an address: as the project file says, or by the server's name."""
    host = urlsplit(address.url).netloc.lower()
    for organisation in project.organisations:
        if organisation.kind and urlsplit(organisation.url).netloc.lower() == host:
            return organisation.kind
    if host == "github.com":
        return "github"
    return "gitlab" if "gitlab" in host.partition(":")[0].split(".") else None


def discover(run: Run, organisation: Organisation) -> list[DiscoveredRepository]:
    """List the repositories of an organisation. Raises `SourceError` or `TargetError`."""
    # An organisation's address is a repository's without its name, and is checked as one.
    address = Address(parse_address(f"{organisation.url.rstrip('/')}/x").url.removesuffix("/x"))
    run.check_address(address)
    forge = forge_of(address, run.target.project)
    if forge is None:
        raise SourceError(
            say("{url}: say `kind: github` or `kind: gitlab` for this organisation", url=address.url)
        )
    return forge_source(forge).discover(address, organisation.include, organisation.exclude, run.door)


@dataclass(frozen=True, kw_only=True)
class Beyond:
    """The records with what was found beyond git, and what speaks of the project as a whole."""

    records: tuple[RepositoryRecords, ...]
    trackers: tuple[TrackerFacts, ...] | None = None
    results: ExternalResults | None = None
    handed: tuple[Handed, ...] = ()
    gaps: tuple[Gap, ...] = ()


def look_beyond(run: Run, records: Sequence[RepositoryRecords], as_of: Moment) -> Beyond:
    """Ask every source that the project names or its repositories show; offline only local files."""
    reading = _results(run)
    results = reading.results if run.target.project.results else None
    if run.options.offline:
        return Beyond(records=tuple(records), results=results, gaps=reading.gaps)
    records = _with_forges(run, records, as_of)
    records = _with_quality(run, records, as_of)
    trackers, gaps = _trackers(run, records, as_of)
    return Beyond(records=tuple(records), trackers=trackers, results=results, gaps=(*gaps, *reading.gaps))


def _with_forges(run: Run, records: Sequence[RepositoryRecords], as_of: Moment) -> list[RepositoryRecords]:
    """Add what forges say, one question for many repositories."""
    asked: dict[str, list[RepositoryRef]] = {name: [] for name in FORGES}
    for record in records:
        address = parse_address(record.facts.url) if record.facts.url else None
        forge = forge_of(address, run.target.project) if address else None
        if address is not None and forge is not None:
            is_core = record.facts.role is Role.CORE
            asked[forge].append(RepositoryRef(name=record.facts.name, address=address, core=is_core))
    found: dict[str, ForgeReading] = {}
    for forge, refs in asked.items():
        if refs:
            found |= _read_forge(run, forge, refs, as_of)
    unread = {ref.name for refs in asked.values() for ref in refs} - found.keys()
    result = []
    for record in records:
        reading = found.get(record.facts.name)
        gaps = _gaps(record, "forge", reading.gaps if reading else (), is_spent=record.facts.name in unread)
        facts = record.facts.model_copy(update={"forge": reading.forge if reading else None})
        result.append(replace(record, facts=facts, gaps=(*record.gaps, *gaps)))
    return result


def _read_forge(
    run: Run, forge: str, refs: Sequence[RepositoryRef], as_of: Moment
) -> dict[str, ForgeReading]:
    """Ask a forge about repositories; those it was not asked about, as the budget was spent, are not there.

    Where an answer for one of many leads to an unexpected error, the rest is asked for in halves, so
    that it costs that one alone; after some such errors what is left is not asked for any more.
    """
    found: dict[str, ForgeReading] = {}
    waiting, faulty = [list(refs)], 0
    while waiting:
        part = waiting.pop()
        reasons: list[Message] = []
        with faults.taken(reasons.append):
            for ref, reading in forge_source(forge).read(part, run.door, as_of, run.state.number, run.tell):
                found[ref.name] = reading
        left = [ref for ref in part if ref.name not in found] if reasons else []
        if len(left) > 1 and faulty < _MOST_FAULTS:
            waiting += [left[len(left) // 2 :], left[: len(left) // 2]]
        else:
            faulty += bool(left)
            gaps = tuple(Gap(subject="forge", reason=reason) for reason in reasons)
            found |= {ref.name: ForgeReading(forge=None, gaps=gaps) for ref in left}
    return found


def _read_qualities(
    run: Run, asked: Sequence[tuple[str, QualityPlace]], as_of: Moment
) -> dict[str, QualityReading]:
    """Ask quality servers; the one whose answer leads to an unexpected error is left with a gap."""
    found: dict[str, QualityReading] = {}
    left = list(asked)
    while left:
        reasons: list[Message] = []
        with faults.taken(reasons.append):
            found.update(read_qualities(left, run.found_door, as_of))
        left = [(name, place) for name, place in left if name not in found]
        if not reasons or not left:
            break
        gaps = tuple(Gap(subject="quality", reason=reason) for reason in reasons)
        found[left.pop(0)[0]] = QualityReading(quality=None, gaps=gaps)
    return found


def _with_quality(run: Run, records: Sequence[RepositoryRecords], as_of: Moment) -> list[RepositoryRecords]:
    """Add what quality servers say of the repositories that name their place there."""
    places = {record.facts.name: _place(record, run.target.project.quality) for record in records}
    asked = [(name, place) for name, place in places.items() if place is not None]
    found = _read_qualities(run, asked, as_of)
    result = []
    for record in records:
        name = record.facts.name
        reading = found.get(name)
        is_spent = places[name] is not None and reading is None
        gaps = _gaps(record, "quality", reading.gaps if reading else (), is_spent=is_spent)
        facts = record.facts.model_copy(update={"quality": reading.quality if reading else None})
        result.append(replace(record, facts=facts, gaps=(*record.gaps, *gaps)))
    return result


def _place(record: RepositoryRecords, server: QualityServer | None) -> QualityPlace | None:
    if server is not None and record.facts.name in server.keys:
        return QualityPlace(url=server.url.rstrip("/"), key=server.keys[record.facts.name])
    return next(iter(record.quality_places), None)


def _gaps(record: RepositoryRecords, subject: str, gaps: Iterable[Gap], *, is_spent: bool) -> list[Gap]:
    found = [Gap(subject=subject, reason=_SPENT)] if is_spent else list(gaps)
    return [gap.model_copy(update={"repository": record.facts.name}) for gap in found]


def _trackers(
    run: Run, records: Sequence[RepositoryRecords], as_of: Moment
) -> tuple[tuple[TrackerFacts, ...] | None, list[Gap]]:
    """Read the tracker the project file names, else those that repositories name."""
    declared = (
        tracker
        for record in records
        if record.facts.declared is not None
        for tracker in record.facts.declared.trackers or ()
    )
    wanted = trackers_to_read(run.target.project.tracker, declared)
    readings = read_trackers(wanted, run.found_door, as_of, run.state.number, run.tell)
    facts = tuple(reading.facts for reading in readings if reading.facts is not None)
    return facts or None, [gap for reading in readings for gap in reading.gaps]


def _results(run: Run) -> ResultsReading:
    """Read the result files that the project file names; offline only those on this machine."""
    named = run.target.project.results
    away = [source for source in named if run.options.offline and "://" in source]
    wanted = [source for source in named if source not in away]
    reading = read_results(wanted, run.target.base, run.found_door, run.tell)
    gaps = (Gap(subject="results", reason=_offline(source)) for source in away)
    return replace(reading, gaps=(*reading.gaps, *gaps))


def _offline(source: str) -> Message:
    return say("{source}: not fetched, the run was offline", source=shown_address(source))
