"""The result: scores, levels and everything a document needs to explain them."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from mrl.model.answers import Basis
from mrl.model.base import (
    AssessedMoment,
    Day,
    Frozen,
    LevelNumber,
    Message,
    OnTen,
    Text,
    TextOrWords,
    Unit,
    Value,
)
from mrl.model.evidence import Evidence, Origin, RepositoryEvidence
from mrl.model.facts import Gap
from mrl.model.provenance import Provenance, Word
from mrl.model.snapshot import Authors, Cost, Server
from mrl.model.solidity import HeadlineRobustness, RoutesTo

ASSESSMENT_SCHEMA: Literal["mrl-assessment/2"] = "mrl-assessment/2"
ASSESSMENT_SCHEMAS: tuple[str, ...] = ("mrl-assessment/1", ASSESSMENT_SCHEMA)
"""Those that are read; the first did not say whose word a result is."""


class Outcome(StrEnum):
    """How a criterion ends; unknown and not applicable always carry a reason."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class LevelState(StrEnum):
    """Whether a level can be said: its conditions are answered and coverage passes the floor."""

    ASSESSED = "assessed"
    NOT_ASSESSED = "not_assessed"
    BELOW_COVERAGE_FLOOR = "below_coverage_floor"


class Points(Frozen):
    """A score on 0 to 1: a point or none, what it can be at worst and best, and its coverage."""

    point: Unit | None
    lowest: Unit
    highest: Unit
    coverage: Unit


class HeadlineScore(Frozen):
    """A score on 0 to 10; coverage stays on 0 to 1."""

    point: OnTen | None
    lowest: OnTen
    highest: OnTen
    coverage: Unit


class RubricRef(Frozen):
    """Which rubric was used; `digest` is the SHA-256 of its file."""

    id: str
    version: str
    digest: str
    title: Text
    disclaimer: Text
    license: str
    attributions: tuple[TextOrWords, ...]
    """The lists the rubric draws on; plain words in assessments of older versions of the program."""
    figures: Literal["scores", "counts"] = "scores"
    """Whether nodes are shown as scores or as how many of their criteria are met."""
    takes_answers: bool = True
    outcomes: dict[str, Text] = {}
    """What the rubric calls an outcome (met, partly_met, not_met) where that is not the word."""
    met_from: Unit = 0.999
    """Points from which a criterion counts as met."""


class GateState(StrEnum):
    """Whether a gate's condition holds."""

    MET = "met"
    FAILED = "failed"
    UNDETERMINED = "undetermined"


class GateResult(Frozen):
    """One gate of one level, with what it asks and how it stands."""

    level: LevelNumber
    of: str
    title: Text
    at_least: Unit
    state: GateState
    because: Text


class LevelStep(Frozen):
    """One step of the ladder as the rubric describes it."""

    level: LevelNumber
    name: Text
    rationale: Text
    at_least: OnTen


class ConditionalLevel(Frozen):
    """The level if every unanswered criterion of the condition stood at `hypothesis` of its scale."""

    hypothesis: Unit
    score: OnTen
    level: LevelNumber | None


class LevelResult(Frozen):
    """The level of a headline.

    `point` holds provided that the undetermined gates are met, which `provided` lists; `lowest`
    takes them as failed, `highest` as met. None means below the first level. `point` is None as
    well unless `state` is assessed.
    """

    state: LevelState
    point: LevelNumber | None
    lowest: LevelNumber | None
    highest: LevelNumber | None
    provided: tuple[GateResult, ...] = ()
    capped_by: tuple[GateResult, ...] = ()
    """Gates that keep the level below the one its score alone would give."""
    conditional: tuple[ConditionalLevel, ...] = ()
    unanswered: tuple[str, ...] = ()
    """Criteria whose answers the level waits for."""
    steps: tuple[LevelStep, ...]
    numbered: bool = True
    """False where the steps are bands known by their names alone."""
    gates: tuple[GateResult, ...] = ()


class HeadlineResult(Frozen):
    """One headline: its score and, where the rubric has levels for it, its level."""

    id: str
    title: Text
    summary: Text
    score: HeadlineScore
    coverage_floor: Unit
    level: LevelResult | None = None
    provenance: Provenance | None = None
    """Whose word it rests on; None in the measured-only view, and in a file of an older version."""


class Child(Frozen):
    """A node's child and its weight."""

    id: str
    weight: float = Field(gt=0, le=1000)


class NodeResult(Frozen):
    """The score of one node of the rubric's tree."""

    id: str
    title: Text
    summary: Text | None
    aggregation: str
    children: tuple[Child, ...]
    applicable: bool
    """False when nothing below it applies to the project; it then counts nowhere."""
    score: Points
    on_facts: Points | None = None
    """The score with every answer and override taken as unknown: what holds whoever is right."""
    without_own_word: Points | None = None
    """The score with the project's own answers taken as unknown."""


