"""Figures in words: values with their units, what they are judged against, what was found."""

from collections.abc import Mapping
from typing import Final

from mrl.i18n import Translator
from mrl.model.base import Message, Text, say
from mrl.model.evidence import Bound, Evidence, Kind
from mrl.rendering.units import BARE, PLURALS

Said = Text | Message | str

NONE: Final = "\u2013"
EVERYWHERE: Final = "The same in all of {total} repositories"
"""What metrics say of several repositories that agree; it does not say in what."""


class Figures:
    """Values of metrics and answers in one language; everything given back is plain text."""

    def __init__(self, words: Translator) -> None:
        self._words = words

    def plain(self, said: Said) -> str:
        """Say a text, a message or an English term in the language, without marking a fallback."""
        if isinstance(said, Text):
            return self._words.text(said)
        if isinstance(said, Message):
            return self._words.message(said)
        return self._words.term(said)

    def measure(self, evidence: Evidence) -> str:
        """Write the value of evidence with its unit; a lower bound says so."""
        if evidence.value is None:
            return self._words.sentence("unknown")
        written = self.figure(evidence.value, evidence.kind, evidence.unit)
        if evidence.bound is Bound.AT_LEAST:
            return self._words.sentence("at least {figure}", {"figure": written})
        return written

    def figure(self, value: bool | float | str | None, kind: Kind, unit: str = "") -> str:
        """Write a bare value of a metric of that kind, with its unit where it has one."""
        if value is None:
            return self._words.sentence("unknown")
        if isinstance(value, str):
            return self._words.term(value)
        if isinstance(value, bool) or kind is Kind.YES_NO:
            return self._words.value("", bool(value))
        if kind is Kind.SHARE and unit not in BARE:
            return self._words.percent(value)
        return self.quantity(value, unit)

    def quantity(self, value: float, unit: str) -> str:
        """Write a number with its unit, in the singular for one."""
        if unit in PLURALS:
            one, many = PLURALS[unit]
            # English counts 0.9 as many, French as one; both take 0 for that.
            return self._words.counted(one, many, 1 if value == 1 else int(value >= 2) * 2, {"count": value})  # noqa: PLR2004
        number = self._words.number(value)
        return number if unit in BARE or not unit else f"{number} {self._words.sentence(unit)}"

    def target(self, target: Message) -> str:
        """Say what a figure is judged against."""
        share, value, unit = (target.values.get(name) for name in ("share", "value", "unit"))
        if isinstance(share, float | int):
            figure, end = self._words.percent(share), share
        elif isinstance(value, float | int) and isinstance(unit, str):
            figure, end = self.quantity(value, unit), value
        else:
            return self._words.message(target)
        if target.template.startswith("at least"):
            return figure if share == 1 else self._words.sentence("at least {figure}", {"figure": figure})
        if end == 0:
            return figure if unit in BARE else self._words.sentence("none")
        return self._words.sentence("at most {figure}", {"figure": figure})

    def found(self, evidence: Evidence | None) -> Message | str | None:
        """Give the sentence of what was found; None where nothing was."""
        if evidence is None or evidence.value is None:
            return None
        if evidence.sentence is None:
            return self.measure(evidence)
        if evidence.sentence.template != EVERYWHERE:
            return evidence.sentence
        figure = self.measure(evidence)
        return say(
            "{figure} in all of {total} repositories",
            total=evidence.total,
            figure=figure[:1].upper() + figure[1:],
        )

    def stop(self, said: Said) -> str:
        """Give the full stop that a sentence still lacks."""
        return "" if self.plain(said).endswith((".", "!", "?", "…")) else "."

    def answer(self, answer: str | None, labels: Mapping[str, Text] | None = None) -> str:
        """Write an answer; the words that every practice knows, and those with a label, are translated."""
        label = (labels or {}).get(answer or "")
        if label is not None:
            return self._words.text(label)
        known = {
            "yes": self._words.sentence("yes"),
            "partly": self._words.sentence("partly"),
            "no": self._words.sentence("no"),
            "not applicable": self._words.sentence("not applicable"),
        }
        return known.get(answer or "", answer or NONE)
