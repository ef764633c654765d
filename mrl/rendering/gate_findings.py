"""What was found of a gate's conditions, in figures that stand on their side of what is wanted."""

from typing import Final

from mrl.i18n import Plain, translator
from mrl.model.assessment import HeadlineScore, LevelResult, LevelState, Outcome
from mrl.model.gate import ConditionKind, ConditionResult
from mrl.rendering.movement import MINUS, Moves
from mrl.rendering.whose import Whose
from mrl.rendering.words import Phrases

_SLACK: Final = 1e-9
_DECIMALS: Final = 6
_ANYTHING: Final = (0, 10)


def decimals_that_tell(value: float, wanted: float, fewest: int) -> int:
    """Give how many decimals a value needs so that, as printed, it stands on its side of what is wanted."""
    reaches = value >= wanted - _SLACK
    enough = (each for each in range(fewest, _DECIMALS) if (round(value, each) >= wanted - _SLACK) == reaches)
    return next(enough, _DECIMALS)


class Findings:
    """Says what was found in one language; everything given back is plain text."""

    def __init__(self, language: str) -> None:
        self._words = translator(language)
        self._phrases = Phrases(self._words)
        self._moves = Moves(language)
        self._whose = Whose(self._words)

    def found(self, result: ConditionResult) -> str:
        """Say what was found of a condition."""
        if not result.applies:
            return self._words.sentence("does not apply to this project")
        if result.kind is ConditionKind.EXPIRED:
            return self._expired(result)
        if result.kind is ConditionKind.PROVENANCE:
            return self._whose.short(result.provenance) or self._words.sentence("not known")
        if result.kind is ConditionKind.FALL:
            said = self._fall(result)
        else:
            said = self._scored(result, result.score) if result.score is not None else ""
        from_whom = self._whose.short(result.provenance)
        return f"{said}; {from_whom}" if said and from_whom else said

    def _scored(self, result: ConditionResult, score: HeadlineScore) -> str:
        wanted = float(result.wanted or 0)
        if result.kind is ConditionKind.LEVEL and result.level is not None:
            return self._level(result.level, score)
        if result.kind is ConditionKind.CRITERION:
            return self._outcome(result, score)
        if result.kind is ConditionKind.COVERAGE:
            return self._words.sentence("{known} known", {"known": self._share(score.coverage, wanted)})
        return self._score(score, wanted)

    def _expired(self, result: ConditionResult) -> str:
        if not result.expired:
            return self._words.sentence("none has expired")
        names: dict[str, Plain] = {"names": ", ".join(result.expired)}
        return self._words.sentence("expired and missing now: {names}", names)

    def _score(self, score: HeadlineScore, wanted: float) -> str:
        lowest, highest = self._figure(score.lowest, wanted), self._figure(score.highest, wanted)
        values: dict[str, Plain] = {
            "score": self._figure(score.point or 0.0, wanted),
            "range": self._range(lowest, highest),
            "coverage_share": score.coverage,
        }
        if score.point is None:
            return self._words.sentence("no score, {range}; {coverage_share} known", values)
        return self._words.sentence("{score} of 10 on what is known, {range}; {coverage_share} known", values)

    def _range(self, lowest: str, highest: str) -> str:
        if lowest == highest:
            return self._words.sentence("nothing left open")
        return self._words.sentence("between {lowest} and {highest}", {"lowest": lowest, "highest": highest})

    def _figure(self, value: float, wanted: float) -> str:
        decimals = decimals_that_tell(value, wanted, 1)
        return self._words.score(value) if decimals == 1 else self._words.number(value, decimals)

    def _share(self, share: float, wanted: float) -> str:
        decimals = decimals_that_tell(100 * share, 100 * wanted, 0)
        if decimals == 0:
            return self._words.percent(share)
        return self._words.sentence("{figure}%", {"figure": self._words.number(100 * share, decimals)})

    def _level(self, level: LevelResult, score: HeadlineScore) -> str:
        values: dict[str, Plain] = {"span": self._phrases.level_span(level), "coverage_share": score.coverage}
        if level.state is LevelState.NOT_ASSESSED:
            return self._words.counted(
                "no level while {count} question is not answered; possible: {span}",
                "no level while {count} questions are not answered; possible: {span}",
                len(level.unanswered),
                values,
            )
        if level.state is LevelState.BELOW_COVERAGE_FLOOR:
            return self._words.sentence(
                "no level, since only {coverage_share} is known; possible: {span}", values
            )
        values["level"] = self._phrases.level(level, level.point)
        if level.provided:
            values["names"] = ", ".join(self._words.text(gate.title) for gate in level.provided)
            return self._words.sentence(
                "{level}, provided that this is met: {names}; possible: {span}; {coverage_share} known",
                values,
            )
        return self._words.sentence("{level}; possible: {span}; {coverage_share} known", values)

    def _outcome(self, result: ConditionResult, score: HeadlineScore) -> str:
        name = self._moves.outcome(result.outcome or Outcome.UNKNOWN)
        said = self._words.text(result.outcome_name) if result.outcome_name is not None else name
        if score.lowest == score.highest or (score.lowest, score.highest) == _ANYTHING:
            return said
        span = self._range(self._words.score(score.lowest), self._words.score(score.highest))
        return f"{said} ({span})"

    def _fall(self, result: ConditionResult) -> str:
        moved = result.movement
        if moved is None or moved.before.point is None or moved.after.point is None:
            return self._words.sentence("no comparison")
        change = moved.after.point - moved.before.point
        return self._words.sentence(
            "{before} then, {after} now ({change}); known {before_share} then, {after_share} now",
            {
                "before": self._words.score(moved.before.point),
                "after": self._words.score(moved.after.point),
                "change": self._change(change, -float(result.wanted or 0)),
                "before_share": moved.before.coverage,
                "after_share": moved.after.coverage,
            },
        )

    def _change(self, change: float, wanted: float) -> str:
        decimals = decimals_that_tell(change, wanted, 2)
        if decimals == 2:  # noqa: PLR2004 - as `mrl diff` writes changes
            return self._moves.change(change)
        return (MINUS if change < 0 else "+") + self._words.number(abs(change), decimals)
