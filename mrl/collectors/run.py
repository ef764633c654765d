"""One collection at work: its options, its counters, its state on disk, and opening repositories."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from functools import cached_property
from pathlib import Path

from mrl.collectors.cache_place import check_cache
from mrl.collectors.git.address import Address
from mrl.collectors.git.clones import fetch_commits, update_clone
from mrl.collectors.git.completing import completed, is_shallow
from mrl.collectors.git.layout import find_layout
from mrl.collectors.git.remotes import place_of, read_remotes
from mrl.collectors.git.runner import CommandCounter, GitError
from mrl.collectors.git.targets import Target, TargetKind, name_in, resolve_target
from mrl.collectors.http.budget import Budget
from mrl.collectors.http.door import Door
from mrl.collectors.http.found import FoundDoor
from mrl.collectors.http.hosts import host_of, is_public
from mrl.collectors.http.journal import Journal
from mrl.collectors.opening import OpenRepository
from mrl.collectors.options import CollectOptions, ProjectTarget
from mrl.collectors.ownership import assessed_folders
from mrl.collectors.progress import Progress
from mrl.collectors.run_state import RunState
from mrl.errors import TargetError
from mrl.files.programs import leave_out
from mrl.model.base import Message, say
from mrl.model.facts import Gap
from mrl.model.project import RepositorySource


class Run:
    """What the steps of a collection share; safe to use from several threads."""

    def __init__(self, target: ProjectTarget, options: CollectOptions, progress: Progress) -> None:
        self.target = target
        self.options = options
        self.progress = progress
        check_cache(options.cache, target)
        self._leave_programs_out()
        self.counter = CommandCounter()
        self._noticed: list[Message] = []
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
        self.found_door = FoundDoor(self.door, self._given_hosts())

    @cached_property
    def is_own_project(self) -> bool:
        """Whether the project file lies in a repository that it names, or in a clone of one."""
        if not self.target.is_named:
            return False
        base = self.target.base.resolve()
        if any(base.is_relative_to(folder.resolve()) for folder in assessed_folders(self.target)):
            return True
        assessed = {place_of(each.source) for each in self.target.project.repositories}
        around = filter(None, map(find_layout, (base, *base.parents)))
        return any(assessed.intersection(read_remotes(layout).places) for layout in around)

    def _given_hosts(self) -> set[str]:
        """List the hosts that a person gave, on the command line or in a project file of their own."""
        project = self.target.project
        if self.is_own_project:
            return set()
        addresses = [*(each.source for each in project.repositories), *project.results]
        addresses += [each.url for each in project.organisations]
        addresses += [each.url or "" for each in (project.tracker, project.quality) if each is not None]
        return {host for host in map(host_of, addresses) if host}

    def check_address(self, address: Address) -> None:
        """See that a project's own file leads to public servers only. Raises `TargetError`."""
        if self.is_own_project and not is_public(address.place):
            raise TargetError(
                say(
                    "{host} is not asked: a project file inside a repository that it names may lead to "
                    "public servers only; keep the file outside of the repositories",
                    host=address.place,
                )
            )

    def _leave_programs_out(self) -> None:
        """See, before the first of them is read, that no repository brings its own programs."""
        for source in self.target.project.repositories:
            with suppress(TargetError):
                if path := self.locate(source).path:
                    leave_out(path)

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
        if target.address:
            self.check_address(target.address)
        path = self._clone(target.address) if target.address else target.path or Path.cwd()
        with (
            nullcontext() if target.address else self._completed(path, target) as read_from,
            OpenRepository.at(
                path,
                source=source,
                target=target,
                counter=self.counter,
                tell=self.tell,
                offline=self.options.offline,
                read_from=read_from,
            ) as opened,
        ):
            yield opened

    @contextmanager
    def _completed(self, path: Path, target: Target) -> Iterator[Path | None]:
        """Yield a repository with the whole history of a shallow clone; None where none is to be had."""
        address = self.options.complete_from
        with ExitStack() as stack:
            read_from = None
            if address is not None and is_shallow(path, self.counter):
                try:
                    read_from = stack.enter_context(self._joined(path, address))
                    self._notice_once(
                        say("{name} is a shallow clone; its history is complete now", name=target.name)
                    )
                except (TargetError, GitError) as problem:
                    self._notice_once(
                        say(
                            "{name} is a shallow clone whose history could not be completed: {reason}",
                            name=target.name,
                            reason=problem.said,
                        )
                    )
            yield read_from

    def _joined(self, path: Path, address: Address) -> AbstractContextManager[Path]:
        """Join a shallow clone with a clone of the server's."""
        clone = self._clone(address, offline=False)

        def fetch(oids: Iterable[str]) -> None:
            fetch_commits(clone, oids, address=address, counter=self.counter, progress=self.tell)

        return completed(path, clone, fetch=fetch, counter=self.counter)

    def _notice_once(self, message: Message) -> None:
        """Say something that several steps of a run come upon."""
        if message not in self._noticed:
            self._noticed.append(message)
            self.progress.notice(message)

    def _clone(self, address: Address, *, offline: bool | None = None) -> Path:
        """Return the clone of an address, brought up to date once in a run.

        `offline`, by default what the run is, takes it as it is.
        """
        offline = self.options.offline if offline is None else offline
        key = f"clone {address.url}"
        is_updated = self.state.get(key) is not None
        path = update_clone(
            address,
            self.options.cache,
            counter=self.counter,
            offline=offline or is_updated,
            progress=self.tell,
        )
        if not is_updated and not offline:
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
