import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from support import repositories
from support.broken_repositories import ODD_DATES
from support.repositories import ADA, BEN, CLEO, RepositoryBuilder, days, delete_object, git

from mrl.collectors.git.commits import head_at
from mrl.collectors.git.history import HistoryRecords, number_history, read_history
from mrl.collectors.git.identities import number_authors
from mrl.collectors.git.runner import GitError
from mrl.collectors.git.store import GitStore
from mrl.model.facts import CommitKind, Gap, History

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
CORE_TAGS = ("example-core-7.0.0", "example-core-7.0.1", "example-core-7.0.2", "example-core-8.0.0")


def read(
    path: Path, *, tags: tuple[str, ...] | None = (), as_of: dt.datetime = NOW
) -> tuple[HistoryRecords, list[Gap]]:
    with GitStore(path) as store:
        head = store.head()
        assert head is not None
        commit = head_at(store, head[0], as_of)
        assert commit is not None
        return read_history(store, commit, branch=head[1], refs=store.refs(), release_tags=tags, as_of=as_of)


def facts(path: Path, *, tags: tuple[str, ...] = (), as_of: dt.datetime = NOW) -> History:
    records, gaps = read(path, tags=tags, as_of=as_of)
    assert gaps == []
    return number_history(records, number_authors(records.seen()).numbers)


def said(gaps: list[Gap]) -> list[tuple[str, str]]:
    return [(gap.subject, gap.reason.in_english()) for gap in gaps]


def kinds(history: History) -> dict[CommitKind, int]:
    counts: Counter[CommitKind] = Counter()
    for _, _, kind, count in history.default_branch or ():
        counts[kind] += count
    return dict(counts)


def test_robots_and_release_commits_are_set_apart_and_merges_left_out(tmp_path: Path) -> None:
    history = facts(repositories.release_robots(tmp_path))
    assert kinds(history) == {CommitKind.HUMAN: 3, CommitKind.RELEASE: 4, CommitKind.ROBOT: 3}
    assert history.commits_on_default_branch == 11
    assert history.complete is True
    assert (str(history.first_commit), str(history.last_commit)) == ("2024-01-10", "2024-03-03")


def test_commits_of_one_author_on_one_day_are_one_row(tmp_path: Path) -> None:
    builder = RepositoryBuilder(tmp_path / "x").commits(["2024-01-01"] * 3, ADA).commits(["2024-01-01"], BEN)
    day = dt.date(2024, 1, 1)
    assert facts(builder.write()).default_branch == (
        (day, 1, CommitKind.HUMAN, 3),
        (day, 2, CommitKind.HUMAN, 1),
    )


def test_the_authors_day_counts_not_the_committers(tmp_path: Path) -> None:
    builder = RepositoryBuilder(tmp_path / "x").commit(
        "2024-01-01", ADA, committer=BEN, committed="2024-06-01"
    )
    rows = facts(builder.write()).default_branch
    assert rows == ((dt.date(2024, 1, 1), 1, CommitKind.HUMAN, 1),)


@pytest.mark.parametrize(("authored", "committed", "day"), [("2100-01-01", "2024-06-01", "2024-06-01")])
def test_an_impossible_day_gives_way_to_the_committers(
    tmp_path: Path, authored: str, committed: str, day: str
) -> None:
    builder = RepositoryBuilder(tmp_path / "x").commit(authored, ADA, committed=committed)
    rows = facts(builder.write()).default_branch or ()
    assert str(rows[0][0]) == day


def test_a_history_with_a_commit_of_no_believable_day_has_a_length_and_no_days(tmp_path: Path) -> None:
    builder = RepositoryBuilder(tmp_path / "x").commit("1970-01-01", ADA).commit("2024-01-01", ADA)
    records, gaps = read(builder.write())
    history = number_history(records, number_authors(records.seen()).numbers)
    assert (history.default_branch, history.first_commit, history.last_commit) == (None, None, None)
    assert (history.complete, history.commits_on_default_branch) == (True, 2)
    assert said(gaps) == [("history", "commits without a believable date: 1")]


@pytest.mark.parametrize("written", ODD_DATES)
def test_commits_with_odd_dates_are_neither_counted_nor_an_error(tmp_path: Path, written: str) -> None:
    path = repositories.odd_date(tmp_path, written)
    with GitStore(path) as store:
        oid = git("rev-parse", "HEAD", folder=path).decode().strip()
        records, gaps = read_history(store, oid, branch="main", refs=store.refs(), release_tags=(), as_of=NOW)
    assert number_history(records, number_authors(records.seen()).numbers).default_branch is None
    assert said(gaps) == [("history", "commits without a believable date: 1")]


def test_a_maintenance_line_with_a_commit_of_no_day_leaves_the_lines_unknown(tmp_path: Path) -> None:
    builder = RepositoryBuilder(tmp_path / "x").commits(days("2024-01-01", 3), ADA)
    builder.branch("release/1.x").commit("2024-02-01", BEN, {"a": "b"}).commit("1970-01-01", BEN, {"a": "c"})
    records, gaps = read(builder.write())
    assert (records.dated, records.lines, records.all_commits) == (True, None, 5)
    assert said(gaps) == [("history", "commits without a believable date: 1")]


