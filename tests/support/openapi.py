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
        content = self.operation(path)["responses"]["200"]["content"]["application/json"]["schema"]
        return self.wrong(content, answer)

    def wrong(self, schema: dict[str, Any], value: Any) -> list[str]:
        """Say what is wrong with a value that should be as a schema of this description says."""
        validator = Draft7Validator({**_turned(schema), **self._components})
        return [f"{list(each.path)}: {each.message[:300]}" for each in validator.iter_errors(value)]

    def parameters(self, path: str) -> set[str]:
        """Give the names of the query parameters that a GET of this path takes."""
        return self.query_parameters(self.operation(path))

    def query_parameters(self, operation: dict[str, Any]) -> set[str]:
        """Give the names of the query parameters that an operation takes."""
        resolved = [self.resolved(each) for each in operation.get("parameters", [])]
        return {each["name"] for each in resolved if each["in"] == "query"}

    def resolved(self, part: dict[str, Any]) -> dict[str, Any]:
        """Give a parameter or response, of which the description may say elsewhere what it is."""
        if "$ref" not in part:
            return part
        kind, name = part["$ref"].split("/")[-2:]
        found: dict[str, Any] = self._components["components"][kind][name]
        return found

    def operation(self, path: str, method: str = "GET") -> dict[str, Any]:
        """Find what a path answers to a method; of the templates it fills, the one with the fewest gaps.

        Raises LookupError where there is none.
        """
        matching = [
            each
            for each, operations in self._paths.items()
            if method.lower() in operations and re.fullmatch(_pattern(each), path)
        ]
        if not matching:
            raise LookupError(f"{method} {path}")
        template = min(matching, key=lambda each: each.count("{"))
        found: dict[str, Any] = self._paths[template][method.lower()]
        return found


def _pattern(template: str) -> str:
    """Let each gap take one segment; the name of a reference may have several."""
    return re.sub(r"\{[^}]+\}", "[^/]+", template.replace("/git/ref/{ref}", "/git/ref/tags/.+"))


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
