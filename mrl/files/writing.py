"""Writing results: the same bytes for the same content, whole files or none."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from mrl.errors import OutputError


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


def write_files(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write all files into a folder, or none of them if any cannot be written.

    Everything is first written under temporary names beside its place and then renamed, so a full
    disk or an interruption leaves what was there before. Raises `OutputError`.
    """
    staged: list[tuple[str, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            staged.append((_stage(folder, name, content), folder / name))
        for temporary, path in staged:
            Path(temporary).replace(path)
    except OSError as error:
        raise OutputError(
            f"cannot write into {folder}: {error.strerror}; nothing was changed there"
        ) from error
    finally:
        for temporary, _ in staged:
            Path(temporary).unlink(missing_ok=True)
    return [path for _, path in staged]


def _stage(folder: Path, name: str, content: bytes) -> str:
    descriptor, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return temporary


def write_file(path: Path, content: bytes) -> Path:
    """Write one file whole or not at all. Raises `OutputError`."""
    return write_files(path.parent, {path.name: content})[0]
