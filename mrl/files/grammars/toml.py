"""TOML (https://toml.io/en/v1.0.0), read by the standard library once its shape is known to be harmless.

`tomllib` takes time and memory in proportion to the square of the names in a dotted key, and a stack frame
for every level. So one pass over the tokens counts both before it sees the text.
"""

import re
import tomllib
from typing import Any

from mrl.files.grammars.errors import UnreadableError, malformed, too_deep, too_large, too_many
from mrl.files.limits import TOML, Bounds
from mrl.model.base import say

_TOKEN = re.compile(
    r'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+(?:"""|\Z)'
    r"|'''[^']*+(?:'(?!'')[^']*+)*+(?:'''|\Z)"
    r'|"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+"
    r"|(?P<mark>[\[\]{}.=,\n])"
    r"|[^\"'\#\[\]{}.=,\n]++",
    re.DOTALL,
)
"""Every token consumes what it has matched and none is tried twice, so that the pass is linear."""


def read_toml(text: str, bounds: Bounds = TOML) -> dict[str, Any]:
    """Read a TOML document; raises `UnreadableError` and nothing else."""
    if len(text) > bounds.size:
        raise too_large(bounds.size)
    _check_shape(text, bounds)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise too_deep(bounds.depth) from None
    except ValueError:  # also for a number of more digits than Python converts, or a day there is not
        raise malformed("TOML") from None


def _check_shape(text: str, bounds: Bounds) -> None:
    depth = dots = items = 0
    for token in _TOKEN.finditer(text):
        mark = token["mark"]
        if mark == ".":
            dots += 1
            if dots >= (bounds.parts or 0):
                raise UnreadableError(
                    say("a dotted key has more than {count} names", count=bounds.parts or 0)
                )
        elif mark is not None:
            dots = 0
            items += mark in "=,[{"
            depth = _depth(depth, mark)
            if depth > (bounds.depth or 0):
                raise too_deep(bounds.depth)
            if items > (bounds.items or 0):
                raise too_many(bounds.items)


def _depth(depth: int, mark: str) -> int:
    if mark in "[{":
        return depth + 1
    return max(depth - 1, 0) if mark in "]}" else depth
