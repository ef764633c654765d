"""What lies beyond a limit is unknown with a reason that names the limit; never a smaller number."""

from pathlib import Path

import pytest
from support.repository_builder import Person, RepositoryBuilder, days, git

from mrl.collectors.git import commits, objects, store, tags
from mrl.collectors.git.commits import read_commits
from mrl.collectors.git.runner import GitError
from mrl.collectors.git.store import GitStore
from mrl.collectors.git.tags import read_tags

ADA = Person("Ada Miller", "ada@city.example")
DAY = "2024-01-10"


def head(path: Path) -> str:
    return git("rev-parse", "HEAD", folder=path).decode().strip()


@pytest.fixture
def opened(tmp_path: Path) -> GitStore:
    builder = RepositoryBuilder(tmp_path / "x").commit(DAY, ADA, {"a.txt": "a", "b/c.txt": "c" * 50})
    builder.tag("v1.0", day=DAY, tagger=ADA).branch("topic")
    with GitStore(builder.commits(days("2024-02-01", 3), ADA).write()) as found:
        yield found


@pytest.mark.parametrize(
    ("name", "limit", "reason"),
    [
        ("MOST_FILES", 1, "more than 1 files"),
        ("LARGEST_TREE", 100, "more than 100 bytes of paths"),
        ("LONGEST_PATH", 6, "a path of more than 6 bytes"),
    ],
)
def test_files(opened: GitStore, monkeypatch: pytest.MonkeyPatch, name: str, limit: int, reason: str) -> None:
    assert len(opened.entries(opened.head()[0])) == 2
    monkeypatch.setattr(store, name, limit)
    with pytest.raises(GitError, match=f"git ls-tree was stopped: {reason}"):
        opened.entries(opened.head()[0])


def test_refs(opened: GitStore, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(opened.refs()) == 3
    monkeypatch.setattr(store, "MOST_REFS", 2)
    with pytest.raises(GitError, match="for-each-ref was stopped: more than 2 branches, tags and other refs"):
        opened.refs()


def test_commits(opened: GitStore, monkeypatch: pytest.MonkeyPatch) -> None:
    tips = [ref.commit for ref in opened.refs()]
    assert len(read_commits(opened, tips)) == 4
    monkeypatch.setattr(commits, "MOST_COMMITS", 3)
    with pytest.raises(GitError, match="rev-list was stopped: more than 3 commits"):
        read_commits(opened, tips)


def test_tags(opened: GitStore, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(read_tags(opened, opened.refs())) == 1
    monkeypatch.setattr(tags, "MOST_TAG_BYTES", 100)
    with pytest.raises(GitError, match="more than 100 bytes of tags and commits"):
        read_tags(opened, opened.refs())


def test_contents(opened: GitStore, monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = (entry.oid for entry in opened.entries(opened.head()[0]))
    monkeypatch.setattr(objects, "MOST_CONTENTS", 50)
    assert opened.read_blobs([large, small], 100) == {large: b"c" * 50, small: None}
    assert opened.read_blobs([small, large], 100) == {small: b"a", large: None}
    assert opened.read_blobs([large, small], 40) == {large: b"c" * 40, small: b"a"}


def written(path: Path, kind: str, content: bytes, ref: str) -> Path:
    oid = git("hash-object", "-w", "-t", kind, "--stdin", "--literally", folder=path, stdin=content)
    git("update-ref", ref, oid.decode().strip(), folder=path)
    return path


def commit_object(
    path: Path, *, name: bytes = b"Ada Miller", parents: int = 1, message: bytes = b"x"
) -> bytes:
    tree = git("rev-parse", "HEAD^{tree}", folder=path)
    lines = b"".join(b"parent %s\n" % head(path).encode() for _ in range(parents))
    person = b"%s <ada@city.example> 1704888000 +0000\n" % name
    return b"tree " + tree + lines + b"author " + person + b"committer " + person + b"\n" + message


def test_a_name_without_end_stays_another_than_the_next(tmp_path: Path) -> None:
    path = RepositoryBuilder(tmp_path / "x").commit(DAY, ADA).write()
    for number, last in enumerate(b"AB"):
        name = b"x" * 50_000 + bytes([last])
        written(path, "commit", commit_object(path, name=name), f"refs/heads/topic{number}")
    with GitStore(path) as opened:
        authors = {each.author.name for each in read_commits(opened, [ref.commit for ref in opened.refs()])}
    assert len(authors) == 3
    assert max(map(len, authors)) == 1000 + 64


@pytest.mark.parametrize("changed", [{"name": b"x" * 70_000}, {"parents": 1700}])
def test_a_commit_that_has_no_end_is_none(tmp_path: Path, changed: dict[str, object]) -> None:
    path = RepositoryBuilder(tmp_path / "x").commit(DAY, ADA).write()
    written(path, "commit", commit_object(path, **changed), "refs/heads/topic")
    with GitStore(path) as opened, pytest.raises(GitError, match="a commit with more than 65536 bytes of"):
        read_commits(opened, [ref.commit for ref in opened.refs()])


def test_of_a_long_subject_the_beginning_is_looked_at(tmp_path: Path) -> None:
    path = RepositoryBuilder(tmp_path / "x").commit(DAY, ADA).write()
    content = commit_object(path, message="ABC-1 : é".encode() + b"x" * 3_000_000)
    written(path, "commit", content, "refs/heads/main")
    with GitStore(path) as opened:
        first = read_commits(opened, [head(path)])[0]
    assert (first.subject[:9], len(first.subject)) == ("ABC-1 : é", 250)


SIGNATURE = b"-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n"


def tag_object(path: Path, name: bytes, message: bytes) -> bytes:
    about = b"object %s\ntype commit\ntag %s\n" % (head(path).encode(), name)
    return about + b"tagger Ada Miller <ada@city.example> 1704888000 +0000\n\n" + message


@pytest.mark.parametrize("before", [0, 65_300, 65_400, 65_420, 65_536, 200_000])
def test_a_signature_is_found_wherever_the_pieces_end(tmp_path: Path, before: int) -> None:
    path = RepositoryBuilder(tmp_path / "x").commit(DAY, ADA).write()
    for shift in range(1, 140, 7):
        message = b"y" * (before + shift)
        written(
            path, "tag", tag_object(path, b"v1.0", message + b"\n" + SIGNATURE), f"refs/tags/signed/{shift}"
        )
        written(path, "tag", tag_object(path, b"v1.0", message + SIGNATURE), f"refs/tags/plain/{shift}")
    with GitStore(path) as opened:
        found = read_tags(opened, opened.refs())
    assert {(tag.name.split("/")[0], tag.signed, str(tag.time)[:10]) for tag in found} == {
        ("signed", True, "2024-01-10"),
        ("plain", False, "2024-01-10"),
    }


def test_a_header_without_end_has_no_date_to_fall_back_from(tmp_path: Path) -> None:
    path = RepositoryBuilder(tmp_path / "x").commit(DAY, ADA).write()
    written(path, "tag", tag_object(path, b"v" * 70_000, b"x"), "refs/tags/v1.0")
    with GitStore(path) as opened, pytest.raises(GitError, match="has a header of more than 65536 bytes"):
        read_tags(opened, opened.refs())