def test_lines_are_unknown_where_it_is_unknown_which_tags_are_releases(tmp_path: Path) -> None:
    with_line, gaps = read(repositories.maintenance_lines(tmp_path), tags=None)
    assert (with_line.lines, with_line.all_commits) == (None, 18)
    assert [gap.subject for gap in gaps] == ["history.branches"]
    straight = RepositoryBuilder(tmp_path / "x").commits(days("2024-01-01", 3), ADA).tag("other-1.0")
    straight.branch("topic").commit("2024-02-01", BEN, {"a": "b"})
    without_line, none = read(straight.write(), tags=None)
    assert (without_line.lines, none) == ((), [])


@pytest.mark.parametrize("content", ["garbage\n", "", "1" * 40 + "\n"])
def test_a_damaged_ref_leaves_unknown_what_it_may_add(tmp_path: Path, content: str) -> None:
    path = RepositoryBuilder(tmp_path / "x").commits(days("2024-01-01", 3), ADA).write()
    (path / "refs" / "heads" / "release-1.x").write_text(content)
    records, gaps = read(path)
    assert (records.commits, records.dated, records.lines, records.all_commits) == (3, True, None, None)
    assert said(gaps) == [("history.branches", "the ref refs/heads/release-1.x cannot be read")]


def test_a_damaged_ref_of_a_change_request_makes_no_line(tmp_path: Path) -> None:
    path = RepositoryBuilder(tmp_path / "x").commits(days("2024-01-01", 3), ADA).change_request(1).write()
    (path / "refs" / "pull" / "1" / "head").write_text("garbage\n")
    records, gaps = read(path)
    assert (records.lines, records.all_commits, len(gaps)) == ((), None, 1)


def test_the_head_of_a_remote_may_lead_nowhere(tmp_path: Path) -> None:
    path = RepositoryBuilder(tmp_path / "x").commits(days("2024-01-01", 3), ADA).write()
    git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone", folder=path)
    records, gaps = read(path)
    assert (records.lines, records.all_commits, gaps) == ((), 3, [])


def test_maintenance_lines(tmp_path: Path) -> None:
    history = facts(repositories.maintenance_lines(tmp_path), tags=CORE_TAGS)
    assert history.maintenance_lines is not None
    assert [(line.branch, str(line.last_commit)) for line in history.maintenance_lines] == [
        ("master7.x", "2024-04-01")
    ]
    rows = history.maintenance_lines[0].commits
    assert sum(count for *_, count in rows) == 6
    assert rows[-1][2] == CommitKind.RELEASE
    assert (history.commits_on_default_branch, history.commits_on_all_branches) == (11, 18)


def test_a_topic_branch_that_left_a_line_is_no_line_and_no_commit_counts_twice(tmp_path: Path) -> None:
    builder = RepositoryBuilder(tmp_path / "x").commits(days("2024-01-01", 3), ADA)
    builder.branch("old").commits(days("2024-02-01", 4), ADA).tag("1.1")
    builder.branch("topic").commit("2024-03-01", BEN, {"t": "1"})
    builder.branch("stable-1.1", "old").commit("2024-03-02", CLEO, {"s": "1"})
    builder.branch("123", "main").commit("2024-03-03", BEN, {"u": "1"})
    records, _ = read(builder.write(), tags=("1.1",))
    assert records.lines is not None
    assert {line.branch: len(line.work) for line in records.lines} == {"stable-1.1": 5}


def test_a_foreign_tag_makes_no_line(tmp_path: Path) -> None:
    builder = RepositoryBuilder(tmp_path / "x").commits(days("2024-01-01", 3), ADA)
    builder.branch("copied").commits(days("2024-02-01", 4), ADA).tag("other-1.1")
    records, _ = read(builder.write(), tags=())
    assert records.lines == ()


def test_what_goes_on_from_a_detached_head_is_no_line(tmp_path: Path) -> None:
    path = repositories.maintenance_lines(tmp_path)
    git("update-ref", "--no-deref", "HEAD", "example-core-7.0.0^{commit}", folder=path)
    detached, _ = read(path, tags=CORE_TAGS)
    git("update-ref", "--no-deref", "HEAD", "example-core-7.0.1^{commit}", folder=path)
    later, _ = read(path, tags=CORE_TAGS)
    assert detached.lines == ()
    assert later.lines is not None
    assert [line.branch for line in later.lines] == ["develop"]


def test_branches_of_the_origin_count_in_a_work_tree(tmp_path: Path) -> None:
    origin = repositories.maintenance_lines(tmp_path)
    git("clone", "--quiet", "--template=", origin.as_uri(), str(tmp_path / "clone"), folder=tmp_path)
    cloned = facts(tmp_path / "clone", tags=CORE_TAGS)
    assert cloned == facts(origin, tags=CORE_TAGS)


