"""Whatever was written into a clone in the cache, nothing of it acts."""

import os
import shutil
from pathlib import Path

import pytest
from support.git_server import GitServer
from support.repository_builder import Person, RepositoryBuilder, git

from mrl.collectors.git.address import parse_address
from mrl.collectors.git.cached import is_harmless, make_harmless, remove
from mrl.collectors.git.clones import fetch_blobs, fetch_commits, update_clone
from mrl.collectors.git.runner import GitError
from mrl.collectors.git.store import GitStore
from mrl.errors import OutputError, TargetError

ADA = Person("Ada Example", "ada@example.org")
CONFIG = """\
[core]
\trepositoryformatversion = 1
\tbare = true
\talternateRefsCommand = {trap}
\tgitProxy = {trap}
\tsshCommand = {trap}
\taskPass = {trap}
\tfsmonitor = {trap}
\thooksPath = {clone}/hooks
[credential]
\thelper = !{trap}
[remote "origin"]
\tuploadpack = {trap}
\tvcs = trap
\tproxy = http://127.0.0.1:9/
[url "http://127.0.0.1:9/"]
\tinsteadOf = http://
[gc]
\tauto = 1
[include]
\tpath = {clone}/more
[extensions]
\tworktreeConfig = true
\tpartialClone = origin
"""


@pytest.fixture
def server(tmp_path):
    with GitServer.serving(tmp_path / "served") as served:
        builder = RepositoryBuilder(served.root / "example.git")
        path = builder.commit("2024-01-10", ADA, {"README.md": "# Example\n"}).write()
        git("config", "uploadpack.allowFilter", "true", folder=path)
        yield served


@pytest.fixture
def trap(tmp_path) -> Path:
    """Make a program that leaves a trace beside itself."""
    program = tmp_path / "trap.sh"
    program.write_text(f'#!/bin/sh\necho "$0 $* $GIT_CONFIG_VALUE_0" >> "{tmp_path}/trace"\n')
    program.chmod(0o755)
    return program


def traces(trap: Path) -> list[str]:
    trace = trap.with_name("trace")
    return trace.read_text().splitlines() if trace.exists() else []


def update(server: GitServer, cache: Path, *, offline: bool = False) -> Path:
    address = parse_address(f"{server.url}/example.git")
    return update_clone(address, cache, counter=None, offline=offline, progress=lambda _: None)


def news(server: GitServer) -> str:
    """Add a commit to the served repository."""
    path = server.root / "example.git"
    identity = ("-c", "user.name=Ada Example", "-c", "user.email=ada@example.org")
    parent = git("rev-parse", "HEAD", folder=path).decode().strip()
    arguments = ("commit-tree", "HEAD^{tree}", "-p", parent, "-m", "More")
    commit = git(*identity, *arguments, folder=path).decode().strip()
    git("update-ref", "refs/heads/main", commit, folder=path)
    return commit


def set_traps(clone: Path, trap: Path) -> None:
    """Write into a clone all that git would follow."""
    (clone / "config").write_text(CONFIG.format(trap=trap, clone=clone))
    (clone / "config.worktree").write_text(f"[core]\n\talternateRefsCommand = {trap}\n")
    (clone / "more").write_text(f"[core]\n\talternateRefsCommand = {trap}\n")
    for name in ("reference-transaction", "post-update", "pre-auto-gc", "update"):
        (clone / "hooks").mkdir(exist_ok=True)
        shutil.copy(trap, clone / "hooks" / name)
    other = clone.with_name("other.git")
    git("init", "--bare", "--quiet", str(other), folder=clone.parent)
    (clone / "objects" / "info").mkdir(exist_ok=True)
    (clone / "objects" / "info" / "alternates").write_text(f"{other}/objects\n")
    (clone / "info").mkdir(exist_ok=True)
    (clone / "info" / "attributes").write_text("* filter=trap\n")


def head(clone: Path) -> str:
    with GitStore(clone) as store:
        return (store.head() or ("",))[0]


def test_traps_in_a_clone_leave_no_trace(server, trap, tmp_path):
    clone = update(server, tmp_path / "cache")
    commit = news(server)
    set_traps(clone, trap)
    assert head(update(server, tmp_path / "cache")) == commit
    assert traces(trap) == []
    assert {each.name for each in clone.iterdir()} <= {
        *("HEAD", "objects", "refs", "packed-refs", "config", "advertised-refs")
    }
    assert not (clone / "objects" / "info").exists()
    assert str(trap) not in (clone / "config").read_text()


