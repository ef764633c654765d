"""A shallow clone is read with the history of its server, and neither acted on nor changed."""

import datetime as dt
from pathlib import Path

import pytest
from support.git_server import GitServer, basic
from support.repositories import ADA, BEN, RepositoryBuilder, days, git

from mrl.collectors.git.address import Address, parse_address
from mrl.collectors.options import CollectOptions, read_target
from mrl.collectors.progress import Silent
from mrl.collectors.project import collect_project
from mrl.model.base import Message
from mrl.model.snapshot import Snapshot

AS_OF = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


class Heard(Silent):
    def __init__(self) -> None:
        self.notices: list[str] = []

    def notice(self, text: Message) -> None:
        self.notices.append(text.in_english())


@pytest.fixture
def server(tmp_path):
    with GitServer.serving(tmp_path / "served") as served:
        yield served


@pytest.fixture
def origin(server):
    """Twelve commits on main with a release, and a branch with one more."""
    builder = RepositoryBuilder(server.root / "example.git")
    builder.commit("2024-01-09", BEN, {"README.md": "# Example\n", "LICENSE": "x\n"})
    builder.commits(days("2024-01-10", 12), ADA).tag("v1.0.0", tagger=ADA)
    path = builder.branch("next").commits(days("2024-02-01", 1), BEN).branch("main").write()
    git("config", "uploadpack.allowFilter", "true", folder=path)
    return path


def shallow_clone(origin: Path, folder: Path, *options: str) -> Path:
    """Clone as CI does."""
    path = folder / "project"
    git(
        *("clone", "--quiet", "--depth=1", "--no-tags", *options, origin.as_uri(), str(path)),
        folder=folder,
    )
    return path


def collect(path: Path, cache: Path, address: Address | None, heard: Silent | None = None) -> Snapshot:
    options = CollectOptions(as_of=AS_OF, offline=True, cache=cache, complete_from=address)
    return collect_project(read_target(str(path)), options, heard or Silent(), "0")


def address_of(server: GitServer) -> Address:
    return parse_address(f"{server.url}/example.git")


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_facts_are_those_of_a_whole_clone(server, origin, tmp_path):
    path = shallow_clone(origin, tmp_path)
    before, heard = files_in(path), Heard()
    completed = collect(path, tmp_path / "cache", address_of(server), heard)
    assert files_in(path) == before
    assert heard.notices == ["project is a shallow clone; its history is complete now"]
    (tmp_path / "other").mkdir()
    whole = tmp_path / "other" / "project"
    git("clone", "--quiet", origin.as_uri(), str(whole), folder=tmp_path)
    expected = collect(whole, tmp_path / "cache", None)
    assert completed.repositories == expected.repositories
    assert completed.gaps == expected.gaps
    assert collect(path, tmp_path / "cache", None).gaps != expected.gaps


def test_a_commit_that_no_branch_reaches_is_asked_for_by_name(server, origin, tmp_path):
    tree = git("rev-parse", "main^{tree}", folder=origin).decode().strip()
    parents = git("rev-parse", "main", "next", folder=origin).decode().split()
    person = f"{ADA.name} <{ADA.address}> 1710000000 +0000"
    lines = [
        f"tree {tree}",
        *(f"parent {each}" for each in parents),
        f"author {person}",
        f"committer {person}",
    ]
    text = "\n".join([*lines, "", "Tried merge", ""]).encode()
    merged = git("hash-object", "-t", "commit", "-w", "--stdin", folder=origin, stdin=text).decode().strip()
    git("update-ref", "refs/pull/7/merge", merged, folder=origin)
    path = tmp_path / "project"
    git("init", "--quiet", str(path), folder=tmp_path)
    git("fetch", "--quiet", "--depth=1", origin.as_uri(), "refs/pull/7/merge", folder=path)
    git("checkout", "--quiet", "--detach", "FETCH_HEAD", folder=path)
    history = collect(path, tmp_path / "cache", address_of(server)).repositories[0].history
    assert history is not None
    assert (history.complete, history.commits_on_default_branch) == (True, 15)


