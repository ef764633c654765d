"""The history of a repository: who worked when, on the default branch and on maintenance lines.

Authors are identities here; `number_history` turns them into numbers once those are known for the
whole project.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mrl.collectors.git.commit_kinds import commit_kind
from mrl.collectors.git.commits import Commit, day_of, read_commits
from mrl.collectors.git.identities import Seen
from mrl.collectors.git.lines import BranchCommits, find_lines
from mrl.collectors.git.mailmap import Identity
from mrl.collectors.git.runner import GitError
from mrl.collectors.git.store import GitStore, Ref
from mrl.collectors.git.words import word_set
from mrl.model.base import say
from mrl.model.facts import CommitKind, CommitRow, Gap, History, MaintenanceLine

_EARLIEST = 86_400
"""Seconds since 1970: a commit dated the first of January 1970 has no date."""
_DAY = 86_400
_COUNTED_REFS = (
    "refs/heads/",
    "refs/remotes/",
    "refs/tags/",
    "refs/pull/",
    "refs/merge-requests/",
    "refs/changes/",
)
_TRIAL_MERGE = re.compile(r"refs/(?:pull|merge-requests)/\d+/merge$")
_ISSUE_KEY = re.compile(r"\s*[\[(]?([A-Z][A-Z0-9]{1,9})-\d{1,7}\b")
_NO_TRACKER_PREFIXES = word_set("CVE CWE GHSA UTF ISO RFC SHA MD JSR JEP PEP PSR AES BASE HTTP")
_MOST_PREFIXES = 20


@dataclass(frozen=True, slots=True)
class Work:
    """A commit that is not a merge: its day in UTC, its author, and who or what made it."""

    day: dt.date
    author: Identity
    kind: CommitKind


@dataclass(frozen=True, slots=True)
class Line:
    """A maintenance line and the work it adds."""

    branch: str
    last_commit: dt.date
    work: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class HistoryRecords:
    """A history before its authors have numbers; `lines` and `all_commits` are None where unreadable."""

    complete: bool
    first_commit: dt.date | None
    last_commit: dt.date | None
    work: tuple[Work, ...]
    lines: tuple[Line, ...] | None
    commits: int
    all_commits: int | None
    issue_keys: dict[str, int]

    def seen(self) -> list[Seen]:
        """Give each identity with its first day and its number of commits."""
        firsts: dict[Identity, dt.date] = {}
        counts: Counter[Identity] = Counter()
        for work in (*self.work, *(work for line in self.lines or () for work in line.work)):
            firsts[work.author] = min(work.day, firsts.get(work.author, work.day))
            counts[work.author] += 1
        return [Seen(identity, first, counts[identity]) for identity, first in firsts.items()]


def read_history(
    git: GitStore,
    head: str,
    *,
    branch: str | None,
    refs: Sequence[Ref],
    release_tags: Iterable[str],
    as_of: dt.datetime,
) -> tuple[HistoryRecords, list[Gap]]:
    """Read all commits that `head` reaches, and what other refs add up to `as_of`.

    `branch` is the default branch, `release_tags` the names of the tags that are releases of this
    repository. GitError where the history of `head` cannot be read as a whole; where only that of
    another ref cannot, the facts that need it are missing and a gap says so.
    """
    dates = _Dates(as_of)
    records = _records(read_commits(git, [head]), dates, complete=not git.is_shallow)
    try:
        outside = read_commits(git, _counted_tips(refs), [head])
    except GitError as problem:
        reason = say("the commits of other branches cannot be read: {problem}", problem=problem.stderr)
        return records, [*dates.gaps(), Gap(subject="history.branches", reason=reason)]
    counted = frozenset(commit.oid for commit in outside if dates.in_time(commit))
    wanted = {f"refs/tags/{name}" for name in release_tags}
    found = find_lines(
        refs,
        head=head,
        default=branch,
        outside={commit.oid: commit for commit in outside},
        counted=counted,
        released=[ref.commit for ref in refs if ref.name in wanted and ref.commit],
    )
    lines = tuple(line for entry in found if (line := _line(entry, dates)) is not None)
    return replace(records, lines=lines, all_commits=records.commits + len(counted)), dates.gaps()


def _records(commits: Sequence[Commit], dates: "_Dates", *, complete: bool) -> HistoryRecords:
    """Give what the default branch alone shows; merges count for its length and its first and last day."""
    days = [day for commit in commits if (day := dates.day(commit)) is not None]
    return HistoryRecords(
        complete=complete,
        first_commit=min(days, default=None),
        last_commit=max(days, default=None),
        work=dates.work(commits),
        lines=None,
        commits=len(commits),
        all_commits=None,
        issue_keys=_issue_keys(commits),
    )


def number_history(records: HistoryRecords, numbers: Mapping[Identity, int]) -> History:
    """Make the facts: commits counted per day, numbered author and kind."""
    lines = None
    if records.lines is not None:
        lines = tuple(
            MaintenanceLine(
                branch=line.branch, last_commit=line.last_commit, commits=_rows(line.work, numbers)
            )
            for line in records.lines
        )
    return History(
        complete=records.complete,
        first_commit=records.first_commit,
        last_commit=records.last_commit,
        default_branch=_rows(records.work, numbers),
        maintenance_lines=lines,
        commits_on_default_branch=records.commits,
        commits_on_all_branches=records.all_commits,
        issue_keys=records.issue_keys,
    )


def _rows(work: Iterable[Work], numbers: Mapping[Identity, int]) -> tuple[CommitRow, ...]:
    counts = Counter((entry.day, numbers[entry.author], entry.kind) for entry in work)
    return tuple((*key, count) for key, count in sorted(counts.items()))


def _line(entry: BranchCommits, dates: "_Dates") -> Line | None:
    """Give the work of a line; None where no commit of it has a date."""
    work = dates.work(entry.commits)
    return Line(entry.branch, max(item.day for item in work), work) if work else None


def _counted_tips(refs: Iterable[Ref]) -> list[str]:
    """Give the commits whose history is the repository's; not the trial merges that a forge makes."""
    return sorted(
        {
            ref.commit
            for ref in refs
            if ref.commit and ref.name.startswith(_COUNTED_REFS) and not _TRIAL_MERGE.match(ref.name)
        }
    )


