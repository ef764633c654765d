import fcntl
import gzip
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support.git_server import GitServer, basic
from support.repository_builder import Person, RepositoryBuilder, git

from mrl.collectors.git import clones, network
from mrl.collectors.git.address import Address, parse_address
from mrl.collectors.git.change_requests import change_request_refs
from mrl.collectors.git.clones import cloned_change_requests, fetch_blobs, update_clone
from mrl.collectors.git.runner import CommandCounter, GitError
from mrl.collectors.git.store import GitStore
from mrl.collectors.git.unreachable import explain
from mrl.errors import OutputError, TargetError
from mrl.model.base import Message
from mrl.model.facts import ChangeRequestRefs

ADA = Person("Ada Example", "ada@example.org")


@pytest.fixture
def server(tmp_path):
    with GitServer.serving(tmp_path / "served") as served:
        yield served


@pytest.fixture
def origin(server):
    """Two commits on main, another branch, a tag and two change requests; contents can be left out."""
    builder = RepositoryBuilder(server.root / "example.git")
    builder.commit(
        "2024-01-10", ADA, {f"{number:02}.txt": f"content {number}\n" * 50 for number in range(30)}
    )
    builder.change_request(4).commit("2024-01-11", ADA, {"README.md": "# Example\n"}).tag(
        "v1.0.0", tagger=ADA
    )
    path = builder.change_request(9).branch("other").write()
    git("config", "uploadpack.allowFilter", "true", folder=path)
    return path


@pytest.fixture
def update(server, tmp_path):
    """Clone or update the served repository; other values by name."""

    def call(**changes):
        values = {"counter": None, "offline": False, "progress": lambda _message: None}
        address = parse_address(f"{server.url}/example.git")
        return update_clone(changes.pop("address", address), tmp_path / "cache", **(values | changes))

    return call


def address_of(server: GitServer) -> Address:
    return parse_address(f"{server.url}/example.git")


def fetch(clone: Path, server: GitServer, oids: list[str]) -> None:
    fetch_blobs(clone, oids, address=address_of(server), counter=None, progress=lambda _message: None)


def blobs(clone: Path) -> dict[str, bytes | None]:
    """Give the contents by path that the clone holds at its head."""
    with GitStore(clone) as store:
        head = store.head()
        assert head is not None
        entries = store.entries(head[0])
        contents = store.read_blobs([entry.oid for entry in entries], 20)
    return {entry.path: contents[entry.oid] for entry in entries}


def oids(clone: Path) -> list[str]:
    with GitStore(clone) as store:
        head = store.head()
        assert head is not None
        return [entry.oid for entry in store.entries(head[0])]


def commit_to(path: Path, branch: str, text: str) -> str:
    """Add a commit with one file to a branch of a served repository."""
    blob = git("hash-object", "-w", "--stdin", folder=path, stdin=text.encode()).decode().strip()
    tree = git("mktree", folder=path, stdin=f"100644 blob {blob}\tnew.txt\n".encode()).decode().strip()
    identity = ("-c", "user.name=Ada Example", "-c", "user.email=ada@example.org")
    commit = git(*identity, "commit-tree", tree, "-m", "More", folder=path).decode().strip()
    git("update-ref", f"refs/heads/{branch}", commit, folder=path)
    return commit


def ref_names(clone: Path) -> list[str]:
    with GitStore(clone) as store:
        return [ref.name for ref in store.refs()]


def test_clone_has_history_and_no_contents(origin, update):
    counter = CommandCounter()
    clone = update(counter=counter)
    assert ref_names(clone) == ["refs/heads/main", "refs/heads/other", "refs/tags/v1.0.0"]
    assert set(blobs(clone).values()) == {None}
    with GitStore(clone) as store:
        assert store.head() == (git("rev-parse", "HEAD", folder=origin).decode().strip(), "main")
        assert len(store.git("rev-list", "--all").split()) == 2
    assert counter.clones == 1
    assert counter.git_commands > 3


@pytest.mark.usefixtures("origin")
def test_blobs_come_in_one_request(update, server):
    clone = update()
    server.requests.clear()
    fetch(clone, server, [*oids(clone), *oids(clone)])
    assert len(server.fetches()) == 1
    assert blobs(clone)["README.md"] == b"# Example\n"
    assert None not in blobs(clone).values()
    server.requests.clear()
    fetch(clone, server, oids(clone))
    assert server.requests == []


