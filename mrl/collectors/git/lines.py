"""Maintenance lines: branches beside the default one on which releases are made or meant to be made."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mrl.collectors.git.commits import Commit
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
    outside: Mapping[str, Commit],
    counted: frozenset[str],
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
    reached = {name: _reach(tip, outside) for name, tip in _branches(refs, default).items()}
    if default is None:
        reached = {name: oids for name, oids in reached.items() if not _goes_on(head, oids, outside)}
    reached = {name: oids & counted for name, oids in reached.items()}
    releases = frozenset(released) & counted
    order = sorted(
        reached, key=lambda name: (-len(reached[name] & releases), *_rank(name), len(reached[name]), name)
    )
    lines: list[BranchCommits] = []
    taken: set[str] = set()
    for name in order:
        added = reached[name] - taken
        work = tuple(outside[oid] for oid in sorted(added) if not outside[oid].is_merge)
        if work and (added & releases or _is_versioned(name)):
            taken |= added
            lines.append(BranchCommits(name, work))
    return lines


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


def _reach(tip: str, outside: Mapping[str, Commit]) -> set[str]:
    """Give the commits outside the default branch that a commit reaches, itself included."""
    reached: set[str] = set()
    waiting = [tip]
    while waiting:
        new = [oid for oid in waiting if oid in outside and oid not in reached]
        reached.update(new)
        waiting = [parent for oid in new for parent in outside[oid].parents]
    return reached


def _goes_on(head: str, reached: Iterable[str], outside: Mapping[str, Commit]) -> bool:
    """Tell whether any of the commits has the head as a parent."""
    return any(head in outside[oid].parents for oid in reached)
