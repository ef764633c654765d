"""Facts of one repository as metrics need them; each reader raises UnknownError where they are missing."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from mrl.metrics.context import Context
from mrl.metrics.finding import Subject, unread
from mrl.model.base import Day, Message, say
from mrl.model.facts import (
    CommitKind,
    CommitRow,
    Declared,
    FileCounts,
    Found,
    History,
    License,
    Release,
    ReleaseKind,
    RepositoryFacts,
    Tree,
)
from mrl.model.forge import Forge, Quality
from mrl.model.kinds import PROGRAM_KINDS, SOURCE_KINDS

Fact = TypeVar("Fact")

DEFAULT_LINE = ""
"""The default branch, where a name is asked for."""


def history(repository: RepositoryFacts) -> History:
    """Give the history if it is complete: a shallow one shows too few commits of everybody."""
    if repository.history is None:
        raise unread(Subject.HISTORY)
    if repository.history.complete is not True:
        reason = say("the history is not complete")
        raise unread(Subject.HISTORY, reason)
    return repository.history


def commits(repository: RepositoryFacts) -> Iterator[tuple[str, CommitRow]]:
    """Give all rows of commits with the line they are on, the default branch first."""
    known = history(repository)
    if known.default_branch is None or known.maintenance_lines is None:
        raise unread(Subject.HISTORY)
    lines = [
        (DEFAULT_LINE, known.default_branch),
        *((line.branch, line.commits) for line in known.maintenance_lines),
    ]
    return ((branch, row) for branch, rows in lines for row in rows)


def last_human_commit(repository: RepositoryFacts) -> Day | None:
    """Give the day of the last commit of a person on any line; None where no person ever committed."""
    days = (day for _line, (day, _author, kind, _count) in commits(repository) if kind is CommitKind.HUMAN)
    return max(days, default=None)


def releases(repository: RepositoryFacts) -> tuple[Release, ...]:
    """Give all releases; they need a complete history as well, since a shallow clone has few tags."""
    history(repository)
    if repository.releases is None or repository.releases.releases is None:
        raise unread(Subject.RELEASES)
    return repository.releases.releases


def final_releases(
    repository: RepositoryFacts, context: Context, within: float = float("inf")
) -> list[Release]:
    """Give the final releases of the last `within` days."""
    return [
        release
        for release in releases(repository)
        if release.kind is ReleaseKind.FINAL and context.days_since_moment(release.time) < within
    ]


def tree(repository: RepositoryFacts) -> Tree:
    """Give the facts of the file tree."""
    if repository.tree is None:
        raise unread(Subject.TREE)
    return repository.tree


def answer(repository: RepositoryFacts, key: str) -> Found:
    """Give the answer to one question about the file tree."""
    given = tree(repository).found.get(key)
    if given is None:
        raise unread(Subject.TREE)
    return given


def program_files(repository: RepositoryFacts) -> list[FileCounts]:
    """Give the counts of files in programming languages, by kind."""
    return _counts(repository, PROGRAM_KINDS)


def source_files(repository: RepositoryFacts) -> list[FileCounts]:
    """Give the counts of files that people write by hand, by kind."""
    return _counts(repository, SOURCE_KINDS)


def _counts(repository: RepositoryFacts, kinds: frozenset[str]) -> list[FileCounts]:
    facts = tree(repository)
    counted = facts.kinds or {}
    total = sum(count.own + count.vendored + count.generated for count in counted.values())
    if facts.kinds is None or total != facts.files:  # a kind is missing: its files would not count
        raise unread(Subject.TREE)
    return [count for kind, count in counted.items() if kind in kinds]


def declared(repository: RepositoryFacts) -> Declared:
    """Give what README and manifests say."""
    if repository.declared is None:
        raise unread(Subject.DECLARED)
    return repository.declared


def license_facts(repository: RepositoryFacts) -> License:
    """Give the license evidence."""
    if repository.license is None:
        raise unread(Subject.LICENSE)
    return repository.license


def has_uncounted_headers(repository: RepositoryFacts, kinds: frozenset[str]) -> bool:
    """Whether files of one of these kinds are in the tree whose license headers were not counted."""
    headers = (repository.license.headers if repository.license else None) or {}
    in_tree = (repository.tree.kinds if repository.tree else None) or {}
    return any(counts.own and kind in kinds and kind not in headers for kind, counts in in_tree.items())


def require(fact: Fact | None, subject: Subject) -> Fact:
    """Give a fact that is there, else say which subject it belongs to."""
    if fact is None:
        raise unread(subject)
    return fact


def forge(repository: RepositoryFacts) -> Forge:
    """Give what the forge says."""
    return require(repository.forge, Subject.FORGE)


def quality(repository: RepositoryFacts) -> Quality:
    """Give what the quality server says."""
    return require(repository.quality, Subject.QUALITY)


SILENT_FORGE = say("the forge does not say")


def told(fact: Fact | None, subject: Subject, silence: Message = SILENT_FORGE) -> Fact:
    """Give a fact that a source was asked for, else say that the source left it open."""
    if fact is None:
        raise unread(subject, silence)
    return fact


def needs(reader: Callable[[RepositoryFacts], object]) -> Callable[[RepositoryFacts, Context], object]:
    """Make a requirement of pooled metrics of a reader that wants no context."""
    return lambda repository, _context: reader(repository)


COMMITS = needs(commits)
RELEASES = needs(releases)
