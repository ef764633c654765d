"""Why facts are missing, in the words of the snapshot's gaps."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from mrl.metrics.finding import Subject
from mrl.model.base import Message
from mrl.model.facts import Gap
from mrl.model.snapshot import Server, Snapshot

SUBJECTS: Mapping[Subject, tuple[str, ...]] = MappingProxyType(
    {
        Subject.HISTORY: ("history", "history.branches"),
        Subject.RELEASES: ("releases", "refs"),
        Subject.TREE: ("tree", "file tree", "file contents"),
        Subject.DECLARED: ("declared", "README and manifests", "manifest"),
        Subject.LICENSE: ("license", "license.files", "license.headers", "manifest"),
        Subject.CHANGE_REQUESTS: ("change requests", "refs"),
        Subject.AUTHORS: ("authors",),
        Subject.FORGE: ("forge",),
        Subject.ISSUES: ("issues", "forge"),
        Subject.FORGE_CHANGE_REQUESTS: ("change requests", "forge"),
        Subject.FORGE_RELEASES: ("forge releases", "forge"),
        Subject.COMMUNITY_FILES: ("community files", "forge"),
        Subject.BRANCH_RULES: ("branch rules", "forge"),
        Subject.TRACKER: ("tracker",),
        Subject.QUALITY: ("quality",),
    }
)
"""The subjects of gaps that explain why facts are missing, the best explanation first."""

BEYOND_GIT = frozenset(
    (
        Subject.FORGE,
        Subject.ISSUES,
        Subject.FORGE_CHANGE_REQUESTS,
        Subject.FORGE_RELEASES,
        Subject.COMMUNITY_FILES,
        Subject.BRANCH_RULES,
        Subject.TRACKER,
        Subject.QUALITY,
    )
)
"""Facts that do not come from git: a repository that could not be opened says nothing about them."""

EVERYTHING = ("head", "repository")
"""Subjects of gaps that leave nothing to be read in a repository by git."""


class Reasons:
    """The reasons of a snapshot's gaps, to be looked up by repository and missing facts."""

    def __init__(self, gaps: Iterable[Gap]) -> None:
        self._reasons: dict[tuple[str | None, str], Message] = {}
        for gap in gaps:
            whole, _colon, _part = gap.subject.partition(":")  # `file tree: pom.xml` is a part of the tree
            self._reasons.setdefault((gap.repository, whole), gap.reason)

    def of(self, missing: Subject, repository: str | None) -> Message | None:
        """Give the reason of the repository's own gap, else of one of the whole project, if there is any."""
        subjects = (*SUBJECTS.get(missing, ()), *(() if missing in BEYOND_GIT else EVERYTHING))
        keys = [(place, subject) for place in (repository, None) for subject in subjects]
        return next((self._reasons[key] for key in keys if key in self._reasons), None)


def not_asked(snapshot: Snapshot) -> tuple[Server, ...]:
    """Give the kinds of servers that nobody asked: none of their facts is there, and no gap says why not."""
    told = {
        Server.FORGE: any(repository.forge is not None for repository in snapshot.repositories),
        Server.TRACKER: snapshot.tracker_facts is not None,
        Server.QUALITY: any(repository.quality is not None for repository in snapshot.repositories),
    }
    failed = {gap.subject for gap in snapshot.gaps}
    return tuple(server for server, is_told in told.items() if not is_told and server not in failed)
