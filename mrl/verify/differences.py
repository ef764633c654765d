"""Where two records differ, as paths that a reader can follow."""

from collections.abc import Iterator, Sequence
from typing import Any

from mrl.model.base import Message, say

_MOST_PATHS = 3
MOST_NAMED = 10
_EXACT = 6
"""Digits after the point in which two versions of the program have to agree."""


def listed(paths: Sequence[str]) -> str:
    """Give the first paths in a line."""
    return ", ".join(paths[:_MOST_PATHS]) + ("" if len(paths) <= _MOST_PATHS else ", ...")


def first_named(findings: Sequence[Message]) -> list[Message]:
    """Give the first findings and how many more there are."""
    more = len(findings) - MOST_NAMED
    return [*findings[:MOST_NAMED], *([say("{count} more of this kind", count=more)] if more > 0 else [])]


def rounded(value: float) -> float:
    """Round a figure to what two versions of the program have to agree in."""
    return round(value, _EXACT)


def different(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """Name the places at which two values differ that were read from JSON; figures are compared rounded."""
    if one == other:  # mostly, and far quicker to see for all at once
        return
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            yield from different(one.get(key), other.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, pair in enumerate(zip(one, other, strict=True)):
            name = _name(pair[0]) or str(index)
            yield from different(*pair, f"{path}.{name}")
    elif not _alike(one, other):
        yield path


def _name(entry: Any) -> str | None:
    """Name an entry of a list as readers know it: by its id."""
    if not isinstance(entry, dict):
        return None
    return next(
        (
            entry[key]
            for key in ("id", "metric", "criterion", "headline", "letter", "project")
            if isinstance(entry.get(key), str)
        ),
        None,
    )


def _alike(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float | int):
        return rounded(one) == rounded(other)
    return bool(one == other)