@pytest.mark.usefixtures("origin")
def test_a_server_without_these_commits_leaves_the_history_unknown(server, tmp_path):
    other = RepositoryBuilder(server.root / "other.git").commits(days("2024-01-10", 3), BEN).write()
    heard = Heard()
    snapshot = collect(shallow_clone(other, tmp_path), tmp_path / "cache", address_of(server), heard)
    assert "the clone is shallow: its history was cut off" in [
        gap.reason.in_english() for gap in snapshot.gaps
    ]
    assert len(heard.notices) == 1
    assert "project is a shallow clone whose history could not be completed" in heard.notices[0]


def test_a_server_that_cannot_be_reached_is_no_failure(server, origin, tmp_path):
    path, heard = shallow_clone(origin, tmp_path), Heard()
    server.status = 500
    history = collect(path, tmp_path / "cache", address_of(server), heard).repositories[0].history
    assert history is not None
    assert not history.complete
    assert "could not be completed" in heard.notices[0]


def test_a_login_in_the_address_is_used_and_not_told(server, origin, tmp_path):
    path, heard = shallow_clone(origin, tmp_path), Heard()
    server.login = "reader:invented-secret"
    address = parse_address(f"{server.url.replace('//', '//reader:invented-secret@')}/example.git")
    snapshot = collect(path, tmp_path / "cache", address, heard)
    assert snapshot.repositories[0].history is not None
    assert snapshot.repositories[0].history.complete
    assert {request.authorization for request in server.posts()} == {basic("reader:invented-secret")}
    told = [*heard.notices, snapshot.model_dump_json(), *map(str, files_in(tmp_path / "cache").values())]
    assert not [text for text in told if "invented-secret" in text]


@pytest.mark.parametrize("text", ["not a commit\n", "0123456789" * 4 + "\n" + "f" * 700_000])
def test_a_list_of_ends_that_is_none_is_left(server, origin, tmp_path, text):
    path, heard = shallow_clone(origin, tmp_path), Heard()
    (path / ".git" / "shallow").write_text(text)
    snapshot = collect(path, tmp_path / "cache", address_of(server), heard)
    assert snapshot.gaps
    assert "could not be completed" in heard.notices[0]


def test_names_and_damage_of_refs(server, origin, tmp_path):
    git("update-ref", "--stdin", folder=origin, stdin=b"create refs/tags/\xe9t\xe9 refs/heads/main\n")
    path = shallow_clone(origin, tmp_path)
    completed = collect(path, tmp_path / "cache", address_of(server)).repositories[0].history
    assert completed is not None
    assert completed.complete
    (path / ".git" / "refs" / "heads" / "broken").write_text("nothing\n")
    heard = Heard()
    collect(path, tmp_path / "cache", address_of(server), heard)
    assert "a branch or tag of the clone is damaged" in heard.notices[0]


def test_nothing_of_the_clones_configuration_acts(server, origin, tmp_path):
    path, trace = shallow_clone(origin, tmp_path), tmp_path / "trace"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho ran >>'{trace}'\n")
    program.chmod(0o755)
    keys = ("core.fsmonitor", "core.sshCommand", "core.gitProxy", "core.alternateRefsCommand", "core.pager")
    for key in (*keys, "remote.origin.uploadpack", "credential.helper", "uploadpack.packObjectsHook"):
        git("config", key, str(program), folder=path)
    git("config", "url.ext::x.insteadOf", server.url, folder=path)
    hooks = path / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("reference-transaction", "post-merge", "pre-auto-gc"):
        (hooks / hook).symlink_to(program)
    history = collect(path, tmp_path / "cache", address_of(server)).repositories[0].history
    assert history is not None
    assert history.complete
    assert not trace.exists()
