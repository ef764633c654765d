"""Reads many repositories of GitLab servers with few questions; what has not changed is not asked again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from urllib.parse import unquote, urlsplit

from mrl.collectors.forge import ForgeReading, RepositoryRef
from mrl.collectors.gitlab.answers import ProjectAnswer
from mrl.collectors.gitlab.batches import Asker
from mrl.collectors.gitlab.details import OVERVIEW_BATCH, SAMPLE_BATCH, YEAR, Details, Draft, protection_read
from mrl.collectors.gitlab.facts import Assembler, is_past
from mrl.collectors.gitlab.findings import Findings, Shelf, fingerprint_of
from mrl.collectors.gitlab.offered import Offered, ask_offered
from mrl.collectors.gitlab.pages import Pages
from mrl.collectors.gitlab.queries import fingerprint_fields, tells_closing
from mrl.collectors.gitlab.samples import Number
from mrl.collectors.gitlab.server import Server
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import BudgetSpent, InvalidAnswer, SourceError
from mrl.model.base import Message, Moment, say
from mrl.model.facts import Gap

CHUNK = 50
"""Repositories asked together whether they have changed: as many as one question may name."""

TOGETHER = 10
"""Repositories read anew together; they are kept before the next ones are asked for."""

_AT_ONCE = 4

Tell = Callable[[Message], None]


def forecast(count: int, has_token: bool) -> int:  # noqa: ARG001 - for GitLab it makes no difference
    """Give the requests that reading `count` repositories for the first time needs, at most as a rule.

    Two each (the project, and its default branch where no rule is shown), and their share in questions
    about many, two overviews for the two names that default branches usually have. Lists that are
    too heavy for a server, and servers before GitLab 16, need more.
    """
    sizes = (CHUNK, OVERVIEW_BATCH, OVERVIEW_BATCH, SAMPLE_BATCH, SAMPLE_BATCH)
    return 2 * count + sum(-(-count // size) for size in sizes) + 1 if count else 0


def read_repositories(
    refs: Sequence[RepositoryRef], door: Door, as_of: Moment, number: Number, progress: Tell
) -> Iterator[tuple[RepositoryRef, ForgeReading]]:
    """Give each repository once, as soon as it is known; a part that cannot be read is a gap.

    `number` gives each person a number and is called on this thread, in the order of the repositories.
    Ends early where the budget of requests is spent: what was not given was not read.
    """
    by_server: dict[str, list[RepositoryRef]] = {}
    for ref in refs:
        by_server.setdefault(urlsplit(ref.address.url).netloc, []).append(ref)
    try:
        for group in by_server.values():
            reader = _Reader(Server(group[0].address, door), door, as_of, number)
            for start in range(0, len(group), CHUNK):
                chunk = group[start : start + CHUNK]
                progress(
                    say("asking {host} about {count} repositories", host=reader.server.host, count=len(chunk))
                )
                yield from reader.read(chunk)
    except BudgetSpent:
        return


class _Reader:
    """Reads repositories of one server."""

    def __init__(self, server: Server, door: Door, as_of: Moment, number: Number) -> None:
        self.server = server
        self._shelf = Shelf(server, door.journal)
        self._as_of = as_of
        self._number = number

    @cached_property
    def _offered(self) -> Offered | SourceError:
        """What GraphQL offers there; why not, where it is not offered at all."""
        try:
            return ask_offered(self.server)
        except BudgetSpent:
            raise
        except SourceError as problem:
            return problem

    def read(self, refs: Sequence[RepositoryRef]) -> Iterator[tuple[RepositoryRef, ForgeReading]]:
        """Give the readings of some repositories; those that have not changed first."""
        paths = {ref: _path(ref) for ref in refs}
        prints = self._fingerprints(list(dict.fromkeys(paths.values())))
        kept = {path: self._shelf.find(path, fingerprint) for path, fingerprint in prints.items()}
        wanted = []
        for ref, path in paths.items():
            findings = kept.get(path)
            if findings is None:
                wanted.append((ref, path))
            else:
                yield ref, self._reading(findings, path)
        for start in range(0, len(wanted), TOGETHER):
            yield from self._read_anew(wanted[start : start + TOGETHER], prints)

    def _read_anew(
        self, wanted: Sequence[tuple[RepositoryRef, str]], prints: Mapping[str, str]
    ) -> Iterator[tuple[RepositoryRef, ForgeReading]]:
        """Read a few repositories, keep what was found, and give it."""
        fresh = self._fresh(list(dict.fromkeys(path for _, path in wanted)))
        for path, findings in fresh.items():
            if isinstance(findings, Findings) and path in prints:
                self._shelf.keep(path, prints[path], findings)
        for ref, path in wanted:
            yield ref, self._reading(fresh[path], path)

    def _fingerprints(self, paths: Sequence[str]) -> dict[str, str]:
        """Ask, before all else, by what a change would be seen; nothing where nothing can be kept.

        Paths that a project had earlier are not known to GraphQL and are asked anew each time.
        """
        if not self._shelf.is_open or isinstance(self._offered, SourceError) or self._past:
            return {}
        fields = fingerprint_fields(self._offered)
        year = {"year": (self._as_of - YEAR).isoformat()}
        replies = Asker(self.server, self._offered).ask("Changes", fields, paths, CHUNK, year)
        return {
            path: fingerprint_of(reply)
            for path, reply in replies.items()
            if not isinstance(reply, SourceError)
        }

    @property
    def _past(self) -> bool:
        return is_past(self._as_of, self.server.now)

    def _fresh(self, paths: Sequence[str]) -> dict[str, Findings | SourceError]:
        """Read repositories anew; why not, where one cannot be read at all."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            projects = dict(zip(paths, pool.map(self._project, paths), strict=True))
            drafts = {
                answer.path_with_namespace: Draft(answer)
                for answer in projects.values()
                if isinstance(answer, ProjectAnswer)
            }
            self._add_details(drafts)
            list(pool.map(lambda draft: protection_read(draft, self.server), drafts.values()))
        return {
            path: answer if isinstance(answer, SourceError) else drafts[answer.path_with_namespace].findings()
            for path, answer in projects.items()
        }

    def _project(self, path: str) -> ProjectAnswer | SourceError:
        try:
            return self.server.project(path)
        except BudgetSpent:
            raise
        except SourceError as problem:
            return problem

    def _add_details(self, drafts: Mapping[str, Draft]) -> None:
        if isinstance(self._offered, SourceError):
            Pages(server=self.server, as_of=self._as_of, past=self._past).add(drafts)
        else:
            asker = Asker(self.server, self._offered)
            Details(asker=asker, as_of=self._as_of, past=self._past).add(drafts)

    def _reading(self, findings: Findings | SourceError, path: str) -> ForgeReading:
        if isinstance(findings, SourceError):
            gap = Gap(subject="forge", reason=self.server.reason(findings))
            return ForgeReading(forge=None, gaps=(gap,))
        offered = self._offered
        assembler = Assembler(
            server=self.server,
            as_of=self._as_of,
            past=self._past,
            closing_told=isinstance(offered, SourceError) or tells_closing(offered),
            number=self._number,
        )
        reading = assembler.reading(findings, path)
        if isinstance(offered, InvalidAnswer):
            # The REST interface was asked instead, which tells less.
            gap = Gap(subject="forge", reason=offered.reason)
            return replace(reading, gaps=(*reading.gaps, gap))
        return reading


def _path(ref: RepositoryRef) -> str:
    """Give a repository's full path on its server."""
    return unquote(urlsplit(ref.address.url).path).strip("/").removesuffix(".git")
