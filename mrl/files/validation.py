"""Turns pydantic's errors into sentences a person can act on: place, what was found, what is allowed."""

import difflib
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from mrl.errors import Problem, in_order

Location = tuple[str | int, ...]


class Place(NamedTuple):
    """Where in a file an entry stands; line and column count from 1."""

    file: str
    line: int | None
    column: int | None


def nearest(word: str, known: Iterable[str]) -> str:
    """Say which known word is nearest, as the end of a sentence; empty when none is near."""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    matches = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return f"did you mean '{by_folded[matches[0]]}'?" if matches else ""


def problems_of(
    error: ValidationError, model: type[BaseModel], content: Any, place_of: Callable[[Location], Place]
) -> tuple[Problem, ...]:
    """List the problems of a failed validation, in the order of the file."""
    return in_order(_problems(error.errors(include_url=False), model, content, place_of))


def _problems(
    details: Sequence[Any], model: type[BaseModel], content: Any, place_of: Callable[[Location], Place]
) -> Iterator[Problem]:
    with_mistakes = {detail["loc"][:end] for detail in details for end in range(len(detail["loc"]))}
    for detail in details:
        if detail["type"] == "too_short" and detail["loc"] in with_mistakes:
            continue  # entries are there, and what is wrong with them is said
        path = _path_in_document(detail["loc"], content)
        message, remedy = _explain(detail, model, content)
        text = ".".join(str(part) for part in path)
        yield Problem(message=message, path=text, remedy=remedy, **place_of(path)._asdict())


def _path_in_document(location: Location, content: Any) -> Location:
    """Leave out what pydantic adds to a location (names of union members, `[key]`)."""
    path: list[str | int] = []
    for part in location:
        in_list = isinstance(content, list) and isinstance(part, int) and part < len(content)
        if in_list or (isinstance(content, dict) and part in content):
            path.append(part)
            content = content[part]
    return tuple(path)


def _explain(detail: Any, model: type[BaseModel], content: Any) -> tuple[str, str]:
    kind, location, found = detail["type"], detail["loc"], detail.get("input")
    last = str(location[-1]) if location else ""
    if kind == "missing":
        return f"the key '{last}' is missing", ""
    if kind == "extra_forbidden":
        known = _known_keys(model, location[:-1], content)
        hint = nearest(last, known) or (f"known keys: {', '.join(known)}" if known else "")
        return f"unknown key '{last}'", hint
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        expected = str(detail["ctx"].get("expected") or detail["ctx"].get("expected_tags"))
        words = [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")]
        word = str(detail["ctx"].get("tag", found))
        return f"'{_short(word)}' is not one of {', '.join(words)}", nearest(word, words)
    if kind == "union_tag_not_found":
        return "the key 'kind' is missing", ""
    if kind == "too_short":
        return f"has {len(found)} entries and needs at least {detail['ctx']['min_length']}", ""
    return _simple(kind, found, str(detail["msg"])), ""


_SIMPLE = {
    "float_parsing": "is not a number",
    "float_type": "is not a number",
    "int_parsing": "is not a whole number",
    "int_type": "is not a whole number",
    "bool_parsing": "is neither yes nor no",
    "bool_type": "is neither yes nor no",
    "date_from_datetime_parsing": "is not a date; write it as 2026-01-31",
    "date_parsing": "is not a date; write it as 2026-01-31",
    "date_type": "is not a date; write it as 2026-01-31",
    "datetime_from_date_parsing": "is not a date with time",
    "datetime_parsing": "is not a date with time",
    "string_type": "should be a text",
    "dict_type": "should be a list of `key: value` lines",
    "tuple_type": "should be a list",
    "model_type": "should be a list of `key: value` lines",
    "model_attributes_type": "should be a list of `key: value` lines",
}


def _simple(kind: str, found: Any, message: str) -> str:
    if kind in _SIMPLE:
        return f"'{_short(found)}' {_SIMPLE[kind]}"
    message = message.removeprefix("Value error, ")
    lowered = message[:1].lower() + message[1:]
    return f"'{_short(found)}': {lowered}" if isinstance(found, str | int | float) else lowered


def _short(found: Any) -> str:
    text = str(found) if not isinstance(found, dict | list) else "..."
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - fits a terminal line


def _known_keys(model: type[BaseModel], location: Sequence[str | int], content: Any) -> list[str]:
    """List the keys that the model at a location takes."""
    here: Any = model
    for part in location:
        here = _step(here, part)
        if isinstance(content, dict) and part in content:
            content = content[part]
        if here is None:
            return []
    models = [kind for kind in _members(here) if isinstance(kind, type) and issubclass(kind, BaseModel)]
    return [info.alias or name for kind in models for name, info in kind.model_fields.items()]


def _members(annotation: Any) -> list[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _members(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return [member for part in get_args(annotation) for member in _members(part)]
    return [annotation]


def _step(annotation: Any, part: str | int) -> Any:
    for member in _members(annotation):
        if isinstance(member, type) and issubclass(member, BaseModel):
            for name, info in member.model_fields.items():
                if part in (name, info.alias):
                    return info.annotation
            if part in _tags(member):
                return member
        elif get_origin(member) in (dict, tuple, list):
            return get_args(member)[1 if get_origin(member) is dict else 0]
    return None


def _tags(member: type[BaseModel]) -> tuple[Any, ...]:
    kind = member.model_fields.get("kind")
    is_tag = kind is not None and get_origin(kind.annotation) is Literal
    return typing.get_args(kind.annotation) if kind is not None and is_tag else ()
