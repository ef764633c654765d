"""Sentences about scores: points, ranges, how much is known, what a bar shows."""

from typing import Final

from mrl.i18n import Plain
from mrl.model.assessment import HeadlineResult, HeadlineScore, LevelState, Points
from mrl.model.movement import Trend, TrendPoint
from mrl.model.provenance import Bounds
from mrl.rendering.figures import NONE
from mrl.rendering.levels import EN_DASH, Levels

Scored = HeadlineScore | Points | TrendPoint
"""What carries a point, a range and how much of it is known."""

TEN: Final = 10
WELL_KNOWN: Final = 0.8
SMALLEST_GAIN: Final = 0.01


class Scores(Levels):
    """What is said of scores in one language; everything given back is plain text."""

    def range(self, score: Scored) -> str:
        """Say between what a score must lie; with a single figure nothing is open."""
        lowest, highest = self._ends(score)
        if lowest == highest:
            return self._words.sentence("nothing left open")
        return self._words.sentence("between {lowest} and {highest}", {"lowest": lowest, "highest": highest})

    def point(self, score: Scored) -> str:
        """Write a score on 0 to 10, a dash where there is none."""
        return NONE if score.point is None else self._words.score(score.point * _to_ten(score))

    def ends(self, score: Scored) -> str:
        """Write a range on 0 to 10 as two figures."""
        lowest, highest = self._ends(score)
        return lowest if lowest == highest else f"{lowest}{EN_DASH}{highest}"

    def _ends(self, score: Scored) -> tuple[str, str]:
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

    def standing(self, score: Points, measured: Points | None) -> str:
        """Say what stands under a dimension's bar."""
        values: dict[str, Plain] = {
            "score": self.point(score),
            "range": self.range(score),
            "coverage_share": score.coverage,
        }
        if score.point is None:
            return self._words.sentence("no score, {range}; {coverage_share} known", values)
        said = self._words.sentence("{score} of 10 on what is known, {range}; {coverage_share} known", values)
        if measured is None or measured.point is None or measured.point == score.point:
            return said
        alone = self._words.sentence("measured alone: {measured}", {"measured": self.point(measured)})
        return f"{said}{self._words.mark(';')} {alone}"

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

    def certain(self, headline: HeadlineResult) -> bool:
        """Whether the score stays as it is whatever is found out, even that an answer given is wrong."""
        found = headline.provenance
        return self.settled(headline) and found is not None and _settles_score(found.on_facts)

    def certain_level(self, headline: HeadlineResult) -> bool:
        """Whether the level stays as it is whatever is found out, even that an answer given is wrong."""
        found, level = headline.provenance, headline.level
        is_one = level is not None and level.lowest == level.highest
        return is_one and found is not None and _settles_level(found.on_facts)

    def gain(self, gain: float) -> str:
        """Write what a headline would rise by."""
        return (
            f"+{self._words.gain(gain)}" if gain >= SMALLEST_GAIN else f"< {self._words.gain(SMALLEST_GAIN)}"
        )

    def trend(self, found: Trend) -> str:
        """Say the scores of a trend, oldest first."""
        each = (
            self._words.sentence("{score} on {day}", {"score": self.point(one), "day": one.as_of.date()})
            for one in found.points[-3:]
        )
        return self._words.sentence("Over time: {scores}.", {"scores": ", ".join(each)})


def _settles_score(bounds: Bounds | None) -> bool:
    return bounds is not None and bounds.settles_score


def _settles_level(bounds: Bounds | None) -> bool:
    return bounds is not None and bounds.settles_level


def _to_ten(score: Scored) -> int:
    # Nodes count on 0 to 1, headlines on 0 to 10; documents show 0 to 10 only.
    return TEN if isinstance(score, Points) else 1
