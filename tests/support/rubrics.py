"""Small rubrics for tests, valid unless a test makes them otherwise."""

from typing import Any

from mrl.model.evidence import Better, Bound, Evidence, Kind
from mrl.rubric.types import Rubric


def text(words: str) -> dict[str, str]:
    return {"en": words}


def criterion(**changes: Any) -> dict[str, Any]:
    plain = {
        "title": text("A title"),
        "question": text("Is it so?"),
        "why": text("Because it matters."),
        "advice": text("Do it."),
        "effort_days": 1,
        "source": {"list": "ours"},
        "scale": {"kind": "yes_no"},
    }
    return {**plain, **changes}


def practice(metric: str | None = None, role: str | None = None, **changes: Any) -> dict[str, Any]:
    named = {"metric": metric, "metric_role": role} if metric else {}
    return criterion(**named, **changes)


def node(children: dict[str, float], aggregation: str = "arithmetic") -> dict[str, Any]:
    return {"title": text("A node"), "aggregation": aggregation, "children": children}


def rubric_content(
    criteria: dict[str, Any], nodes: dict[str, Any] | None = None, headlines: list[Any] | None = None
) -> dict[str, Any]:
    nodes = nodes or {"all": node(dict.fromkeys(criteria, 1))}
    first = next(iter(nodes))
    return {
        "schema": "mrl-rubric/1",
        "id": "test",
        "version": "1.0.0",
        "title": text("Test rubric"),
        "summary": text("For tests."),
        "disclaimer": text("Ours."),
        "license": "Apache-2.0",
        "headlines": headlines or [headline(first)],
        "dimensions": [first],
        "nodes": nodes,
        "criteria": criteria,
    }


def headline(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "node": name,
        "title": text(name),
        "summary": text("A summary."),
        "coverage_floor": 0.0,
        **changes,
    }


def make_rubric(
    criteria: dict[str, Any], nodes: dict[str, Any] | None = None, headlines: list[Any] | None = None
) -> Rubric:
    return Rubric.model_validate(rubric_content(criteria, nodes, headlines))


def level(number: int, at_least: float, *gates: dict[str, Any]) -> dict[str, Any]:
    words = text(f"Level {number}")
    return {"level": number, "name": words, "rationale": words, "at_least": at_least, "gates": list(gates)}


def gate(of: str, at_least: float) -> dict[str, Any]:
    return {"of": of, "at_least": at_least, "because": text("It must hold.")}


def evidence(
    metric: str, value: Any = None, *, kind: Kind = Kind.COUNT, known: int = 1, total: int = 1, **changes: Any
) -> Evidence:
    if isinstance(value, bool):
        kind = Kind.YES_NO
    plain: dict[str, Any] = {
        "metric": metric,
        "title": metric,
        "kind": kind,
        "unit": "things",
        "better": Better.HIGHER,
        "value": value,
        "bound": Bound.EXACT if known == total else Bound.AT_LEAST,
        "source": "git",
        "known": known,
        "total": total,
    }
    return Evidence(**{**plain, **changes})
