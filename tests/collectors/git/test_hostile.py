"""A repository that carries programs wherever git would take one: none of them is run by reading it."""

import os
import subprocess
from pathlib import Path

import pytest
from support.repository_builder import Person, RepositoryBuilder, git

from mrl.collectors.git.runner import GitError
from mrl.collectors.git.store import GitStore
from mrl.collectors.git.targets import resolve_target
from mrl.errors import TargetError

ADA = Person("Ada Example", "ada@example.org")
MISSING = "1" * 40

PROGRAM_KEYS = """
core.alternateRefsCommand core.askPass core.editor core.fsmonitor core.gitProxy core.pager core.sshCommand
credential.helper diff.evil.command diff.evil.textconv diff.external filter.evil.clean filter.evil.process
filter.evil.smudge gpg.openpgp.program gpg.program gpg.ssh.defaultKeyCommand gpg.ssh.program gpg.x509.program
gc.recentObjectsHook interactive.diffFilter man.evil.cmd merge.evil.driver mergetool.evil.cmd pager.cat-file
pager.for-each-ref pager.log pager.ls-tree pager.rev-list remote.origin.receivepack remote.origin.uploadpack
sendemail.sendmailCmd sequence.editor tar.evil.command trailer.evil.cmd trailer.evil.command
uploadpack.packObjectsHook browser.evil.cmd
""".split()  # noqa: SIM905
OTHER_SETTINGS = {
    "core.attributesFile": ".gitattributes",
    "core.checkStat": "minimal",
    "core.repositoryFormatVersion": "1",
    "core.useReplaceRefs": "true",
    "core.worktree": "/",
    "extensions.partialClone": "origin",
    "extensions.worktreeConfig": "true",
    "log.mailmap": "true",
    "log.showSignature": "true",
    "maintenance.strategy": "incremental",
    "protocol.allow": "always",
    "protocol.ext.allow": "always",
    "remote.origin.promisor": "true",
    "remote.origin.fetch": "+refs/*:refs/*",
    "submodule.recurse": "true",
    "trace2.eventTarget": "/dev/stderr",
}
ALIASES = ("cat-file", "config", "for-each-ref", "ls-tree", "rev-list", "rev-parse", "symbolic-ref")
HOOKS = """
applypatch-msg commit-msg fsmonitor-watchman p4-changelist post-applypatch post-checkout post-commit
post-index-change post-merge post-receive post-rewrite post-update pre-applypatch pre-auto-gc pre-commit
pre-merge-commit pre-push pre-rebase pre-receive prepare-commit-msg proc-receive push-to-checkout
reference-transaction sendemail-validate update
""".split()  # noqa: SIM905
SIGNED = b"""tree %s
author Ada Example <ada@example.org> 1704888000 +0000
committer Ada Example <ada@example.org> 1704888000 +0000
gpgsig -----BEGIN PGP SIGNATURE-----
 =invented
 -----END PGP SIGNATURE-----

Signed
"""


@pytest.fixture
def marker(tmp_path):
    """The file that every program of the hostile repository creates."""
    return tmp_path / "executed"


@pytest.fixture
def hostile(tmp_path, marker):
    """A work tree with programs in its configuration, hooks and attributes, and falsified history."""
    path = tmp_path / "hostile"
    files = {
        ".gitattributes": "* filter=evil diff=evil merge=evil\n",
        "a.txt": "true\n",
        ".mailmap": "X <x@x> <a@b>\n",
    }
    builder = RepositoryBuilder(path).commit("2024-01-10", ADA, files)
    builder.tag("v1", tagger=ADA, signed="pgp").write(work_tree=True)
    tree = git("rev-parse", "HEAD^{tree}", folder=path).strip()
    signed = (
        git("hash-object", "-t", "commit", "-w", "--stdin", folder=path, stdin=SIGNED % tree).decode().strip()
    )
    git("update-ref", "refs/heads/main", signed, folder=path)
    program = tmp_path / "evil.sh"
    program.write_text(f'#!/bin/sh\ntouch "{marker}"\n')
    program.chmod(0o755)
    add_falsifications(path)
    add_hooks(path, program)
    add_settings(path, program)
    assert not marker.exists()
    return path


