"""One collection at work: its options, its counters, its state on disk, and opening repositories."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from functools import cached_property
from pathlib import Path

from mrl.collectors.cache_place import check_cache
from mrl.collectors.git.address import Address, parse_address
from mrl.collectors.git.clones import fetch_commits, update_clone
from mrl.collectors.git.completing import completed, is_shallow
from mrl.collectors.git.runner import CommandCounter, GitError
from mrl.collectors.git.targets import Target, TargetKind, name_in, resolve_target
from mrl.collectors.http.budget import Budget
from mrl.collectors.http.door import Door
from mrl.collectors.http.found import FoundDoor
from mrl.collectors.http.hosts import host_of, is_public
from mrl.collectors.http.journal import Journal
from mrl.collectors.opening import OpenRepository
from mrl.collectors.options import CollectOptions, ProjectTarget
from mrl.collectors.own_project import check_sources, leave_programs_out, surroundings_of, why_own_file
from mrl.collectors.ownership import is_unclear
from mrl.collectors.progress import Progress
from mrl.collectors.run_state import RunState
from mrl.errors import TargetError
from mrl.model.base import Message, say
from mrl.model.facts import Gap, RepositoryFacts
from mrl.model.project import RepositorySource


class Run:
    """What the steps of a collection share; safe to use from several threads."""

    def __init__(self, target: ProjectTarget, options: CollectOptions, progress: Progress) -> None:
        self.target = target
        self.options = options
        self.progress = progress
        check_cache(options.cache, target)
        leave_programs_out(target)
        self.around = surroundings_of(target, options.workspaces, options.cache)
        self.why_own = self._why_confined = why_own_file(target, self.around)
        """Why the project file is the project's own word and may lead nowhere else; `settle` looks again."""
        check_sources(target, self.around, self.why_own)
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

    @cached_property
    def found_door(self) -> FoundDoor:
        """The door to what repositories name; made when it is known whose the project file is."""
        return FoundDoor(self.door, self._given_hosts())

    @property
    def is_own_project(self) -> bool:
        """Whether the project file is the project's own, as far as it is known by now."""
        return self._why_confined is not None

    def settle(self, facts: Sequence[RepositoryFacts]) -> None:
        """See whose the project file is, now that the histories of all repositories are at hand.

        Raises `TargetError` where it is an own one and leads elsewhere than it may. Where it is unclear,
        perhaps since a repository could not be read, it gives no measured facts, but the run goes on.
        """
        self.around.looks.forget()
        self.why_own = why_own_file(self.target, self.around, facts)
        if self.why_own is not None and not is_unclear(self.why_own):
            self._why_confined = self.why_own
            check_sources(self.target, self.around, self._why_confined)
            for url in self.around.addresses:
                self.check_address(parse_address(url))

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
