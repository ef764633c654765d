"""A made-up GitHub server, and the collector asking it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from support.doors import TOKEN, Waits
from support.github_server import GithubServer
from support.github_state import NOW

from mrl.collectors.forge import ForgeReading, RepositoryRef
from mrl.collectors.git.address import Address
from mrl.collectors.github import read_repositories
from mrl.collectors.http.budget import Budget
from mrl.collectors.http.door import Door
from mrl.collectors.http.journal import Journal
from mrl.model.forge import Forge


@dataclass
class Collector:
    """Asks one server, as a run would; each reading is a run of its own over the same journal."""

    server: GithubServer
    folder: Path
    waits: Waits = field(default_factory=Waits)
    token: str | None = TOKEN
    people: dict[str, int] = field(default_factory=dict)

    def door(self, max_requests: int | None = None) -> Door:
        return Door(
            budget=Budget(max_requests),
            wait=self.waits,
            journal=Journal(self.folder),
            tokens={self.server.host: self.token} if self.token else {},
        )

    def address(self, path: str) -> Address:
        return Address(f"{self.server.http.url}/{path}")

    def refs(self, names: Sequence[str], core: int = 1) -> list[RepositoryRef]:
        """Refer to repositories by owner and name; the first `core` of them are core ones."""
        return [
            RepositoryRef(name=name, address=self.address(name), core=index < core)
            for index, name in enumerate(names)
        ]

    def read(self, *names: str, max_requests: int | None = None, **options: Any) -> dict[str, ForgeReading]:
        """Read repositories in one run."""
        refs = self.refs(names, options.pop("core", 1))
        arguments = {"as_of": NOW, "number": self.number, "progress": lambda _message: None, **options}
        with self.door(max_requests) as door:
            return {ref.name: reading for ref, reading in read_repositories(refs, door, **arguments)}

    def forge(self, name: str, **options: Any) -> Forge:
        """Read one repository of which something is known."""
        forge = self.read(name, **options)[name].forge
        assert forge is not None
        return forge

    def number(self, person: str) -> int:
        return self.people.setdefault(person, len(self.people))


@pytest.fixture
def github() -> Iterator[GithubServer]:
    with GithubServer.serving() as server:
        yield server


@pytest.fixture
def collector(github: GithubServer, tmp_path: Path) -> Collector:
    return Collector(github, tmp_path / "journal")


@pytest.fixture
def words() -> Callable[[ForgeReading], dict[str, str]]:
    """Give the gaps of a reading by subject, in English."""
    return lambda reading: {gap.subject: gap.reason.in_english() for gap in reading.gaps}
