"""Where a repository keeps its parts: plain repositories, linked work trees, submodules, bare ones."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from mrl.collectors.git.linked import common_dir_of, first_line, git_dir_of

_HEAD = re.compile(rb"ref:\s*refs/|[0-9a-f]{40}([0-9a-f]{24})?\s*$")


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders of one repository.

    `top` is what a person calls the repository: the work tree, or the bare repository itself.
    `git_dir` holds HEAD; `common_dir` holds objects, refs and config (the same folder except for a
    linked work tree). No link is left in these two.
    """

    top: Path
    git_dir: Path
    common_dir: Path

    @property
    def is_bare(self) -> bool:
        """Whether a folder is the repository by its own files, which a repository around it may hold."""
        return self.top.resolve() == self.git_dir


def find_layout(path: Path) -> Layout | None:
    """Look at exactly this folder; None where no repository has its top or git directory here.

    TargetError where it leads to a repository elsewhere that does not confirm it. What has a `.git` is
    a work tree, and files of a work tree make no repository.
    """
    if path.name == ".git" and (layout := _layout(path.parent, git_dir_of(path.parent))):
        return layout
    if os.path.lexists(path / ".git"):
        return _layout(path, git_dir_of(path))
    return _layout(path, path.resolve())


def head_line(git_dir: Path) -> bytes | None:
    """Return what HEAD says, `ref: refs/heads/main` or an object id; None where it says neither.

    Old versions of git made HEAD a symbolic link to the branch.
    """
    head = git_dir / "HEAD"
    line = b"ref: " + os.fsencode(head.readlink()) if head.is_symlink() else first_line(head)
    return line if line is not None and _HEAD.match(line) else None


def _layout(top: Path, git_dir: Path | None) -> Layout | None:
    if git_dir is None or head_line(git_dir) is None:
        return None
    common_dir = common_dir_of(git_dir)
    return Layout(top, git_dir, common_dir) if (common_dir / "objects").is_dir() else None
