"""Whose word a result is: measured, the project's own, an assessor's, or one that was reviewed."""

from enum import StrEnum

from mrl.model.base import Count, Day, Frozen, LevelNumber, OnTen, Unit

PROJECT = "project"
"""Provenance of answers that the assessed project gives itself, wherever their file was found."""
ASSESSOR = "assessor"
"""Provenance of answers from a file that lies outside every assessed repository."""


class Word(StrEnum):
    """From whom something comes, the weakest first.

    self-declared: the project says it of itself. assessed: somebody else answered, or replaced a
    measured value. reviewed: a second person signed what was answered. measured: nobody's word.
    """

    SELF_DECLARED = "self-declared"
    ASSESSED = "assessed"
    REVIEWED = "reviewed"
    MEASURED = "measured"

    def is_at_least(self, other: "Word") -> bool:
        """Say whether this word is no weaker than another."""
        order = list(Word)
        return order.index(self) >= order.index(other)


class Voice(Frozen):
    """A role whose word counts, and on which day it was given last.

    The role of the project's own answers is what the project claims; nobody checked it.
    """

    role: str | None
    day: Day | None
    criteria: Count


class Bounds(Frozen):
    """Between what a headline lies where some words are taken as unknown; levels None are below the first."""

    lowest: OnTen
    highest: OnTen
    coverage: Unit
    lowest_level: LevelNumber | None = None
    highest_level: LevelNumber | None = None

    @property
    def settles_score(self) -> bool:
        """Whether only one score is possible, to the decimal that documents show."""
        return round(self.lowest, 1) == round(self.highest, 1)

    @property
    def settles_level(self) -> bool:
        """Whether only one level is possible."""
        return self.lowest_level == self.highest_level


class Provenance(Frozen):
    """Whose word a headline rests on: the weakest one, and how many criteria each decided.

    Counted are the criteria below the headline and those its gates ask for, if they are decided.
    """

    word: Word | None
    """The weakest word; None while nothing is decided."""
    measured: Count = 0
    assessed: Count = 0
    self_declared: Count = 0
    assessors: tuple[Voice, ...] = ()
    """Who answered from outside of the project, who decided most first."""
    claimed: tuple[Voice, ...] = ()
    """As whom the project speaks of itself."""
    review: Voice | None = None
    """The newest sign-off that counts."""
    on_facts: Bounds | None = None
    """What holds whoever is right: every answer and override is taken as unknown.

    None in an assessment of an older version, where people had a say and nobody worked this out.
    """
    without_own_word: Bounds | None = None
    """The same with the project's own answers alone taken as unknown."""

    @property
    def rests_on_words(self) -> bool:
        """Whether anybody's word decided something."""
        return bool(self.assessed or self.self_declared)
