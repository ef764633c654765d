"""When commits were made, as far as what they say of it can be believed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from mrl.collectors.git.commit_kinds import commit_kind
from mrl.collectors.git.commits import EARLIEST, Commit, day_of
from mrl.collectors.git.mailmap import Identity
from mrl.model.base import say
from mrl.model.facts import CommitKind, Gap

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Work:
    """A commit that is not a merge: its day in UTC, its author, and who or what made it."""

    day: dt.date
    author: Identity
    kind: CommitKind


class Dates:
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
            if seconds is not None and EARLIEST <= seconds <= self._as_of + _DAY:
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
        reason = say("commits without a believable date: {count}", count=len(self._undated))
        return [Gap(subject="history", reason=reason)]
