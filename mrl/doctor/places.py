"""The folders that are written to: cache, output, temporary files; whether they can be, and how much fits."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mrl.doctor.finding import Finding, State, Surroundings
from mrl.files.system import system_reason
from mrl.model.base import Message, say

_MEGABYTE = 1_000_000
_LEAST = {"cache": 500, "output": 50, "temporary files": 100}
"""Megabytes: clones without contents, documents, and what waits for a program to read it."""


def folders(surroundings: Surroundings) -> Iterator[Finding]:
    """Look at each folder, or where it will be made."""
    temporary = _temporary()
    if temporary is None:
        text = say("there is no folder for temporary files that can be written to")
        remedy = say("name one in TMPDIR, or give /tmp back its rights: sudo chmod 1777 /tmp")
        yield Finding(subject="folders", state=State.MISSING, said=text, remedy=remedy)
    places = {"cache": surroundings.cache, "output": surroundings.out, "temporary files": temporary}
    remedies = {
        "cache": say("name another folder in MRL_CACHE"),
        "output": say("name another folder with --out"),
        "temporary files": say("name another folder in TMPDIR"),
    }
    for what, place in places.items():
        if place is not None:
            yield _folder(what, place, remedies[what])


def _temporary() -> Path | None:
    try:
        return Path(tempfile.gettempdir())
    except OSError:
        return None


def _folder(what: str, place: Path, remedy: Message) -> Finding:
    shown = str(place)
    try:
        there = _nearest(place)
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(b"mrl")
            file.flush()
        free = shutil.disk_usage(there).free // _MEGABYTE
    except OSError as error:
        reason = system_reason(error)
        text = say("{what}: {path} cannot be written: {reason}", what=what, path=shown, reason=reason)
        return Finding(subject="folders", state=State.MISSING, said=text, remedy=remedy)
    least = _LEAST[what]
    if free < least:
        text = say(
            "{what}: {path} has {free} MB left and should have {least} MB",
            what=what,
            path=shown,
            free=free,
            least=least,
        )
        return Finding(subject="folders", state=State.MISSING, said=text, remedy=remedy)
    text = say("{what}: {path} can be written, {free} MB are free", what=what, path=shown, free=free)
    return Finding(subject="folders", state=State.GOOD, said=text)


def _nearest(place: Path) -> Path:
    """Return the folder itself or the nearest one above it that is there, where it will be made."""
    place = Path(os.path.abspath(place))  # noqa: PTH100 - `resolve` would follow links that lead nowhere
    return next(each for each in (place, *place.parents) if os.path.lexists(each))
