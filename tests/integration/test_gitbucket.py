"""GitHub's REST path against a real GitBucket, which speaks a part of it and no GraphQL."""

import datetime as dt
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.gitbucket_instance import GitBucket, missing
from support.trackers import numbering, open_door

from mrl.collectors.forge import ForgeReading, RepositoryRef
from mrl.collectors.git.address import parse_address
from mrl.collectors.git.clones import update_clone
from mrl.collectors.git.runner import CommandCounter
from mrl.collectors.git.store import GitStore
from mrl.collectors.github.source import read_repositories

pytestmark = pytest.mark.integration

PERSON = ("-c", "user.name=Ada Example", "-c", "user.email=ada@city.example")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *PERSON, *arguments], cwd=folder, check=True, capture_output=True, timeout=60)


def fill(gitbucket: GitBucket, folder: Path) -> None:
    """Put in a repository with a label, issues of which one is closed, a comment and a release."""
    gitbucket.call("POST", "user/repos", name="pool", description="Tide & <b>pool</b>", auto_init=False)
    gitbucket.call("POST", "repos/root/pool/labels", name="good first issue", color="00ff00")
    for title in ("first", "second", "third"):
        gitbucket.call("POST", "repos/root/pool/issues", title=title, body="", labels=["good first issue"])
    gitbucket.call("POST", "repos/root/pool/issues/1/comments", body="seen")
    branch = gitbucket.call("GET", "repos/root/pool")["default_branch"]
    git(folder, "init", "--quiet", f"--initial-branch={branch}")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=Begin")
    git(folder, "push", "--quiet", gitbucket.git_address("root/pool"), branch)
    git(folder, "commit", "--quiet", "--allow-empty", "--message=Mend the gate (fixes #3)")
    git(folder, "tag", "v1.0")
    git(folder, "push", "--quiet", gitbucket.git_address("root/pool"), branch, "v1.0")
    gitbucket.call("POST", "repos/root/pool/releases", tag_name="v1.0", name="One")


@pytest.fixture(scope="module")
def gitbucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitBucket]:
    reason = missing()
    if reason:
        pytest.skip(reason)
    with GitBucket.running(tmp_path_factory.mktemp("gitbucket")) as gitbucket:
        fill(gitbucket, tmp_path_factory.mktemp("work"))
        yield gitbucket


def reading_of(gitbucket: GitBucket) -> ForgeReading:
    """Read the repository as of a day after its last issue."""
    last = gitbucket.call("GET", "repos/root/pool/issues/3")["created_at"]
    as_of = dt.datetime.fromisoformat(last) + dt.timedelta(days=1)
    ref = RepositoryRef(name="pool", address=parse_address(f"{gitbucket.url}/root/pool"))
    ((_, reading),) = read_repositories([ref], open_door(), as_of, numbering(), lambda _: None)
    return reading


def test_what_was_put_in_is_read(gitbucket: GitBucket) -> None:
    forge = reading_of(gitbucket).forge
    assert forge is not None
    assert (forge.description, forge.issues_enabled) == ("Tide & <b>pool</b>", True)
    assert forge.issues is not None
    assert (len(forge.issues.open), len(forge.issues.closed)) == (2, 1)
    assert forge.change_requests is not None
    assert (forge.change_requests.open, forge.change_requests.closed) == ((), ())


def test_what_it_does_not_tell_is_unknown(gitbucket: GitBucket) -> None:
    """GitBucket gives releases without a date, closed issues without closing date, no count of comments."""
    forge = reading_of(gitbucket).forge
    assert forge is not None
    assert forge.issues is not None
    assert (forge.releases, forge.issues.closed_12_months) == (None, None)
    assert not any(each.answer_known for each in forge.issues.open)
    assert (forge.topics, forge.license, forge.archived) == (None, None, None)


def test_it_is_cloned_by_git(gitbucket: GitBucket, tmp_path: Path) -> None:
    address = parse_address(f"{gitbucket.url}/git/root/pool.git")
    path = update_clone(address, tmp_path, counter=CommandCounter(), offline=False, progress=lambda _: None)
    with GitStore(path, counter=CommandCounter()) as store:
        assert "refs/tags/v1.0" in [ref.name for ref in store.refs()]