@pytest.mark.usefixtures("origin")
def test_many_blobs_come_in_several_requests(update, server, monkeypatch):
    monkeypatch.setattr(clones, "BLOBS_PER_REQUEST", 12)
    clone = update()
    server.requests.clear()
    fetch(clone, server, oids(clone))
    assert len(server.fetches()) == 3
    assert None not in blobs(clone).values()


def test_blobs_stay_through_later_updates(origin, update, server):
    clone = update()
    fetch(clone, server, oids(clone))
    commit_to(origin, "other", "more")
    update()
    assert None not in blobs(clone).values()


def test_server_that_sends_everything_anyway(origin, update, server):
    git("config", "uploadpack.allowFilter", "false", folder=origin)
    clone = update()
    assert None not in blobs(clone).values()
    server.requests.clear()
    fetch(clone, server, oids(clone))
    assert server.requests == []


@pytest.mark.usefixtures("origin")
def test_blobs_the_server_does_not_have_stay_missing(update, server):
    clone = update()
    fetch(clone, server, ["1" * 40, *oids(clone), "2" * 40])
    assert None not in blobs(clone).values()
    with GitStore(clone) as store:
        assert store.missing(["1" * 40, "2" * 40]) == ("1" * 40, "2" * 40)


@pytest.mark.usefixtures("origin")
def test_server_that_gives_no_blobs_is_an_error(update, server, monkeypatch):
    clone = update()
    monkeypatch.setattr(clones, "MOST_REFUSED", 3)
    with pytest.raises(GitError, match="not our ref"):
        fetch(clone, server, [f"{number:040x}" for number in range(1, 5)])
    server.status = 503
    with pytest.raises(GitError, match="503"):
        fetch(clone, server, oids(clone))


def test_update_brings_new_and_removes_deleted_refs(origin, update):
    first = update()
    commit = commit_to(origin, "main", "more")
    git("update-ref", "-d", "refs/heads/other", folder=origin)
    git("tag", "v2.0.0", commit, folder=origin)
    assert update() == first
    assert ref_names(first) == ["refs/heads/main", "refs/tags/v1.0.0", "refs/tags/v2.0.0"]
    with GitStore(first) as store:
        assert store.head() == (commit, "main")


@pytest.mark.usefixtures("origin")
def test_update_without_news_fetches_nothing(update, server):
    update()
    server.requests.clear()
    counter = CommandCounter()
    update(counter=counter)
    assert server.fetches() == []
    assert len(server.requests) == 2
    assert counter.clones == 0


def test_head_follows_the_server(origin, update):
    clone = update()
    commit_to(origin, "trunk", "more")
    git("symbolic-ref", "HEAD", "refs/heads/trunk", folder=origin)
    with GitStore(update()) as store:
        assert (store.head() or ("", ""))[1] == "trunk"
    away = git("commit-tree", "HEAD^{tree}", "-m", "x", folder=with_identity(origin)).decode().strip()
    git("update-ref", "--no-deref", "HEAD", away, folder=origin)
    with GitStore(update()) as store:
        assert store.head() == (away, None)
    git("symbolic-ref", "HEAD", "refs/heads/main", folder=origin)
    with GitStore(update()) as store:
        assert (store.head() or ("", ""))[1] == "main"
    assert clone.is_dir()


def with_identity(path: Path) -> Path:
    git("config", "user.name", "Ada Example", folder=path)
    git("config", "user.email", "ada@example.org", folder=path)
    return path


def test_branch_and_folder_of_the_same_name_in_turn(origin, update):
    git("update-ref", "refs/heads/topic", "HEAD", folder=origin)
    clone = update()
    git("update-ref", "-d", "refs/heads/topic", folder=origin)
    git("update-ref", "refs/heads/topic/one", "HEAD", folder=origin)
    update()
    assert "refs/heads/topic/one" in ref_names(clone)


def test_empty_repository(server, update):
    RepositoryBuilder(server.root / "example.git").write()
    with GitStore(update()) as store:
        assert store.head() is None
        assert store.refs() == ()


