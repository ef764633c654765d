"""Reading and writing files: YAML and JSON into checked types, every mistake with its place.

YAML scalars stay text and the field's type decides what they mean, so `no` and `1.10` remain what
was written. Anchors, aliases and tags are refused: a file read here can neither grow nor build objects.
"""

import json
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from mrl.errors import InputError, Problem, in_order
from mrl.files.grammars.errors import UnreadableError, too_deep
from mrl.files.grammars.json import check_size, depth_of
from mrl.files.limits import ANSWERS, RECORDS
from mrl.files.system import system_reason
from mrl.files.validation import Place, first_mistakes, problems_of
from mrl.files.yaml_events import YamlBuilder
from mrl.files.yaml_words import not_well_formed
from mrl.model.base import Message, say

Model = TypeVar("Model", bound=BaseModel)

YAML_LIMIT = ANSWERS.size
JSON_LIMIT = RECORDS.size
TEXT_LIMIT = 1_000_000
"""Characters of one text in JSON; the longest that is written here is a message of some hundreds."""
KEY_LIMIT = 1_000
_LARGE = 1_000_000
"""Bytes of a document from which on not every mistake is looked for: each takes memory until it is told."""
_HALF_LETTER = re.compile(r"\\u[dD][89a-fA-F]")
"""How JSON may write half of a letter (a surrogate), which alone is no text."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file as plain text, lists and dictionaries, with the line and column of every entry."""

    name: str
    content: Any
    raw: bytes
    places: Mapping[tuple[str | int, ...], tuple[int, int]] = field(default_factory=dict)

    def place(self, path: tuple[str | int, ...]) -> Place:
        """Find the nearest enclosing entry of `path` whose line is known."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.places:
                return Place(self.name, *self.places[path[:end]])
        return Place(self.name, None, None)

    def problem(
        self, path: tuple[str | int, ...], message: Message | str, remedy: Message | str = ""
    ) -> Problem:
        """Describe a mistake at `path` of this document."""
        place = self.place(path)
        text = ".".join(str(part) for part in path)
        return Problem(
            message=message, file=place.file, line=place.line, column=place.column, path=text, remedy=remedy
        )


def read_bytes(path: Path, limit: int) -> bytes:
    """Read a regular file of at most `limit` bytes; every reason why not is an `InputError`."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise InputError(Problem(message=say("this is not a regular file"), file=str(path)))
            content = file.read(min(status.st_size, limit) + 1)
            if len(content) > status.st_size:  # it grows, or is made while it is read
                content += file.read(limit + 1 - len(content))
    except IsADirectoryError as error:
        problem = Problem(message=say("this is a folder"), file=str(path), remedy=say("name a file"))
        raise InputError(problem) from error
    except (FileNotFoundError, ValueError) as error:  # ValueError: no file can be called so
        problem = Problem(message=say("no such file"), file=str(path), remedy=say("check the path"))
        raise InputError(problem) from error
    except OSError as error:
        message = say("cannot be read: {reason}", reason=system_reason(error))
        raise InputError(Problem(message=message, file=str(path))) from error
    if len(content) > limit:
        message = say("the file has more than the {limit} bytes that are read", limit=limit)
        raise InputError(Problem(message=message, file=str(path)))
    return content


def _without_waiting(path: str, flags: int) -> int:
    """Open a file at once: a pipe that nobody writes to would keep us before it could be refused."""
    return os.open(path, flags | os.O_NONBLOCK)


