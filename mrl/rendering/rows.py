"""The rows of charts and tables that an assessment is arranged into."""

from dataclasses import dataclass
from enum import StrEnum

from mrl.model.answers import Basis
from mrl.model.assessment import AnswerRecord, CriterionResult, LevelStep, Outcome
from mrl.model.base import Day, Message
from mrl.model.evidence import Evidence


class StepState(StrEnum):
    """How a step of the ladder stands to the level's lowest, point and highest."""

    CERTAIN = "certain"
    REACHED = "reached"
    POSSIBLE = "possible"
    BEYOND = "beyond"


@dataclass(frozen=True)
class LadderStep:
    """A step of the ladder, its state, and the hypotheses (shares) under which the level would be it."""

    step: LevelStep
    state: StepState
    hypotheses: tuple[float, ...]


@dataclass(frozen=True)
class Unknowns:
    """Criteria that are unknown, or do not apply, for the same reason."""

    outcome: Outcome
    reason: Message | None
    criteria: tuple[CriterionResult, ...]


@dataclass(frozen=True)
class AnswerGroup:
    """Answers given in the same role, way and on the same day, with the same end."""

    role: str | None
    basis: Basis
    date: Day | None
    valid_until: Day | None
    answers: tuple[AnswerRecord, ...]


@dataclass(frozen=True)
class GapGroup:
    """Something that could not be read, and in which repositories."""

    subject: str
    reason: Message
    repositories: tuple[str, ...]


@dataclass(frozen=True)
class Spread:
    """A figure over several repositories: its lowest, middle and highest value and who has the ends."""

    evidence: Evidence
    lowest: float
    lowest_in: str
    middle: float
    highest: float
    highest_in: str
    known: int
