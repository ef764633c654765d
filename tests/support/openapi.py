"""Checks answers against an OpenAPI description: everything in them must be in it, with the right type."""

import re
from typing import Any

from jsonschema import Draft7Validator

_COMBINED = ("allOf", "anyOf", "oneOf")


class Description:
    """An OpenAPI 3.0 description, made strict about unknown fields and lenient about missing ones.

    A stand-in gives only the fields that its client reads; one that does not exist must not pass.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self._paths = document["paths"]
        self._components = _turned({"components": document["components"]})

    def problems(self, path: str, answer: Any) -> list[str]:
        """Say what is wrong with the answer to a GET of this path; raises LookupError for unknown paths."""
        operation = self._operation(path)
        content = operation["responses"]["200"]["content"]["application/json"]["schema"]
        validator = Draft7Validator({**_turned(content), **self._components})
        return [f"{list(each.path)}: {each.message[:300]}" for each in validator.iter_errors(answer)]

    def parameters(self, path: str) -> set[str]:
        """Give the names of the query parameters that a path takes."""
        resolved = [self._parameter(each) for each in self._operation(path)["parameters"]]
        return {each["name"] for each in resolved if each["in"] == "query"}

    def _parameter(self, parameter: dict[str, Any]) -> dict[str, Any]:
        if "$ref" not in parameter:
            return parameter
        found: dict[str, Any] = self._components["components"]["parameters"][
            parameter["$ref"].rpartition("/")[2]
        ]
        return found

    def _operation(self, path: str) -> dict[str, Any]:
        """Find the template that a path fills, the one with the fewest gaps first."""
        matching = [each for each in self._paths if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", each), path)]
        if not matching:
            raise LookupError(path)
        operation: dict[str, Any] = self._paths[min(matching, key=lambda each: each.count("{"))]["get"]
        return operation


def _turned(schema: Any) -> Any:
    """Turn OpenAPI's dialect into JSON Schema, with nothing required and nothing unknown allowed."""
    if isinstance(schema, list):
        return [_turned(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    turned = {key: _turned(value) for key, value in schema.items() if key not in ("example", "examples")}
    if isinstance(turned.get("required"), list):
        del turned["required"]
    if "oneOf" in turned:  # with nothing required, several may match
        turned["anyOf"] = turned.pop("oneOf")
    if (
        isinstance(turned.get("properties"), dict)
        and "type" in turned
        and not any(key in turned for key in _COMBINED)
    ):
        turned.setdefault("additionalProperties", False)
    if turned.pop("nullable", False):
        return {"anyOf": [turned, {"type": "null"}]}
    return turned
