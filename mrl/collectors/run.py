"""One collection at work: its options, its counters, its state on disk, and opening repositories."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mrl.collectors.git.address import Address
from mrl.collectors.git.clones import update_clone
from mrl.collectors.git.runner import CommandCounter
from mrl.collectors.git.targets import Target, TargetKind, name_in, resolve_target
from mrl.collectors.http.budget import Budget
from mrl.collectors.http.door import Door
from mrl.collectors.http.journal import Journal
from mrl.collectors.opening import OpenRepository
from mrl.collectors.options import CollectOptions, ProjectTarget
from mrl.collectors.progress import Progress
from mrl.collectors.run_state import RunState
from mrl.errors import TargetError
from mrl.model.base import Message, say
from mrl.model.facts import Gap
from mrl.model.project import RepositorySource


class Run:
    """What the steps of a collection share; safe to use from several threads."""

    def __init__(self, target: ProjectTarget, options: CollectOptions, progress: Progress) -> None:
        self.target = target
        self.options = options
        self.progress = progress
        self.counter = CommandCounter()
        self.budget = Budget(options.max_requests)
        self.state = RunState.of(
            target.project, target.base, options.cache, as_of=options.as_of, now=options.now
        )
        self.door = Door(
            budget=self.budget,
            wait=self._wait,
            journal=Journal(options.cache / "http"),
            tokens=options.tokens,
        )

    def locate(self, source: RepositorySource) -> Target:
        """Find out where a repository is. Raises `TargetError`."""
        target = resolve_target(source.source, base=self.target.base)
        if target.kind is TargetKind.PROJECT:
            raise TargetError(say("{file} is a project file; a project names repositories", file=target.name))
        return target

    def name_of(self, source: RepositorySource) -> str:
        """Give what to call a repository that is not open yet: a name, no address and no login."""
        if source.name is not None:
            return source.name
        try:
            return self.locate(source).name
        except TargetError:
            return name_in(source.source)

    @contextmanager
    def open(self, source: RepositorySource) -> Iterator[OpenRepository]:
        """Open one repository, cloned or updated first where it is on a server."""
        target = self.locate(source)
        path = self._clone(target.address) if target.address else target.path or Path.cwd()
        with OpenRepository.at(
            path,
            source=source,
            target=target,
            counter=self.counter,
            tell=self.tell,
            offline=self.options.offline,
        ) as opened:
            yield opened

    def _clone(self, address: Address) -> Path:
        """Give the clone of an address, brought up to date once in a run."""
        key = f"clone {address.url}"
        is_updated = self.state.get(key) is not None
        path = update_clone(
            address,
            self.options.cache,
            counter=self.counter,
            offline=self.options.offline or is_updated,
            progress=self.tell,
        )
        if not is_updated and not self.options.offline:
            self.state.put(key, b"updated")
        return path

    def problems(self) -> list[Gap]:
        """Say what went wrong with the run itself: answers that could not be kept on disk."""
        problem = self.door.journal.problem if self.door.journal else None
        return [Gap(subject="cache", reason=problem)] if problem else []

    def _wait(self, seconds: float, message: Message) -> None:
        self.progress.notice(message)
        self.options.wait(seconds, message)

    def tell(self, message: Message) -> None:
        """Say what is going on."""
        self.progress.stage(message)
