"""The generator of trap repositories makes what its functions say."""

import subprocess
from pathlib import Path

import pytest
from support import repositories
from support.repositories import ADA, TRAPS, RepositoryBuilder, git


def count(path: Path, *revisions: str) -> int:
    return int(git("rev-list", "--count", *revisions, folder=path))


@pytest.mark.parametrize("name", sorted(set(TRAPS) - {"missing_blobs", "empty_repository"}))
def test_every_trap_is_a_sound_repository(name: str, tmp_path: Path) -> None:
    path = TRAPS[name](tmp_path)
    git("fsck", "--strict", "--no-dangling", folder=path)
    assert count(path, "--all") > 0


def test_the_same_calls_give_the_same_commits(tmp_path: Path) -> None:
    first = repositories.well_kept(tmp_path / "a")
    second = repositories.well_kept(tmp_path / "b")
    assert git("rev-parse", "HEAD", folder=first) == git("rev-parse", "HEAD", folder=second)


def test_commits_carry_day_author_message_and_files(tmp_path: Path) -> None:
    builder = RepositoryBuilder(tmp_path / "one").commit(
        "2024-02-29", ADA, {b"a\n\xff": "x", b"b": "y"}, "Say so"
    )
    path = builder.commit("2024-03-01", ADA, {"b": None}).write()
    shown = git("show", "--no-patch", "--format=%as %at|%an|%ae|%s", "HEAD~", folder=path).decode()
    assert shown == "2024-02-29 1709208001|Ada Example|ada@city.example|Say so\n"
    assert git("ls-tree", "-z", "--name-only", "HEAD", folder=path) == b"a\n\xff\0"


def test_branches_start_where_they_are_told_and_merges_have_two_parents(tmp_path: Path) -> None:
    builder = RepositoryBuilder(tmp_path / "two").commit("2024-01-01", ADA)
    builder.branch("side").commit("2024-01-02", ADA).branch("main").commit("2024-01-03", ADA)
    path = builder.merge("side", "2024-01-04", ADA).branch("late", "side").commit("2024-01-05", ADA).write()
    assert count(path, "--merges", "main") == 1
    assert count(path, "side..late") == 1
    assert count(path, "main") == 4


def test_tags_are_lightweight_annotated_or_signed(tmp_path: Path) -> None:
    builder = RepositoryBuilder(tmp_path / "tags").commit("2024-01-01", ADA).tag("light")
    path = builder.tag("note", day="2024-02-01", tagger=ADA).tag("ssh", tagger=ADA, signed="ssh").write()
    kinds = git("for-each-ref", "--format=%(refname:short) %(objecttype)", "refs/tags", folder=path).decode()
    assert kinds.splitlines() == ["light commit", "note tag", "ssh tag"]
    assert b"BEGIN SSH SIGNATURE" in git("cat-file", "tag", "ssh", folder=path)
    assert b"SIGNATURE" not in git("cat-file", "tag", "note", folder=path)


def test_the_missing_blob_stops_numstat_after_some_output(tmp_path: Path) -> None:
    path = repositories.missing_blobs(tmp_path)
    with pytest.raises(subprocess.CalledProcessError) as caught:
        git("log", "--numstat", folder=path)
    assert caught.value.returncode == 128
    assert b"notes.txt" in caught.value.stdout


def test_squashed_publication_hides_most_commits(tmp_path: Path) -> None:
    path = repositories.squashed_publication(tmp_path)
    assert (count(path, "HEAD"), count(path, "--all")) == (3, 43)


def test_the_maintenance_line_adds_commits_and_a_tag_the_default_branch_lacks(tmp_path: Path) -> None:
    path = repositories.maintenance_lines(tmp_path)
    assert count(path, "develop..master7.x") == 6
    lacking = git("tag", "--no-merged=develop", folder=path).decode().split()
    assert lacking == ["example-core-7.0.1", "example-core-7.0.2", "example-core-7.0.2-beta-01-develop7.x"]


def test_empty_unborn_and_shallow_repositories(tmp_path: Path) -> None:
    empty = repositories.empty_repository(tmp_path)
    unborn = repositories.unborn_branch(tmp_path)
    shallow = repositories.shallow_clone(tmp_path)
    assert git("for-each-ref", folder=empty) == b""
    assert git("symbolic-ref", "HEAD", folder=unborn) == b"refs/heads/main\n"
    assert b"refs/heads/main" not in git("for-each-ref", folder=unborn)
    assert (shallow / "shallow").read_text().count("\n") == 1
    assert count(shallow, "HEAD") == 3


def test_the_hostile_configuration_runs_a_program_when_git_log_is_used(tmp_path: Path) -> None:
    path = repositories.hostile_configuration(tmp_path)
    assert not (tmp_path / "executed").exists()
    git("status", folder=path)
    assert (tmp_path / "executed").exists()


def test_well_kept_has_a_signed_release_every_quarter(tmp_path: Path) -> None:
    path = repositories.well_kept(tmp_path)
    names = git("for-each-ref", "--format=%(refname:short)", "refs/tags", folder=path).decode().split()
    assert [names[0], names[-1], len(names)] == ["v1.0.0", "v3.3.0", 12]
    assert count(path, "HEAD") == 1 + 36 * 5


def test_several_repositories_share_an_author(tmp_path: Path) -> None:
    paths = repositories.several_repositories(tmp_path)
    authors = [git("log", "--format=%ae", "HEAD", folder=path).decode().lower() for path in paths]
    assert ["ada@city.example" in lines for lines in authors] == [True, True, False, False]
