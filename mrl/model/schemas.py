"""JSON Schemas of the files that leave or enter the program, made from the types themselves."""

from typing import Any

from pydantic import BaseModel

from mrl.model.answers import Answers
from mrl.model.assessment import Assessment
from mrl.model.project import Project
from mrl.model.snapshot import Snapshot

DIALECT = "https://json-schema.org/draft/2020-12/schema"

FILES: dict[str, type[BaseModel]] = {
    "project": Project,
    "snapshot": Snapshot,
    "answers": Answers,
    "assessment": Assessment,
}
"""Name of the schema to the type of the file."""


def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Give the JSON Schema of a file that holds one `model`."""
    return {"$schema": DIALECT, **model.model_json_schema(by_alias=True)}
