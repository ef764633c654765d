"""Builds plain values from YAML events, keeping the place of every entry and refusing surprises."""

from typing import Any

import yaml

from mrl.errors import MOST_PROBLEMS, InputError, Problem, in_order
from mrl.files.limits import Bounds
from mrl.model.base import Message, say

Path = tuple[str | int, ...]
_PLAIN_TAGS = (None, "!")


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


class _Open:
    """A list or dictionary that is still being filled."""

    def __init__(self, value: list[Any] | dict[str, Any], path: Path) -> None:
        self.value = value
        self.path = path
        self.key: str | None = None


class YamlBuilder:
    """Takes the events of one YAML file and collects its content, places and problems.

    Iterative on purpose: a file of ten thousand nested brackets is a problem, not a crash.
    """

    def __init__(self, name: str, bounds: Bounds) -> None:
        self.name = name
        self.content: Any = None
        self.places: dict[Path, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self._open: list[_Open] = []
        self._documents = 0
        self._bounds = bounds
        self._items = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                remedy = say("keep one document in the file")
                self._refuse(event, say("a second document begins here"), remedy)
        elif isinstance(event, yaml.AliasEvent):
            message = say("aliases are not allowed ({found})", found=f"*{event.anchor}")
            self._refuse(event, message, say("write the value out"))
            self._add(event, "")
        elif isinstance(event, yaml.ScalarEvent):
            self._count(event)
            self._check(event)
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._check(event)
            self._begin(event, {} if isinstance(event, yaml.MappingStartEvent) else [])
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()

    def _refuse(self, event: yaml.Event, message: Message, remedy: Message) -> None:
        line, column = _place(event)
        self.problems.append(
            Problem(message=message, file=self.name, line=line, column=column, remedy=remedy)
        )
        if len(self.problems) > MOST_PROBLEMS:
            raise InputError(*in_order(self.problems))

    def _check(self, event: Any) -> None:
        if event.anchor is not None:
            message = say("anchors are not allowed ({found})", found=f"&{event.anchor}")
            self._refuse(event, message, say("write the value out"))
        if event.tag not in _PLAIN_TAGS:
            message = say("tags are not allowed ({found})", found=str(event.tag))
            self._refuse(event, message, say("leave the tag out"))

    def _count(self, event: yaml.Event) -> None:
        self._items += 1
        most = self._bounds.items or 0
        if self._items > most:
            message = say("holds more than {count} keys and values", count=most)
            self._refuse(event, message, say("split the file, or leave out what is not needed"))
            raise InputError(*self.problems)

    def _begin(self, event: yaml.Event, value: list[Any] | dict[str, Any]) -> None:
        self._count(event)
        limit = self._bounds.depth or 0
        if len(self._open) >= limit:
            message = say("nested more than {limit} levels deep", limit=limit)
            self._refuse(event, message, say("flatten it"))
            raise InputError(*self.problems)
        path = self._add(event, value)
        self._open.append(_Open(value, path))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        inside = self._open[-1] if self._open else None
        if inside is not None and isinstance(inside.value, dict) and inside.key is None:
            self._key(event, inside)
            return
        is_empty = event.value == "" and event.style in (None, "")
        if is_empty and inside is not None and isinstance(inside.value, dict):
            inside.key = None  # `key:` with nothing behind it is an absent key
            return
        self._add(event, None if is_empty else event.value)

    def _key(self, event: yaml.ScalarEvent, inside: _Open) -> None:
        inside.key = event.value
        path = (*inside.path, event.value)
        if path in self.places:
            first = str(self.places[path][0])
            message = say(
                "the key '{found}' stands twice (first in line {line})", found=event.value, line=first
            )
            self._refuse(event, message, say("keep one"))
            return
        self.places[path] = _place(event)

    def _add(self, event: yaml.Event, value: Any) -> Path:
        place = _place(event)
        if not self._open:
            self.content = value
            self.places[()] = place
            return ()
        inside = self._open[-1]
        if isinstance(inside.value, list):
            path: Path = (*inside.path, len(inside.value))
            inside.value.append(value)
            self.places[path] = place
            return path
        if inside.key is None:
            self._refuse(event, say("a key must be a plain word"), say("write `word: ...`"))
            inside.key = ""
            return (*inside.path, "")
        path = (*inside.path, inside.key)
        inside.value[inside.key] = value
        inside.key = None
        return path
