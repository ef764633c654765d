"""Sentences that are put together from scores: ranges, levels, what a chart shows."""

from typing import Final

from mrl.i18n import Plain
from mrl.model.assessment import (
    CriterionResult,
    HeadlineResult,
    HeadlineScore,
    LevelResult,
    LevelState,
    Points,
)
from mrl.rendering.figures import NONE, Figures

EN_DASH: Final = "\u2013"
TEN: Final = 10
WELL_KNOWN: Final = 0.8
SMALLEST_GAIN: Final = 0.01


class Phrases(Figures):
    """Sentences about an assessment in one language; everything given back is plain text."""

    def range(self, score: HeadlineScore | Points) -> str:
        """Say between what a score must lie; a single figure is certain."""
        lowest, highest = self._ends(score)
        if lowest == highest:
            return self._words.sentence("for certain")
        return self._words.sentence("between {lowest} and {highest}", {"lowest": lowest, "highest": highest})

    def point(self, score: HeadlineScore | Points) -> str:
        """Write a score on 0 to 10, a dash where there is none."""
        return NONE if score.point is None else self._words.score(score.point * _to_ten(score))

    def ends(self, score: HeadlineScore | Points) -> str:
        """Write a range on 0 to 10 as two figures."""
        lowest, highest = self._ends(score)
        return lowest if lowest == highest else f"{lowest}{EN_DASH}{highest}"

    def _ends(self, score: HeadlineScore | Points) -> tuple[str, str]:
        factor = _to_ten(score)
        return self._words.score(score.lowest * factor), self._words.score(score.highest * factor)

    def bar(self, title: str, score: Points, measured: Points | None) -> str:
        """Say what a bar shows."""
        values: dict[str, Plain] = {
            "title": title,
            "score": self.point(score),
            "range": self.range(score),
            "coverage_share": score.coverage,
            "measured": self.point(measured) if measured else NONE,
        }
        if score.point is None:
            return self._words.sentence("{title}: no score yet, {range}; {coverage_share} known", values)
        if measured is None or measured.point is None or measured.point == score.point:
            return self._words.sentence("{title}: {score} of 10, {range}; {coverage_share} known", values)
        return self._words.sentence(
            "{title}: {score} of 10, {range}; {coverage_share} known; measured alone: {measured}", values
        )

    def level(self, level: LevelResult, number: int | None) -> str:
        """Name a level of the ladder."""
        step = next((step for step in level.steps if step.level == number), None)
        if step is None:
            return self._words.sentence("below the first level")
        values: dict[str, Plain] = {"level": step.level, "name": self._words.text(step.name)}
        return self._words.sentence("level {level} ({name})", values)

    def level_range(self, level: LevelResult) -> str:
        """Say between which levels the level must lie."""
        if level.lowest == level.highest:
            return self.level(level, level.lowest)
        ends: dict[str, Plain] = {
            "lowest": self.level(level, level.lowest),
            "highest": self.level(level, level.highest),
        }
        return self._words.sentence("{lowest} to {highest}", ends)

    def headline(self, headline: HeadlineResult) -> str:
        """Say a headline's level, score, range and coverage in one sentence."""
        score, level = headline.score, headline.level
        values: dict[str, Plain] = {
            "score": self.point(score),
            "range": self.range(score),
            "coverage_share": score.coverage,
            "level": self.level(level, level.point) if level else "",
        }
        if level and level.state is not LevelState.ASSESSED:
            values["levels"] = self.level_span(level)
            return self._words.sentence(
                "level not assessed ({levels} possible); score {range}; {coverage_share} known", values
            )
        if score.point is None:
            return self._words.sentence("no score, {range}; {coverage_share} known", values)
        if level:
            return self._words.sentence(
                "{level}, {score} of 10 on what is known, {range}; {coverage_share} known", values
            )
        return self._words.sentence("{score} of 10 on what is known, {range}; {coverage_share} known", values)

    def leaning(self, headline: HeadlineResult) -> str:
        """Say in plain words how far a score can be relied on; empty where nearly all is known."""
        score, level = headline.score, headline.level
        waits = level is not None and level.state is not LevelState.ASSESSED
        if score.point is None or score.coverage >= WELL_KNOWN or waits:
            return ""
        known: dict[str, Plain] = {"coverage_share": score.coverage}
        if score.point > (score.lowest + score.highest) / 2:
            return self._words.sentence(
                "The score counts only the {coverage_share} that is known. What was looked for and not seen "
                "stays unknown instead of counting against, so the score leans to the good side.",
                known,
            )
        return self._words.sentence(
            "The score counts only the {coverage_share} that is known. The rest can still move it anywhere "
            "in its range.",
            known,
        )

    def settled(self, headline: HeadlineResult) -> bool:
        """Whether the range of a headline, as it is printed, is a single figure."""
        lowest, highest = self._ends(headline.score)
        return lowest == highest

    def gain(self, gain: float) -> str:
        """Write what a headline would rise by."""
        return (
            f"+{self._words.gain(gain)}" if gain >= SMALLEST_GAIN else f"< {self._words.gain(SMALLEST_GAIN)}"
        )

    def level_ends(self, level: LevelResult) -> str:
        """Write between which levels the level must lie as two figures; 0 is below the first level."""
        lowest, highest = level.lowest or 0, level.highest or 0
        return str(lowest) if lowest == highest else f"{lowest}{EN_DASH}{highest}"

    def level_span(self, level: LevelResult) -> str:
        """Say between which levels the level must lie, by their numbers alone."""
        if level.lowest == level.highest:
            return self.level(level, level.lowest)
        if level.highest is None or level.lowest is None:
            return self.level_range(level)
        ends: dict[str, Plain] = {"lowest": level.lowest, "highest": level.highest}
        return self._words.sentence("levels {lowest} to {highest}", ends)

    def ladder(self, level: LevelResult) -> str:
        """Say what the ladder shows."""
        values: dict[str, Plain] = {"range": self.level_range(level), "level": self.level(level, level.point)}
        if level.state is LevelState.ASSESSED:
            return self._words.sentence("Reached: {level}. Possible: {range}.", values)
        return self._words.sentence("No level is given. Possible: {range}.", values)

    def situations(self, criterion: CriterionResult) -> str:
        """Give the situation, or the first and last of several, that an answered ladder stands at."""
        top = len(criterion.situations) - 1
        lowest, highest = round(criterion.points.lowest * top), round(criterion.points.highest * top)
        first, last = (self._words.text(criterion.situations[index]) for index in (lowest, highest))
        values: dict[str, Plain] = {
            "lowest": lowest,
            "highest": highest,
            "top": top,
            "first": first,
            "last": last,
        }
        if lowest == highest:
            return self._words.sentence("{lowest} of {top}: {first}", values)
        return self._words.sentence("between {lowest} and {highest} of {top}: {first} … {last}", values)


def _to_ten(score: HeadlineScore | Points) -> int:
    # Nodes count on 0 to 1, headlines on 0 to 10; documents show 0 to 10 only.
    return TEN if isinstance(score, Points) else 1
