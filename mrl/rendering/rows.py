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

    @property
    def size(self) -> int:
        """How many they are."""
        return len(self.criteria)


@dataclass(frozen=True)
class DrawnLevel:
    """A level's share of the draws, and where its part of the bar begins (0 to 1)."""

    level: int | None
    share: float
    from_share: float


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many criteria ended how."""

    met: int
    partly_met: int
    not_met: int
    unknown: int
    not_applicable: int

    @property
    def applicable(self) -> int:
        """How many criteria apply."""
        return self.met + self.partly_met + self.not_met + self.unknown

    def share(self, count: int) -> float:
        """Give a count as a share of those that apply; 0 where none does."""
        return count / self.applicable if self.applicable else 0.0


@dataclass(frozen=True)
class AnswerGroup:
    """Answers given in the same role, way and on the same day, with the same end, by the same side."""

    role: str | None
    basis: Basis
    date: Day | None
    valid_until: Day | None
    is_own: bool
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
