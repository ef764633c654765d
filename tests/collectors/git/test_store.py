from pathlib import Path

import pytest
from support.repository_builder import Person, RepositoryBuilder, Submodule, Symlink, days, git

from mrl.collectors.git import objects
from mrl.collectors.git.runner import CommandCounter, GitError
from mrl.collectors.git.store import GitStore
from mrl.errors import TargetError

ADA = Person("Ada Example", "ada@example.org")
FILES = {"README.md": "# Example\n", "src/main.py": "print()\n"}


def build(path: Path, *, work_tree: bool = False, more: dict[str, str] | None = None) -> Path:
    return (
        RepositoryBuilder(path)
        .commit("2024-01-10", ADA, FILES | (more or {}), "Start")
        .write(work_tree=work_tree)
    )


def paths(path: Path) -> list[str]:
    with GitStore(path) as store:
        head = store.head()
        assert head is not None
        return [entry.path for entry in store.entries(head[0])]


def object_file(git_dir: Path, oid: str) -> Path:
    return git_dir / "objects" / oid[:2] / oid[2:]


def revision(path: Path, name: str) -> str:
    return git("rev-parse", name, folder=path).decode().strip()


@pytest.mark.parametrize("work_tree", [False, True])
def test_reads_head_tree_and_contents(tmp_path, work_tree):
    path = build(tmp_path / "example", work_tree=work_tree)
    with GitStore(path) as store:
        head = store.head()
        assert head == (revision(path, "HEAD"), "main")
        entries = store.entries(head[0])
        assert [(entry.mode, entry.type, entry.path) for entry in entries] == [
            ("100644", "blob", "README.md"),
            ("100644", "blob", "src/main.py"),
        ]
        assert store.read_blobs([entry.oid for entry in entries], 100) == {
            entries[0].oid: b"# Example\n",
            entries[1].oid: b"print()\n",
        }
        assert not store.is_shallow


def test_the_private_folder_goes_away_and_the_repository_is_not_touched(tmp_path):
    path = build(tmp_path / "example")
    before = sorted((entry, entry.stat().st_mtime_ns) for entry in path.rglob("*"))
    with GitStore(path) as store:
        store.refs()
        assert store.git_dir.is_dir()
    assert not store.git_dir.exists()
    assert sorted((entry, entry.stat().st_mtime_ns) for entry in path.rglob("*")) == before


def test_counts_its_commands(tmp_path):
    counter = CommandCounter()
    with GitStore(build(tmp_path / "example"), counter=counter) as store:
        opened = counter.git_commands
        store.git("rev-parse", "HEAD")
    assert counter.git_commands == opened + 1


def test_bare_repository_without_configuration_and_empty_folders(tmp_path):
    path = build(tmp_path / "example.git")
    git("pack-refs", "--all", folder=path)
    (path / "config").unlink()
    for folder in ("refs/heads", "refs/tags", "refs"):
        (path / folder).rmdir()
    assert paths(path) == ["README.md", "src/main.py"]


def test_linked_work_tree(tmp_path):
    path = build(tmp_path / "example", work_tree=True)
    git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "linked"), folder=path)
    with GitStore(tmp_path / "linked") as store:
        assert store.head() == (revision(path, "HEAD"), "other")
        assert [ref.name for ref in store.refs()] == ["refs/heads/main", "refs/heads/other"]


def test_submodule_checkout(tmp_path):
    inner = build(tmp_path / "inner", more={"only_here": "x"})
    outer = build(tmp_path / "outer", work_tree=True)
    git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner), "lib", folder=outer)
    assert (outer / "lib" / ".git").is_file()
    assert "only_here" in paths(outer / "lib")


def test_git_directory_itself(tmp_path):
    path = build(tmp_path / "example", work_tree=True)
    assert paths(path / ".git") == ["README.md", "src/main.py"]


def test_sha256_repository(tmp_path):
    path = tmp_path / "example"
    git("init", "--quiet", "--object-format=sha256", str(path), folder=tmp_path)
    (path / "a.txt").write_text("x")
    git("add", "a.txt", folder=path)
    git(
        "-c",
        "user.name=Ada",
        "-c",
        "user.email=ada@example.org",
        "commit",
        "--quiet",
        "-m",
        "Start",
        folder=path,
    )
    with GitStore(path) as store:
        head = store.head()
        assert head is not None
        assert len(head[0]) == 64
        (entry,) = store.entries(head[0])
        assert store.read_blobs([entry.oid], 10) == {entry.oid: b"x"}


def test_objects_in_an_alternate_place(tmp_path):
    build(tmp_path / "origin")
    git("clone", "--quiet", "--bare", "--shared", "origin", "shared", folder=tmp_path)
    alternates = tmp_path / "shared" / "objects" / "info" / "alternates"
    alternates.write_text("../../origin/objects\n")
    assert paths(tmp_path / "shared") == ["README.md", "src/main.py"]


