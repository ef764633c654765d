"""What a server says itself against a request, as far as it may be kept: short, and on one line."""

import json
from collections.abc import Iterator
from typing import Any

from mrl.collectors.http.answers import Answer
from mrl.errors import printable

_LONGEST_BODY = 65_536
_LONGEST_WORDS = 400
_DEEPEST = 20
"""Levels that are looked at; what is wrong with a form stands in the fifth at most."""

_TELLING = ("message", "error", "error_description", "errors", "field", "code")
"""What GitHub and GitLab call the parts of an answer that say what is wrong."""


def own_words(answer: Answer) -> str:
    """Give the words of an answer that is not a good one; empty where it has none that can be read."""
    if not 0 < len(answer.body) <= _LONGEST_BODY:
        return ""
    try:
        content = json.loads(answer.body)
    except (ValueError, RecursionError):
        return ""
    return printable("; ".join(dict.fromkeys(_texts(content))))[:_LONGEST_WORDS]


def _texts(content: Any) -> Iterator[str]:
    """Give the texts in the order in which they tell something; of a form's fields, each with its name.

    Works through a list of its own: whoever answers chooses the depth, and the reader of JSON takes
    deeper content than calls can follow.
    """
    waiting: list[tuple[str, Any, int]] = [("", content, 0)]
    while waiting:
        field, each, depth = waiting.pop()
        if isinstance(each, str):
            yield field + each
        elif depth < _DEEPEST:
            waiting += [(field + name, part, depth + 1) for name, part in reversed(_parts(each))]


def _parts(content: Any) -> list[tuple[str, Any]]:
    """Return what of a list or an object may tell something, each part with what stands before it."""
    if isinstance(content, list):
        return [("", each) for each in content]
    if not isinstance(content, dict):
        return []
    telling = [("", content[name]) for name in _TELLING if name in content]
    return telling or [(f"{name}: ", each) for name, each in content.items()]