def test_shallow_and_sha256_repositories(origin, server, update):
    shallow = server.root / "shallow.git"
    git("clone", "--quiet", "--bare", "--depth=1", origin.as_uri(), str(shallow), folder=server.root)
    with GitStore(update(address=parse_address(f"{server.url}/shallow.git"))) as store:
        assert store.is_shallow
    sha256 = server.root / "sha256.git"
    git("init", "--quiet", "--bare", "--object-format=sha256", str(sha256), folder=server.root)
    commit = commit_to(with_identity(sha256), "main", "x")
    git("symbolic-ref", "HEAD", "refs/heads/main", folder=sha256)
    with GitStore(update(address=parse_address(f"{server.url}/sha256.git"))) as store:
        assert store.head() == (commit, "main")


@pytest.mark.usefixtures("origin")
def test_offline_takes_what_is_there(update, server):
    with pytest.raises(TargetError, match="has not been cloned yet; run once without --offline"):
        update(offline=True)
    assert server.requests == []
    clone = update()
    server.requests.clear()
    assert update(offline=True) == clone
    assert server.requests == []


@pytest.mark.usefixtures("origin")
def test_interrupted_clone_is_not_there(update, server):
    server.break_off = True
    with pytest.raises(TargetError):
        update()
    with pytest.raises(TargetError, match="has not been cloned yet"):
        update(offline=True)
    server.break_off = False
    assert "refs/tags/v1.0.0" in ref_names(update())


def test_failed_update_keeps_the_clone(origin, update, server):
    clone = update()
    before = ref_names(clone)
    commit_to(origin, "new", "x")
    server.status = 500
    with pytest.raises(TargetError, match="has a problem of its own"):
        update()
    assert ref_names(update(offline=True)) == before
    server.status = None
    assert "refs/heads/new" in ref_names(update())


def test_leftovers_of_a_killed_git_do_no_harm(origin, update):
    counter = CommandCounter()
    clone = update()
    for name in ("packed-refs.lock", "HEAD.lock", "refs/heads/main.lock", "objects/pack/tmp_pack_x"):
        (clone / name).write_text("")
    commit = commit_to(origin, "main", "more")
    with GitStore(update(counter=counter)) as store:
        assert store.head() == (commit, "main")
    assert counter.clones == 0
    assert not (clone / "objects" / "pack" / "tmp_pack_x").exists()


def test_damaged_clone_is_replaced(origin, update):
    counter = CommandCounter()
    clone = update()
    for pack in clone.glob("objects/pack/*"):
        pack.unlink()
    commit_to(origin, "new", "x")
    assert "refs/heads/new" in ref_names(update(counter=counter))
    assert counter.clones == 1


@pytest.mark.usefixtures("origin")
def test_a_second_run_waits_for_the_first(update):
    clone = update()
    said: list[str] = []
    with clone.with_suffix(".lock").open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)

        def progress(message: Message) -> None:
            said.append(message.in_english())
            fcntl.flock(held, fcntl.LOCK_UN)

        update(progress=progress)
    assert said == [WAITING]


WAITING = "waiting for another run, or a git that a killed run left, that is fetching example"

RUN = """
import pathlib, sys
from mrl.collectors.git.address import parse_address
from mrl.collectors.git.clones import update_clone
address, cache = parse_address(sys.argv[1]), pathlib.Path(sys.argv[2])
update_clone(address, cache, counter=None, offline=False, progress=print)
"""


@pytest.mark.parametrize("cloned", [False, True])
def test_a_git_that_outlives_its_killed_run_keeps_the_clone_to_itself(
    server, origin, update, tmp_path, cloned
):
    """The second run waits until that git has ended, and no two ever write the clone at once."""
    if cloned:
        update()
        commit_to(origin, "new", "x")
    server.held_back, fetched = threading.Event(), len(server.fetches())
    command = [sys.executable, "-c", RUN, f"{server.url}/example.git", str(tmp_path / "cache")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(Path.cwd())}
    ) as first:
        assert server.held.wait(60)
        first.kill()
    said: list[str] = []

    def progress(message: Message) -> None:
        said.append(message.in_english())
        if said == [WAITING]:
            assert len(server.fetches()) == fetched + 1
            server.held_back.set()

    clone = update(progress=progress)
    assert said[0] == WAITING
    assert ("refs/heads/new" in ref_names(clone)) is cloned
    git("rev-list", "--all", "--quiet", folder=clone)


