"""Repositories that are damaged, cut off, empty or mean harm.

Each function makes one in `folder`, bare unless said otherwise, and gives its path.
"""

from pathlib import Path

from support import texts
from support.people import ADA, BEN
from support.repository_builder import Content, Person, RepositoryBuilder, days, git


def missing_blobs(folder: Path) -> Path:
    """One of three blobs of the head is gone; `git log --numstat` stops half-way on it."""
    builder = RepositoryBuilder(folder / "missing-blobs")
    builder.commit("2024-01-10", ADA, {"README.md": "# Missing\n"}, "Start")
    builder.commit("2024-01-11", ADA, {"photo.jpg": b"\xff\xd8" + b"x" * 999}, "Add a photo")
    path = builder.commit("2024-01-12", BEN, {"notes.txt": "here\n"}, "Add a note").write()
    delete_object(path, "HEAD:photo.jpg")
    return path


def delete_object(path: Path, revision: str) -> str:
    """Delete the loose object that `revision` names and give its id."""
    identifier = git("rev-parse", revision, folder=path).decode().strip()
    (path / "objects" / identifier[:2] / identifier[2:]).unlink()
    return identifier


ODD_DATES = ("abc +0000", "", "99999999999999 +0000", "0 +0000")
"""What stands in commits in place of a date."""


def odd_date(folder: Path, written: str) -> Path:
    """One commit whose header says `written` where a date belongs."""
    path = RepositoryBuilder(folder / "odd-date").write()
    blob = git("hash-object", "-w", "--stdin", folder=path, stdin=b"# Odd\n").decode().strip()
    tree = git("mktree", folder=path, stdin=f"100644 blob {blob}\tREADME.md\n".encode()).decode().strip()
    people = "".join(f"{role} {ADA.name} <{ADA.address}> {written}\n" for role in ("author", "committer"))
    content = f"tree {tree}\n{people}\nStart\n".encode()
    arguments = ("hash-object", "-t", "commit", "-w", "--literally", "--stdin")
    oid = git(*arguments, folder=path, stdin=content).decode().strip()
    (path / "refs" / "heads" / "main").write_text(f"{oid}\n")
    return path


def empty_repository(folder: Path) -> Path:
    """No commit, no ref."""
    return RepositoryBuilder(folder / "empty").write()


def unborn_branch(folder: Path) -> Path:
    """HEAD names a branch that does not exist; another branch holds the commits."""
    builder = RepositoryBuilder(folder / "unborn-branch").orphan("elsewhere")
    return builder.commits(days("2024-01-10", 3), ADA).write()


def shallow_clone(folder: Path) -> Path:
    """The last 3 of 12 commits."""
    origin = RepositoryBuilder(folder / "shallow-origin").commits(days("2024-01-10", 12), ADA).write()
    path = folder / "shallow"
    git("clone", "--quiet", "--bare", "--depth=3", "--template=", origin.as_uri(), str(path), folder=folder)
    return path


HOSTILE_README = """\
# <script>alert('title')</script> {{7*7}} {% include '/etc/passwd' %}

<img src=x onerror="alert(1)"> <iframe src="file:///etc/passwd"></iframe> [x](javascript:alert(1))

$(touch executed) `touch executed` ; touch executed | & && \x1b[31mred\x1b[0m \x07 \x00 \u202e reversed
"""


def hostile_content(folder: Path) -> Path:
    """HTML, templates, shell syntax, control characters and terminal escapes in every text."""
    mallory = Person("Mallory {{7*7}} $(touch executed) \x1b[31m &amp; 'quoted\"", "m';--@evil.example")
    files: dict[str, Content] = {
        "README.md": HOSTILE_README,
        "pom.xml": texts.pom("plugin-{{7*7}}&lt;script&gt;", "1.0.0", properties="<x>$(touch executed)</x>"),
        "<script>alert(1)</script>.md": "<b>bold</b>",
        "{{7*7}}{% raw %}.txt": "{{ config }}",
        "$(touch executed).txt": "x",
        "--upload-pack=touch executed": "x",
        "new\nline\ttab\x1b[31m.txt": "x",
        "docs/'; rm -rf .; '.md": "x",
        "LICENSE": "<script>alert('license')</script>\n",
    }
    builder = RepositoryBuilder(folder / "hostile-content")
    builder.commit(
        "2024-01-10", mallory, files, "<script>alert('subject')</script> {{7*7}} \x1b[31m$(touch executed)"
    )
    for name in (
        "v1.0.0",
        "v1.1.0-<script>alert(1)</script>",
        "v1.2.0;$(touch${IFS}executed)",
        "{{7+7}}-1.0.0",
    ):
        builder.tag(name, day="2024-02-01", tagger=mallory)
    builder.branch("<b>bold</b>").branch("main").branch("-x$(touch${IFS}executed)").branch("main")
    return builder.write()


def hostile_configuration(folder: Path) -> Path:
    """A work tree whose own configuration, hooks and attributes would create the file `executed`."""
    path = folder / "hostile-configuration"
    files: dict[str, Content] = {
        "README.md": "# Hostile\n",
        ".gitattributes": "* filter=evil diff=evil\n",
        "a.txt": "x\n",
    }
    builder = RepositoryBuilder(path).commit("2024-01-10", ADA, files, "Start")
    builder.tag("v1.0.0", day="2024-01-10", tagger=ADA, signed="pgp").write(work_tree=True)
    program = path / "evil.sh"
    program.write_text(f'#!/bin/sh\ntouch "{folder / "executed"}"\nexit 0\n')
    program.chmod(0o755)
    keys = ("gpg.program", "core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "diff.external")
    filters = ("filter.evil.clean", "filter.evil.smudge", "diff.evil.textconv", "uploadpack.packObjectsHook")
    for key in (*keys, *filters, "core.alternateRefsCommand"):
        git("config", key, str(program), folder=path)
    git("config", "log.showSignature", "true", folder=path)
    for hook in ("post-checkout", "post-index-change", "reference-transaction"):
        (path / ".git" / "hooks").mkdir(exist_ok=True)
        (path / ".git" / "hooks" / hook).symlink_to(program)
    return path
