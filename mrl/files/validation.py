"""Turns pydantic's errors into sentences a person can act on: place, what was found, what is allowed."""

import difflib
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import SchemaValidator

from mrl.errors import Problem, in_order
from mrl.files.mistakes import shortened, wrong_value
from mrl.model.base import Message, say

Location = tuple[str | int, ...]

_LISTS = ("list", "tuple", "set", "frozenset")
_MOST_MISTAKES = 20_000
"""Mistakes that are looked at one by one; each takes a kilobyte."""


class Place(NamedTuple):
    """Where in a file an entry stands; line and column count from 1."""

    file: str
    line: int | None
    column: int | None


def nearest(word: str, known: Iterable[str]) -> Message | str:
    """Say which known word is nearest, as the end of a sentence; empty when none is near."""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    matches = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return say("did you mean '{found}'?", found=by_folded[matches[0]]) if matches else ""


class _Bare:
    """Stands for a type of ours where the values are only looked at."""


def first_mistakes(form: Any) -> Callable[[Any], object]:
    """Return what checks content as a type does, but ends each list at its first mistake and makes nothing.

    `form` is any type that pydantic knows, such as a list of records. Pydantic keeps half a kilobyte for
    every mistake, and a file can hold a million of them. Checks that need the object made are left out:
    whoever passes is still to be checked by the type itself.
    """
    return _checking(form)


@cache
def _checking(form: Any) -> Callable[[Any], object]:
    return SchemaValidator(_ending_lists(TypeAdapter(form).core_schema)).validate_python


def _ending_lists(schema: Any) -> Any:
    """Copy a schema of pydantic's core, every list in it made to end at its first mistake.

    Types are replaced, for each brings a check along that was made before and goes on to the end.
    """
    if isinstance(schema, list):
        return [_ending_lists(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "function-after":
        return _ending_lists(schema["schema"]) | {key: schema[key] for key in ("ref",) if key in schema}
    copied = {key: _ending_lists(value) for key, value in schema.items() if key != "post_init"}
    if copied.get("type") == "model":
        return copied | {"cls": _Bare}
    return copied | {"fail_fast": True} if copied.get("type") in _LISTS else copied


def problems_of(
    error: ValidationError, model: type[BaseModel], content: Any, place_of: Callable[[Location], Place]
) -> tuple[Problem, ...]:
    """List the problems of a failed validation, in the order of the file; of very many only how many."""
    if error.error_count() > _MOST_MISTAKES:
        message = say("{count} entries are not what they should be", count=error.error_count())
        return (Problem(message=message, **place_of(())._asdict()),)
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


def _explain(detail: Any, model: type[BaseModel], content: Any) -> tuple[Message | str, Message | str]:
    kind, location, found = detail["type"], detail["loc"], detail.get("input")
    last = str(location[-1]) if location else ""
    if kind == "missing":
        return say("the key '{key}' is missing", key=last), ""
    if kind == "extra_forbidden":
        known = _known_keys(model, location[:-1], content)
        keys = say("known keys: {words}", words=", ".join(known)) if known else ""
        return say("unknown key '{key}'", key=last), nearest(last, known) or keys
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        expected = str(detail["ctx"].get("expected") or detail["ctx"].get("expected_tags"))
        words = [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")]
        word = str(detail["ctx"].get("tag", found))
        message = say("'{found}' is not one of {words}", found=shortened(word), words=", ".join(words))
        return message, nearest(word, words)
    if kind == "union_tag_not_found":
        return say("the key '{key}' is missing", key="kind"), ""
    if kind == "too_short":
        fewest = detail["ctx"]["min_length"]
        return say("has {count} entries and needs at least {fewest}", count=len(found), fewest=fewest), ""
    return wrong_value(detail, found), ""


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
