"""JSON Schemas of the files people write, so that editors complete keys and point at mistakes."""

import json
from typing import Literal

from pydantic import BaseModel

from mrl.rubric.types import Rubric
from mrl.rubric.vectors import Vectors

RUBRIC_SCHEMA_FILE = "rubric.schema.json"
VECTORS_SCHEMA_FILE = "vectors.schema.json"


def schema_text(
    model: type[BaseModel], title: str, mode: Literal["validation", "serialization"] = "validation"
) -> str:
    """Give the JSON Schema of a type as the text of a file."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    content = {**head, **model.model_json_schema(mode=mode), "title": title}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def editor_schemas() -> dict[str, str]:
    """Give the schemas that stand beside rubrics: file name to text."""
    return {
        RUBRIC_SCHEMA_FILE: schema_text(Rubric, "A rubric: questions, weights, levels and words."),
        VECTORS_SCHEMA_FILE: schema_text(Vectors, "Test vectors of a rubric: what goes in, what comes out."),
    }