def test_a_squashed_publication_shows_in_all_refs(tmp_path: Path) -> None:
    path = repositories.squashed_publication(tmp_path)
    trial = git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "trial", folder=path).decode().strip()
    git("update-ref", "refs/pull/7/merge", trial, folder=path)
    history = facts(path, as_of=dt.datetime(2100, 1, 1, tzinfo=dt.UTC))
    assert (history.commits_on_default_branch, history.commits_on_all_branches) == (3, 43)
    assert history.maintenance_lines == ()


def test_issue_keys_at_the_beginning_of_subjects(tmp_path: Path) -> None:
    assert facts(repositories.tracker_elsewhere(tmp_path)).issue_keys == {"ABC": 9, "XYZ": 1}
    builder = RepositoryBuilder(tmp_path / "x")
    for subject in (
        "ABC_1 no",
        "abc-1 no",
        "CVE-2024-1 fix",
        "UTF-8 names",
        "A-1",
        "ABC-12x",
        "(DEF-1) yes",
        " DEF-2",
    ):
        builder.commit("2024-01-01", ADA, message=subject)
    assert facts(builder.write()).issue_keys == {"DEF": 2}


def test_a_shallow_history_is_incomplete(tmp_path: Path) -> None:
    records, gaps = read(repositories.shallow_clone(tmp_path))
    assert (records.complete, records.commits) == (False, 3)
    assert said(gaps) == [("history", "the clone is shallow: its history was cut off")]


def test_missing_blobs_do_not_matter_and_a_missing_commit_is_an_error(tmp_path: Path) -> None:
    assert facts(repositories.missing_blobs(tmp_path)).commits_on_default_branch == 3
    broken = RepositoryBuilder(tmp_path / "broken").commits(days("2024-01-01", 5), ADA).write()
    delete_object(broken, "HEAD~2")
    with GitStore(broken) as store, pytest.raises(GitError):
        read_history(store, "HEAD", branch="main", refs=store.refs(), release_tags=(), as_of=NOW)


def test_a_broken_branch_leaves_the_default_branch_known_and_the_rest_unknown(tmp_path: Path) -> None:
    builder = RepositoryBuilder(tmp_path / "x").commits(days("2024-01-01", 3), ADA)
    path = builder.branch("side").commits(days("2024-02-01", 3), BEN).write()
    delete_object(path, "side~1")
    records, gaps = read(path)
    assert (records.commits, records.lines, records.all_commits) == (3, None, None)
    assert gaps[0].subject == "history.branches"
    assert number_history(records, number_authors(records.seen()).numbers).maintenance_lines is None


def test_everything_is_cut_at_a_past_moment(tmp_path: Path) -> None:
    path = repositories.maintenance_lines(tmp_path)
    past = facts(path, tags=CORE_TAGS[:2], as_of=dt.datetime(2023, 11, 1, tzinfo=dt.UTC))
    assert str(past.last_commit) == "2023-10-09"
    assert past.commits_on_default_branch == 8
    assert past.commits_on_all_branches == 11
    assert past.maintenance_lines is not None
    assert sum(count for *_, count in past.maintenance_lines[0].commits) == 3


def test_the_head_of_a_past_moment_is_a_first_parent_commit(tmp_path: Path) -> None:
    builder = RepositoryBuilder(tmp_path / "x").commit("2024-01-01", ADA)
    builder.branch("side").commit("2024-01-02", BEN, {"s": "1"}).branch("main").commit("2024-01-04", ADA)
    path = builder.merge("side", "2024-01-05", ADA).write()
    with GitStore(path) as store:
        at = [head_at(store, "main", dt.datetime(2024, 1, day, 23, tzinfo=dt.UTC)) for day in (3, 4, 6)]
        before = head_at(store, "main", dt.datetime(2023, 1, 1, tzinfo=dt.UTC))
        with pytest.raises(GitError):
            head_at(store, "--all", NOW)
    asked = [git("rev-parse", name, folder=path).decode().strip() for name in ("main~2", "main~1", "main")]
    assert (at, before) == (asked, None)


def test_hostile_names_and_subjects_are_only_read(tmp_path: Path) -> None:
    records, gaps = read(repositories.hostile_content(tmp_path))
    assert (len(records.work), gaps) == (1, [])
    assert not (tmp_path / "executed").exists()


def test_names_that_are_not_utf8_stay_apart(tmp_path: Path) -> None:
    builder = RepositoryBuilder(tmp_path / "x").commit("2024-01-01", ADA)
    builder.stream = [line.replace(b"Ada Example", b"Ad\xe9") for line in builder.stream]
    builder.commit("2024-01-02", BEN)
    builder.stream = [line.replace(b"Ben Sample", b"Ad\xe8") for line in builder.stream]
    records, _ = read(builder.write())
    assert len({work.author.name for work in records.work}) == 2