def test_the_traps_work_where_git_follows_them(server, trap, tmp_path):
    clone = update(server, tmp_path / "cache")
    set_traps(clone, trap)
    git("update-ref", "refs/heads/new", "HEAD", folder=clone)
    assert any("reference-transaction" in line for line in traces(trap))


@pytest.mark.parametrize("fetch", [fetch_blobs, fetch_commits])
def test_traps_set_between_two_fetches_leave_no_trace(server, trap, tmp_path, fetch):
    clone = update(server, tmp_path / "cache")
    commit = news(server)
    set_traps(clone, trap)
    address = parse_address(f"{server.url}/example.git")
    blob = git("rev-parse", "HEAD:README.md", folder=server.root / "example.git").decode().strip()
    oid = blob if fetch is fetch_blobs else commit
    fetch(clone, [oid], address=address, counter=None, progress=lambda _: None)
    assert traces(trap) == []
    with GitStore(clone) as store:
        assert store.missing([oid]) == ()


@pytest.mark.parametrize("part", ["", "objects", "refs", "refs/heads", "HEAD", "objects/pack"])
def test_a_clone_with_a_link_in_it_is_replaced(server, tmp_path, part):
    clone = update(server, tmp_path / "cache")
    place, away = clone / part, tmp_path / "away"
    place.rename(away)
    place.symlink_to(away)
    before = sorted(away.rglob("*"))
    commit = news(server)
    with pytest.raises(TargetError, match="not as mrl makes one"):
        update(server, tmp_path / "cache", offline=True)
    assert head(update(server, tmp_path / "cache")) == commit
    assert not place.is_symlink()
    assert sorted(away.rglob("*")) == before


def test_a_folder_that_names_another_place_for_itself_is_replaced(server, trap, tmp_path):
    clone = update(server, tmp_path / "cache")
    other = clone.rename(tmp_path / "other.git")
    set_traps(other, trap)
    shutil.copytree(other, clone)
    (clone / "commondir").write_text(f"{other}\n")
    assert head(update(server, tmp_path / "cache")) == news(server) or head(clone)
    assert traces(trap) == []
    assert not (clone / "commondir").exists()


def test_an_unfinished_clone_that_is_a_link_is_not_followed(server, trap, tmp_path):
    clone = update(server, tmp_path / "cache")
    other = clone.rename(tmp_path / "other.git")
    set_traps(other, trap)
    clone.with_suffix(".unfinished").symlink_to(other)
    assert is_harmless(update(server, tmp_path / "cache"))
    assert traces(trap) == []


def test_borrowed_objects_are_not_read_offline(server, trap, tmp_path):
    clone = update(server, tmp_path / "cache")
    assert update(server, tmp_path / "cache", offline=True) == clone
    set_traps(clone, trap)
    with pytest.raises(TargetError, match="run once without --offline"):
        update(server, tmp_path / "cache", offline=True)


def test_a_clone_that_became_a_link_is_not_fetched_into(server, tmp_path):
    clone = update(server, tmp_path / "cache")
    clone.rename(tmp_path / "away")
    clone.symlink_to(tmp_path / "away")
    address = parse_address(f"{server.url}/example.git")
    with pytest.raises(GitError, match="changed while it was read"):
        fetch_commits(clone, ["1" * 40], address=address, counter=None, progress=lambda _: None)


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_lock_that_is_no_file_of_ours_is_an_error(server, tmp_path, kind):
    clone = update(server, tmp_path / "cache")
    lock = clone.with_suffix(".lock")
    lock.unlink()
    if kind == "pipe":
        os.mkfifo(lock)
        assert update(server, tmp_path / "cache") == clone
        return
    lock.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="cannot be written"):
        update(server, tmp_path / "cache")
    assert not (tmp_path / "elsewhere").exists()


def test_the_kind_of_ids_is_kept(tmp_path):
    git("init", "--bare", "--quiet", "--object-format=sha256", str(tmp_path / "a.git"), folder=tmp_path)
    assert make_harmless(tmp_path / "a.git")
    answer = git("rev-parse", "--show-object-format", folder=tmp_path / "a.git")
    assert answer.decode().strip() == "sha256"


def test_removing_takes_the_link_and_leaves_what_it_leads_to(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    remove(tmp_path / "link")
    remove(tmp_path / "nothing")
    assert (tmp_path / "folder").is_dir()
    assert not (tmp_path / "link").is_symlink()
