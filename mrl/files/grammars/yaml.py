"""YAML of a repository, every scalar as text, built from the parser's events one by one.

Nothing is composed before its size is known: an alias is the very value that its anchor names, tags are
passed over, and a value that holds itself is refused.
"""

from contextlib import suppress
from typing import Any

import yaml

from mrl.files.grammars.errors import UnreadableError, malformed, too_deep, too_large, too_many
from mrl.files.limits import YAML, Bounds
from mrl.model.base import say

_LOADER: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(text: str, bounds: Bounds = YAML) -> Any:
    """Read a YAML text of one document, None for an empty one; raises `UnreadableError` and nothing else."""
    if len(text) > bounds.size:
        raise too_large(bounds.size)
    try:
        return _built(text, bounds)
    except yaml.MarkedYAMLError as error:
        # Some versions of the parser read ahead and refuse nesting themselves: look again at what they read.
        if error.problem_mark is not None:
            with suppress(yaml.YAMLError):
                _built(text[: error.problem_mark.index], bounds)
        raise malformed("YAML") from None
    except (yaml.YAMLError, ValueError):
        raise malformed("YAML") from None
    except RecursionError:
        raise too_deep(bounds.depth) from None


def _built(text: str, bounds: Bounds) -> Any:
    builder = _Builder(bounds)
    for event in yaml.parse(text, Loader=_LOADER):
        builder.take(event)
    return builder.content


class _Open:
    """A list or mapping that is still being filled, with the key whose value comes next."""

    def __init__(self, value: list[Any] | dict[str, Any], anchor: str | None) -> None:
        self.value = value
        self.anchor = anchor
        self.key: str | None = None


class _Builder:
    """Takes the events of a document and counts values and levels as they come."""

    def __init__(self, bounds: Bounds) -> None:
        self.content: Any = None
        self._bounds = bounds
        self._open: list[_Open] = []
        self._anchored: dict[str, Any] = {}
        self._items = self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise UnreadableError(say("it holds more than one document"))
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchored:
                raise malformed("YAML")
            self._add(self._anchored[event.anchor])
        elif isinstance(event, yaml.ScalarEvent):
            self._add(event.value)
            if event.anchor is not None:
                self._anchored[event.anchor] = event.value
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end()

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        value: list[Any] | dict[str, Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._add(value)
        self._open.append(_Open(value, event.anchor))
        if len(self._open) > (self._bounds.depth or 0):
            raise too_deep(self._bounds.depth)

    def _end(self) -> None:
        """Close a list or mapping; only now can an alias name it, so that none holds itself."""
        closed = self._open.pop()
        if closed.anchor is not None:
            self._anchored[closed.anchor] = closed.value

    def _add(self, value: Any) -> None:
        self._items += 1
        if self._items > (self._bounds.items or 0):
            raise too_many(self._bounds.items)
        inside = self._open[-1] if self._open else None
        if inside is None:
            self.content = value
        elif isinstance(inside.value, list):
            inside.value.append(value)
        elif inside.key is not None:
            inside.value[inside.key] = value
            inside.key = None
        elif isinstance(value, str):
            inside.key = value
        else:
            raise UnreadableError(say("a key in it is a list or mapping"))
