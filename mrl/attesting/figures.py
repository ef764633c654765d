"""Comparing what a statement says of an assessment with that assessment."""

from collections.abc import Iterator
from typing import Any

from mrl.attesting.record import Part, PartCheck, part_fails, part_holds, part_not_checked
from mrl.attesting.statement import predicate_of
from mrl.errors import InputError
from mrl.files.reading import of_schema, parse_json, validate
from mrl.model.assessment import ASSESSMENT_SCHEMAS, Assessment
from mrl.model.attestation import Attested, Statement
from mrl.model.base import say
from mrl.rendering.attached import ASSESSMENT_FILE
from mrl.verify.content import sha256

_MOST_NAMED = 5


def check_figures(statement: Statement, raw: bytes | None) -> PartCheck:
    """Compare with the assessment in the report: whether the statement is about it and says the same.

    `raw` is the assessment as it is attached, None where there is none.
    """
    assessment = None if raw is None else _read(raw)
    if raw is None or assessment is None:
        return part_not_checked([Part.FIGURES], say("the report holds no assessment that can be read"))[0]
    if not any(each.digest.get("sha256") == sha256(raw) for each in statement.subject):
        return part_fails(
            Part.FIGURES, say("the statement is about another assessment than the one in the report")
        )
    told = statement.predicate.model_dump(mode="json", exclude_unset=True)
    expected = predicate_of(assessment).model_dump(mode="json")
    for said, known in zip(told["headlines"], expected["headlines"], strict=False):
        if "provenance" not in said:  # a statement of an older version
            known.pop("provenance")
    paths = list(_different(told, expected, ""))
    if not paths:
        fine = say("what the statement says is what the assessment in the report says")
        return part_holds(Part.FIGURES, fine)
    shown = ", ".join(paths[:_MOST_NAMED]) + ("" if len(paths) <= _MOST_NAMED else ", ...")
    message = say("the statement says something else than the assessment in the report: {paths}", paths=shown)
    return part_fails(Part.FIGURES, message)


def unknown_keys(content: Any, read: Any, path: str = "") -> Iterator[str]:
    """Name the keys that were left alone when a part of a statement was read from `content`."""
    if isinstance(read, Attested):
        fields = {field.alias or name: name for name, field in type(read).model_fields.items()}
        for key in sorted(content):
            inner = f"{path}.{key}" if path else key
            if key in fields:
                yield from unknown_keys(content[key], getattr(read, fields[key]), inner)
            else:
                yield inner
    elif isinstance(read, tuple):
        for index, pair in enumerate(zip(content, read, strict=True)):
            yield from unknown_keys(*pair, f"{path}.{index}")


def _read(raw: bytes) -> Assessment | None:
    try:
        return validate(of_schema(parse_json(raw, ASSESSMENT_FILE), *ASSESSMENT_SCHEMAS), Assessment)
    except InputError:
        return None


def _different(one: Any, other: Any, path: str) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            yield from _different(one.get(key), other.get(key), f"{path}.{key}" if path else key)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, pair in enumerate(zip(one, other, strict=True)):
            yield from _different(*pair, f"{path}.{index}")
    elif one != other:
        yield path
