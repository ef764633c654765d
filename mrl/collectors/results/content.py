"""The content of a result file, from a path or an https address, as plain values of bounded size."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel

from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import SourceError
from mrl.collectors.http.hosts import is_loopback, normal_host, shown_address
from mrl.errors import InputError, printable
from mrl.files.grammars.errors import UnreadableError
from mrl.files.grammars.json import read_json
from mrl.files.limits import RESULTS
from mrl.files.reading import read_bytes
from mrl.files.validation import first_mistakes
from mrl.model.base import Message, say

_LONGEST_WORD = 200
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a result file holds, and how it is called in messages: its path or address."""

    source: str
    values: dict[str, Any]

    def unexpected(self, expected: Message) -> SourceError:
        """Make the error for a file that is not as its tool writes it."""
        return SourceError(say("{source}: expected {expected}", source=self.source, expected=expected))


def read_content(source: str, base: Path, door: Door) -> Content:
    """Read a JSON file of a tool (at an address: of what `door` allows); raises SourceError."""
    if "://" in source:
        shown, raw = shown_address(source), _download(source, door)
    else:
        shown = printable(source)
        raw = _read(base / source, shown)
    try:
        values = read_json(raw, RESULTS)
    except UnreadableError as error:
        raise SourceError(say("{source}: {problem}", source=shown, problem=error.reason)) from error
    content = Content(source=shown, values=values if isinstance(values, dict) else {})
    if not content.values:
        raise content.unexpected(say("a JSON object"))
    return content


def checked(model: type[Model], values: object) -> Model:
    """Check values against a type; ValidationError, of each list with the first mistake only."""
    first_mistakes(model)(values)
    return model.model_validate(values)


def word(value: object) -> str:
    """Take a name from a stranger's file: one line, no control characters, of bounded length."""
    return printable(str(value))[:_LONGEST_WORD] if value is not None else ""


def _read(path: Path, shown: str) -> bytes:
    """Read a file, called in messages as it was named: where it lies is nobody's business."""
    try:
        return read_bytes(path, RESULTS.size)
    except InputError as error:
        problem = error.problems[0].message
        raise SourceError(say("{source}: {problem}", source=shown, problem=problem)) from error


def _download(address: str, door: Door) -> bytes:
    parts = urlsplit(address)
    host = normal_host(parts.netloc.rpartition("@")[2])
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        reason = say("{source}: results are read by https only", source=shown_address(address))
        raise SourceError(reason)
    return door.session(host).get(parts._replace(netloc=host).geturl()).content
