"""The way that the system goes to a file: every link on it, and the file in the end."""

import os
from collections.abc import Iterator
from pathlib import Path

MOST_LINKS = 40
"""As many as systems follow themselves."""


def places_on_the_way(path: Path) -> Iterator[Path]:
    """Give where each link on the way to a path lies, and the path's own real place last.

    The folders above each place are real ones: no link is left in them. Who can write one of these
    places says what is read. Raises `OSError` for a way without end.
    """
    here, steps, links = Path(os.sep), _steps(path.absolute()), 0
    while steps:
        step = steps.pop()
        if step == os.pardir:
            here = here.parent
            continue
        here /= step
        if here.is_symlink():
            links += 1
            if links > MOST_LINKS:
                raise OSError(f"too many links on the way to {path}")
            yield here
            target = here.readlink()
            here = Path(os.sep) if target.is_absolute() else here.parent
            steps += _steps(target)
    yield here


def _steps(path: Path) -> list[str]:
    """Give the parts of a path, the first one last."""
    return [part for part in reversed(path.parts) if part not in (os.sep, "//", os.curdir)]
