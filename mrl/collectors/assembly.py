"""From the records of all repositories to a snapshot: authors numbered, names apart, cost added up."""

from collections.abc import Sequence
from dataclasses import replace

from mrl import faults
from mrl.collectors.assignees import number_assignees
from mrl.collectors.beyond import Beyond
from mrl.collectors.git.identities import number_authors
from mrl.collectors.git.words import word_set
from mrl.collectors.repository import RepositoryRecords
from mrl.collectors.run import Run
from mrl.errors import TargetError
from mrl.files.digest import with_digest
from mrl.files.limits import GAPS_OF_A_KIND, MOST_GAPS_OF_A_KIND
from mrl.model.base import Moment, say
from mrl.model.facts import Gap, RepositoryFacts
from mrl.model.gaps import kept_within
from mrl.model.snapshot import Authors, Cost, Snapshot

_TELLS_NOTHING = word_set(
    "repo repository source src code checkout workspace work project git main master trunk"
)
"""Names of folders that say nothing of what is in them."""


def make_snapshot(run: Run, found: Beyond, as_of: Moment, tool_version: str, seconds: float) -> Snapshot:
    """Put a snapshot together. Raises `TargetError` if no repository at all could be opened."""
    project, records = run.target.project, found.records
    if not run.target.is_named:
        project = project.model_copy(update={"name": records[0].facts.name})
    if all(record.unreachable for record in records):
        raise TargetError(*(gap.reason for record in records for gap in record.gaps))
    facts, authors, unnumbered = _with_authors(records)
    untold = _without_mailmap(records)
    repositories, trackers = number_assignees(facts, found.trackers)
    snapshot = Snapshot(
        tool_version=tool_version,
        project=project.name,
        description=project.description,
        homepage=project.homepage,
        as_of=as_of,
        core_weight=project.core_weight,
        tracker=project.tracker,
        tracker_facts=trackers,
        results=found.results,
        authors=authors if not untold else None,
        repositories=repositories,
        own_answers=tuple(record.answers for record in records if record.answers is not None),
        handed=found.handed,
        gaps=_within_bounds(
            [*found.gaps, *(gap for record in records for gap in record.gaps), *unnumbered, *untold]
        ),
        cost=Cost(
            seconds=round(seconds, 1),
            git_commands=run.counter.git_commands,
            clones=run.counter.clones,
            requests=run.budget.requests,
        ),
    )
    return with_digest(snapshot)


def _within_bounds(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """Keep what a person can still read of the gaps of a repository; the rest is told as so many more."""
    return kept_within(
        gaps,
        most=MOST_GAPS_OF_A_KIND,
        characters=GAPS_OF_A_KIND,
        size=lambda gap: len(gap.model_dump_json().encode()),
    )


def _with_authors(
    records: Sequence[RepositoryRecords],
) -> tuple[list[RepositoryFacts], Authors | None, list[Gap]]:
    """Return the facts with authors numbered; a repository whose identities make that fail loses its history.

    The count of authors is None where nobody was seen, and where a repository is left out.
    """
    gaps: list[Gap] = []
    with faults.taken(lambda reason: gaps.append(Gap(subject="authors", reason=reason))):
        return *_numbered(records), gaps
    kept = []
    for record in records:
        found = len(gaps)
        with faults.taken(lambda reason: gaps.append(Gap(subject="history", reason=reason))):
            _numbered([record])
        kept.append(record if len(gaps) == found else replace(record, history=None))
        gaps[found:] = [gap.model_copy(update={"repository": record.facts.name}) for gap in gaps[found:]]
    with faults.taken(lambda reason: gaps.append(Gap(subject="history", reason=reason))):
        return _numbered(kept)[0], None, gaps
    return [replace(record, history=None).facts for record in records], None, gaps


def _numbered(records: Sequence[RepositoryRecords]) -> tuple[list[RepositoryFacts], Authors | None]:
    seen = [entry for record in records if record.history for entry in record.history.seen()]
    numbered = number_authors(seen, [record.mailmap for record in records if record.mailmap])
    facts = [record.with_authors(numbered.numbers) for record in records]
    return facts, numbered.authors if seen else None


def _without_mailmap(records: Sequence[RepositoryRecords]) -> list[Gap]:
    """Say in one gap whose .mailmap is not known: it could join authors of every repository."""
    names = [record.facts.name for record in records if record.history and record.mailmap is None]
    if not names:
        return []
    reason = say("who is the same person is not known: the .mailmap of {name} was not read", name=names[0])
    return [Gap(subject="authors", reason=reason)]


def with_telling_names(run: Run, records: Sequence[RepositoryRecords]) -> list[RepositoryRecords]:
    """Give every repository a name of its own, and one nobody named a name that tells something."""
    if run.target.is_named:
        return _named_apart(records)
    return [record.renamed(_telling_name(record, run.target.project.name)) for record in records]


def _telling_name(record: RepositoryRecords, folder: str) -> str:
    """Name a project nobody named: after its address, its folder, or what its first manifest builds."""
    if record.facts.url is not None or folder.casefold() not in _TELLS_NOTHING:
        return record.facts.name
    manifests = record.facts.declared.manifests if record.facts.declared else None
    return next((manifest.artifact for manifest in manifests or () if manifest.artifact), folder)


def _named_apart(records: Sequence[RepositoryRecords]) -> list[RepositoryRecords]:
    """Give repositories of the same name a number, so that every name means one of them."""
    seen: dict[str, int] = {}
    result = []
    for record in records:
        name = record.facts.name
        seen[name] = seen.get(name, 0) + 1
        result.append(record if seen[name] == 1 else record.renamed(f"{name} ({seen[name]})"))
    return result
