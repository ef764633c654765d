"""Writing results: the same bytes for the same content, whole files or none."""

import json
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from mrl.errors import OutputError
from mrl.files.replacing import Change, make_all
from mrl.files.system import system_reason
from mrl.model.base import say


def canonical_json(record: BaseModel) -> bytes:
    """Write a record as JSON in UTF-8: keys sorted, lists of plain values on one line, no nulls lost."""
    content = record.model_dump(mode="json", by_alias=True)
    return (_dump(content, 0) + "\n").encode()


def _dump(value: Any, depth: int) -> str:
    nested = isinstance(value, dict | list) and bool(value)
    if not nested or not _has_inner(value):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
    inner = "\n" + " " * (depth + 1)
    if isinstance(value, dict):
        entries = [
            f"{json.dumps(key, ensure_ascii=False)}: {_dump(value[key], depth + 1)}" for key in sorted(value)
        ]
        return "{" + inner + f",{inner}".join(entries) + "\n" + " " * depth + "}"
    return "[" + inner + f",{inner}".join(_dump(item, depth + 1) for item in value) + "\n" + " " * depth + "]"


def _has_inner(value: dict[str, Any] | list[Any]) -> bool:
    """Say whether a value needs more than one line: dictionaries do, and lists of anything nested."""
    return isinstance(value, dict) or any(isinstance(item, dict | list) for item in value)


def check_places(folder: Path, names: Iterable[str]) -> None:
    """See that nothing stands in the way of files of these names, before there is work to lose.

    Nothing is changed. Raises `OutputError`.
    """
    mode = _mode(folder)
    if mode is not None and not stat.S_ISDIR(mode):
        raise OutputError(say("cannot write into {path}: it is not a folder", path=str(folder)))
    for name in names:
        _is_stream(folder / name)


def write_files(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write all files into a folder, or none of them if any cannot be written.

    Everything is first written under temporary names beside its place and then renamed, so a full
    disk or an interruption leaves what was there before. A symbolic link stays and the file it leads
    to is replaced; into a pipe or a device such as /dev/stdout the content is sent. Raises `OutputError`.

    No file system renames several files in one step. A program that is killed between two renames (no
    signal that can be caught, a power cut) leaves each file whole, the first of them new and the rest old:
    they are renamed in the order given. So evidence stands before what is made of it: the snapshot, the
    assessment, then the reports, which print the SHA-256 of their assessment. A report that is older than
    the assessment beside it names another digest. What was there is still beside its place, under a hidden
    name ending in `.mrl-new.old`, until the same file is written again.
    """
    check_places(folder, contents)
    files = {folder / name: content for name, content in contents.items()}
    changes: list[Change] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        streams = [path for path in files if _is_stream(path)]
        for path, content in files.items():
            if path not in streams:
                path.parent.mkdir(parents=True, exist_ok=True)
                changes.append(Change.prepared(path, content))
        for path in streams:
            _send(path, files[path])
        make_all(changes)
    except OSError as error:
        raise OutputError(
            say(
                "cannot write into {path}: {reason}; nothing was changed there",
                path=str(folder),
                reason=system_reason(error),
            )
        ) from error
    finally:
        for change in changes:
            change.end()
    return list(files)


def _mode(path: Path) -> int | None:
    """Give the kind and rights of what a path leads to; None where there is nothing."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        message = say("cannot write {path}: {reason}", path=str(path), reason=system_reason(error))
        raise OutputError(message) from error


def _is_stream(path: Path) -> bool:
    """Tell what content is sent into, a pipe or device, from a file that it replaces."""
    mode = _mode(path)
    if mode is None or stat.S_ISREG(mode):
        return False
    if stat.S_ISDIR(mode):
        raise OutputError(say("cannot write {path}: it is a folder; name a file", path=str(path)))
    if not (stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)):
        raise OutputError(say("cannot write {path}: it is neither a file nor a pipe", path=str(path)))
    return True


def _send(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK)  # a pipe that nobody reads fails at once
    os.set_blocking(descriptor, True)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def write_file(path: Path, content: bytes) -> Path:
    """Write one file whole or not at all. Raises `OutputError`."""
    return write_files(path.parent, {path.name: content})[0]
