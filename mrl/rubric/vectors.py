"""Test vectors of a rubric: evidence and answers in, outcomes, scores and levels out (`mrl-vectors/1`)."""

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from mrl.model.answers import Answers
from mrl.model.base import Day, Frozen, say
from mrl.rubric.types import Identifier

VECTORS_SCHEMA: Literal["mrl-vectors/1"] = "mrl-vectors/1"
_FIGURE = re.compile(r"none|\d{1,2}(\.\d{1,9})?")


def _as_written(value: Any) -> Any:
    """Give a JSON number or truth value as the text it would be in YAML."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, int | float) else value


def _readable(text: str) -> str:
    if not _FIGURE.fullmatch(text):
        raise ValueError(say("write a figure such as 0.75, or none"))
    return text


def _figure_schema(highest: int) -> WithJsonSchema:
    return WithJsonSchema(
        {"anyOf": [{"type": "number", "minimum": 0, "maximum": highest}, {"const": "none"}]}
    )


_AnyScalar = WithJsonSchema({"type": ["string", "number", "boolean"]})
Written = Annotated[str, BeforeValidator(_as_written), _AnyScalar]
"""A value as a person writes it: yes or no, a number, a word."""

Figure = Annotated[str, BeforeValidator(_as_written), AfterValidator(_readable)]
"""A figure kept as it was written, because its decimals say how exactly it is meant; or `none`."""
UnitFigure = Annotated[Figure, _figure_schema(1)]
TenFigure = Annotated[Figure, _figure_schema(10)]

OutcomeWord = Literal["met", "partly met", "not met", "unknown", "not applicable"]
StateWord = Literal["assessed", "not assessed", "below coverage floor"]
Extreme = Literal["best", "worst"]


class VectorAnswers(Answers):
    """The content of an answers file; the rubric is that of the vectors."""

    rubric: str = ""


class ExpectedNode(Frozen):
    """What a node's range should be, on 0 to 1; what is not named is not compared."""

    point: UnitFigure | None = None
    lowest: UnitFigure | None = None
    highest: UnitFigure | None = None
    coverage: UnitFigure | None = None


class ExpectedHeadline(Frozen):
    """What a headline should say, on 0 to 10, and the levels it should reach (a number or `none`)."""

    point: TenFigure | None = None
    lowest: TenFigure | None = None
    highest: TenFigure | None = None
    coverage: UnitFigure | None = None
    state: StateWord | None = None
    level: Literal["none"] | Annotated[int, Field(ge=1, le=99)] | None = None
    lowest_level: Literal["none"] | Annotated[int, Field(ge=1, le=99)] | None = None
    highest_level: Literal["none"] | Annotated[int, Field(ge=1, le=99)] | None = None


class Expectation(Frozen):
    """What should come out; only what is named is compared."""

    outcomes: dict[Identifier, OutcomeWord] = {}
    every_outcome: OutcomeWord | None = None
    """For every criterion that `outcomes` does not name."""
    nodes: dict[Identifier, ExpectedNode] = {}
    headlines: dict[Identifier, ExpectedHeadline] = {}


class Vector(Frozen):
    """One case: what is known and answered, and what should come out."""

    name: str = Field(min_length=1, max_length=200)
    says: str = ""
    as_of: Day = dt.date(2026, 1, 31)
    evidence: dict[str, Written] = {}
    """Metric to its value; a metric that is not named is unknown."""
    every_metric: Extreme | None = None
    """Every other metric that a criterion is measured by takes the value that earns all, or nothing."""
    answers: tuple[VectorAnswers, ...] = ()
    every_answer: Extreme | None = None
    """Every criterion that takes an answer and has none takes the best one, or the worst."""
    expect: Expectation


class Vectors(Frozen):
    """A file of test vectors for one rubric."""

    schema_: Literal["mrl-vectors/1"] = Field(default=VECTORS_SCHEMA, alias="schema")
    rubric: Identifier
    vectors: tuple[Vector, ...] = Field(min_length=1)
