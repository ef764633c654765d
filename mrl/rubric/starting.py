"""The files a new rubric begins with, from templates beside the shipped rubrics."""

import re
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from mrl.errors import InputError, Problem
from mrl.model.base import Day, say
from mrl.rubric.schemas import editor_schemas
from mrl.rubric.types import Identifier

_PLACE = re.compile(r"@(\w+)@")
TEMPLATES = ("rubric.yaml", "vectors.yaml")


def starting_files(identifier: str, out: Path, templates: Path, today: Day) -> dict[str, bytes]:
    """Give the files of a new rubric by their path from the folder of `out`: rubric, vectors, schemas.

    Raises `InputError` for an id that none can have.
    """
    try:
        TypeAdapter(Identifier).validate_python(identifier)
    except ValidationError as error:
        message = say("'{found}' cannot be the id of a rubric", found=identifier)
        remedy = say("write letters, digits and hyphens, a letter first")
        raise InputError(Problem(message=message, remedy=remedy)) from error
    values = {
        "id": identifier,
        "title": identifier.replace("-", " ").capitalize(),
        "day": today.isoformat(),
    }
    rubric, vectors = (_filled((templates / name).read_text(encoding="utf-8"), values) for name in TEMPLATES)
    files = {out.name: rubric, f"vectors/{identifier}.yaml": vectors, **editor_schemas()}
    return {name: text.encode() for name, text in files.items()}


def _filled(template: str, values: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: values[place[1]], template)
