"""Several projects beside each other: what differs, what is not known for whom, what follows from it.

Tuples that hold one entry per project are in the order of `Comparison.projects`. A project is called
by its letter, for two of them may have the same name.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from mrl.model.assessment import HeadlineResult, Outcome, Points
from mrl.model.base import AssessedMoment, Count, Frozen, Message, OnTen, Text, Unit, Value

COMPARISON_SCHEMA: Literal["mrl-comparison/1"] = "mrl-comparison/1"
WEIGHTS_SCHEMA: Literal["mrl-weights/1"] = "mrl-weights/1"

Letter = Annotated[str, Field(pattern=r"^[A-F]$")]
OwnWeight = Annotated[float, Field(gt=0, le=1000)]


class Weights(Frozen):
    """A file of somebody's own weights: node or criterion to what it weighs among its neighbours."""

    schema_: Literal["mrl-weights/1"] = Field(default=WEIGHTS_SCHEMA, alias="schema")
    rubric: str | None = None
    """The rubric they are for; they are refused for another one."""
    title: str | None = Field(default=None, min_length=1, max_length=120)
    reason: str | None = Field(default=None, min_length=1, max_length=1000)
    weights: dict[str, OwnWeight] = Field(min_length=1)


class OutcomeCounts(Frozen):
    """How many criteria ended how."""

    met: Count
    partly_met: Count
    not_met: Count
    unknown: Count
    not_applicable: Count


class ComparedProject(Frozen):
    """One project: what was assessed when, by which version, and its headlines.

    `digest` is the SHA-256 of its assessment in the form that mrl writes.
    """

    letter: Letter
    project: str = Field(min_length=1)
    as_of: AssessedMoment
    tool_version: str
    digest: str
    headlines: tuple[HeadlineResult, ...]
    counts: OutcomeCounts


class ComparedNode(Frozen):
    """A node in every project; None where it does not apply."""

    id: str
    title: Text
    scores: tuple[Points | None, ...]
    counts: tuple[OutcomeCounts, ...]


class Relation(StrEnum):
    """How the projects stand to each other in a criterion.

    same: known for all, with the same points. differs: at least two that are known have other points, or
    it applies to one of them alone. unknown_for_some: those that are known are the same.
    """

    SAME = "same"
    DIFFERS = "differs"
    UNKNOWN_FOR_SOME = "unknown_for_some"
    UNKNOWN_FOR_ALL = "unknown_for_all"


class Standing(Frozen):
    """What one project has in one criterion; `value` is the figure or answer that it rests on."""

    outcome: Outcome
    points: Points
    value: Value | None = None
    unit: str = ""
    reason: Message | None = None
    """Why it is unknown or does not apply."""


class ComparedCriterion(Frozen):
    """One criterion in every project.

    `matters` is the most that any headline (any dimension, in a rubric without headlines) of any of
    the projects would move, on 0 to 10, if it stood there as another one does. `opens` is the same
    for what is unknown: between standing at its worst and at its best.
    """

    id: str
    title: Text
    relation: Relation
    standings: tuple[Standing, ...]
    matters: OnTen
    opens: OnTen


class GroundNode(Frozen):
    """A headline or dimension on common ground; `shares` is the part of its weight that is common."""

    id: str
    title: Text
    whole: tuple[Points | None, ...]
    """What it is on everything, for comparison."""
    scores: tuple[Points | None, ...]
    counts: tuple[OutcomeCounts, ...]
    shares: tuple[Unit, ...]


class CommonGround(Frozen):
    """The comparison on the criteria that apply to every project and are known for every one."""

    criteria: tuple[str, ...]
    headlines: tuple[GroundNode, ...]
    dimensions: tuple[GroundNode, ...]


class PairDominance(Frozen):
    """Two projects, dimension by dimension, by what is certain.

    `ahead`: the first one's lowest is above the second one's highest. `behind`: the reverse. `equal`:
    both are the same single value. `open`: everything else. `left_out`: applies to one of them, or to
    neither. `dominant` is the one whose lowest is at least the other one's highest on every dimension
    that applies to either, and greater on one.
    """

    first: Letter
    second: Letter
    dominant: Letter | None
    ahead: tuple[str, ...]
    behind: tuple[str, ...]
    equal: tuple[str, ...]
    open: tuple[str, ...]
    left_out: tuple[str, ...]


class PairShare(Frozen):
    """The shares of the draws in which the first project was ahead of the second, behind it, or level."""

    first: Letter
    second: Letter
    ahead: Unit
    behind: Unit
    tied: Unit


class DrawnScore(Frozen):
    """Where the draws put a headline: the middle, the 5th and the 95th percentile, on 0 to 10."""

    letter: Letter
    median: OnTen
    low: OnTen
    high: OnTen


class Order(Frozen):
    """Projects in an order, highest first, equal ones together; the part of the draws that have it.

    Within a group every order counts as this one.
    """

    groups: tuple[tuple[Letter, ...], ...]
    share: Unit


class HeadlineOrder(Frozen):
    """How firm the order of the projects is under one headline.

    Weights and way of adding up are drawn once for all projects, what is unknown for each by itself.
    `by_score` is the order of the scores, None where one has none; `by_draws` goes by the middle of
    the draws, and only projects that are equal in every draw stand together in it. A share of draws is
    not a probability.
    """

    headline: str
    title: Text
    draws: int = Field(ge=1, le=10**6)
    weights_within: Unit
    scores: tuple[DrawnScore, ...]
    by_score: Order | None
    by_draws: Order
    pairs: tuple[PairShare, ...]


class ChangedWeight(Frozen):
    """A weight that somebody set: of what, inside which node, the rubric's and their own.

    Shares are what it is of the whole node's weight, before and after.
    """

    id: str
    title: Text
    inside: str
    inside_title: Text
    usual: float = Field(gt=0, le=1000)
    own: OwnWeight
    usual_share: Unit
    own_share: Unit


class OwnWeights(Frozen):
    """The result under somebody's own weights; everything else is the rubric's."""

    title: str | None
    reason: str | None
    changes: tuple[ChangedWeight, ...]
    headlines: tuple[tuple[HeadlineResult, ...], ...]
    """One tuple of headlines per project."""
    dimensions: tuple[ComparedNode, ...]


class AskKind(StrEnum):
    """Why a question is asked."""

    GATE = "gate"
    CONTRADICTION = "contradiction"
    UNKNOWN = "unknown"


class Ask(Frozen):
    """One question to a project, why it is asked, and what to ask for as evidence."""

    kind: AskKind
    of: str
    title: Text
    question: Message | Text
    because: Message
    evidence: Message


class ProjectQuestions(Frozen):
    """What to ask one project before signing, and how many questions more there would be."""

    letter: Letter
    asked: tuple[Ask, ...]
    more: Count


class ComparedRubric(Frozen):
    """The rubric that all projects were assessed with."""

    id: str
    version: str
    digest: str
    title: Text


class Comparison(Frozen):
    """Two to six projects beside each other."""

    schema_: Literal["mrl-comparison/1"] = Field(default=COMPARISON_SCHEMA, alias="schema")
    tool_version: str
    rubric: ComparedRubric
    projects: tuple[ComparedProject, ...] = Field(min_length=2, max_length=6)
    different_days: bool
    """Whether the projects were assessed on different days, as the person who asked allowed."""
    dimensions: tuple[ComparedNode, ...]
    criteria: tuple[ComparedCriterion, ...]
    common_ground: CommonGround
    dominance: tuple[PairDominance, ...]
    orders: tuple[HeadlineOrder, ...]
    own_weights: OwnWeights | None = None
    questions: tuple[ProjectQuestions, ...]
