"""JSON (RFC 8259), read by the standard library within bounds of size, values and levels."""

import json
from typing import Any, NoReturn

from mrl.files.grammars.errors import malformed, too_big_in_memory, too_deep, too_large, too_many
from mrl.files.limits import JSON, Bounds

_FOUR_BYTES = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")
"""What a character begins with in UTF-8 that Python keeps in four bytes."""

_COSTS = {b",": 64, b"[": 64, b"{": 130, b":": 150}
"""Bytes for each mark, above what was measured for lists and objects of every shape on Python 3.11."""


def read_json(text: str | bytes, bounds: Bounds = JSON) -> Any:
    """Read a JSON text; of an object's name that stands twice the last value counts.

    Raises `UnreadableError` and nothing else, also for NaN and infinity, which JSON does not have.
    """
    if len(text) > bounds.size:
        raise too_large(bounds.size)
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    check_size(raw, bounds)
    try:
        value = json.loads(raw, parse_constant=_refuse_constant)
    except RecursionError:
        raise too_deep(bounds.depth) from None
    except ValueError:  # also for bytes that are no text, and a number of too many digits
        raise malformed("JSON") from None
    if depth_of(value, bounds.depth or 0) > (bounds.depth or 0):
        raise too_deep(bounds.depth)
    return value


def check_size(raw: bytes, bounds: Bounds) -> None:
    """Refuse a JSON text of too many named values, or of too much memory, before it is read."""
    if bounds.items is not None and raw.count(b":") > bounds.items:
        raise too_many(bounds.items)
    if bounds.memory is not None and memory_of(raw) > bounds.memory:
        raise too_big_in_memory(bounds.memory)


def memory_of(raw: bytes) -> int:
    """Say how many bytes a JSON text takes at most: as it is, as text, and as the values that it becomes.

    Text takes 1, 2 or 4 bytes for each character, as its widest one wants. Each mark stands for what it may
    bring along: a number or short text with its place in a list, an object, a name with its entry.
    """
    wide = any(lead in raw for lead in _FOUR_BYTES)
    as_text = 1 if raw.isascii() else 4 if wide else 2
    as_values = 4 if wide or b"\\ud" in raw or b"\\uD" in raw else 2 if b"\\u" in raw else as_text
    marks = sum(cost * raw.count(mark) for mark, cost in _COSTS.items())
    return len(raw) * (1 + as_text + as_values) + marks


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def depth_of(value: Any, most: int) -> int:
    """Count the levels of lists and objects, at most one more than `most`; without recursion."""
    level, depth = _containers([value]), 0
    while level and depth <= most:
        depth += 1
        level = [each for parent in level for each in _containers(parent)]
    return depth


def _containers(parent: Any) -> list[Any]:
    children = parent.values() if isinstance(parent, dict) else parent
    return [each for each in children if isinstance(each, dict | list)]
