"""The facts of a whole project: every repository read, several at a time."""

import datetime as dt
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from mrl import faults
from mrl.collectors.assembly import make_snapshot, with_telling_names
from mrl.collectors.beyond import look_beyond
from mrl.collectors.git.commits import commit_time
from mrl.collectors.git.runner import GitError
from mrl.collectors.handed import handed_over
from mrl.collectors.listing import list_repositories
from mrl.collectors.options import CollectOptions, ProjectTarget
from mrl.collectors.progress import Progress
from mrl.collectors.repository import RepositoryRecords, read_repository
from mrl.collectors.run import Run
from mrl.errors import TargetError
from mrl.model.base import Message, Moment, say
from mrl.model.facts import Gap, RepositoryFacts
from mrl.model.project import RepositorySource
from mrl.model.snapshot import Snapshot

_Result = TypeVar("_Result")


def collect_project(
    target: ProjectTarget, options: CollectOptions, progress: Progress, tool_version: str
) -> Snapshot:
    """Collect the facts of every repository; one that cannot be read at all is a gap among the others.

    Raises `TargetError` if none of them can be opened.
    """
    started = time.monotonic()
    run = Run(target, options, progress)
    try:
        sources, gaps = list_repositories(run)
        progress.begin(len(sources))
        as_of = _moment(run, sources)
        records = with_telling_names(run, _read_all(run, sources, as_of))
        run.settle([record.facts for record in records])
        beyond = look_beyond(run, records, as_of)
    finally:
        progress.end()
        run.door.close()
        run.found_door.close()
    handed, claims = handed_over(run, beyond)
    found = replace(beyond, handed=handed, gaps=(*gaps, *beyond.gaps, *claims, *run.problems()))
    snapshot = make_snapshot(run, found, as_of, tool_version, time.monotonic() - started)
    if not run.budget.is_overdrawn:
        run.state.finish()
    return snapshot


def _moment(run: Run, sources: Sequence[RepositorySource]) -> Moment:
    if run.options.as_of is not None:
        return run.options.as_of
    return run.state.moment or _newest_commit(run, sources)


def _read_all(run: Run, sources: Sequence[RepositorySource], as_of: Moment) -> list[RepositoryRecords]:
    """Read repositories, several at a time; the result is in the order of the sources."""

    def read(source: RepositorySource) -> RepositoryRecords:
        run.progress.repository(run.name_of(source))
        return _read(run, source, as_of, is_only=len(sources) == 1)

    return _of_each(run, sources, read)


def _of_each(
    run: Run, sources: Sequence[RepositorySource], function: Callable[[RepositorySource], _Result]
) -> list[_Result]:
    """Give what a function gives of each source, in their order; several at a time, all ended together."""
    with ThreadPoolExecutor(max_workers=run.options.jobs) as pool:
        waiting = [pool.submit(function, source) for source in sources]
        try:
            return [future.result() for future in waiting]
        except BaseException:
            run.counter.stop()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _newest_commit(run: Run, sources: Sequence[RepositorySource]) -> Moment:
    """Give the time of the newest head; of an unborn or unreadable project, the first of January 1970.

    Raises `TargetError` where there are commits, but none says when it was made.
    """
    heads = [found for found in _of_each(run, sources, lambda source: _head_time(run, source)) if found]
    known = [moment for (moment,) in heads if moment is not None]
    if heads and not known:
        raise TargetError(
            say("no commit has a believable date; say as of when to look at the project (--as-of)")
        )
    return max(known, default=dt.datetime(1970, 1, 1, tzinfo=dt.UTC))


def _head_time(run: Run, source: RepositorySource) -> tuple[Moment | None] | None:
    """Give the time of the head, None inside where it has none to believe; None without a head."""
    try:
        with run.open(source) as opened:
            head = opened.store.head()
            return None if head is None else (commit_time(opened.store, head[0]),)
    except Exception as error:
        if faults.stops_the_run(error):
            raise
        return None  # the reading that follows turns this into a gap or an error


def _read(run: Run, source: RepositorySource, as_of: Moment, *, is_only: bool) -> RepositoryRecords:
    try:
        with run.open(source) as opened:
            return read_repository(opened, as_of, run.progress)
    except GitError as error:
        if is_only:
            raise TargetError(error.said) from error
        return _unread(run, source, error.said)
    except Exception as error:
        # a run over one repository has nothing to go on with: its error is the answer
        if is_only or faults.stops_the_run(error):
            raise
        return _unread(run, source, faults.reason_of(error))


def _unread(run: Run, source: RepositorySource, reason: Message) -> RepositoryRecords:
    """Give what is left of a repository that could not be read at all: its name, and the reason."""
    name = run.name_of(source)
    gap = Gap(repository=name, subject="repository", reason=reason)
    return RepositoryRecords(
        facts=RepositoryFacts(name=name, role=source.role), gaps=(gap,), unreachable=True
    )
