"""Many projects beside each other: what a portfolio report shows, and its JSON form."""

from typing import Annotated, Literal

from pydantic import Field

from mrl.model.assessment import (
    Contradiction,
    HeadlineScore,
    LevelState,
    LevelStep,
    Outcome,
    Points,
    RubricRef,
)
from mrl.model.base import (
    AssessedMoment,
    Count,
    Day,
    Frozen,
    LevelNumber,
    Message,
    Name,
    Text,
    Unit,
    Value,
)
from mrl.model.movement import Cause, Move, MovedCriterion
from mrl.model.provenance import Provenance

PORTFOLIO_SCHEMA: Literal["mrl-portfolio/1"] = "mrl-portfolio/1"

Months = Annotated[int, Field(ge=1, le=1200)]


class Standing(Frozen):
    """One criterion in one project: how it ended, its points, and what a headline would gain by it."""

    outcome: Outcome
    point: Unit | None
    lowest: Unit
    highest: Unit
    gain: dict[str, Annotated[float, Field(ge=-10, le=10)]] = {}
    """Only headlines (on 0 to 10) that would move."""
    value: Value | None = None
    reason: Count | None = None
    """The place of the reason among the portfolio's `reasons`, from 0."""


class Tallied(Frozen):
    """How many criteria ended how."""

    met: Count = 0
    partly_met: Count = 0
    not_met: Count = 0
    unknown: Count = 0
    not_applicable: Count = 0

    @property
    def applicable(self) -> int:
        """How many criteria apply."""
        return self.met + self.partly_met + self.not_met + self.unknown


class HeadlineStanding(Frozen):
    """A headline in one project; the levels are None where there is none, or below the first."""

    score: HeadlineScore
    state: LevelState | None = None
    """None for a headline without levels."""
    level: LevelNumber | None = None
    lowest_level: LevelNumber | None = None
    highest_level: LevelNumber | None = None
    provenance: Provenance | None = None
    """Whose word it rests on."""


class DimensionStanding(Frozen):
    """A dimension in one project; without a score where nothing in it applies to the project."""

    score: Points | None
    tally: Tallied


class ProjectStanding(Frozen):
    """One project of the portfolio, as its newest assessment says.

    `file` is the assessment's path below the folder that was read and `digest` the SHA-256 of that file.
    """

    project: Name
    file: str
    digest: str
    as_of: AssessedMoment
    tool_version: str
    rubric_version: str
    rubric_digest: str = ""
    """SHA-256 of the rubric's file; empty in a portfolio of an older version, which does not say."""
    repositories: Count
    answers: Count
    """How many answers count."""
    headlines: dict[str, HeadlineStanding]
    dimensions: dict[str, DimensionStanding]
    tally: Tallied
    criteria: dict[str, Standing]
    contradictions: tuple[Contradiction, ...] = ()
    valid_until: dict[str, Day] = {}
    """The last day on which a criterion's answers count, where they have one."""


class ScoreCount(Frozen):
    """How many projects have a headline's score from `at_least` up to one point more (10 is in the last)."""

    at_least: Annotated[int, Field(ge=0, le=9)]
    projects: Count


class LevelCount(Frozen):
    """How many projects are at a level; None is below the first."""

    level: LevelNumber | None
    projects: Count


class HeadlineAcross(Frozen):
    """A headline over all projects: how its scores and levels are distributed."""

    id: str
    title: Text
    coverage_floor: Unit
    numbered: bool = True
    steps: tuple[LevelStep, ...] = ()
    """The levels, lowest first; none where the headline has no levels."""
    scores: tuple[ScoreCount, ...]
    without_score: Count
    levels: tuple[LevelCount, ...] = ()
    without_level: Count = 0


class DimensionAcross(Frozen):
    """A column of the heat table."""

    id: str
    title: Text


class CriterionAcross(Frozen):
    """One criterion over all projects.

    `gain` adds up what the leading headline (0 to 10) would rise by in every project that is known not
    to fully meet the criterion.
    """

    id: str
    title: Text
    advice: Text
    where: Text | None
    effort_days: float = Field(ge=0, le=1000)
    dimension: str | None
    metric: str | None
    unit: str | None
    tally: Tallied
    gain: float = Field(ge=-(10**7), le=10**7)
    unknown_because: Message | None = None
    """The reason most often given where it is unknown."""


class Mover(Frozen):
    """What the leading headline did since the assessment before; `reason` says what is not known of it."""

    project: Name
    old_as_of: AssessedMoment
    new_as_of: AssessedMoment
    before: HeadlineScore
    after: HeadlineScore
    level_before: LevelNumber | None = None
    level_after: LevelNumber | None = None
    change: Move | None
    cause: Cause | None = None
    """The largest cause, worked out for the largest moves."""
    cause_change: Move | None = None
    criterion: MovedCriterion | None = None
    """The criterion through which that cause did most."""
    reason: Message | None = None


class LeftOut(Frozen):
    """Files below the folder that do not count here, and why."""

    reason: Message
    files: tuple[str, ...]


class ExpiredAnswer(Frozen):
    """An answer that no longer counts, or would no longer count if its project were assessed now."""

    project: Name
    criterion: str
    title: Text
    valid_until: Day


class Portfolio(Frozen):
    """The newest assessment of each of many projects by one rubric, side by side.

    `projects` are sorted by the leading headline, best first. `stale` names those assessed more than
    `stale_after` months before `as_of`, the newest assessment's moment unless another was given.
    """

    schema_: Literal["mrl-portfolio/1"] = Field(default=PORTFOLIO_SCHEMA, alias="schema")
    tool_version: str
    as_of: AssessedMoment
    rubric: RubricRef
    """As the newest assessment has it; older ones may have been made with another version."""
    leading: str | None
    """The headline by which projects are sorted: the one with levels only where all have one."""
    headlines: tuple[HeadlineAcross, ...]
    dimensions: tuple[DimensionAcross, ...]
    projects: tuple[ProjectStanding, ...] = Field(min_length=1)
    criteria: tuple[CriterionAcross, ...]
    """In the order of the rubric."""
    reasons: tuple[Message, ...]
    """Why criteria are unknown or do not apply; each once, since hundreds of projects share them."""
    movers: tuple[Mover, ...]
    """Largest move first."""
    stale_after: Months
    stale: tuple[str, ...]
    expired: tuple[ExpiredAnswer, ...]
    left_out: tuple[LeftOut, ...]
    hears_project: bool = True
    """False where whatever the projects say of themselves was left out, as it was asked for."""
