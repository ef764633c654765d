"""Where a repository keeps its parts: plain repositories, linked work trees, submodules, bare ones."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from mrl.collectors.git.plain_files import read_plain

_LARGEST_FILE = 1 << 20
_LONGEST_LINE = 8192
_HEAD = re.compile(rb"ref:\s*refs/|[0-9a-f]{40}([0-9a-f]{24})?\s*$")


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders of one repository.

    `top` is what a person calls the repository: the work tree, or the bare repository itself.
    `git_dir` holds HEAD; `common_dir` holds objects, refs and config (the same folder except for a
    linked work tree).
    """

    top: Path
    git_dir: Path
    common_dir: Path


def find_layout(path: Path) -> Layout | None:
    """Look at exactly this folder; None where no repository has its top or git directory here."""
    if path.name == ".git" and (layout := _layout(path.parent, path)):
        return layout
    return _layout(path, _linked_git_dir(path / ".git")) or _layout(path, path)


def head_line(git_dir: Path) -> bytes | None:
    """Give what HEAD says, `ref: refs/heads/main` or an object id; None where it says neither.

    Old versions of git made HEAD a symbolic link to the branch.
    """
    head = git_dir / "HEAD"
    line = b"ref: " + os.fsencode(head.readlink()) if head.is_symlink() else _first_line(head)
    return line if line is not None and _HEAD.match(line) else None


def _layout(top: Path, git_dir: Path | None) -> Layout | None:
    if git_dir is None or head_line(git_dir) is None:
        return None
    common = _first_line(git_dir / "commondir")
    common_dir = git_dir if common is None else git_dir / os.fsdecode(common)
    return Layout(top, git_dir, common_dir) if (common_dir / "objects").is_dir() else None


def _linked_git_dir(entry: Path) -> Path | None:
    """Give the git directory that `.git` is or, being a file, names."""
    if entry.is_dir():
        return entry
    line = _first_line(entry)
    if line is None or not line.startswith(b"gitdir:"):
        return None
    return entry.parent / os.fsdecode(line.removeprefix(b"gitdir:").strip())


def _first_line(path: Path) -> bytes | None:
    """Read the first line of a regular file (a pipe would never end); None where there is none."""
    content = read_plain(path, _LARGEST_FILE)
    return None if content is None else content.split(b"\n", 1)[0][:_LONGEST_LINE].rstrip(b"\r\n")
