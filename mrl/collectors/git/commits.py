"""Commits as `rev-list` gives them: ids, times, author, subject; nothing that git formats for readers."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import IO

from mrl.collectors.git.limits import LONGEST_COMMIT, LONGEST_NAME, LONGEST_SUBJECT, MOST_COMMITS
from mrl.collectors.git.mailmap import Identity
from mrl.collectors.git.records import records
from mrl.collectors.git.runner import BeyondLimitError
from mrl.collectors.git.store import GitStore
from mrl.collectors.git.text import decoded
from mrl.model.base import say

_FORMAT = "%H%x00%P%x00%at%x00%ct%x00%an%x00%ae%x00%s"
_SECONDS_OF_A_DAY = 86_400
EARLIEST = 86_400
"""Seconds since 1970: what is dated the first of January 1970 has no date."""
_LATEST = 7_258_118_400
"""Seconds since 1970: a head commit of the year 2200 or later has no time."""
_EPOCH_DAY = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit; times are seconds since 1970, None where the commit gives none."""

    oid: str
    parents: tuple[str, ...]
    authored: int | None
    committed: int | None
    author: Identity
    subject: str

    @property
    def is_merge(self) -> bool:
        """Tell whether it joins branches."""
        return len(self.parents) > 1


def read_commits(git: GitStore, wanted: Iterable[str], unwanted: Iterable[str] = ()) -> list[Commit]:
    """Read all commits that `wanted` ids reach and `unwanted` ones do not.

    GitError where one is missing, and for more than three million of them.
    """
    questions = "".join(f"{oid}\n" for oid in wanted) + "".join(f"^{oid}\n" for oid in unwanted)
    return git.read(
        _commits, "rev-list", f"--format={_FORMAT}", "--encoding=UTF-8", "--stdin", stdin=questions.encode()
    )


def head_at(git: GitStore, branch: str, as_of: dt.datetime) -> str | None:
    """Give the last first-parent commit of `branch` (name or id) up to `as_of`; None if there is none."""
    limit = f"--min-age={int(as_of.timestamp())}"
    arguments = ("rev-list", "--first-parent", "--max-count=1", limit, "--end-of-options", branch, "--")
    return decoded(git.git(*arguments)).strip() or None


def commit_time(git: GitStore, commit: str) -> dt.datetime | None:
    """Give the time a commit was made (by its committer), in UTC; None where it says none to believe."""
    output = git.git("rev-list", "--max-count=1", "--format=%ct", "--end-of-options", commit)
    seconds = _seconds(output.split(b"\n")[1])
    if seconds is None or not EARLIEST <= seconds < _LATEST:
        return None
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC)


def day_of(seconds: int) -> dt.date:
    """Give the day in UTC of seconds since 1970."""
    return dt.date.fromordinal(_EPOCH_DAY + seconds // _SECONDS_OF_A_DAY)


def _commits(stdout: IO[bytes]) -> list[Commit]:
    """Read commits as they come; each is two lines, a heading and the format, which never breaks."""
    identities: dict[tuple[bytes, bytes], Identity] = {}
    commits: list[Commit] = []
    for line in islice(records(stdout, b"\n", LONGEST_COMMIT), 1, None, 2):
        if len(commits) == MOST_COMMITS:
            raise BeyondLimitError(say("more than {count} commits", count=MOST_COMMITS))
        commits.append(_commit(line, identities))
    return commits


def _commit(line: bytes, identities: dict[tuple[bytes, bytes], Identity]) -> Commit:
    try:
        oid, parents, authored, committed, name, address, subject = line.split(b"\0", 6)
    except ValueError:
        reason = say("a commit with more than {count} bytes of parents and author", count=LONGEST_COMMIT)
        raise BeyondLimitError(reason) from None
    author = identities.get((name, address))
    if author is None:
        author = identities[name, address] = Identity(_name(name), _name(address))
    return Commit(
        oid.decode("ascii"),
        tuple(parents.decode("ascii").split()),
        _seconds(authored),
        _seconds(committed),
        author,
        decoded(subject[: 4 * LONGEST_SUBJECT])[:LONGEST_SUBJECT],
    )


def _name(raw: bytes) -> str:
    """Decode a name or address; of a longer one than anybody has, keep the beginning and a digest of all."""
    if len(raw) <= LONGEST_NAME:
        return decoded(raw)
    return decoded(raw[:LONGEST_NAME]) + sha256(raw).hexdigest()


def _seconds(text: bytes) -> int | None:
    return int(text) if text.isdigit() and len(text) < 12 else None  # noqa: PLR2004 - the year 5138
