import os
import sys

import pytest
from support.repository_builder import Person, RepositoryBuilder, git

from mrl.collectors.git.address import Address, parse_address
from mrl.collectors.git.targets import TargetKind, name_in, resolve_target
from mrl.errors import TargetError

ADA = Person("Ada Example", "ada@example.org")


@pytest.fixture
def work_tree(tmp_path):
    builder = RepositoryBuilder(tmp_path / "example").commit("2024-01-10", ADA, {"src/deep/a.txt": "x"})
    return builder.write(work_tree=True)


@pytest.mark.parametrize("inside", ["", "src", "src/deep", ".git", ".git/refs/heads"])
def test_a_folder_inside_a_repository_stands_for_it(work_tree, inside):
    target = resolve_target(str(work_tree / inside))
    assert (target.kind, target.name, target.path) == (TargetKind.LOCAL, "example", work_tree)
    assert target.address is None


def test_relative_paths_start_at_the_base(work_tree, monkeypatch):
    assert resolve_target("example", base=work_tree.parent).path == work_tree
    monkeypatch.chdir(work_tree / "src")
    assert resolve_target("..").path == work_tree


def test_bare_repository_is_called_without_git(tmp_path):
    path = RepositoryBuilder(tmp_path / "-x.git").write()
    assert resolve_target("-x.git", base=tmp_path).name == "-x"
    assert resolve_target(str(path / "refs")).path == path


def test_linked_work_tree_is_its_own_target(work_tree, tmp_path):
    git("worktree", "add", "--quiet", str(tmp_path / "linked"), folder=work_tree)
    assert resolve_target(str(tmp_path / "linked" / "src")).path == tmp_path / "linked"


def test_name_is_safe_to_show(tmp_path):
    path = RepositoryBuilder(tmp_path / ("\x1b[31m\nred\u202e" + "x" * 200)).write()
    assert resolve_target(str(path)).name == "[31m red" + "x" * 92


def test_name_of_nothing_that_shows_is_none(tmp_path):
    path = RepositoryBuilder(tmp_path / "\n\x1b").write()
    assert resolve_target(str(path)).name == "repository"


@pytest.mark.skipif(sys.platform == "darwin", reason="file names are UTF-8 there")
def test_name_of_other_bytes_is_safe_to_show(tmp_path):
    path = RepositoryBuilder(tmp_path / os.fsdecode(b"caf\xe9")).write()
    assert resolve_target(str(path)).name == r"caf\xe9"


def test_project_file(tmp_path):
    (tmp_path / "project.yaml").write_text("name: Example\n")
    target = resolve_target("project.yaml", base=tmp_path)
    assert (target.kind, target.name, target.path) == (
        TargetKind.PROJECT,
        "project.yaml",
        tmp_path / "project.yaml",
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("empty", "empty is empty; give the folder of a git repository or its https address"),
        ("plain", "plain is not a git repository; give a clone of it or its https address"),
        ("plain/notes.txt", "notes.txt is a file; give the folder of a repository, or a project file"),
        ("plain/missing", "there is no file or folder plain/missing$"),
        (
            "server.example/owner/name",
            "there is no .*; for a git server write https://server.example/owner/name",
        ),
        ("plain/notes.txt/x", "plain/notes.txt/x cannot be read: Not a directory"),
        ("x" * 5000, "cannot be read: File name too long"),
        ("", "there is nothing to assess; give a folder, an https address or a project file"),
        ("a\0b", "there is nothing to assess"),
        ("\x1b[31mred", r"there is no file or folder \[31mred"),
    ],
)
def test_nothing_to_assess(tmp_path, name, message):
    (tmp_path / "empty").mkdir()
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "notes.txt").write_text("x")
    with pytest.raises(TargetError, match=message):
        resolve_target(name, base=tmp_path)


