"""Why a result moved, in words and in figures that add up as they are printed."""

from collections.abc import Iterator, Sequence
from typing import Final

from mrl.i18n import Plain, Translator, translator
from mrl.model.assessment import Outcome
from mrl.model.base import Message, say
from mrl.model.movement import Cause, HeadlineMovement, MovedCriterion, Movement, Part
from mrl.rendering.figures import NONE

_HUNDRED: Final = 100
_SHOWN: Final = 8
MINUS: Final = "\u2212"
_CAUSES: Final = {
    Cause.TOOL: say("another version of the program"),
    Cause.RUBRIC: say("another version of the rubric"),
    Cause.KNOWN: say("what became known, or unknown"),
    Cause.PROJECT: say("what the project did"),
}
_OUTCOMES: Final = {
    Outcome.MET: say("met"),
    Outcome.PARTLY_MET: say("partly met"),
    Outcome.NOT_MET: say("not met"),
    Outcome.UNKNOWN: say("unknown"),
    Outcome.NOT_APPLICABLE: say("not applicable"),
}
ORDER: Final = say(
    "The old is replaced by the new in this order: program, rubric, what is known, what the project did. "
    "Another order would split the change differently."
)
_NOT_REMEASURED: Final = say(
    "The older facts were not at hand and could not be measured again: what another version of the program "
    "measures differently counts as what the project did."
)


def in_hundredths(parts: Sequence[float], total: float) -> list[int]:
    """Round parts to hundredths so that they still add up to the rounded total.

    What rounding leaves over goes to the parts that it hurt most.
    """
    exact = [part * _HUNDRED for part in parts]
    rounded = [round(each) for each in exact]
    missing = round(total * _HUNDRED) - sum(rounded)
    step = 1 if missing > 0 else -1
    hurt = sorted(range(len(parts)), key=lambda place: step * (rounded[place] - exact[place]))
    for place in hurt[: abs(missing)]:
        rounded[place] += step
    return rounded


class Moves:
    """Says movements in one language."""

    def __init__(self, language: str) -> None:
        self._words: Translator = translator(language)

    def notes(self, movement: Movement) -> tuple[str, ...]:
        """Say how the change was split, and what could not be told apart."""
        notes = [ORDER] if movement.remeasured else [ORDER, _NOT_REMEASURED]
        return tuple(self._words.message(note) for note in notes)

    def cause(self, part: Part) -> str:
        """Name a part's cause."""
        return self._words.message(_CAUSES[part.cause])

    def outcome(self, outcome: Outcome) -> str:
        """Name an outcome."""
        return self._words.message(_OUTCOMES[outcome])

    def parts(self, headline: HeadlineMovement) -> list[tuple[Part, str]]:
        """Give the parts with their figures, which add up to the figure of the whole."""
        figures = in_hundredths([part.change for part in headline.parts], headline.change or 0.0)
        return [
            (part, self.change(figure / _HUNDRED))
            for part, figure in zip(headline.parts, figures, strict=True)
        ]

    def change(self, change: float) -> str:
        """Write a change with its sign and two digits after the point."""
        written = self._words.gain(abs(change))
        if round(change, 2) == 0:
            return self._words.gain(0.0)
        return f"+{written}" if change > 0 else f"{MINUS}{written}"

    def said(self, message: Message | None) -> str:
        """Say what the evidence says, nothing where it says nothing."""
        return self._words.message(message) if message is not None else ""

    def headline(self, headline: HeadlineMovement) -> str:
        """Say the whole change of a headline in a line."""
        before, after = (self._score(score) for score in (headline.before.point, headline.after.point))
        values: dict[str, Plain] = {
            "headline": self._words.text(headline.title),
            "before": before,
            "after": after,
            "before_share": headline.before.coverage,
            "after_share": headline.after.coverage,
        }
        if headline.change is None:
            line = self._words.sentence(
                "{headline}: {before} then, {after} now; known {before_share} then, {after_share} now", values
            )
            return f"{line}; {self.said(headline.reason)}"
        return self._words.sentence(
            "{headline}: {before} then, {after} now ({change}); known {before_share} then, {after_share} now",
            {**values, "change": self.change(headline.change)},
        )

    def _score(self, point: float | None) -> str:
        return NONE if point is None else self._words.score(point)

    def lines(self, movement: Movement) -> Iterator[str]:
        """Say a movement as lines for a terminal."""
        yield self._words.sentence(
            "{project}: {old_day} to {new_day}",
            {
                "project": movement.project,
                "old_day": movement.old.as_of.date(),
                "new_day": movement.new.as_of.date(),
            },
        )
        for headline in movement.headlines:
            yield ""
            yield self.headline(headline)
            for part, figure in self.parts(headline):
                yield f"  {figure:>7}  {self.cause(part)}"
                yield from self._criteria(part)
        yield ""
        yield from self.notes(movement)

    def _criteria(self, part: Part) -> Iterator[str]:
        shown, rest = part.criteria[:_SHOWN], part.criteria[_SHOWN:]
        names = [self._criterion(moved) for moved in shown]
        changes = [moved.change for moved in shown]
        if rest:
            names.append(self._words.counted("{count} more criterion", "{count} more criteria", len(rest)))
            changes.append(sum(moved.change for moved in rest))
        for name, figure in zip(names, in_hundredths(changes, sum(changes)), strict=True):
            yield f"           {self.change(figure / _HUNDRED):>7}  {name}"

    def _criterion(self, moved: MovedCriterion) -> str:
        title = f"{moved.criterion} {self._words.text(moved.title)}"
        outcomes = f"{self.outcome(moved.before)} → {self.outcome(moved.after)}"
        said = self.said(moved.said_after)
        line = f"{title}{self._words.mark(':')} {outcomes}"
        return f"{line} ({said})" if said else line
