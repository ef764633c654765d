"""Sentences about a result as a whole: headlines, what it hangs on, where the ways lead."""

from collections.abc import Mapping

from mrl.i18n import Plain
from mrl.model.assessment import (
    CriterionResult,
    HeadlineResult,
    LevelResult,
    LevelState,
)
from mrl.model.base import Text
from mrl.model.solidity import HeadlineRobustness, Route, RoutesTo
from mrl.rendering.rows import Tally
from mrl.rendering.scores import Scores
from mrl.rendering.whose import Whose


class Phrases(Scores):
    """Sentences about an assessment in one language; everything given back is plain text."""

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

    def summary(self, headline: HeadlineResult, counts: str = "") -> str:
        """Say in one sentence what a reader should take away; `counts` where scores are not shown."""
        score, level = headline.score, headline.level
        values: dict[str, Plain] = {"headline": headline.title, "coverage_share": score.coverage}
        if counts:
            return self._words.sentence("{headline}: {counts}.", values | {"counts": counts})
        if level is not None:
            return self._level_summary(headline, level, values)
        if score.point is None:
            return self._words.sentence("{headline}: no score, since nothing it rests on is known.", values)
        values |= {"score": self.point(score), "range": self.range(score)}
        if self.certain(headline):
            return self._words.sentence("{headline}: {score} of 10, whatever is still found out.", values)
        if self.settled(headline):
            return self._words.sentence("{headline}: {score} of 10, if the answers given are right.", values)
        return self._words.sentence(
            "{headline}: {score} of 10 on the {coverage_share} that is known; {range} once all is known.",
            values,
        )

    def _level_summary(self, headline: HeadlineResult, level: LevelResult, values: dict[str, Plain]) -> str:
        if level.state is LevelState.NOT_ASSESSED:
            return self._words.counted(
                "{headline}: no level can be given until {count} question is answered.",
                "{headline}: no level can be given until {count} questions are answered.",
                len(level.unanswered),
                values,
            )
        if level.state is LevelState.BELOW_COVERAGE_FLOOR:
            return self._words.sentence(
                "{headline}: no level is given, since only {coverage_share} of what counts is known.", values
            )
        values |= {"level": self.level(level, level.point), "span": self.level_span(level)}
        if self.certain_level(headline):
            return self._words.sentence("{headline}: {level}, whatever is still found out.", values)
        if level.lowest == level.highest:
            return self._words.sentence("{headline}: {level}, if the answers given are right.", values)
        return self._words.sentence("{headline}: {level}; {span} possible once all is known.", values)

    def whose(self, headline: HeadlineResult) -> str:
        """Say in a sentence or two whose word a headline rests on; empty where that is not known."""
        return Whose(self._words).sentence(headline.provenance)

    def whose_short(self, headline: HeadlineResult) -> str:
        """Say from whom a headline comes in a few words; empty where that is not known."""
        return Whose(self._words).short(headline.provenance)

    def tally(self, tally: Tally, names: Mapping[str, Text] | None = None) -> str:
        """Say how many criteria ended how, of those that apply; `names` are a rubric's own for outcomes."""
        values: dict[str, Plain] = {
            "met": tally.met,
            "total": tally.applicable,
            "partly": tally.partly_met,
            "failed": tally.not_met,
            "unknown": tally.unknown,
        }
        if not names:
            return self._words.sentence(
                "{met} of {total} met, {partly} partly, {failed} not met, {unknown} unknown", values
            )
        counts = {"met": tally.met, "partly_met": tally.partly_met, "not_met": tally.not_met}
        named = [f"{self._words.text(names[key])}{self._words.mark(':')} {counts[key]}" for key in counts]
        return self._words.sentence(
            "{named}, unknown: {unknown}, of {total}", values | {"named": ", ".join(named)}
        )

    def ways(self, headline: HeadlineResult, routes: RoutesTo) -> str:
        """Name what routes lead to: the next level, or the next whole point."""
        steps = headline.level.steps if headline.level else ()
        goal = next((step for step in steps if step.level == routes.goal_level), None)
        values: dict[str, Plain] = {"headline": headline.title}
        if headline.level is None or goal is None:
            values["score"] = self._words.score(routes.goal_score or 0.0)
            return self._words.sentence("{headline}: ways to a score of {score}", values)
        values |= {"goal_level": str(goal.level), "name": goal.name}
        if headline.level.numbered:
            return self._words.sentence("{headline}: ways to level {goal_level} ({name})", values)
        return self._words.sentence("{headline}: ways to “{name}”", values)

    def robustness(self, found: HeadlineRobustness) -> str:
        """Say what the draws gave."""
        return self._words.sentence(
            "In {count} draws with weights changed by up to {weights_share}, both ways of adding up and "
            "every unknown anywhere in its range, the middle result is {median}; nine of ten lie between "
            "{low} and {high}.",
            {
                "count": found.draws,
                "weights_share": found.weights_within,
                "median": self._words.score(found.median),
                "low": self._words.score(found.low),
                "high": self._words.score(found.high),
            },
        )

    def solidity(self, headline: HeadlineResult, found: HeadlineRobustness) -> str:
        """Say in a sentence or two whether a result stands up to other weights and to what is not known."""
        ends = (self._words.score(found.low), self._words.score(found.high))
        values: dict[str, Plain] = {"low": ends[0], "high": ends[1], "score": self.point(headline.score)}
        drawn = self._words.sentence(
            "With other weights, and all that is not known drawn by lot, nine results of ten lie between "
            "{low} and {high}.",
            values,
        )
        waits = headline.level is not None and headline.level.state is not LevelState.ASSESSED
        point = headline.score.point
        if point is None or waits or found.low <= point <= found.high:
            return drawn
        if point > found.high:
            supposes = self._words.sentence(
                "The {score} holds only if what is not known is as good as what is known.", values
            )
        else:
            supposes = self._words.sentence(
                "The {score} is cautious: what is not known would have to be as weak as what is known.",
                values,
            )
        return f"{drawn} {supposes}"

    def route(self, headline: HeadlineResult, route: Route) -> str:
        """Say where a route leads."""
        values: dict[str, Plain] = {"score": self._words.score(route.score)}
        if headline.level is None or route.level is None:
            return self._words.sentence("score then {score}", values)
        level = self.level(headline.level, route.level)
        return self._words.sentence("score then {score}, {level}", values | {"level": level})

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