class AnswerRecord(Frozen):
    """An answer as it was used, without what the answerer marked confidential."""

    criterion: str
    answer: str | None
    """What was written; None when confidential."""
    points: Points | None
    """None for an answer of not applicable."""
    role: str | None
    date: Day | None
    basis: Basis
    evidence: str | None
    valid_until: Day | None
    comment: str | None
    confidential: bool
    provenance: str
    """Whose file it came from: `assessor` or `project` (its own, wherever the file was found)."""
    used: bool
    """False when a stronger answer or a deciding metric took precedence, or it has expired.

    Where assessors of equal standing disagree, all of their answers are used.
    """
    unused_reason: Message | None = None


class OverrideRecord(Frozen):
    """A measured value that an assessor replaced; both values are kept."""

    metric: str
    measured: Value | None
    original: Evidence | None = None
    """The evidence as it was measured, so that the measured-only view can be made again."""
    replaced_by: Value
    role: str
    date: Day
    reason: str
    valid_until: Day
    used: bool
    unused_reason: Message | None = None


class Contradiction(Frozen):
    """A criterion whose answer and measurement disagree, and which of them was used."""

    criterion: str
    title: Text
    answer: str | None
    measured: Message | None
    used: Origin


class CriterionResult(Frozen):
    """One criterion: outcome, points, what they rest on, and what would improve them.

    `gain` is how much each headline (on 0 to 10) would rise if the criterion were fully met.
    """

    id: str
    outcome: Outcome
    points: Points
    reason: Message | None = None
    """Why it is unknown or not applicable."""
    evidence: str | None = None
    """Id of the metric behind it, also when it only supports."""
    supporting: tuple[str, ...] = ()
    metric_role: str | None = None
    origin: Origin | None = None
    """What decided it; None while nothing did."""
    word: Word | None = None
    """Whose word decided it; None while nothing did."""
    title: Text
    question: Text
    why: Text
    advice: Text
    where: Text | None = None
    """The file or setting in which the advice is carried out."""
    effort_days: float = Field(ge=0, le=1000)
    source: str
    scale: str
    """The kind of scale."""
    target: Message | None = None
    """What full points take, for a criterion that a figure decides."""
    situations: tuple[Text, ...] = ()
    labels: dict[str, Text] = {}
    """What the words of a choice mean to readers."""
    gain: dict[str, Annotated[float, Field(ge=-10, le=10)]] = {}


class ReviewRecord(Frozen):
    """A reviewer's sign-off; it counts only if nothing was answered after it."""

    role: str
    date: Day
    statement: str
    counts: bool
    reason: Message | None = None
    """Why it does not count."""


class Disagreement(Frozen):
    """A criterion to which assessors of equal standing gave different answers, and what came of it."""

    criterion: str
    title: Text
    roles: tuple[str, ...]
    """Who disagreed, in the order of the answers."""
    points: Points
    """What counts: as the rubric combines them."""
    combined: Literal["span", "lowest", "newest"]


class Highlights(Frozen):
    """Criteria worth naming first: at most three strengths, three concerns, five next steps.

    Steps are ranked by gain for effort; `to_find_out` are unknown criteria by how much of the
    range they open.
    """

    strengths: tuple[str, ...]
    concerns: tuple[str, ...]
    next_steps: tuple[str, ...]
    to_find_out: tuple[str, ...]


class View(Frozen):
    """The headlines and nodes of one way of scoring."""

    headlines: tuple[HeadlineResult, ...]
    nodes: tuple[NodeResult, ...]


class Assessment(Frozen):
    """Everything a document needs; complete enough to be scored again with its rubric."""

    schema_: Literal["mrl-assessment/1", "mrl-assessment/2"] = Field(
        default=ASSESSMENT_SCHEMA, alias="schema"
    )
    tool_version: str
    project: str = Field(min_length=1)
    description: str | None = None
    homepage: str | None = None
    as_of: AssessedMoment
    rubric: RubricRef
    headlines: tuple[HeadlineResult, ...]
    measured_only: View
    dimensions: tuple[str, ...]
    nodes: tuple[NodeResult, ...]
    criteria: tuple[CriterionResult, ...]
    highlights: Highlights
    evidence: tuple[Evidence, ...]
    repositories: tuple[RepositoryEvidence, ...]
    authors: Authors | None
    answers: tuple[AnswerRecord, ...]
    overrides: tuple[OverrideRecord, ...]
    contradictions: tuple[Contradiction, ...]
    disagreements: tuple[Disagreement, ...] = ()
    reviews: tuple[ReviewRecord, ...] = ()
    robustness: tuple[HeadlineRobustness, ...] = ()
    routes: tuple[RoutesTo, ...] = ()
    gaps: tuple[Gap, ...]
    not_asked: tuple[Server, ...] = ()
    """Servers that nobody asked: the run was offline, or none was known for the project."""
    cost: Cost
