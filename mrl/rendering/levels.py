"""Sentences about levels: names, ranges, the ladder, and how draws spread over them."""

from typing import Final

from mrl.i18n import Plain
from mrl.model.assessment import LevelResult, LevelState, LevelStep
from mrl.model.base import LevelNumber
from mrl.model.solidity import HeadlineRobustness
from mrl.rendering.figures import Figures

EN_DASH: Final = "\u2013"


class Levels(Figures):
    """What is said of a headline's levels in one language; everything given back is plain text."""

    def level(self, level: LevelResult, number: LevelNumber | None) -> str:
        """Name a level of the ladder."""
        step = _step(level, number)
        if step is None:
            return self._words.sentence("below the first level")
        values: dict[str, Plain] = {"level": step.level, "name": self._words.text(step.name)}
        if not level.numbered:
            return self._words.sentence("“{name}”", values)
        return self._words.sentence("level {level} ({name})", values)

    def short_level(self, level: LevelResult, number: LevelNumber | None) -> str:
        """Name a level in as few words as a chart has room for: its number, or the name of a band."""
        step = _step(level, number)
        if step is None:
            return self._words.sentence("below")
        return str(step.level) if level.numbered else self._words.text(step.name)

    def step_label(self, level: LevelResult, number: LevelNumber) -> str:
        """Write what goes before something said of a level: its number, or the name of a band."""
        if level.numbered:
            return self._words.sentence("Level {level}:", {"level": number})
        return self.level(level, number) + self._words.mark(":")

    def level_range(self, level: LevelResult) -> str:
        """Say between which levels the level must lie, with their names."""
        lowest, highest = _step(level, level.lowest), _step(level, level.highest)
        if lowest is None or highest is None or not level.numbered or lowest == highest:
            return self.level_span(level)
        ends: dict[str, Plain] = {
            "lowest": lowest.level,
            "lowest_name": lowest.name,
            "highest": highest.level,
            "highest_name": highest.name,
        }
        return self._words.sentence("levels {lowest} ({lowest_name}) to {highest} ({highest_name})", ends)

    def level_ends(self, level: LevelResult) -> str:
        """Write between which levels the level must lie as two figures; 0 is below the first level."""
        if not level.numbered:
            possible = sum((level.lowest or 0) <= step.level <= (level.highest or 0) for step in level.steps)
            return self._words.number(possible)
        lowest, highest = level.lowest or 0, level.highest or 0
        return str(lowest) if lowest == highest else f"{lowest}{EN_DASH}{highest}"

    def level_span(self, level: LevelResult) -> str:
        """Say between which levels the level must lie, by their numbers alone."""
        highest = self.level(level, level.highest)
        if level.lowest == level.highest:
            return highest
        if level.lowest is None:
            return self._words.sentence("below the first level to {highest}", {"highest": highest})
        if not level.numbered or level.highest is None:
            ends: dict[str, Plain] = {"lowest": self.level(level, level.lowest), "highest": highest}
            return self._words.sentence("{lowest} to {highest}", ends)
        return self._words.sentence(
            "levels {lowest} to {highest}", {"lowest": level.lowest, "highest": level.highest}
        )

    def ladder(self, level: LevelResult) -> str:
        """Say what the ladder shows."""
        values: dict[str, Plain] = {"range": self.level_range(level), "level": self.level(level, level.point)}
        if level.state is LevelState.ASSESSED:
            return self._words.sentence("Reached: {level}. Possible: {range}.", values)
        return self._words.sentence("No level is given. Possible: {range}.", values)

    def shares(self, found: HeadlineRobustness, level: LevelResult) -> str:
        """Say how the draws spread over the levels."""
        each = (
            self._words.sentence(
                "{level} in {share}", {"level": self.level(level, one.level), "share": one.share}
            )
            for one in found.levels
        )
        return self._words.sentence("Of all draws: {shares}.", {"shares": ", ".join(each)})


def _step(level: LevelResult, number: LevelNumber | None) -> LevelStep | None:
    return next((step for step in level.steps if step.level == number), None)