@pytest.mark.usefixtures("origin")
def test_many_runs_at_once(update):
    results: list[Path] = []
    threads = [threading.Thread(target=lambda: results.append(update())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert len(set(results)) == 1
    assert len(ref_names(results[0])) == 3


@pytest.mark.usefixtures("origin")
def test_progress_is_told(update):
    said: list[str] = []
    update(progress=lambda message: said.append(message.in_english()))
    assert said[0] == "fetching the history of example"
    assert "fetching example: 100 %" in said


@pytest.mark.usefixtures("origin")
def test_what_fails_beside_the_cache_is_not_blamed_on_it(update):
    def closed(_message: Message) -> None:
        raise ConnectionResetError("nobody listens")

    with pytest.raises(ConnectionResetError):
        update(progress=closed)


@pytest.mark.usefixtures("origin")
def test_a_clone_that_cannot_be_put_in_its_place_is_blamed_on_the_cache(update, monkeypatch):
    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OutputError, match=r"the cache folder .* cannot be written: No space left"):
        update()


@pytest.mark.usefixtures("origin")
def test_cache_that_cannot_be_written(server, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match=r"the cache folder .* cannot be written: "):
        update_clone(
            address_of(server),
            tmp_path / "file" / "cache",
            counter=None,
            offline=False,
            progress=lambda _: None,
        )


@pytest.mark.usefixtures("origin")
def test_credentials_are_used_and_not_kept(server, update, tmp_path):
    server.login = "ada:sec%ret"
    address = parse_address(f"{server.url.replace('//', '//ada:sec%25ret@')}/example.git")
    clone = update(address=address)
    fetch_blobs(clone, oids(clone), address=address, counter=None, progress=lambda _: None)
    assert {request.authorization for request in server.requests} == {basic("ada:sec%ret")}
    kept = b"".join(path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file())
    assert b"sec" not in kept
    assert basic("ada:sec%ret").encode() not in kept


@pytest.mark.parametrize("login", ["", "ada:wrong@"])
@pytest.mark.usefixtures("origin")
def test_login_is_needed(server, update, login):
    server.login = "ada:secret"
    with pytest.raises(TargetError, match="does not exist or needs a login; check the address, or") as caught:
        update(address=parse_address(f"{server.url.replace('//', f'//{login}')}/example.git"))
    assert "wrong" not in str(caught.value)


@pytest.mark.usefixtures("origin")
def test_redirects_are_followed_without_credentials_only(server, update):
    with GitServer.serving(server.root) as elsewhere:
        server.redirect_to = elsewhere.url
        assert ref_names(update())
        elsewhere.requests.clear()
        address = parse_address(f"{server.url.replace('//', '//ada:secret@')}/example.git")
        with pytest.raises(TargetError, match="has moved to another address; use the new one"):
            update(address=address)
        assert elsewhere.requests == []


@pytest.mark.usefixtures("origin")
def test_redirect_to_another_protocol_is_refused(server, update):
    server.redirect_to = "ftp://127.0.0.1:9"
    with pytest.raises(TargetError):
        update()


@pytest.mark.parametrize(
    ("status", "message"),
    [(401, "needs a login"), (403, "needs a login"), (404, "no repository at"), (503, "problem of its own")],
)
def test_answers_that_are_no_repository(server, update, status, message):
    server.status = status
    with pytest.raises(TargetError, match=message):
        update()


def test_a_web_page_is_no_repository(server, update):
    server.status = 200
    with pytest.raises(
        TargetError, match="is not a git repository; give the address that `git clone` would take"
    ):
        update()


@pytest.mark.usefixtures("origin")
def test_server_that_hangs_is_given_up(server, update, monkeypatch):
    monkeypatch.setattr(network, "STALLED_SECONDS", 1)
    server.hang = True
    with pytest.raises(TargetError, match="stopped answering; try again later"):
        update()


@pytest.mark.usefixtures("origin")
def test_listing_that_takes_too_long_is_given_up(server, update, monkeypatch):
    monkeypatch.setattr(clones, "LISTING_TIMEOUT", 0.3)
    server.hang = True
    with pytest.raises(TargetError, match="stopped answering; try again later"):
        update()


def test_nobody_answers(tmp_path):
    with pytest.raises(
        TargetError, match="does not answer; check the address, the network connection and the proxy"
    ):
        update_clone(
            Address("http://127.0.0.1:9/example.git"),
            tmp_path,
            counter=None,
            offline=False,
            progress=lambda _: None,
        )


@pytest.mark.parametrize(
    ("said", "explained"),
    [
        ("fatal: unable to access 'https://x/': Could not resolve host: x", "git.example is not known"),
        ("fatal: unable to access: server certificate verification failed", "git.example is not trusted"),
        (
            "fatal: write error: No space left on device\nfatal: index-pack failed",
            "there is no room on the disk for a clone of https://git.example/a; make some",
        ),
        ("fatal: the remote end hung up unexpectedly", "cannot be cloned: fatal: the remote end hung up"),
    ],
)
def test_causes_are_explained(said, explained):
    problem = GitError(["fetch"], 128, said)
    assert explained in explain(Address("https://git.example/a"), problem).in_english()


USER_CONFIGURATION = """
[core]
    hooksPath = {home}/template/hooks
    fsmonitor = {home}/evil.sh
[credential]
    helper = !{home}/evil.sh
[init]
    templateDir = {home}/template
[url "ext::{home}/evil.sh "]
    insteadOf = http://
[http]
    proxy = http://proxy.example
[http "https://x.example/"]
    sslCAInfo = /x.pem
    userAgent = x
"""


@pytest.fixture
def user(tmp_path, monkeypatch):
    """A home whose configuration runs a program wherever git lets it; give the file that creates."""
    home, marker = tmp_path / "home", tmp_path / "executed"
    (home / "template" / "hooks").mkdir(parents=True)
    (home / "evil.sh").write_text(f"#!/bin/sh\ntouch {marker}\n")
    (home / "evil.sh").chmod(0o755)
    (home / "template" / "hooks" / "reference-transaction").symlink_to(home / "evil.sh")
    (home / ".gitconfig").write_text(USER_CONFIGURATION.format(home=home))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME")
    return marker


def test_nothing_of_the_user_is_run(origin, update, user, server):
    server.login = "ada:secret"
    with pytest.raises(TargetError, match="needs a login"):
        update()
    server.login = None
    clone = update()
    (clone / "hooks").mkdir()
    (clone / "hooks" / "reference-transaction").symlink_to(user.parent / "home" / "evil.sh")
    commit_to(origin, "new", "more")
    update()
    assert "refs/heads/new" in ref_names(clone)
    assert not user.exists()


@pytest.mark.usefixtures("user")
def test_proxy_and_certificates_of_the_user_hold():
    seen = network.network_environment(Address("https://git.example/a"), None)
    count = int(seen["GIT_CONFIG_COUNT"])
    settings = {
        seen[f"GIT_CONFIG_KEY_{number}"]: seen[f"GIT_CONFIG_VALUE_{number}"] for number in range(count)
    }
    assert settings["http.proxy"] == "http://proxy.example"
    assert settings["http.https://x.example/.sslcainfo"] == "/x.pem"
    assert "http.https://x.example/.useragent" not in settings
    assert seen["https_proxy"] == "http://127.0.0.1:9"
    assert seen["GIT_ALLOW_PROTOCOL"] == "https"


@pytest.mark.usefixtures("origin")
def test_change_requests_that_the_server_shows(server, update):
    clone = update()
    assert cloned_change_requests(clone, address_of(server)) == ChangeRequestRefs(count=2, highest_number=9)
    assert "refs/pull/4/head" not in ref_names(clone)


@pytest.mark.parametrize(
    ("names", "host", "expected"),
    [
        (["refs/heads/main", "refs/pull/x/head", "refs/pull/3/merge", "refs/pull/0/head"], None, None),
        (["refs/heads/main"], "git.example", None),
        (["refs/heads/main"], "github.com", (0, 0)),
        (["refs/pull/12/head", "refs/pull/12/merge", "refs/pull/3/head"], None, (2, 12)),
        (["refs/merge-requests/7/head", "refs/pull-requests/8/from"], "git.example", (2, 8)),
        (["refs/pull/" + "9" * 5000 + "/head"], None, None),
    ],
)
def test_change_requests_among_refs(names, host, expected):
    found = change_request_refs(names, host)
    assert (found and (found.count, found.highest_number)) == expected


@pytest.mark.usefixtures("origin")
def test_the_server_understands_compressed_requests(server, update):
    """The stand-in server itself: git compresses long requests, and those arrive whole."""
    clone = update()
    fetch(clone, server, oids(clone))
    (body,) = server.fetches()[-1:]
    assert body.count(b"want ") == 31
    assert len(gzip.compress(body)) < len(body)