def add_hooks(path: Path, program: Path) -> None:
    hooks = path / ".git" / "hooks"
    hooks.mkdir()
    for hook in HOOKS:
        (hooks / hook).symlink_to(program)


def add_falsifications(path: Path) -> None:
    """Attributes, grafts and replacements that would change what git says of this repository."""
    information = path / ".git" / "info"
    information.mkdir(exist_ok=True)
    (information / "attributes").write_text("* filter=evil diff=evil\n")
    commit = git("rev-parse", "HEAD", folder=path).decode().strip()
    other = git("rev-parse", "v1^{commit}", folder=path).decode().strip()
    (information / "grafts").write_text(f"{commit} {other}\n")
    blob = git("rev-parse", "HEAD:a.txt", folder=path).decode().strip()
    false = git("hash-object", "-w", "--stdin", folder=path, stdin=b"false\n").decode().strip()
    git("update-ref", f"refs/replace/{blob}", false, folder=path)


def add_settings(path: Path, program: Path) -> None:
    included = path.parent / "included"
    settings = dict.fromkeys(PROGRAM_KEYS, str(program)) | OTHER_SETTINGS
    settings |= {f"alias.{name}": f"!{program}" for name in ALIASES}
    settings |= {"core.hooksPath": str(path / ".git" / "hooks"), "remote.origin.url": f"ext::{program} %S"}
    settings |= {"include.path": str(included), "includeIf.gitdir:/.path": str(included)}
    lines = [f'[{section(key)}]\n\t{key.rsplit(".", 1)[1]} = "{value}"\n' for key, value in settings.items()]
    included.write_text(f'[core]\n\tfsmonitor = "{program}"\n[extensions]\n\tobjectFormat = sha256\n')
    (path / ".git" / "config").write_text("".join(lines))
    (path / ".git" / "config.worktree").write_text(f'[core]\n\tfsmonitor = "{program}"\n')


def section(key: str) -> str:
    """Write `remote.origin.url` as `remote "origin"`."""
    first, *middle = key.rsplit(".", 1)[0].split(".", 1)
    return f'{first} "{middle[0]}"' if middle else first


@pytest.mark.parametrize(
    "command",
    [
        "log -1",
        "status",
        "checkout -f HEAD~0",
        "fetch origin",
        f"cat-file -e {MISSING}",
        "update-ref refs/x HEAD",
    ],
)
def test_the_trap_works(hostile, marker, command):
    arguments = ["git", "-c", f"core.worktree={hostile}", *command.split()]
    subprocess.run(arguments, cwd=hostile, capture_output=True, check=False)
    assert marker.exists()


def test_reading_runs_nothing(hostile, marker):
    target = resolve_target(str(hostile / ".git" / ".."))
    assert target.path == hostile
    with GitStore(target.path) as store:
        head = store.head()
        assert head is not None
        entries = store.entries(head[0])
        assert [entry.path for entry in entries] == [".gitattributes", ".mailmap", "a.txt"]
        assert store.read_blobs([entries[2].oid, MISSING], 100) == {entries[2].oid: b"true\n", MISSING: None}
        assert store.missing([MISSING]) == (MISSING,)
        assert "refs/tags/v1" in [ref.name for ref in store.refs()]
        assert not store.is_shallow
    assert not marker.exists()


def test_plumbing_of_other_parts_runs_nothing(hostile, marker):
    with GitStore(hostile) as store:
        for command in (
            ("rev-list", "--all", "--parents", "--format=%H %an %ae %ct %B"),
            ("rev-list", "--objects", "--all"),
            ("for-each-ref", "--format=%(refname) %(contents) %(upstream) %(push)"),
            ("cat-file", "tag", "v1"),
            ("diff-tree", "-r", "--root", "-p", "HEAD"),
        ):
            store.git(*command)
    assert not marker.exists()


def test_history_and_contents_are_not_falsified(hostile):
    with GitStore(hostile) as store:
        assert len(store.git("rev-list", "HEAD").split()) == 1
        assert store.git("cat-file", "blob", "HEAD:a.txt") == b"true\n"