def test_damaged_head_is_no_repository(tmp_path):
    path = RepositoryBuilder(tmp_path / "example").write()
    (path / "HEAD").write_bytes(b"\x00\xff")
    with pytest.raises(TargetError, match="is not a git repository"):
        resolve_target(str(path))


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://git.example/a/b/c.git", "https://git.example/a/b/c.git"),
        ("HTTPS://Git.Example:443//a/b/?tab=x#top", "https://git.example/a/b"),
        ("https://git.example:8443/a/b/", "https://git.example:8443/a/b"),
        ("https://github.com/owner/name/tree/main", "https://github.com/owner/name"),
        ("https://github.com/owner/name.git/", "https://github.com/owner/name"),
        ("https://codeberg.org/owner/name/src/branch/main/x.py", "https://codeberg.org/owner/name"),
        ("https://gitlab.example/a/b/c/-/issues/3", "https://gitlab.example/a/b/c"),
        ("https://git.example/cgit/name.git/tree/x", "https://git.example/cgit/name.git"),
        ("https://git.example/src/name", "https://git.example/src/name"),
        ("https://[2001:db8::1]:8443/a", "https://[2001:db8::1]:8443/a"),
        ("http://127.0.0.1:8080/a.git", "http://127.0.0.1:8080/a.git"),
        ("http://[::1]:8080/a.git", "http://[::1]:8080/a.git"),
        ("http://localhost/a", "http://localhost/a"),
    ],
)
def test_addresses_become_those_of_the_repository(text, url):
    target = resolve_target(text)
    assert target.kind is TargetKind.REMOTE
    assert target.address == Address(url)
    assert target.name == url.rsplit("/", 1)[1].removesuffix(".git")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("git@git.example:owner/name.git", "ssh .*; use https://git.example/owner/name.git or the path"),
        ("ssh://ada@git.example:2222/owner/name", "ssh .*; use https://git.example/owner/name or the path"),
        ("http://git.example/a/b", "http is not protected; use the https address"),
        ("http://127.0.0.1.evil.example/a", "http is not protected"),
        ("git://git.example/a", "this protocol is not supported"),
        ("file:///tmp/x", "this protocol is not supported; use an https address or the path of a clone"),
        ("ext::sh -c touch% executed", "this protocol is not supported"),
        ("https://github.com/owner", "is not the address of a repository"),
        ("https://git.example", "is not the address of a repository"),
        ("https:///a/b", "is not the address of a repository"),
        ("https://git.example:x/a", "is not a valid address"),
        ("https://[::1/a", "is not a valid address"),
        ("https://git.example/a b", "is not the address"),
        ("https://git.example/a%0Ahost=evil.example", "is not the address"),
        ("https://git.example/\x1b[31m", "is not the address"),
        ("https://git.example/" + "x" * 3000, "is not the address"),
    ],
)
def test_addresses_that_cannot_be_assessed(text, message):
    with pytest.raises(TargetError, match=message) as caught:
        resolve_target(text)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 500


def test_credentials_are_kept_apart_and_never_shown():
    address = parse_address("https://ada:s%3Acret%40@git.example/owner/name")
    assert address.credentials == "ada:s:cret@"
    assert address.url == str(address) == "https://git.example/owner/name"
    assert "cret" not in repr(address)
    assert parse_address("https://token@git.example/owner/name").credentials == "token:"


@pytest.mark.parametrize(
    "text",
    [
        "http://ada:secret@git.example/a",
        "https://ada:secret@git.example/a b",
        " https://ada:secret@git.example/a",
        "https://ada:sec/secret@git.example/a",
    ],
)
def test_credentials_are_not_in_errors(text):
    with pytest.raises(TargetError, match=r"\*\*\*@git.example") as caught:
        resolve_target(text)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("https://ada:secret@git.example/team/map.git/", "map"),
        ("https://ada:secret@git.example", "***@git.example"),
        ("https://git.example/map?token=secret", "map"),
        ("../gone/\x1b[31mmap", "[31mmap"),
        ("/", "repository"),
    ],
)
def test_what_cannot_be_resolved_has_a_name_that_may_be_shown(text, name):
    assert name_in(text) == name


def test_slugs_are_readable_and_differ():
    slugs = [parse_address(f"https://git.example/{path}").slug for path in ("a/b", "a-b", "A/b", "a/b.git")]
    assert slugs[0].startswith("git.example-a-b-")
    assert len(set(slugs)) == 4
    long = parse_address("https://git.example/" + "../" * 100 + "-x").slug
    assert len(long) < 100
    assert long[0] not in "-."
    assert "/" not in long
