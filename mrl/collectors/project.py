"""The facts of a whole project: every repository read, authors numbered once over all of them."""

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mrl.collectors.git.clones import update_clone
from mrl.collectors.git.identities import number_authors
from mrl.collectors.git.runner import CommandCounter, GitError
from mrl.collectors.git.targets import Target, TargetKind, resolve_target
from mrl.collectors.git.words import word_set
from mrl.collectors.opening import OpenRepository
from mrl.collectors.progress import Progress
from mrl.collectors.repository import RepositoryRecords, commit_time, read_repository
from mrl.errors import TargetError
from mrl.files.digest import with_digest
from mrl.files.reading import read_versioned
from mrl.model.base import Message, Moment, say
from mrl.model.facts import Gap, RepositoryFacts
from mrl.model.project import PROJECT_SCHEMA, Project, RepositorySource, Role
from mrl.model.snapshot import Cost, Snapshot

_TELLS_NOTHING = word_set(
    "repo repository source src code checkout workspace work project git main master trunk"
)
"""Names of folders that say nothing of what is in them."""


@dataclass(frozen=True, kw_only=True)
class CollectOptions:
    """How to collect: as of when (None: the newest commit's time), and where clones are kept."""

    as_of: Moment | None
    offline: bool
    cache: Path


@dataclass(frozen=True, kw_only=True)
class ProjectTarget:
    """A project, the folder its relative paths start from, and whether a person gave it its name."""

    project: Project
    base: Path
    is_named: bool


def read_target(text: str) -> ProjectTarget:
    """Find out what a target means: a path, an https address or a project file.

    Raises `TargetError` or, for a mistake in a project file, `InputError`.
    """
    target = resolve_target(text)
    if target.kind is TargetKind.PROJECT and target.path is not None:
        project, _ = read_versioned(target.path, Project, PROJECT_SCHEMA)
        return ProjectTarget(project=project, base=target.path.parent, is_named=True)
    source = RepositorySource(source=text, role=Role.CORE)
    return ProjectTarget(
        project=Project(name=target.name, repositories=(source,)), base=Path.cwd(), is_named=False
    )


@dataclass
class _Run:
    """One collection at work: what it was asked for and what it has found so far."""

    target: ProjectTarget
    options: CollectOptions
    progress: Progress
    counter: CommandCounter = field(default_factory=CommandCounter)
    records: list[RepositoryRecords] = field(default_factory=list)

    @contextmanager
    def open(self, source: RepositorySource) -> Iterator[OpenRepository]:
        """Open one repository, cloned or updated first where it is on a server."""
        target = resolve_target(source.source, base=self.target.base)
        if target.kind is TargetKind.PROJECT:
            raise TargetError(f"{target.name} is a project file; a project names repositories")
        path = self._path(target)
        with OpenRepository.at(
            path,
            source=source,
            target=target,
            counter=self.counter,
            tell=self._tell,
            offline=self.options.offline,
        ) as opened:
            yield opened

    def _path(self, target: Target) -> Path:
        if target.address is None:
            return target.path or Path.cwd()
        return update_clone(
            target.address,
            self.options.cache,
            counter=self.counter,
            offline=self.options.offline,
            progress=self._tell,
        )

    def _tell(self, message: Message) -> None:
        self.progress.stage(message.in_english())


def collect_project(
    target: ProjectTarget, options: CollectOptions, progress: Progress, tool_version: str
) -> Snapshot:
    """Collect the facts of every repository; one that cannot be read at all is a gap among the others.

    Raises `TargetError` if none of them can be opened.
    """
    started = time.monotonic()
    run = _Run(target, options, progress)
    progress.begin(len(target.project.repositories))
    try:
        as_of = options.as_of or _newest_commit(run)
        for source in target.project.repositories:
            progress.repository(source.name or source.source)
            run.records.append(_read(run, source, as_of))
    finally:
        progress.end()
    return _snapshot(run, as_of, tool_version, time.monotonic() - started)


def _newest_commit(run: _Run) -> Moment:
    """Give the time of the newest head; of an unborn or unreadable project, the first of January 1970."""
    times = [dt.datetime(1970, 1, 1, tzinfo=dt.UTC)]
    for source in run.target.project.repositories:
        try:
            with run.open(source) as opened:
                head = opened.store.head()
                if head is not None:
                    times.append(commit_time(opened.store, head[0]))
        except (TargetError, GitError):
            continue  # the reading that follows turns this into a gap or an error
    return max(times)


def _read(run: _Run, source: RepositorySource, as_of: Moment) -> RepositoryRecords:
    try:
        with run.open(source) as opened:
            return read_repository(opened, as_of, run.progress)
    except (TargetError, GitError) as error:
        if len(run.target.project.repositories) == 1:
            raise error if isinstance(error, TargetError) else TargetError(str(error)) from error
        name = source.name or source.source.rstrip("/").rsplit("/", 1)[-1].removesuffix(".git")
        gap = Gap(repository=name, subject="repository", reason=say("{problem}", problem=str(error)))
        return RepositoryRecords(
            facts=RepositoryFacts(name=name, role=source.role), gaps=(gap,), unreachable=True
        )


def _snapshot(run: _Run, as_of: Moment, tool_version: str, seconds: float) -> Snapshot:
    project, records = run.target.project, _named_apart(run.records)
    if not run.target.is_named:
        name = _telling_name(records[0], project.name)
        project, records = project.model_copy(update={"name": name}), [records[0].renamed(name)]
    if all(record.unreachable for record in records):
        raise TargetError("\n".join(gap.reason.in_english() for record in records for gap in record.gaps))
    seen = [entry for record in records if record.history for entry in record.history.seen()]
    numbered = number_authors(seen, [record.mailmap for record in records if record.mailmap])
    snapshot = Snapshot(
        tool_version=tool_version,
        project=project.name,
        description=project.description,
        homepage=project.homepage,
        as_of=as_of,
        core_weight=project.core_weight,
        tracker=project.tracker,
        authors=numbered.authors if seen else None,
        repositories=tuple(record.with_authors(numbered.numbers) for record in records),
        own_answers=tuple(record.answers for record in records if record.answers is not None),
        gaps=tuple(gap for record in records for gap in record.gaps),
        cost=Cost(
            seconds=round(seconds, 1),
            git_commands=run.counter.git_commands,
            clones=run.counter.clones,
            requests=0,
        ),
    )
    return with_digest(snapshot)


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
