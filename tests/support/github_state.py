"""What a made-up GitHub server holds: owners, repositories, issues, change requests, releases."""

import datetime as dt
from dataclasses import dataclass, field

NOW = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
"""The moment that the stand-in's clock shows."""


def days_ago(days: float) -> dt.datetime:
    """Give the moment that many days before the server's clock."""
    return NOW - dt.timedelta(days=days)


def written(time: dt.datetime | None) -> str | None:
    """Write a time as GitHub does."""
    return f"{time:%Y-%m-%dT%H:%M:%SZ}" if time else None


@dataclass
class Answer:
    """A comment or review; the account is None where it was deleted."""

    time: dt.datetime
    login: str | None


@dataclass
class Item:
    """An issue or a change request."""

    number: int
    created: dt.datetime
    login: str | None = "ada"
    closed: dt.datetime | None = None
    merged: bool = False
    changed: dt.datetime | None = None
    assignees: tuple[str, ...] = ()
    comments: list[Answer] = field(default_factory=list)
    reviews: list[Answer] = field(default_factory=list)
    labels: tuple[str, ...] = ()
    is_change: bool = False

    @property
    def updated(self) -> dt.datetime:
        times = [self.created, *(each.time for each in (*self.comments, *self.reviews))]
        return max([*times, *(time for time in (self.closed, self.changed) if time)])


@dataclass
class Release:
    """A release."""

    tag: str
    time: dt.datetime
    draft: bool = False
    pre_release: bool = False
    assets: int = 0


@dataclass
class Repository:
    """A repository; `rules` are the types of rules on its default branch."""

    owner: str
    name: str
    description: str | None = None
    homepage: str | None = None
    archived: dt.datetime | None = None
    fork: bool = False
    template: bool = False
    empty: bool = False
    topics: tuple[str, ...] = ()
    license: str | None = None
    has_issues: bool = True
    has_discussions: bool = False
    pushed: dt.datetime = NOW - dt.timedelta(days=30)
    files: tuple[str, ...] = ("README.md", "src/main.py")
    required_reviews: int | None = None
    rules: tuple[str, ...] = ()
    private_reports: bool = False
    advisories: list[dt.datetime] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    issues: list[Item] = field(default_factory=list)
    changes: list[Item] = field(default_factory=list)

    @property
    def full_name(self) -> str:
        return f"{self.owner}/{self.name}"

    def items(self) -> list[Item]:
        return [*self.issues, *self.changes]


@dataclass
class Hub:
    """The server's memory; names count in any case, and old names lead to new ones."""

    web: str = "https://github.example"
    repositories: dict[str, Repository] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)

    def add(self, repository: Repository) -> Repository:
        self.repositories[repository.full_name.casefold()] = repository
        return repository

    def find(self, full_name: str) -> Repository | None:
        key = full_name.casefold()
        return self.repositories.get(self.renamed.get(key, key))

    def rename(self, repository: Repository, name: str) -> None:
        """Give a repository another name; the old one leads there."""
        old = repository.full_name.casefold()
        del self.repositories[old]
        repository.name = name
        self.renamed[old] = repository.full_name.casefold()
        self.add(repository)

    def remove(self, repository: Repository) -> None:
        del self.repositories[repository.full_name.casefold()]

    def owned(self, login: str) -> list[Repository]:
        """List what an owner has, by name."""
        mine = [each for each in self.repositories.values() if each.owner.casefold() == login.casefold()]
        return sorted(mine, key=lambda each: each.name)


def organisation(hub: Hub, login: str, count: int) -> list[Repository]:
    """Fill an organisation as real ones are: most repositories quiet, one in twelve busy, some retired."""
    hub.add(Repository(login, ".github", files=("SECURITY.md", "CODE_OF_CONDUCT.md")))
    return [hub.add(_member(login, index)) for index in range(count)]


def _member(login: str, index: int) -> Repository:
    busy = index % 12 == 0
    issues, changes = (120, 60) if busy else (index % 5, index % 4)
    return Repository(
        login,
        f"plugin-{index:03}",
        description=f"Plugin number {index}",
        archived=days_ago(400) if index % 10 == 9 else None,
        license="BSD-3-Clause" if index % 3 else None,
        releases=[
            Release(f"plugin-{index:03}-1.{minor}.0", days_ago(40 * minor + 5)) for minor in range(index % 7)
        ],
        issues=[_item(number, index) for number in range(1, issues + 1)],
        changes=[_item(1000 + number, index, is_change=True) for number in range(1, changes + 1)],
    )


def _item(number: int, seed: int, *, is_change: bool = False) -> Item:
    created = days_ago(3 * (number % 1000) + seed % 7 + 1)
    closed = created + dt.timedelta(days=2) if number % 2 else None
    answers = [Answer(created + dt.timedelta(hours=5), "grace")] if number % 3 else []
    return Item(
        number,
        created,
        closed=closed,
        merged=is_change and closed is not None,
        comments=answers,
        reviews=answers if is_change else [],
        assignees=("grace",) if number % 4 == 0 else (),
        is_change=is_change,
    )