def test_reftable_needs_a_git_that_knows_it(tmp_path, monkeypatch):
    path = build(tmp_path / "example")
    git("config", "core.repositoryFormatVersion", "1", folder=path)
    git("config", "extensions.refStorage", "reftable", folder=path)
    monkeypatch.setattr("mrl.collectors.git.shadow.git_version", lambda: (2, 44))
    with pytest.raises(TargetError, match=r"keeps its refs in a reftable; install git 2.45 or newer"):
        GitStore(path)


@pytest.mark.parametrize("content", [b"\xff\x00 no configuration [", b"[core", b"\n" * 2_000_000])
def test_damaged_configuration_is_not_needed(tmp_path, content):
    path = build(tmp_path / "example")
    (path / "config").write_bytes(content)
    assert len(paths(path)) == 2


def test_not_a_repository(tmp_path):
    with pytest.raises(TargetError, match="is not a git repository"):
        GitStore(tmp_path)


def test_unborn_branch_and_empty_repository(tmp_path):
    with GitStore(RepositoryBuilder(tmp_path / "empty").write()) as store:
        assert store.head() is None
        assert store.refs() == ()


def test_detached_head(tmp_path):
    path = build(tmp_path / "example")
    commit = revision(path, "HEAD")
    git("update-ref", "--no-deref", "HEAD", commit, folder=path)
    with GitStore(path) as store:
        assert store.head() == (commit, None)


def test_head_that_is_a_symbolic_link(tmp_path):
    path = build(tmp_path / "example")
    (path / "HEAD").unlink()
    (path / "HEAD").symlink_to("refs/heads/main")
    with GitStore(path) as store:
        assert store.head() == (revision(path, "HEAD"), "main")


@pytest.mark.parametrize("content", [b"", b"garbage\n", b"1" * 40 + b"\n"])
def test_damaged_branch_is_an_error_and_not_unborn(tmp_path, content):
    path = build(tmp_path / "example")
    (path / "refs" / "heads" / "main").write_bytes(content)
    with GitStore(path) as store, pytest.raises(GitError):
        store.head()


def test_shallow_clone(tmp_path):
    origin = RepositoryBuilder(tmp_path / "origin").commits(days("2024-01-10", 5), ADA).write()
    git("clone", "--quiet", "--bare", "--depth=2", origin.as_uri(), "shallow", folder=tmp_path)
    with GitStore(tmp_path / "shallow") as store:
        assert store.is_shallow
        assert len(store.git("rev-list", "HEAD").split()) == 2


def test_refs_with_types_and_commits_behind_tags(tmp_path):
    builder = RepositoryBuilder(tmp_path / "example").commit("2024-01-10", ADA, FILES)
    path = builder.tag("light").tag("v1.0.0", tagger=ADA).change_request(7).write()
    tagger = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "tag", "-a", "-m", "x")
    git(*tagger, "nested", "v1.0.0", folder=path)
    git(*tagger, "of-a-tree", "HEAD^{tree}", folder=path)
    commit = revision(path, "HEAD")
    with GitStore(path) as store:
        assert [(ref.name, ref.kind, ref.commit) for ref in store.refs()] == [
            ("refs/heads/main", "commit", commit),
            ("refs/pull/7/head", "commit", commit),
            ("refs/tags/light", "commit", commit),
            ("refs/tags/nested", "tag", commit),
            ("refs/tags/of-a-tree", "tag", None),
            ("refs/tags/v1.0.0", "tag", commit),
        ]
        assert store.refs()[3].oid == revision(path, "nested")


def test_damaged_refs_are_shown_as_such(tmp_path):
    path = build(tmp_path / "example")
    (path / "refs" / "heads" / "gone").write_text("1" * 40 + "\n")
    (path / "refs" / "heads" / "hurt").write_text("garbage")
    (path / "refs" / "tags" / ".DS_Store").write_text("not a ref")
    with GitStore(path) as store:
        gone, hurt, main = store.refs()
    assert (gone.name, gone.oid, gone.kind, gone.commit) == ("refs/heads/gone", "1" * 40, None, None)
    assert (hurt.name, hurt.oid, hurt.kind, hurt.commit) == ("refs/heads/hurt", "0" * 40, None, None)
    assert main.commit == revision(path, "HEAD")


NAMES = {
    b"-dash": "-dash",
    b"caf\xe9": r"caf\xe9",
    b"control\x1b\x7f": "control\x1b\x7f",
    b"new\nline\ttab": "new\nline\ttab",
    b"quote\"'": "quote\"'",
    b"x" * 4000: "x" * 4000,
    "é/ü".encode(): "é/ü",
    b"\xed\xa0\x80": r"\xed\xa0\x80",
}


