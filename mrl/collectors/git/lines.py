"""Maintenance lines: branches beside the default one on which releases are made or meant to be made."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from mrl.collectors.git.commits import Commit
from mrl.collectors.git.graph import CommitGraph, Taking, Untaken
from mrl.collectors.git.reach import reach_counts
from mrl.collectors.git.store import Ref

BRANCHES = ("refs/heads/", "refs/remotes/origin/")
"""Where branches are: local ones, and those of the origin a work tree was cloned from."""

_VERSIONED_NAME = re.compile(
    r"""
    (?: (?:releases?|rel|maint|maintenance|support|stable|branch|master|main|trunk|develop|dev|lts|v|series)
        [-_/.]?v?\d+                                        # release/1, master7, stable-2, REL_14
      | v?\d+(?=[._])                                       # 1.2, 7.x, but not a bare 123
    )
    (?:[._]\d+)*(?:[._]x)?(?:[-_](?:stable|lts|maint|maintenance|branch|release))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LASTING_NAME = re.compile(r"(?:develop|dev|master|main|trunk|release|stable|maint|support)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BranchCommits:
    """A maintenance line and the commits that neither the default branch nor an earlier line has."""

    branch: str
    commits: tuple[Commit, ...]


def find_lines(
    refs: Iterable[Ref],
    *,
    head: str,
    default: str | None,
    outside: Iterable[Commit],
    counted: Container[str],
    released: Iterable[str],
) -> list[BranchCommits]:
    """Find the maintenance lines, those with most releases first.

    `head` is the assessed commit, `default` the branch it is the tip of; where that is not known,
    every branch that goes on from the head may be it and is no line.
    `outside` are the commits the default branch does not have, `counted` those of them that count
    (made in time), `released` the commits of release tags. A branch is a line if it adds commits
    and either reaches a release that neither the default branch nor an earlier line reaches, or is
    named like a version (`release/1.x`, `master7.x`, `1.2-stable`). A topic branch that left a line
    reaches the line's releases too; it comes after the line by its name and adds none.
    """
    found = _Lines(CommitGraph(outside), counted, released)
    branches = {
        name: number
        for name, tip in _branches(refs, default).items()
        if (number := found.graph.number(tip)) is not None
    }
    if default is None:
        branches = _without_going_on(branches, head, found.graph)
    return found.of(branches)


class _Lines:
    """Lets branches take their commits one after the other, first those that reach most releases."""

    def __init__(self, graph: CommitGraph, counted: Container[str], released: Iterable[str]) -> None:
        self.graph = graph
        self._counts = [commit.oid in counted for commit in graph.commits]
        numbers = {number for oid in released if (number := graph.number(oid)) is not None}
        self._released = [number for number in sorted(numbers) if self._counts[number]]
        self._releases = Untaken(graph, self._released)
        self._work = Untaken(graph, (number for number in range(len(self._counts)) if self._is_work(number)))
        self._taking = Taking(graph)

    def of(self, branches: Mapping[str, int]) -> list[BranchCommits]:
        """Return those of the branches that are lines, with what each adds to the ones before."""
        possible = {name: tip for name, tip in branches.items() if self._is_line(name, tip)}
        return [
            BranchCommits(name, self._added(possible[name]))
            for name in self._ordered(possible)
            if self._is_line(name, possible[name])
        ]

    def _is_line(self, name: str, tip: int) -> bool:
        """Tell whether a branch is a line as things are; one that is not will never be one."""
        releases = self._releases.reached_from(tip) or _is_versioned(name)
        return releases and self._work.reached_from(tip)

    def _ordered(self, branches: Mapping[str, int]) -> list[str]:
        released = [0] * len(self._counts)
        for number in self._released:
            released[number] = 1
        releases = reach_counts(self.graph, branches.values(), released)
        commits = reach_counts(self.graph, branches.values(), self._counts)
        return sorted(
            branches,
            key=lambda name: (-releases[branches[name]], *_rank(name), commits[branches[name]], name),
        )

    def _added(self, tip: int) -> tuple[Commit, ...]:
        """Take what a tip reaches and return the work among it, in the order of the ids."""
        taken = self._taking.take(tip)
        self._releases.take(taken)
        self._work.take(taken)
        work = (self.graph.commits[number] for number in taken if self._is_work(number))
        return tuple(sorted(work, key=attrgetter("oid")))

    def _is_work(self, number: int) -> bool:
        return self._counts[number] and not self.graph.commits[number].is_merge


def _without_going_on(branches: Mapping[str, int], head: str, graph: CommitGraph) -> dict[str, int]:
    """Leave out the branches that reach a commit made on top of the head."""
    next_ones = (number for number, commit in enumerate(graph.commits) if head in commit.parents)
    goes_on = graph.reaching(next_ones)
    return {name: tip for name, tip in branches.items() if not goes_on[tip]}


def _branches(refs: Iterable[Ref], default: str | None) -> dict[str, str]:
    """Give branch names and tips."""
    branches: dict[str, str] = {}
    known = tuple(refs)
    for place, ref in ((place, ref) for place in BRANCHES for ref in known if ref.name.startswith(place)):
        name = ref.name.removeprefix(place)
        if ref.commit and name not in {default, "HEAD"}:
            branches.setdefault(name, ref.commit)
    return branches


def _rank(name: str) -> tuple[bool, bool]:
    """Order names: versions first, then what long-lived branches are called, then topics."""
    return not _is_versioned(name), _LASTING_NAME.match(name) is None


def _is_versioned(name: str) -> bool:
    return _VERSIONED_NAME.fullmatch(name) is not None
