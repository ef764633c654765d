"""What is said of a gate's conditions: what is asked, what was found, what would mend it."""

from collections.abc import Iterator
from typing import Final

from mrl.i18n import Plain, translator
from mrl.model.base import say
from mrl.model.gate import ConditionKind, ConditionResult, GateReport, JudgedBy, Mend, Verdict
from mrl.rendering.altered import altered
from mrl.rendering.gate_findings import Findings
from mrl.rendering.movement import Moves
from mrl.rendering.whose import Whose
from mrl.rendering.words import Phrases

_EXACTLY: Final = 6
"""Decimals with which a condition is repeated as it was set."""
_ASKED: Final = {
    ConditionKind.READINESS: say("{title}: at least {wanted} of 10"),
    ConditionKind.NODE: say("{title}: at least {wanted} of 10"),
    ConditionKind.MEASURED: say("{title}, measured alone: at least {wanted} of 10"),
    ConditionKind.PROVENANCE: say("{title}: at least {word}"),
    ConditionKind.CRITERION: say("{title} ({name}): met"),
    ConditionKind.FALL: say("{title}: a fall of {wanted} at most"),
    ConditionKind.COVERAGE: say("{title}: at least {wanted} known"),
    ConditionKind.EXPIRED: say("No answer has expired"),
}

_REASONED: Final = (ConditionKind.FALL, ConditionKind.PROVENANCE)


