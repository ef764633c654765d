"""The vocabulary of a rubric file; everything a rubric may say is declared here."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from mrl.model.base import Day, Frozen, Text, TextOrWords, Unit

RUBRIC_SCHEMA: Literal["mrl-rubric/1"] = "mrl-rubric/1"

Steps = Annotated[dict[float, Unit], Field(min_length=1)]
"""Value to the points it earns."""
Weight = Annotated[float, Field(ge=0, le=1000, json_schema_extra={"exclusiveMinimum": 0})]
"""Above 0; what is not is refused by the checks, which say more than a type can."""
Identifier = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9-]*$", max_length=60)]


class Aggregation(StrEnum):
    """How a node adds up its children."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    MINIMUM = "minimum"


class MetricRole(StrEnum):
    """What a metric can do for a criterion.

    decides: a known value decides either way. proves: a hit decides, a miss is unknown until
    answered. disproves: a hit decides against, a miss is unknown. supports: shown, never decides.
    """

    DECIDES = "decides"
    PROVES = "proves"
    DISPROVES = "disproves"
    SUPPORTS = "supports"


class YesNo(Frozen):
    """Points for a yes/no value: yes is 1 and no is 0, or the reverse where yes is bad."""

    kind: Literal["yes_no"]
    good: Literal["yes", "no"] = "yes"


class Bands(Frozen):
    """Points by steps: `at_least` gives the points from a value upwards, `at_most` up to a value.

    Exactly one of the two is given. Values that no step covers earn 0.
    """

    kind: Literal["bands"]
    at_least: Steps | None = None
    at_most: Steps | None = None


class Goalposts(Frozen):
    """Points on a straight line: 0 at `worst`, 1 at `best`, clipped; `best` may be the lower one."""

    kind: Literal["goalposts"]
    worst: float
    best: float


class LogGoalposts(Frozen):
    """As goalposts, on log(1 + value): for counts with a long tail. Both ends are at least 0."""

    kind: Literal["log_goalposts"]
    worst: Annotated[float, Field(ge=0)]
    best: Annotated[float, Field(ge=0)]


class Choice(Frozen):
    """Points by word; `labels` say each word to readers, and a word without label speaks for itself."""

    kind: Literal["choice"]
    points: dict[str, Unit] = Field(min_length=1)
    labels: dict[str, Text] = {}


class Ladder(Frozen):
    """Ordered situations, lowest first; an answer is an index from 0 or an interval of indices."""

    kind: Literal["ladder"]
    situations: tuple[Text, ...] = Field(min_length=2)


Scale = Annotated[YesNo | Bands | Goalposts | LogGoalposts | Choice | Ladder, Field(discriminator="kind")]


class TextSource(Frozen):
    """Where the wording or the idea of a criterion comes from.

    `text` says how: `own` wording, a `paraphrase` of the named list, or a `quote`, which only a list
    under an open license allows (its translation is ours).
    """

    list: str
    id: str | None = None
    text: Literal["own", "paraphrase", "quote"] = "own"


class Criterion(Frozen):
    """One question of the rubric with the words a report needs."""

    title: Text
    question: Text
    why: Text
    advice: Text
    where: Text | None = None
    """The file or setting in which the advice is carried out."""
    effort_days: Annotated[float, Field(ge=0, le=1000)]
    source: TextSource
    scale: Scale
    metric: str | None = None
    metric_role: MetricRole | None = None
    supporting_metrics: tuple[str, ...] = ()
    applies_when: dict[str, Literal["yes", "no"]] = {}
    """Project property to the value it must have; all must hold."""


class Node(Frozen):
    """A weighted group; `children` gives each child node's or criterion's id its weight."""

    title: Text
    summary: Text | None = None
    aggregation: Aggregation = Aggregation.ARITHMETIC
    children: dict[Identifier, Weight] = Field(min_length=1)


class Gate(Frozen):
    """A condition of a level: a node or criterion reaches at least these points (0 to 1)."""

    of: Identifier
    at_least: Unit
    because: Text


class Level(Frozen):
    """One named level, from a lower bound of the headline score on 0 to 10."""

    level: Annotated[int, Field(ge=1, le=99)]
    name: Text
    rationale: Text
    at_least: Annotated[float, Field(ge=0, le=10)]
    gates: tuple[Gate, ...] = ()


class AssessedWhen(Frozen):
    """The headline counts as assessed once every criterion below `node` has an answer.

    Until then its level is "not assessed", shown with the levels it would be if every unanswered
    criterion below the node stood at each of `hypotheses` (shares of its scale).
    """

    node: Identifier
    hypotheses: tuple[Unit, ...]


class Headline(Frozen):
    """A node whose score is shown at the top, on 0 to 10."""

    node: Identifier
    title: Text
    summary: Text
    coverage_floor: Unit
    levels: tuple[Level, ...] = ()
    numbered: bool = True
    """False where the levels are bands known by their names alone."""
    assessed_when: AssessedWhen | None = None


def _none_if_empty(value: Any) -> Any:
    return None if value == "" else value


class Attribution(Frozen):
    """A list the rubric draws on; its title is a name and stays as it is in every language."""

    id: Identifier
    title: str
    url: str
    license: str
    """An SPDX expression, or `none stated`, which is translated."""
    note: Annotated[TextOrWords | None, BeforeValidator(_none_if_empty)] = None


class Figures(StrEnum):
    """How a report shows a node: as a score from 0 to 10, or as how many of its criteria are met."""

    SCORES = "scores"
    COUNTS = "counts"


class Disagreement(StrEnum):
    """What counts where two assessors answer differently: all they span, the lower, or the newer answer."""

    SPAN = "span"
    LOWEST = "lowest"
    NEWEST = "newest"


class OutcomeNames(Frozen):
    """What a rubric calls the outcomes of its criteria, where "met" is not the word for it."""

    met: Text
    partly_met: Text
    not_met: Text


class Robustness(Frozen):
    """What the draws vary: each weight is multiplied by a number within `weights_within` of 1."""

    weights_within: Annotated[float, Field(ge=0, lt=1)] = 0.25


class Change(Frozen):
    """What a version of the rubric changed, for the people who compare results."""

    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    date: Day
    what: Text


class Rubric(Frozen):
    """A rubric file."""

    schema_: Literal["mrl-rubric/1"] = Field(default=RUBRIC_SCHEMA, alias="schema")
    id: Identifier
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    title: Text
    summary: Text
    disclaimer: Text
    license: str
    attributions: tuple[Attribution, ...] = ()
    changes: tuple[Change, ...] = ()
    """The changelog, newest version first."""
    figures: Figures = Figures.SCORES
    takes_answers: bool = True
    """False for a rubric of measured facts alone; answers to it are refused."""
    disagreement: Disagreement = Disagreement.SPAN
    outcomes: OutcomeNames | None = None
    robustness: Robustness = Robustness()
    headlines: tuple[Headline, ...] = ()
    """May be empty: such a rubric gives outcomes and no verdict."""
    dimensions: tuple[Identifier, ...]
    """Nodes the report shows as the profile, in this order."""
    nodes: dict[Identifier, Node]
    criteria: dict[Identifier, Criterion]
    met_from: Unit = 0.999
    """Points from which a criterion counts as met."""
