"""The rows of charts and tables that a portfolio is arranged into."""

from dataclasses import dataclass

from mrl.model.assessment import HeadlineScore, Points
from mrl.model.base import Message
from mrl.model.portfolio import HeadlineStanding, ProjectStanding, Tallied


@dataclass(frozen=True)
class Cell:
    """A cell of the heat table: what is shaded how darkly (0 to 4), None for what has no figure.

    Either a score or a tally is shown; neither where nothing applies.
    """

    shade: int | None
    score: HeadlineScore | Points | None = None
    tally: Tallied | None = None


@dataclass(frozen=True)
class Unknown:
    """A reason for not knowing: how many criteria it concerns, and how often it is given in all."""

    reason: Message
    criteria: int
    times: int


@dataclass(frozen=True)
class Row:
    """A line of the heat table."""

    place: int
    standing: ProjectStanding
    headline: Cell
    level: HeadlineStanding | None
    cells: tuple[Cell, ...]
    is_stale: bool
    is_altered: bool
    """Whether its rubric bears the name of one that comes with mrl, and is another."""


@dataclass(frozen=True)
class Bin:
    """How many projects lie from `start` to `end`: scores on 0 to 10, or shares."""

    start: float
    end: float
    projects: int
