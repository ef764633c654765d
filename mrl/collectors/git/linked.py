"""Git directories that lie elsewhere: believed where the other side confirms that the work tree is its own.

A `.git` file and a `commondir` are a few bytes that name any folder of the machine. Whoever wrote them
would have another repository measured as this one. So a linked work tree is one that its repository
lists, and a submodule one that its git directory names, as git sees to: that it lies in the repository
around it would confirm any folder there. `git clone --separate-git-dir` leaves nothing that leads back:
such a git directory is believed where it names no work tree, lies in none and says that it is not bare.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from mrl.collectors.git.plain_files import own_part, read_plain
from mrl.collectors.git.settings import read_setting
from mrl.errors import TargetError, printable
from mrl.model.base import Message, say

_LARGEST_FILE = 1 << 20
_LONGEST_LINE = 8192
_NO = frozenset({"false", "no", "off", "0"})


def git_dir_of(top: Path) -> Path | None:
    """Return the git directory of a work tree, with no link left in its path; None where there is none.

    `.git` is that folder, or names it. TargetError where it names one that does not confirm it.
    """
    entry = top / ".git"
    if entry.is_dir() and not entry.is_symlink():
        return entry.resolve()
    git_dir = _named(entry)
    if git_dir is None:
        return None
    if common_dir_of(git_dir) != git_dir:
        if not _lists(git_dir, top):
            raise _unconfirmed(entry, say("run `git worktree repair` there, or clone it anew"))
    elif not (_has_work_tree(git_dir, top) or _is_separate(git_dir, top)):
        raise _unconfirmed(entry, say("set core.worktree there to this folder, or clone it anew"))
    return git_dir


def common_dir_of(git_dir: Path) -> Path:
    """Return the folder of objects, refs and config: `git_dir` or, for a linked work tree, the one around.

    `git_dir` has no link left in it. TargetError where its file `commondir` names another folder.
    """
    file = own_part(git_dir, "commondir")
    line = first_line(file) if file is not None else None
    if line is None:
        return git_dir
    common = _resolved(git_dir, line)
    if common is None or git_dir.parent != common / "worktrees":
        raise TargetError(
            say(
                "{file} names another folder than the git directory around it, as only that of a linked work"
                " tree may; remove the file, or clone the repository anew",
                file=printable(str(file)),
            )
        )
    return common


def work_tree_around(folder: Path) -> Path | None:
    """Return the work tree that a folder lies in, not being its top; None where it lies in none.

    Within a `.git` folder nothing is of the work tree, since git never checks anything out there.
    `folder` has no link left in it.
    """
    for above in folder.parents:
        if above.name == ".git":
            return None
        if _is_work_tree(above):
            return above
    return None


def first_line(path: Path) -> bytes | None:
    """Read the first line of a regular file (a pipe would never end); None where there is none."""
    content = read_plain(path, _LARGEST_FILE)
    return None if content is None else content.split(b"\n", 1)[0][:_LONGEST_LINE].rstrip(b"\r\n")


def _is_work_tree(folder: Path) -> bool:
    """Tell whether a folder has a `.git`, be it a broken one; git takes no notice of an empty folder."""
    entry = folder / ".git"
    if not os.path.lexists(entry):
        return False
    try:
        return not entry.is_dir() or any(entry.iterdir())
    except OSError:
        return True


def _named(entry: Path) -> Path | None:
    """Return the folder that `.git`, a file or a link to a folder, names; None where it names none."""
    if entry.is_symlink():
        line = os.fsencode(entry.readlink())
    else:
        start, mark, line = (first_line(entry) or b"").partition(b"gitdir:")
        if start or not mark:
            return None
    found = _resolved(entry.parent, line.strip())
    return found if found is not None and found.is_dir() else None


def _resolved(base: Path, line: bytes) -> Path | None:
    """Return the place that a line names, seen from `base`; None where it can name none."""
    try:
        place = (base / os.fsdecode(line)).resolve()
        place.exists()  # fails for a name too long
    except (OSError, RuntimeError, ValueError):
        return None
    return place


def _lists(git_dir: Path, top: Path) -> bool:
    """Tell whether the git directory of a linked work tree names the `.git` of `top`."""
    line = first_line(git_dir / "gitdir")
    if line is None or Path(os.fsdecode(line)).name != ".git":
        return False
    return _resolved(git_dir, os.path.dirname(line)) == top.resolve()  # noqa: PTH120 - of bytes


def _work_trees(git_dir: Path) -> Iterator[str]:
    """Yield the work trees that a git directory says it has: sparse ones have a file of their own."""
    for name in ("config.worktree", "config"):
        value = read_setting(git_dir / name, "core.worktree", None)
        if value is not None:
            yield value


def _has_work_tree(git_dir: Path, top: Path) -> bool:
    return any(_resolved(git_dir, os.fsencode(each)) == top.resolve() for each in _work_trees(git_dir))


def _is_separate(git_dir: Path, top: Path) -> bool:
    """Tell whether it is a git directory apart, of no other work tree than this one.

    One that lies in `top` itself is as good as a `.git` folder, where `top` is in no other work tree.
    """
    if ".git" in git_dir.parts or any(_work_trees(git_dir)):
        return False
    around, here = work_tree_around(git_dir), top.resolve()
    if around == here:
        return work_tree_around(here) is None
    is_bare = read_setting(git_dir / "config", "core.bare", None)
    return around is None and (is_bare or "").lower() in _NO


def _unconfirmed(entry: Path, remedy: Message) -> TargetError:
    return TargetError(
        say(
            "{file} names a git directory that does not confirm that this work tree is its own; {remedy}",
            file=printable(str(entry)),
            remedy=remedy,
        )
    )