def _text(raw: bytes, name: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message, remedy = say("not a text file in UTF-8"), say("save it as UTF-8")
        raise InputError(Problem(message=message, file=name, line=line, remedy=remedy)) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = say("not a text file: it contains binary data")
        raise InputError(Problem(message=message, file=name, line=line))
    return text


def read_yaml(path: Path) -> Document:
    """Read a YAML file of one document; raises `InputError` with line and column."""
    return parse_yaml(read_bytes(path, YAML_LIMIT), str(path))


def parse_yaml(raw: bytes, name: str) -> Document:
    """Parse YAML into text, lists and dictionaries; an empty value counts as an absent key."""
    builder = YamlBuilder(name, ANSWERS)
    text = _text(raw, name)
    try:
        for event in yaml.parse(text, Loader=_loader()):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        _refuse_nesting(text[: mark.index] if mark else "", name)
        problem = Problem(message=not_well_formed(error), file=name, line=line, column=column)
        raise InputError(problem) from error
    except yaml.reader.ReaderError as error:
        code = error.character if isinstance(error.character, int) else ord(error.character)
        message = say("this character is not allowed: {code}", code=f"U+{code:04X}")
        line = text.count("\n", 0, text.index(chr(code))) + 1
        raise InputError(Problem(message=message, file=name, line=line)) from error
    except yaml.YAMLError as error:
        message = say("not valid YAML: {reason}", reason=str(error))
        raise InputError(Problem(message=message, file=name)) from error
    if builder.problems:
        raise InputError(*in_order(builder.problems))
    return Document(name=name, content=builder.content, raw=raw, places=builder.places)


def _refuse_nesting(text: str, name: str) -> None:
    """Raise `InputError` if nesting is what is wrong with the YAML up to where the parser gave up.

    Parsers read ahead, and some versions refuse deep nesting themselves before they hand anything out, in
    words of their own. What is wrong with a file must not depend on the version that looks at it.
    """
    builder = YamlBuilder(name, ANSWERS)
    with suppress(yaml.YAMLError):
        for event in yaml.parse(text, Loader=_loader()):
            builder.take(event)


def _loader() -> type:
    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_json(path: Path) -> Document:
    """Read a JSON file; raises `InputError` with line and column, also for one that was cut short."""
    return parse_json(read_bytes(path, JSON_LIMIT), str(path))


def parse_json(raw: bytes, name: str) -> Document:
    """Parse JSON; raises `InputError` as `read_json` does."""
    text = _text(raw, name)
    try:
        check_size(raw, RECORDS)
        content = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_without_twins)
        if depth_of(content, RECORDS.depth or 0) > (RECORDS.depth or 0):
            raise too_deep(RECORDS.depth)
        document = Document(name=name, content=content, raw=raw)
        if _HALF_LETTER.search(text):
            _refuse_half_letters(document)
    except json.JSONDecodeError as error:
        cut = _is_cut(text, error.pos)
        cut_short = say("the file ends too early, it was cut short")
        invalid = say("not valid JSON: {reason}", reason=say(error.msg))
        message = cut_short if cut else invalid
        problem = Problem(message=message, file=name, line=error.lineno, column=error.colno)
        raise InputError(problem) from error
    except RecursionError as error:
        raise _not_read(name, too_deep(RECORDS.depth)) from error
    except UnreadableError as error:
        raise _not_read(name, error) from error
    except ValueError as error:
        reason = error.args[0] if error.args and isinstance(error.args[0], Message) else str(error)
        message = say("not valid JSON: {reason}", reason=reason)
        raise InputError(Problem(message=message, file=name)) from error
    return document


def _not_read(name: str, error: UnreadableError) -> InputError:
    return InputError(Problem(message=say("cannot be read: {reason}", reason=error.reason), file=name))


def _is_cut(text: str, position: int) -> bool:
    """Say whether the end of an object is missing: there is none, or it closes something inside."""
    written = text.rstrip()
    return written.lstrip().startswith("{") and (not written.endswith("}") or position >= len(written))


def _refuse_constant(word: str) -> None:
    raise ValueError(say("{found} is not a number here", found=word))


def _without_twins(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Make a dictionary; a key that stands twice would hide what the first one says.

    Texts and keys are bounded here, before anything goes through them letter by letter.
    """
    content = dict(pairs)
    if max(map(len, content), default=0) > KEY_LIMIT:
        raise ValueError(say("a key has more than {limit} characters", limit=KEY_LIMIT))
    for key, value in pairs:
        texts = value if isinstance(value, list) else (value,)
        if any(isinstance(text, str) and len(text) > TEXT_LIMIT for text in texts):
            message = say("the text at '{key}' has more than {limit} characters", key=key, limit=TEXT_LIMIT)
            raise ValueError(message)
    if len(content) < len(pairs):
        ((twice, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise ValueError(say("the key '{found}' stands twice; keep one", found=twice))
    return content


def _refuse_half_letters(document: Document) -> None:
    problems = (
        document.problem(path, say("half a letter is not text")) for path in _broken(document.content, ())
    )
    found = in_order(problems)
    if found:
        raise InputError(*found)


def _broken(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Find the places of texts that hold half a letter, in keys and values."""
    if isinstance(value, str):
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            yield path
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _broken(key, path)
            yield from _broken(inner, (*path, key))


def validate(document: Document, model: type[Model]) -> Model:
    """Check a document against a type; raises `InputError` with all problems at once."""
    try:
        if len(document.raw) > _LARGE:
            first_mistakes(model)(document.content)
        return model.model_validate(document.content)
    except ValidationError as error:
        raise InputError(*problems_of(error, model, document.content, document.place)) from error


def read_versioned(path: Path, model: type[Model], *schemas: str) -> tuple[Model, Document]:
    """Read a YAML or JSON file of ours (by its ending) and check it against its type.

    Raises `InputError`, also when the file is of another kind or of a version that is not read here.
    """
    document = read_document(path, *schemas)
    return validate(document, model), document


def read_document(path: Path, *schemas: str) -> Document:
    """Read a YAML or JSON file of one of these kinds, unchecked but for that. Raises `InputError`."""
    return of_schema(read_json(path) if path.suffix == ".json" else read_yaml(path), *schemas)


def of_schema(document: Document, *schemas: str) -> Document:
    """Check that a document is of one of these kinds. Raises `InputError`."""
    allowed = " | ".join(schemas)
    if not isinstance(document.content, dict):
        empty, strange = say("the file is empty"), say("this is not a list of `key: value` lines")
        remedy = say("it should begin with `schema: {schema}`", schema=allowed)
        raise InputError(document.problem((), strange if document.content else empty, remedy))
    found = document.content.get("schema")
    if not isinstance(found, str) or found not in schemas:
        named = say("its schema is {schema}", schema=repr(found))
        remedy = say("this version reads '{schema}' here", schema=allowed)
        raise InputError(document.problem(("schema",), named if found else say("it names no schema"), remedy))
    return document
