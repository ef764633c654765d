"""Which commit is assessed, and the words for there being none."""

import datetime as dt
from pathlib import Path

import pytest
from support import repositories
from support.broken_repositories import ODD_DATES
from support.repositories import ADA, RepositoryBuilder, git

from mrl.collectors.git.heads import read_head
from mrl.collectors.git.store import GitStore
from mrl.model.facts import Head

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
DAY = dt.date(2026, 1, 1)


def head(path: Path, as_of: dt.datetime = NOW) -> tuple[Head | None, list[str]]:
    with GitStore(path) as store:
        found, gaps = read_head(store, as_of)
    return found, [gap.reason.in_english() for gap in gaps]


def test_the_head_has_commit_time_and_branch(tmp_path: Path) -> None:
    path = RepositoryBuilder(tmp_path / "x").commit("2024-01-01", ADA).write()
    found, gaps = head(path)
    assert found is not None
    assert found.commit == git("rev-parse", "HEAD", folder=path).decode().strip()
    assert (found.time, found.branch) == (dt.datetime(2024, 1, 1, 12, 0, 1, tzinfo=dt.UTC), "main")
    assert gaps == []


def test_why_there_is_no_commit(tmp_path: Path) -> None:
    late = RepositoryBuilder(tmp_path / "late").commit("2027-01-01", ADA).write()
    unborn = "HEAD names the branch main, which does not exist"
    assert head(repositories.unborn_branch(tmp_path)) == (None, [unborn])
    assert head(repositories.empty_repository(tmp_path)) == (None, ["the repository has no commit"])
    assert head(late) == (None, [f"the repository has no commit up to {DAY}"])


@pytest.mark.parametrize("written", [date for date in ODD_DATES if not date.startswith("9")])
def test_a_commit_without_a_date_is_assessed_and_has_no_time(tmp_path: Path, written: str) -> None:
    found, gaps = head(repositories.odd_date(tmp_path, written))
    assert found is not None
    assert (found.time, gaps) == (None, ["the commit has no believable date"])


def test_a_commit_of_a_far_future_is_not_assessed(tmp_path: Path) -> None:
    assert head(repositories.odd_date(tmp_path, "99999999999999 +0000"))[0] is None
