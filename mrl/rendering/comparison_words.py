"""What a comparison says in sentences; what is not certain is said to be open, and nobody is named."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from mrl.i18n import Plain, Translator
from mrl.model.assessment import Outcome, Points
from mrl.model.base import Message
from mrl.model.comparison import HeadlineOrder, PairDominance, Standing
from mrl.model.evidence import Evidence
from mrl.rendering.comparison_view import Column, DossierView, Side
from mrl.rendering.levels import EN_DASH
from mrl.rendering.whose import Whose
from mrl.rendering.words import Phrases

_PAIR: Final = 2
_SHOWN_ANSWER: Final = 60


class DossierWords:
    """Sentences about a comparison in one language; everything given back is plain text."""

    def __init__(self, view: DossierView, words: Translator) -> None:
        self._view = view
        self._words = words
        self._phrases = Phrases(words)

    def certain(self, sides: Sequence[Side]) -> str:
        """Say what is certain of the order under a headline, what the answers add to it, what is open."""
        by_facts, by_answers = _above(sides, _on_facts), _above(sides, _as_answered)
        if by_facts == by_answers:
            return self._by_facts(sides, by_facts)
        order = self._whole_order(sides, by_answers) or self._pairs(by_answers)
        said = self._words.sentence(
            "As far as the answers given are right: {order}. Facts alone do not settle it.", {"order": order}
        )
        return f"{said} {self._certain_pairs(by_facts)}" if any(by_facts.values()) else said

    def _by_facts(self, sides: Sequence[Side], above: Mapping[str, Sequence[str]]) -> str:
        order = self._whole_order(sides, above)
        if order:
            return self._words.sentence(
                "The order is certain, whatever is still found out: {order}.", {"order": order}
            )
        if any(above.values()):
            return self._certain_pairs(above)
        if _are_equal(sides):
            return self._words.sentence("All have the same result, with nothing left open.")
        return self._words.sentence(
            "The ranges overlap: which project is ahead is not certain, and none is named."
        )

    def _whole_order(self, sides: Sequence[Side], above: Mapping[str, Sequence[str]]) -> str:
        """Write the order of all projects; empty where some pair of them is open."""
        if len(sides) * (len(sides) - 1) != _PAIR * sum(map(len, above.values())):
            return ""
        return self._ordered([[letter] for letter in sorted(above, key=lambda each: -len(above[each]))])

    def _certain_pairs(self, above: Mapping[str, Sequence[str]]) -> str:
        return self._words.sentence(
            "Certain, whatever is still found out: {pairs}. All else is open, since the ranges overlap.",
            {"pairs": self._pairs(above)},
        )

    def _pairs(self, above: Mapping[str, Sequence[str]]) -> str:
        return "; ".join(self._above(letter, below) for letter, below in above.items() if below)

    def whose(self, side: Side) -> str:
        """Say from whom a headline of a project comes, in a word or two; the cover says who and when."""
        return Whose(self._words).tag(side.headline.provenance)

    def _above(self, letter: str, below: Sequence[str]) -> str:
        others = ", ".join(map(self._view.called, below))
        return self._words.sentence(
            "{first} above {others}", {"first": self._view.called(letter), "others": others}
        )

    def order(self, order: HeadlineOrder) -> str:
        """Say in how many draws the order of the scores holds, and that by the middle of the draws."""
        score, drawn = order.by_score, order.by_draws
        if len(drawn.groups) == 1:
            return self._words.sentence(
                "Equal in every one of {count} draws: there is no order.", {"count": order.draws}
            )
        middle: dict[str, Plain] = {
            "count": order.draws,
            "share": drawn.share,
            "order": self._ordered(drawn.groups),
        }
        if score is None or len(score.groups) == 1:
            return self._words.sentence(
                "The order by the middle of the draws, {order}, holds in {share} of {count} draws.", middle
            )
        given: dict[str, Plain] = {
            "count": order.draws,
            "share": score.share,
            "order": self._ordered(score.groups),
        }
        said = self._words.sentence(
            "The order of the scores, {order}, holds in {share} of {count} draws.", given
        )
        if score.groups == drawn.groups:
            return said
        other = self._words.sentence("By the middle of the draws it is {order}, in {share}.", middle)
        return f"{said} {other}"

    def _ordered(self, groups: Sequence[Sequence[str]]) -> str:
        return " > ".join(" = ".join(map(self._view.called, group)) for group in groups)

    def dominant(self, pairs: Sequence[PairDominance]) -> str:
        """Say who dominates whom."""
        found = [pair for pair in pairs if pair.dominant is not None]
        if not found:
            return self._words.sentence("No project dominates another.")
        each = (self._dominates(pair) for pair in found)
        return self._words.sentence("{pairs}. No other one dominates another.", {"pairs": "; ".join(each)})

    def _dominates(self, pair: PairDominance) -> str:
        one, other = (pair.first, pair.second) if pair.dominant == pair.first else (pair.second, pair.first)
        return self._words.sentence(
            "{first} dominates {second}",
            {"first": self._view.called(one), "second": self._view.called(other)},
        )

    def follows(self, pair: PairDominance) -> str:
        """Say what follows for one pair."""
        if pair.dominant is None:
            return self._words.sentence("neither dominates")
        return self._dominates(pair)

    def score_bar(self, column: Column, score: Points) -> str:
        """Say what a bar of one project shows."""
        return self._phrases.bar(self._view.called(column.letter), score, None)

    def stands(self, column: Column, criterion: str) -> str:
        """Write in as few words as possible what a project has in a criterion: its figure or its answer."""
        standing = self._standing(column, criterion)
        if standing.outcome is Outcome.UNKNOWN:
            return self._words.sentence("unknown")
        if standing.outcome is Outcome.NOT_APPLICABLE:
            return self._words.sentence("not applicable")
        found = column.criterion(criterion)
        answer = column.view.answer(found)
        if answer is not None:
            return self._answer(column, criterion)
        evidence = column.view.evidence(found)
        return self._figure(evidence) if evidence is not None else ""

    def _standing(self, column: Column, criterion: str) -> Standing:
        found = next(each for each in self._view.comparison.criteria if each.id == criterion)
        return found.standings[self._view.place(column.letter)]

    def _figure(self, evidence: Evidence) -> str:
        return self._phrases.measure(evidence)

    def _answer(self, column: Column, criterion: str) -> str:
        found = column.criterion(criterion)
        answer = column.view.answer(found)
        if answer is None or answer.confidential or not answer.answer:
            return self._words.sentence("answered in confidence")
        if found.situations:
            top = len(found.situations) - 1
            ends = sorted({round(found.points.lowest * top), round(found.points.highest * top)})
            return self._words.sentence(
                "step {steps} of {top}", {"steps": EN_DASH.join(map(str, ends)), "top": top}
            )
        written = self._phrases.answer(answer.answer, found.labels)
        return written if len(written) <= _SHOWN_ANSWER else written[: _SHOWN_ANSWER - 1] + "…"

    def reason(self, message: Message | None) -> str:
        """Say why something is unknown."""
        return self._words.message(message) if message is not None else ""


def _above(sides: Sequence[Side], ends: Callable[[Side], tuple[float, float]]) -> dict[str, list[str]]:
    """Give each project, by its letter, those whose whole range lies below its own."""
    return {
        one.column.letter: [other.column.letter for other in sides if ends(one)[0] > ends(other)[1]]
        for one in sides
    }


def _as_answered(side: Side) -> tuple[float, float]:
    return side.headline.score.lowest, side.headline.score.highest


def _on_facts(side: Side) -> tuple[float, float]:
    """Give the range that holds whoever is right; all of the scale where nobody worked it out."""
    found = side.headline.provenance.on_facts if side.headline.provenance is not None else None
    return (found.lowest, found.highest) if found is not None else (0.0, 10.0)


def _are_equal(sides: Sequence[Side]) -> bool:
    return len({(side.headline.score.lowest, side.headline.score.highest) for side in sides}) == 1 and all(
        side.headline.score.lowest == side.headline.score.highest for side in sides
    )