def test_pipes_in_place_of_files_do_not_stop_the_reading(hostile):
    for name in ("config", "commondir"):
        place = hostile / ".git" / name
        place.unlink(missing_ok=True)
        os.mkfifo(place)
    with GitStore(hostile) as store:
        assert store.head() is not None
        assert not store.is_shallow


@pytest.mark.parametrize("name", ["packed-refs", "shallow", "reftable/tables.list"])
def test_where_refs_or_the_end_of_the_history_cannot_be_read_nothing_is(hostile, name):
    """Without them a repository would seem to have fewer refs, and a cut history would seem whole."""
    place = hostile / ".git" / name
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    os.mkfifo(place)
    with pytest.raises(TargetError, match=f"{name.partition('/')[0]} cannot be read: it is no ordinary file"):
        GitStore(hostile)


SECRET = "root:x:0:0:secret"


def linked(place: Path, tmp_path: Path, *, there: bool) -> None:
    """Put a link to something of the same kind elsewhere in the place of a part of a repository."""
    elsewhere = tmp_path / "elsewhere"
    if place.is_dir():
        place.rename(elsewhere if there else tmp_path / "gone-elsewhere")
    elif there:
        elsewhere.write_text(f"{SECRET}\n")
    place.unlink(missing_ok=True)
    place.symlink_to(elsewhere)


@pytest.mark.parametrize("name", ["packed-refs", "shallow", "config", "refs", "reftable", "objects"])
@pytest.mark.parametrize("there", [True, False])
def test_no_link_shows_a_file_of_the_machine(hostile, tmp_path, name, there):
    linked(hostile / ".git" / name, tmp_path, there=there)
    nothing = name == "objects" and not there
    message = (
        "not a git repository" if nothing else rf"/\.git/{name} is a link, and .* clone the repository anew"
    )
    with pytest.raises(TargetError, match=message) as caught:
        GitStore(hostile)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", ["objects/info", "objects/info/alternates"])
def test_a_list_of_places_for_objects_that_is_a_link_is_left_out(hostile, tmp_path, name):
    (hostile / ".git" / "objects" / "info").mkdir(exist_ok=True)
    linked(hostile / ".git" / name, tmp_path, there=True)
    with GitStore(hostile) as store:
        assert store.head() is not None
        assert not (store.git_dir / "objects" / "info" / "alternates").read_bytes()


@pytest.mark.parametrize(
    "contents",
    [
        {"packed-refs": f"{SECRET}\n"},
        {"packed-refs": SECRET},
        {"shallow": f"{SECRET}\n"},
        {"objects/info/alternates": f"/{SECRET}\n"},
        {"refs/heads/main": f"{SECRET}\n"},
        {"refs/heads/main": f"ref: refs/heads/{SECRET}\n"},
    ],
)
def test_git_does_not_quote_contents_in_reports(hostile, contents):
    for name, text in contents.items():
        (hostile / ".git" / name).parent.mkdir(exist_ok=True)
        (hostile / ".git" / name).write_text(text)
    said = []
    with GitStore(hostile) as store:
        for ask in (store.head, store.refs, lambda: store.git("rev-list", "--all")):
            try:
                ask()
            except GitError as problem:
                said.append(str(problem))
    assert "secret" not in "".join(said)


@pytest.mark.parametrize("name", [".git", "HEAD"])
def test_a_pipe_is_no_repository(tmp_path, name):
    os.mkfifo(tmp_path / name)
    (tmp_path / "objects").mkdir()
    with pytest.raises(TargetError, match="not a git repository"):
        resolve_target(str(tmp_path))


def test_a_tree_that_unfolds_without_end_is_an_error(tmp_path):
    path = RepositoryBuilder(tmp_path / "bomb").write()
    kind, oid = "100644 blob", git("hash-object", "-w", "--stdin", folder=path).decode().strip()
    for _ in range(10):
        lines = "".join(f"{kind} {oid}\t{letter}\n" for letter in "abcdefghij")
        kind, oid = "040000 tree", git("mktree", folder=path, stdin=lines.encode()).decode().strip()
    with GitStore(path) as store, pytest.raises(GitError, match="more than 1000000 files"):
        store.entries(oid)
