"""Exchanges with a stand-in held against the OpenAPI description that the forge's maker publishes."""

import json
from collections.abc import Iterable
from typing import Any

from support.openapi import Description
from support.release_exchanges import Exchange


def contradictions(description: Description, exchanges: Iterable[Exchange], start: str) -> list[str]:
    """List what requests ask and answers give otherwise than the description says.

    `start` begins the paths of the stand-in and not those of the description.
    """
    found = []
    for exchange in exchanges:
        place = f"{exchange.method} {exchange.path} ({exchange.status})"
        operation = description.operation(exchange.path.removeprefix(start), exchange.method)
        found += [f"{place}: {problem}" for problem in _of_request(description, operation, exchange)]
        found += [f"{place}: {problem}" for problem in _of_answer(description, operation, exchange)]
    return found


def _of_request(description: Description, operation: dict[str, Any], exchange: Exchange) -> list[str]:
    problems = [
        f"there is no parameter {name}"
        for name in sorted(exchange.query.keys() - description.query_parameters(operation))
    ]
    content = operation.get("requestBody", {}).get("content", {})
    if not exchange.body:
        return problems
    if "application/json" in content:
        schema = content["application/json"]["schema"]
        return [*problems, *description.wrong(schema, json.loads(exchange.body))]
    return problems if content else [*problems, "it takes no content"]


def _of_answer(description: Description, operation: dict[str, Any], exchange: Exchange) -> list[str]:
    responses = operation["responses"]
    if str(exchange.status) not in responses:
        return [f"it never answers {exchange.status}"]
    content = description.resolved(responses[str(exchange.status)]).get("content", {})
    if exchange.answer is None or "application/json" not in content:
        return []
    return description.wrong(content["application/json"]["schema"], exchange.answer)