def _issue_keys(commits: Iterable[Commit]) -> dict[str, int]:
    """Count the subjects that begin with a tracker's key (`ABC-123 : ...`), the 20 most frequent ones."""
    matches = (_ISSUE_KEY.match(commit.subject) for commit in commits if not commit.is_merge)
    counts = Counter(match[1] for match in matches if match)
    known = {prefix: count for prefix, count in counts.items() if prefix not in _NO_TRACKER_PREFIXES}
    return dict(sorted(known.items(), key=lambda item: (-item[1], item[0]))[:_MOST_PREFIXES])


class _Dates:
    """Believable days: from 1970-01-02 to a day after `as_of`, the author's before the committer's."""

    def __init__(self, as_of: dt.datetime) -> None:
        self._as_of = int(as_of.timestamp())
        self._undated: set[str] = set()

    def in_time(self, commit: Commit) -> bool:
        """Tell whether a commit was made up to `as_of`."""
        return commit.committed is None or commit.committed <= self._as_of

    def day(self, commit: Commit) -> dt.date | None:
        """Give the day in UTC on which the author made it, None where nothing believable is said."""
        for seconds in (commit.authored, commit.committed):
            if seconds is not None and _EARLIEST <= seconds <= self._as_of + _DAY:
                return day_of(seconds)
        self._undated.add(commit.oid)
        return None

    def work(self, commits: Iterable[Commit]) -> tuple[Work, ...]:
        """Give what was done, merges and commits without a believable day left out."""
        return tuple(
            Work(day, commit.author, commit_kind(*commit.author, commit.subject))
            for commit in commits
            if not commit.is_merge and (day := self.day(commit)) is not None
        )

    def gaps(self) -> list[Gap]:
        """Say how many commits had no believable day."""
        if not self._undated:
            return []
        reason = say("{count} commits without a believable date are left out", count=len(self._undated))
        return [Gap(subject="history.dates", reason=reason)]