def test_names_of_any_bytes(tmp_path):
    files = dict.fromkeys(NAMES, "same\n")
    path = RepositoryBuilder(tmp_path / "example").commit("2024-01-10", ADA, files).write()
    found = paths(path)
    assert sorted(found) == sorted(NAMES.values())
    assert "".join(found).encode()


def test_links_and_submodules_are_entries_and_not_followed(tmp_path):
    files = {"link": Symlink("/etc/passwd"), "lib": Submodule("1" * 40)}
    path = RepositoryBuilder(tmp_path / "example").commit("2024-01-10", ADA, files).write()
    with GitStore(path) as store:
        lib, link = store.entries(revision(path, "HEAD"))
        assert (lib.mode, lib.type, lib.oid) == ("160000", "commit", "1" * 40)
        assert (link.mode, link.type) == ("120000", "blob")
        assert store.read_blobs([lib.oid, link.oid], 100) == {lib.oid: None, link.oid: b"/etc/passwd"}


@pytest.mark.parametrize("name", ["HEAD", "HEAD^{tree}", "HEAD:src"])
def test_missing_commit_or_tree_is_an_error(tmp_path, name):
    path = build(tmp_path / "example")
    commit = revision(path, "HEAD")
    object_file(path, revision(path, name)).unlink()
    with GitStore(path) as store, pytest.raises(GitError):
        store.entries(commit)


def test_missing_parent_is_an_error(tmp_path):
    path = RepositoryBuilder(tmp_path / "example").commits(days("2024-01-10", 5), ADA).write()
    git("commit-graph", "write", "--reachable", folder=path)
    object_file(path, revision(path, "HEAD~2")).unlink()
    with GitStore(path) as store, pytest.raises(GitError):
        store.git("rev-list", "HEAD")


@pytest.mark.parametrize("name", ["HEAD", "-x", "1" * 39, "1" * 40 + "\n2", ""])
def test_only_object_ids_are_taken(tmp_path, name):
    with GitStore(build(tmp_path / "example")) as store:
        with pytest.raises(ValueError, match="not an object id"):
            store.entries(name)
        with pytest.raises(ValueError, match="not an object id"):
            store.read_blobs([name], 1)


def test_contents_are_cut_at_the_limit(tmp_path):
    path = build(tmp_path / "example", more={"empty": "", "long": "0123456789" * 100})
    names = {name: revision(path, f"HEAD:{name}") for name in ("README.md", "empty", "long")}
    with GitStore(path) as store:
        contents = store.read_blobs([*names.values(), names["long"]], 15)
        assert store.read_blobs(names.values(), 0) == dict.fromkeys(names.values(), b"")
        assert store.read_blobs([], 15) == {}
    assert [contents[oid] for oid in names.values()] == [b"# Example\n", b"", b"012345678901234"]


def test_huge_and_missing_blobs_and_other_objects_are_unknown(tmp_path):
    files = {"at": b"x" * objects.LARGEST_BLOB, "over": b"y" * (objects.LARGEST_BLOB + 1), "gone": "z"}
    path = RepositoryBuilder(tmp_path / "example").commit("2024-01-10", ADA, files).write()
    at, over, gone, commit = (revision(path, name) for name in ("HEAD:at", "HEAD:over", "HEAD:gone", "HEAD"))
    object_file(path, gone).unlink()
    with GitStore(path) as store:
        contents = store.read_blobs([over, gone, commit, at], 3)
        assert contents == {over: None, gone: None, commit: None, at: b"xxx"}
        assert store.missing([at, gone, gone, over]) == (gone,)


def damage(path: Path, count: int) -> tuple[list[str], list[str]]:
    """Build a repository, cut `count` of its blobs short behind their header; give all ids and those."""
    files = {f"{number:03}": f"{number:03}" * 50_000 for number in range(80)}
    RepositoryBuilder(path).commit("2024-01-10", ADA, files).write()
    oids = [revision(path, f"HEAD:{name}") for name in files]
    for oid in oids[1 : 1 + 2 * count : 2]:
        file = object_file(path, oid)
        file.chmod(0o644)
        file.write_bytes(file.read_bytes()[:100])
    return oids, oids[1 : 1 + 2 * count : 2]


def test_damaged_blobs_are_unknown_and_the_others_are_read(tmp_path):
    oids, damaged = damage(tmp_path / "example", 3)
    with GitStore(tmp_path / "example") as store:
        contents = store.read_blobs(oids, 6)
    assert contents == {
        oid: None if oid in damaged else f"{number:03}{number:03}".encode() for number, oid in enumerate(oids)
    }


def test_too_many_damaged_blobs_are_an_error(tmp_path):
    oids, _ = damage(tmp_path / "example", 33)
    with GitStore(tmp_path / "example") as store, pytest.raises(GitError):
        store.read_blobs(oids, 6)
