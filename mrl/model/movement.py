"""Why a result moved: the change between two assessments, split by cause; and a trend."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from mrl.model.assessment import HeadlineScore, Outcome
from mrl.model.base import AssessedMoment, Frozen, LevelNumber, Message, OnTen, Text, Unit

MOVEMENT_SCHEMA: Literal["mrl-diff/1"] = "mrl-diff/1"

Move = Annotated[float, Field(ge=-10, le=10)]
"""A change of a score on 0 to 10."""


class Cause(StrEnum):
    """What moved a score, in the order in which the old is replaced by the new.

    tool: the old facts, scored by this program instead of the one that did it then. rubric: the same
    facts and answers under the new rubric. known: what was unknown then and is known now, or the
    reverse. project: everything else, which is what the project and its people did.
    """

    TOOL = "tool"
    RUBRIC = "rubric"
    KNOWN = "known"
    PROJECT = "project"


class MovedCriterion(Frozen):
    """One criterion's part in a change, and what is said of it then and now."""

    criterion: str
    title: Text
    change: Move
    before: Outcome
    after: Outcome
    said_before: Message | None = None
    said_after: Message | None = None


class Part(Frozen):
    """What one cause did to a headline, and the criteria through which it did (largest first)."""

    cause: Cause
    change: Move
    criteria: tuple[MovedCriterion, ...] = ()


class HeadlineMovement(Frozen):
    """The change of one headline; the parts add up to it exactly (in millionths)."""

    headline: str
    title: Text
    before: HeadlineScore
    after: HeadlineScore
    level_before: LevelNumber | None = None
    level_after: LevelNumber | None = None
    change: Move | None
    parts: tuple[Part, ...] = ()
    reason: Message | None = None
    """Why there is no change to be split."""


class Edition(Frozen):
    """What was assessed when, by which version, with which rubric."""

    as_of: AssessedMoment
    tool_version: str
    rubric: str
    rubric_version: str
    rubric_digest: str


class Movement(Frozen):
    """Two assessments of one project beside each other."""

    schema_: Literal["mrl-diff/1"] = Field(default=MOVEMENT_SCHEMA, alias="schema")
    project: str
    old: Edition
    new: Edition
    remeasured: bool
    """Whether the old facts were measured again; if not, a change of the metrics counts as the project's."""
    headlines: tuple[HeadlineMovement, ...]


class TrendPoint(Frozen):
    """A headline at one assessment of the past."""

    as_of: AssessedMoment
    point: OnTen | None
    lowest: OnTen
    highest: OnTen
    coverage: Unit
    level: LevelNumber | None = None
    rubric_version: str


class Trend(Frozen):
    """A headline, or a dimension (also on 0 to 10), over the assessments given, oldest first."""

    of: str
    title: Text
    points: tuple[TrendPoint, ...]


class History(Frozen):
    """What older assessments add to a report: trends, why the result moved, and what was left out."""

    trends: tuple[Trend, ...]
    movement: Movement | None = None
    left_out: tuple[Message, ...] = ()
