"""Repositories whose refs and objects are pipes, devices, links in a ring: git never meets them."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from support.repository_builder import Person, RepositoryBuilder, days, git

from mrl.collectors.git import mirrors, plain_files
from mrl.collectors.git.commits import read_commits
from mrl.collectors.git.store import GitStore, Ref
from mrl.errors import TargetError

ADA = Person("Ada Miller", "ada@city.example")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return RepositoryBuilder(tmp_path / "x").commits(days("2024-01-10", 3), ADA).tag("v1.0").write()


def pipe(place: Path) -> None:
    os.mkfifo(place)


def zeros(place: Path) -> None:
    place.symlink_to("/dev/zero")


def plug(place: Path) -> None:
    before = Path.cwd()
    os.chdir(place.parent)  # the address of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(place.name)
    finally:
        os.chdir(before)


def huge(place: Path) -> None:
    with place.open("wb") as file:
        file.truncate(1 << 40)


def link_to_nothing(place: Path) -> None:
    place.symlink_to("gone")


SPECIAL = [pipe, zeros, plug, link_to_nothing]


def refs(path: Path) -> dict[str, Ref]:
    with GitStore(path) as store:
        return {ref.name: ref for ref in store.refs()}


@pytest.mark.parametrize("make", [*SPECIAL, huge])
@pytest.mark.parametrize("name", ["refs/heads/odd", "refs/heads/a/b/odd", "refs/tags/odd"])
def test_a_ref_that_is_no_file_is_a_damaged_one(path: Path, name: str, make: Callable[[Path], None]) -> None:
    before = refs(path)
    (path / name).parent.mkdir(parents=True, exist_ok=True)
    make(path / name)
    assert refs(path) == before | {name: Ref(name, "0" * 40, None, None)}


def test_links_among_refs_are_what_git_makes_of_them(path: Path) -> None:
    before = refs(path)
    main = before["refs/heads/main"]
    (path / "refs" / "own").mkdir()
    (path / "refs" / "own" / "near").write_text(f"{main.oid}\n")
    (path / "refs" / "heads" / "other").symlink_to("refs/heads/main")
    (path / "refs" / "heads" / "file").symlink_to("main")
    (path / "refs" / "heads" / "folder").symlink_to("../own")
    (path / "refs" / "heads" / "old.lock").symlink_to("/dev/zero")
    after = refs(path)
    same = {"refs/heads/other", "refs/heads/file"}
    same |= {name for name in ("refs/heads/folder/near", "refs/own/near") if name in after}
    assert {name: after[name].commit for name in same} == dict.fromkeys(same, main.commit)
    assert len(same) == 3
    assert {name for name in set(after) - set(before) - same if after[name].kind is not None} == set()


def test_links_to_refs_elsewhere_are_damaged_refs(path: Path) -> None:
    before = refs(path)
    elsewhere = path.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "far").write_text(f"{before['refs/heads/main'].oid}\n")
    (path / "refs" / "heads" / "file").symlink_to(elsewhere / "far")
    (path / "refs" / "heads" / "folder").symlink_to(elsewhere)
    (path / "refs" / "heads" / "up").symlink_to("../../../elsewhere/far")
    damaged = ("refs/heads/file", "refs/heads/folder", "refs/heads/up")
    assert refs(path) == before | {name: Ref(name, "0" * 40, None, None) for name in damaged}


@pytest.mark.parametrize("loose", [True, False])
def test_links_to_objects_elsewhere_show_none(path: Path, *, loose: bool) -> None:
    """Who knows the id of a commit does not get what it holds by a link."""
    head = git("rev-parse", "HEAD", folder=path).decode().strip()
    other = path.parent / "other"
    git("init", "--quiet", "--bare", "other", folder=path.parent)
    if loose:
        (other / "objects" / head[:2]).symlink_to(path / "objects" / head[:2])
    else:
        git("repack", "-adq", folder=path)
        for file in (path / "objects" / "pack").iterdir():
            (other / "objects" / "pack" / file.name).symlink_to(file)
    with GitStore(other) as store:
        assert store.missing([head]) == (head,)


def test_rings_of_links_are_entered_once(path: Path) -> None:
    """Two links to their own folder would be two to the power of forty folders."""
    for name in "ab":
        (path / "refs" / "heads" / name).symlink_to(".")
    found = refs(path)
    assert {name for name in found if found[name].kind is None} == {"refs/heads/a", "refs/heads/b"}


@pytest.mark.parametrize("make", SPECIAL)
@pytest.mark.parametrize(
    "name", ["objects/pack/pack-1.idx", "objects/info/alternates", "objects/info/commit-graph"]
)
def test_what_is_no_file_among_the_objects_is_left_out(
    path: Path, name: str, make: Callable[[Path], None]
) -> None:
    git("repack", "-adq", folder=path)
    (path / name).parent.mkdir(exist_ok=True)
    make(path / name)
    with GitStore(path) as store:
        assert len(read_commits(store, [ref.commit for ref in store.refs()])) == 3


@pytest.mark.parametrize("make", SPECIAL)
def test_an_object_that_is_no_file_is_missing(path: Path, make: Callable[[Path], None]) -> None:
    oid = "12" * 20
    (path / "objects" / "12").mkdir(exist_ok=True)
    make(path / "objects" / "12" / oid[2:])
    with GitStore(path) as store:
        assert store.missing([oid, store.head()[0]]) == (oid,)


def borrowing(folder: Path, source: Path, count: int) -> Path:
    """Chain empty repositories, each of which borrows from the one before; the last one has the refs."""
    for number in range(count):
        path = folder / f"borrows-{number}"
        git("init", "--quiet", "--bare", "--initial-branch=main", str(path), folder=folder)
        (path / "objects" / "info" / "alternates").write_text(f"# from\n../../{source.name}/objects\n")
        source = path
    return source


@pytest.mark.parametrize("healthy", [True, False])
def test_objects_of_others_are_found_beside_what_is_left_out(path: Path, *, healthy: bool) -> None:
    head = git("rev-parse", "HEAD", folder=path).decode().strip()
    git("repack", "-adq", folder=path)
    last = borrowing(path.parent, path, 3)
    if not healthy:
        pipe(path / "objects" / "pack" / "pack-1.idx")
        pipe(last / "objects" / "pack" / "pack-2.idx")
    with GitStore(last) as store:
        assert store.missing([head]) == ()


def test_folders_that_borrow_from_each_other_are_entered_once(path: Path) -> None:
    for name in ("one", "other"):
        git("init", "--quiet", "--bare", name, folder=path.parent)
    for name, from_ in (("one", "other"), ("other", "one")):
        alternates = path.parent / name / "objects" / "info" / "alternates"
        alternates.write_text(f"../../{from_}/objects\n../../x/objects\n")
    pipe(path / "objects" / "pack" / "pack-1.idx")
    with GitStore(path.parent / "one") as store:
        assert store.missing([git("rev-parse", "HEAD", folder=path).decode().strip()]) == ()


def test_a_name_in_quotation_marks_is_not_followed(path: Path) -> None:
    other = path.parent / "other"
    git("init", "--quiet", "--bare", "other", folder=path.parent)
    pipe(path / "objects" / "pack" / "pack-1.idx")
    (other / "objects" / "info" / "alternates").write_text(f'"{path}/objects"\n')
    with GitStore(other) as store:
        assert store.missing(["12" * 20]) == ("12" * 20,)


def through_a_link(path: Path) -> tuple[Path, str]:
    """Make a repository that borrows by `link/..`, which a reader of texts alone takes for its own folder."""
    away = path.parent / "away" / "deep" / "er"
    away.mkdir(parents=True)
    (path.parent / "link").symlink_to(away)
    path.rename(away.parent / "lender")
    borrower = path.parent / "borrower"
    git("init", "--quiet", "--bare", "--initial-branch=main", str(borrower), folder=path.parent)
    (borrower / "objects" / "info" / "alternates").write_text("../../link/../lender/objects\n")
    head = git("rev-parse", "main", folder=away.parent / "lender").decode().strip()
    return borrower, head


def decoy(path: Path) -> None:
    """Put a healthy folder where the text alone leads."""
    (path.parent / "lender" / "objects" / "pack").mkdir(parents=True)


@pytest.mark.parametrize("with_decoy", [True, False])
@pytest.mark.parametrize("make", [None, *SPECIAL])
def test_borrowed_is_from_where_the_system_finds_it(
    path: Path, make: Callable[[Path], None] | None, *, with_decoy: bool
) -> None:
    """A pipe there is met by git and hangs it, unless it is found as git finds it."""
    borrower, head = through_a_link(path)
    if with_decoy:
        decoy(path)
    lender = path.parent / "away" / "deep" / "lender"
    if make is not None:
        name = "pack-" + "a" * 40
        make(lender / "objects" / "pack" / f"{name}.idx")
        (lender / "objects" / "pack" / f"{name}.pack").write_bytes(b"")
    with GitStore(borrower) as store:
        assert store.missing([head, "12" * 20]) == ("12" * 20,)


def test_no_file_of_alternates_of_the_repository_reaches_git(path: Path, tmp_path: Path) -> None:
    last = borrowing(path.parent, path, 3)
    shown = tmp_path / "shown"
    shown.mkdir()
    mirrors.mirror_objects(last / "objects", shown)
    files = [shown / "objects" / "info" / "alternates"]
    assert [each for each in shown.rglob("info/alternates") if each not in files] == []
    assert [Path(line).parent for line in files[0].read_text().splitlines()] == [shown] * 3
    assert not [each for each in shown.glob("borrowed-*") if each.is_symlink()]


@pytest.mark.parametrize(
    "line", ["a" * 5000, "loop", "loop/../x", "/dev/zero", "/proc/self/fd/0", "\udcff", "."]
)
def test_what_borrows_from_no_folder_borrows_nothing(path: Path, line: str) -> None:
    (path / "objects" / "loop").symlink_to("loop")
    (path / "objects" / "info").mkdir(exist_ok=True)
    (path / "objects" / "info" / "alternates").write_bytes(os.fsencode(line) + b"\n")
    with GitStore(path) as store:
        assert len(read_commits(store, [ref.commit for ref in store.refs()])) == 3


def test_limits(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_files, "MOST_OBJECT_FILES", 3)
    with pytest.raises(TargetError, match="holds more than 3 files"):
        GitStore(path)
    monkeypatch.undo()
    last = borrowing(path.parent, path, 3)
    monkeypatch.setattr(mirrors, "MOST_OBJECT_FOLDERS", 2)
    with pytest.raises(TargetError, match="borrows its objects from more than 2 folders"):
        GitStore(last)
    monkeypatch.undo()
    pipe(path / "refs" / "heads" / "odd")
    monkeypatch.setattr(mirrors, "MOST_REFS", 0)
    with pytest.raises(TargetError, match="holds more than 0 files"):
        GitStore(path)
