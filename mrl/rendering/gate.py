"""The result of a gate as lines for a terminal, and as Markdown for the summary of a pipeline's step."""

from collections.abc import Iterator
from typing import Final

from mrl.model.gate import ConditionResult, GateReport, Verdict
from mrl.rendering.gate_words import GateWords
from mrl.rendering.text import first_sentence, markdown_escaped

_SIGNS: Final = {Verdict.PASS: "+", Verdict.FAIL: "x", Verdict.UNDETERMINED: "?"}
_MARKS: Final = {Verdict.PASS: "✓", Verdict.FAIL: "✗", Verdict.UNDETERMINED: "?"}
_WAIVED: Final = "~"
_LONGEST: Final = 200
"""Characters of advice on a terminal; Markdown and JSON have all of it."""


def gate_lines(report: GateReport, language: str) -> Iterator[str]:
    """Say the result of a gate in lines: a sign and a word per condition, then what would mend it."""
    words = GateWords(language)
    yield words.heading(report)
    yield ""
    width = max(len(words.verdict(each)) for each in report.conditions)
    for each in report.conditions:
        yield f"[{_sign(each, _SIGNS)}] {words.verdict(each):<{width}}  {words.asked(each)}"
        yield f"      {words.found(each)}"
        yield from (f"      {line}" for line in _details(words, each, _LONGEST))
    yield ""
    yield f"{words.result(report)} ({words.counts(report)})"
    yield from _remarks(words, report)


def _sign(result: ConditionResult, signs: dict[Verdict, str]) -> str:
    return _WAIVED if result.waived == "used" else signs[result.verdict]


def _remarks(words: GateWords, report: GateReport) -> list[str]:
    return [
        remark for remark in (words.altered(report), words.basis(report), words.decision(report)) if remark
    ]


def _details(words: GateWords, result: ConditionResult, longest: int | None = None) -> Iterator[str]:
    """Say the causes, the evidence, what would mend it (cut to `longest` characters) and any waiver."""
    yield from words.causes(result)
    if words.own_word(result):
        yield words.own_word(result)
    if result.verdict is not Verdict.PASS:
        yield from words.evidence(result)
    if result.counts_as is not Verdict.PASS:
        for text, around in words.mends(result):
            said = first_sentence(text, longest) if longest is not None else text
            yield f"{said} ({around})" if around else said
    if result.waiver is not None:
        yield words.waiver(result)


def gate_markdown(report: GateReport, language: str) -> bytes:
    """Give the result of a gate as Markdown: a table of the conditions, then details of each."""
    words = GateWords(language)
    heading, counts = markdown_escaped(words.heading(report)), markdown_escaped(words.counts(report))
    lines = [f"### {markdown_escaped(words.result(report))}", "", heading, "", counts]
    for remark in _remarks(words, report):
        lines += ["", markdown_escaped(remark)]
    lines += ["", *_table(words, report)]
    for each in report.conditions:
        details = [f"- {markdown_escaped(detail)}" for detail in _details(words, each)]
        if details:
            lines += ["", f"**{markdown_escaped(words.asked(each))}**", "", *details]
    return ("\n".join(lines) + "\n").encode()


def _table(words: GateWords, report: GateReport) -> Iterator[str]:
    yield words.columns()
    yield "| --- | --- | --- |"
    for each in report.conditions:
        cells = (f"{_sign(each, _MARKS)} {words.verdict(each)}", words.asked(each), words.found(each))
        yield f"| {' | '.join(map(markdown_escaped, cells))} |"
