"""What a server says itself against a request, as far as it may be kept: short, and on one line."""

import json
from collections.abc import Iterator
from typing import Any

from mrl.collectors.http.answers import Answer
from mrl.errors import printable

_LONGEST_BODY = 65_536
_LONGEST_WORDS = 400
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
    """Give the texts in the order in which they tell something; of a form's fields, each with its name."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for each in content:
            yield from _texts(each)
    elif isinstance(content, dict):
        named = [name for name in _TELLING if name in content]
        for name in named:
            yield from _texts(content[name])
        if not named:
            yield from (f"{name}: {text}" for name, each in content.items() for text in _texts(each))