class GateWords:
    """Says conditions in one language; everything given back is plain text."""

    def __init__(self, language: str) -> None:
        self._words = translator(language)
        self._phrases = Phrases(self._words)
        self._moves = Moves(language)
        self._findings = Findings(language)
        self._whose = Whose(self._words)

    def verdict(self, result: ConditionResult) -> str:
        """Name how a condition ends, and whether that is waived."""
        names = {
            Verdict.PASS: self._words.sentence("pass"),
            Verdict.FAIL: self._words.sentence("fail"),
            Verdict.UNDETERMINED: self._words.sentence("undetermined"),
        }
        if result.waived == "used":
            return self._words.sentence("waived ({verdict})", {"verdict": names[result.verdict]})
        return names[result.verdict]

    def heading(self, report: GateReport) -> str:
        """Say what is before the gate."""
        values: dict[str, Plain] = {
            "project": report.project,
            "day": report.assessed.as_of.date(),
            "rubric": report.assessed.rubric,
            "version": report.assessed.rubric_version,
        }
        return self._words.sentence("Gate: {project}, {day}, rubric {rubric} {version}", values)

    def basis(self, report: GateReport) -> str:
        """Say what scores are judged by where it is not the range."""
        if report.by is JudgedBy.RANGE:
            return ""
        return self._words.sentence(
            "Scores are judged by what is known now, where coverage passes the floor of the headline."
        )

    def altered(self, report: GateReport) -> str:
        """Say that the rubric only borrows its name; empty where it does not."""
        return altered(self._words, report.assessed.rubric, report.assessed.rubric_digest)

    def result(self, report: GateReport) -> str:
        """Say the result of the whole gate."""
        return {
            Verdict.PASS: self._words.sentence("Result: pass"),
            Verdict.FAIL: self._words.sentence("Result: fail"),
            Verdict.UNDETERMINED: self._words.sentence("Result: undetermined"),
        }[report.verdict]

    def counts(self, report: GateReport) -> str:
        """Say how many conditions ended how."""
        judged = [each for each in report.conditions if each.waived != "used"]
        values: dict[str, Plain] = {
            "passed": sum(each.verdict is Verdict.PASS for each in judged),
            "waived": len(report.conditions) - len(judged),
            "failed": sum(each.verdict is Verdict.FAIL for each in judged),
            "open": sum(each.verdict is Verdict.UNDETERMINED for each in judged),
        }
        return self._words.sentence(
            "passed: {passed}, waived: {waived}, failed: {failed}, undetermined: {open}", values
        )

    def decision(self, report: GateReport) -> str:
        """Say what an undetermined gate was told to count as; empty where nothing needed deciding."""
        if report.verdict is not Verdict.UNDETERMINED or report.undetermined is None:
            return ""
        if report.undetermined == "pass":
            return self._words.sentence("Undetermined counts as a pass here, as it was asked to.")
        return self._words.sentence("Undetermined counts as a fail here, as it was asked to.")

    def columns(self) -> str:
        """Give the head of the table of conditions, as Markdown."""
        heads = (
            self._words.sentence("Result"),
            self._words.sentence("Condition"),
            self._words.sentence("Found"),
        )
        return f"| {' | '.join(heads)} |"

    def asked(self, result: ConditionResult) -> str:
        """Say what a condition asks."""
        wanted = float(result.wanted or 0)
        values: dict[str, Plain] = {
            "title": self._words.text(result.title) if result.title is not None else "",
            "name": result.of or "",
            "wanted": self._words.number(wanted, _EXACTLY),
            "word": self._whose.word(result.wanted_word) if result.wanted_word is not None else "",
        }
        if result.level is not None:
            level = self._phrases.level(result.level, int(wanted))
            return self._words.sentence("{title}: at least {level}", values | {"level": level})
        if result.kind is ConditionKind.COVERAGE:
            share = {"figure": self._words.number(100 * wanted, _EXACTLY)}
            values["wanted"] = self._words.sentence("{figure}%", share)
        return self._words.sentence(_ASKED[result.kind].template, values)

    def found(self, result: ConditionResult) -> str:
        """Say what was found of a condition."""
        return self._findings.found(result)

    def causes(self, result: ConditionResult) -> Iterator[str]:
        """Say through what a headline moved, and why that could not be told."""
        if result.movement is not None and result.movement.change:
            for part, figure in self._moves.parts(result.movement):
                if part.change:
                    yield f"{figure}  {self._moves.cause(part)}"
        if result.reason is not None and result.kind in _REASONED:
            yield self._words.message(result.reason)

    def own_word(self, result: ConditionResult) -> str:
        """Say that a condition would pass on the project's own word alone; empty where it would not."""
        if not result.on_own_word:
            return ""
        return self._words.sentence(
            "It holds on the project's own word alone, which does not count here: have an assessor answer, "
            "or accept it with provenance self-declared."
        )

    def evidence(self, result: ConditionResult) -> Iterator[str]:
        """Say what the metrics behind a criterion found."""
        for each in result.evidence:
            found = self._phrases.found(each)
            if found is not None:
                yield self._phrases.plain(found)

    def mends(self, result: ConditionResult) -> Iterator[tuple[str, str]]:
        """Say what would mend a condition: each the text, and what stands in brackets behind it."""
        for mend in result.mends:
            name = "" if mend.of == result.of else f"{mend.of} {self._phrases.plain(mend.title)}"
            text = self._words.text(mend.text) if mend.text is not None else ""
            label = (
                self._words.sentence("to do") if mend.kind == "do" else self._words.sentence("to find out")
            )
            mark = self._words.mark(":")
            said = f"{mark} ".join(part for part in (label, name, text) if part)
            between = self._words.mark(";") + " "
            yield said, between.join(self._around(mend, is_own=mend.of == result.of))
        if result.more_mends:
            yield self._words.counted("and {count} more", "and {count} more", result.more_mends), ""

    def _around(self, mend: Mend, *, is_own: bool) -> Iterator[str]:
        """Say what is known and where to act; what was found of the criterion itself stands above."""
        if mend.present is not None and not (is_own and mend.kind == "do"):
            yield self._words.message(mend.present)
        if mend.where is not None:
            yield self._words.text(mend.where)
        if mend.effort_days is not None:
            yield self._phrases.quantity(mend.effort_days, "days")

    def waiver(self, result: ConditionResult) -> str:
        """Say what is waived by whom, or why a waiver does not count; empty where there is none."""
        waiver = result.waiver
        if waiver is None:
            return ""
        values: dict[str, Plain] = {"role": waiver.role, "day": waiver.until, "text": waiver.reason}
        if result.waived == "used":
            return self._words.sentence("waived until {day} ({role}): {text}", values)
        if result.waived == "expired":
            return self._words.sentence(
                "the waiver ended on {day} and does not count ({role}): {text}", values
            )
        return self._words.sentence("the waiver until {day} is not needed any more ({role}): {text}", values)
