"""A clone in the cache is data: whatever was written into it, nothing of it acts.

Other programs can write into a cache: one brought along by a pipeline, or made before a build ran. Git
takes commands from the folder it works in: the configuration, hooks, attributes, other places named for
objects or for the repository itself. So each clone is brought back to what we make before git works in it.
"""

import os
import shutil
from pathlib import Path

from mrl.collectors.git.limits import MEMORY_SETTINGS
from mrl.collectors.git.plain_files import is_plain
from mrl.collectors.git.settings import read_setting
from mrl.errors import TargetError

_FOLDERS = ("objects", "refs")
_FILES = ("HEAD", "packed-refs", "shallow", "advertised-refs")
_TABLES = "reftable"


def make_harmless(clone: Path) -> bool:
    """Leave nothing in a clone but commits, refs and a configuration of ours; its lock is held.

    False where it is no folder, or a part of it is a link or no plain file: then git must not work in it.
    Raises OSError where something cannot be removed or written.
    """
    if not _is_plain_clone(clone):
        return False
    text = _config(clone)
    kept = {*_FOLDERS, *_FILES, _TABLES}
    for entry in list(clone.iterdir()):
        if entry.name not in kept:
            remove(entry)
    remove(clone / "objects" / "info")
    (clone / "config").write_text(text, encoding="ascii")
    return True


def is_harmless(clone: Path) -> bool:
    """Whether a clone that is only read has no link and borrows no objects; nothing is changed."""
    return _is_plain_clone(clone) and not any(
        os.path.lexists(clone / "objects" / "info" / name) for name in ("alternates", "http-alternates")
    )


def remove(place: Path) -> None:
    """Remove a file, a link or a folder with all in it, whichever stands there; OSError where that fails.

    What a link leads to stays.
    """
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _is_plain_clone(clone: Path) -> bool:
    """Whether it is a folder with all its parts in it; pipes and links are no part of a clone."""
    if not _is_folder(clone) or os.path.lexists(clone / "commondir"):
        return False
    there = {entry.name: entry for entry in clone.iterdir()}
    folders = [there.get(name) for name in (*_FOLDERS, *({_TABLES} & there.keys()))]
    files = [there[name] for name in _FILES if name in there]
    try:
        return (
            "HEAD" in there
            and all(folder is not None and _is_folder(folder) and is_plain(folder) for folder in folders)
            and all(_is_file(file) for file in files)
        )
    except TargetError:
        # more files than are ever looked at
        return False


def _is_folder(place: Path) -> bool:
    return place.is_dir() and not place.is_symlink()


def _is_file(place: Path) -> bool:
    return place.is_file() and not place.is_symlink()


def _config(clone: Path) -> str:
    """Write the whole configuration of a clone; of the one it has only the kind of its ids counts."""
    tables = (clone / _TABLES).is_dir()
    found = (
        read_setting(clone / "config", "extensions.objectformat", None) if _is_file(clone / "config") else ""
    )
    sha256 = (found or "").lower() == "sha256"
    extensions = ["\tobjectFormat = sha256"] * sha256 + ["\trefStorage = reftable"] * tables
    core = [
        "[core]",
        # a clone that leaves contents out is of version 1 as well
        "\trepositoryformatversion = 1",
        "\tbare = true",
        "\tcommitGraph = false",
        "\tmultiPackIndex = false",
        f"\thooksPath = {os.devnull}",
        *(f"\t{name} = {value}" for name, value in MEMORY_SETTINGS.items()),
    ]
    return "\n".join([*core, "[extensions]", *extensions, ""])
