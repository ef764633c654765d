"""The content of a result file, from a path or an https address, as plain values of bounded size."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mrl.collectors.http.answers import parsed
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import InvalidAnswer, SourceError, TooLarge
from mrl.collectors.http.hosts import is_loopback, normal_host, shown_address
from mrl.collectors.http.limits import Limits
from mrl.errors import InputError, printable
from mrl.files.reading import read_bytes
from mrl.model.base import Message, say

LARGEST_FILE = 50_000_000
_LIMITS = Limits(most_values=5_000_000)
_LONGEST_WORD = 200


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a result file holds, and how it is called in messages: its path or address."""

    source: str
    values: dict[str, Any]

    def unexpected(self, expected: Message) -> SourceError:
        """Make the error for a file that is not as its tool writes it."""
        return SourceError(say("{source}: expected {expected}", source=self.source, expected=expected))


def read_content(source: str, base: Path, door: Door) -> Content:
    """Read a JSON file of at most 50 MB (an address: what `door` allows); raises SourceError."""
    if "://" in source:
        shown, raw = shown_address(source), _download(source, door)
    else:
        shown = printable(source)
        raw = _read(base / source, shown)
    try:
        values = parsed(raw, shown, _LIMITS)
    except TooLarge as problem:
        raise SourceError(say("{source}: the file holds too many values", source=shown)) from problem
    except InvalidAnswer as problem:
        reason = say("{source}: not JSON, cut short or nested too deeply", source=shown)
        raise SourceError(reason) from problem
    content = Content(source=shown, values=values if isinstance(values, dict) else {})
    if not content.values:
        raise content.unexpected(say("a JSON object"))
    return content


def word(value: object) -> str:
    """Take a name from a stranger's file: one line, no control characters, of bounded length."""
    return printable(str(value))[:_LONGEST_WORD] if value is not None else ""


def _read(path: Path, shown: str) -> bytes:
    """Read a file, called in messages as it was named: where it lies is nobody's business."""
    try:
        return read_bytes(path, LARGEST_FILE)
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
