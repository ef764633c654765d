"""The history of a repository: who worked when, on the default branch and on maintenance lines.

Authors are identities here; `number_history` turns them into numbers once those are known for the
whole project.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mrl.collectors.git.commits import Commit, read_commits
from mrl.collectors.git.dates import Dates, Work
from mrl.collectors.git.identities import Seen
from mrl.collectors.git.lines import BRANCHES, find_lines
from mrl.collectors.git.mailmap import Identity
from mrl.collectors.git.runner import GitError
from mrl.collectors.git.store import GitStore, Ref
from mrl.collectors.git.words import word_set
from mrl.model.base import Message, say
from mrl.model.facts import CommitRow, Gap, History, MaintenanceLine

_TAGS = "refs/tags/"
_COUNTED_REFS = (
    "refs/heads/",
    "refs/remotes/",
    _TAGS,
    "refs/pull/",
    "refs/merge-requests/",
    "refs/changes/",
)
_TRIAL_MERGE = re.compile(r"refs/(?:pull|merge-requests)/\d+/merge$")
_REMOTE_HEAD = re.compile(r"refs/remotes/[^/]+/HEAD")
_ISSUE_KEY = re.compile(r"\s*[\[(]?([A-Z][A-Z0-9]{1,9})-\d{1,7}\b")
_NO_TRACKER_PREFIXES = word_set("CVE CWE GHSA UTF ISO RFC SHA MD JSR JEP PEP PSR AES BASE HTTP")
_MOST_PREFIXES = 20
_SHALLOW = say("the clone is shallow: its history was cut off")
_LINES_UNKNOWN = say(
    "which branches are maintenance lines is not known, because it is not known which tags are releases"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A maintenance line and the work it adds."""

    branch: str
    work: tuple[Work, ...]

    @property
    def last_commit(self) -> dt.date:
        """The day of its youngest commit."""
        return max(item.day for item in self.work)


@dataclass(frozen=True, slots=True)
class HistoryRecords:
    """A history before its authors have numbers; `lines` and `all_commits` are None where unreadable."""

    complete: bool
    dated: bool
    """Whether every commit of the default branch says when it was made; if not, `work` lacks some."""
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
    release_tags: Iterable[str] | None,
    as_of: dt.datetime,
) -> tuple[HistoryRecords, list[Gap]]:
    """Read all commits that `head` reaches, and what other refs add up to `as_of`.

    `branch` is the default branch, `release_tags` the names of the tags that are releases of this
    repository, None where that is not known. GitError where the history of `head` cannot be read as
    a whole; where only that of another ref cannot, the facts that need it are missing and a gap says
    so.
    """
    dates = Dates(as_of)
    records = _records(read_commits(git, [head]), dates, complete=not git.is_shallow)
    gaps = [] if records.complete else [Gap(subject="history", reason=_SHALLOW)]
    try:
        outside = read_commits(git, _counted_tips(refs), [head])
    except GitError as problem:
        reason = say("the commits of other branches cannot be read: {problem}", problem=problem.words)
        return records, [*gaps, *dates.gaps(), Gap(subject="history.branches", reason=reason)]
    others = _Others(refs, outside, frozenset(commit.oid for commit in outside if dates.in_time(commit)))
    lines, reasons = others.lines(head, branch, release_tags, dates)
    if not others.damaged:
        records = replace(records, all_commits=records.commits + len(others.counted))
    gaps += [*dates.gaps(), *(Gap(subject="history.branches", reason=reason) for reason in reasons)]
    return replace(records, lines=lines), gaps


@dataclass(frozen=True, slots=True)
class _Others:
    """The refs, the commits that the default branch does not have, and the ids of those made in time."""

    refs: Sequence[Ref]
    outside: Sequence[Commit]
    counted: frozenset[str]

    @property
    def damaged(self) -> list[str]:
        """The names of the refs that should lead to commits and lead to nothing that can be read."""
        return [
            ref.name
            for ref in self.refs
            if ref.kind is None
            and ref.name.startswith(_COUNTED_REFS)
            # the remote's default branch may have been renamed; it has no commits of its own
            and not _REMOTE_HEAD.fullmatch(ref.name)
        ]

    def lines(
        self, head: str, default: str | None, release_tags: Iterable[str] | None, dates: Dates
    ) -> tuple[tuple[Line, ...] | None, list[Message]]:
        """Give the maintenance lines, None with the reasons where they are not known."""
        found = find_lines(
            self.refs,
            head=head,
            default=default,
            outside=self.outside,
            counted=self.counted,
            released=self._released(release_tags),
        )
        lines = [Line(entry.branch, dates.work(entry.commits)) for entry in found]
        whole = all(len(line.work) == len(entry.commits) for line, entry in zip(lines, found, strict=True))
        reasons = [say("the ref {name} cannot be read", name=name) for name in self.damaged]
        if release_tags is None and found:
            whole = False
            reasons.append(_LINES_UNKNOWN)
        whole = whole and not any(name.startswith(BRANCHES) for name in self.damaged)
        return tuple(lines) if whole else None, reasons

    def _released(self, names: Iterable[str] | None) -> list[str]:
        """Give the commits of the release tags; of all tags where it is not known which are releases."""
        tags = {ref.name.removeprefix(_TAGS): ref.commit for ref in self.refs if ref.name.startswith(_TAGS)}
        return [commit for name in (tags if names is None else names) if (commit := tags.get(name))]


def _records(commits: Sequence[Commit], dates: Dates, *, complete: bool) -> HistoryRecords:
    """Give what the default branch alone shows; merges count for its length and its first and last day."""
    days = [dates.day(commit) for commit in commits]
    known = [day for day in days if day is not None]
    dated = len(known) == len(days)
    return HistoryRecords(
        complete=complete,
        dated=dated,
        first_commit=min(known, default=None) if dated else None,
        last_commit=max(known, default=None) if dated else None,
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
        default_branch=_rows(records.work, numbers) if records.dated else None,
        maintenance_lines=lines,
        commits_on_default_branch=records.commits,
        commits_on_all_branches=records.all_commits,
        issue_keys=records.issue_keys,
    )


def _rows(work: Iterable[Work], numbers: Mapping[Identity, int]) -> tuple[CommitRow, ...]:
    counts = Counter((entry.day, numbers[entry.author], entry.kind) for entry in work)
    return tuple((*key, count) for key, count in sorted(counts.items()))


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
