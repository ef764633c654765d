"""An opened repository: where it came from, its objects, and contents fetched before they are read."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mrl.collectors.git.address import Address
from mrl.collectors.git.change_requests import change_request_refs
from mrl.collectors.git.clones import cloned_change_requests, fetch_blobs
from mrl.collectors.git.origin import origin_address
from mrl.collectors.git.runner import CommandCounter
from mrl.collectors.git.store import GitStore, Ref
from mrl.collectors.git.targets import Target
from mrl.collectors.tree.files import TreeFile
from mrl.collectors.tree.kinds import CONTENT_KINDS
from mrl.model.base import Message
from mrl.model.facts import ChangeRequestRefs
from mrl.model.project import RepositorySource, TrackerKind


@dataclass(frozen=True, kw_only=True)
class OpenRepository:
    """A repository that can be read, and where it came from."""

    store: GitStore
    source: RepositorySource
    target: Target
    path: Path
    address: Address | None
    """Where it is published, as far as that is known."""
    counter: CommandCounter
    tell: Callable[[Message], None]
    offline: bool

    @classmethod
    @contextmanager
    def at(
        cls,
        path: Path,
        *,
        source: RepositorySource,
        target: Target,
        counter: CommandCounter,
        tell: Callable[[Message], None],
        offline: bool,
        read_from: Path | None = None,
    ) -> Iterator["OpenRepository"]:
        """Open the repository at a path for as long as the context lasts.

        `read_from` is where its objects and refs are read instead: a repository that has more of them.
        """
        address = target.address or origin_address(path, counter)
        with GitStore(read_from or path, counter=counter) as store:
            yield cls(
                store=store,
                source=source,
                target=target,
                path=path,
                address=address,
                counter=counter,
                tell=tell,
                offline=offline,
            )

    @property
    def name(self) -> str:
        """What the repository is called in the project."""
        return self.source.name or (self.address.name if self.address else self.target.name)

    def make_readable(self, files: Iterable[TreeFile]) -> None:
        """Fetch what may be read later in one request, where the clone came without contents."""
        self.fetch(file.oid for file in files if file.is_regular and file.kind not in CONTENT_KINDS)

    def fetch(self, oids: Iterable[str]) -> None:
        """Fetch those contents a clone does not have yet; nothing for local repositories and offline."""
        if self.target.address is not None and not self.offline:
            fetch_blobs(
                self.path, oids, address=self.target.address, counter=self.counter, progress=self.tell
            )

    def change_requests(self, refs: Iterable[Ref]) -> ChangeRequestRefs | None:
        """Count the change requests that the server or the local refs show; None where they cannot."""
        if self.target.address is not None:
            return cloned_change_requests(self.path, self.target.address)
        return change_request_refs(ref.name for ref in refs)

    @property
    def forge(self) -> TrackerKind | None:
        """The forge the repository is published on; None where its address does not tell."""
        host = self.address.host if self.address else ""
        if host == "github.com":
            return TrackerKind.GITHUB
        return TrackerKind.GITLAB if "gitlab" in host.split(".") else None
