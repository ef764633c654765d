"""Where this process looks for programs: in absolute folders, and in none of a repository that is read.

A PATH with `bin` in it, or with a folder of a project (tools that "enter" a project add one), would let a
repository bring its own git. Libraries start programs as well: the search for Pango starts a compiler.
"""

import os
from collections.abc import Iterator
from pathlib import Path


def leave_out(folder: Path | None = None) -> None:
    """Take relative entries, and those in this folder, out of PATH for the rest of this process.

    Where nothing remains, the system's own folders are searched.
    """
    kept = os.pathsep.join(_entries(os.environ.get("PATH", os.defpath), folder and folder.resolve()))
    os.environ["PATH"] = kept or os.defpath.strip(os.pathsep)


def _entries(path: str, folder: Path | None) -> Iterator[str]:
    for entry in map(Path, filter(None, path.split(os.pathsep))):
        if entry.is_absolute() and not (folder and entry.resolve().is_relative_to(folder)):
            yield str(entry)


def project_around(folder: Path) -> Path | None:
    """Return the checkout that a folder is in, the folder itself included; None where it is in none."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)
