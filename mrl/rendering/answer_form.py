"""The questions of an assessment as a YAML file to be filled in by people."""

import json
from collections.abc import Iterator, Mapping, Sequence

from mrl.i18n import translator
from mrl.model.answers import ANSWERS_SCHEMA, Answer, Override
from mrl.model.assessment import Assessment, CriterionResult
from mrl.model.base import Day
from mrl.model.evidence import Evidence

_HEAD = """\
# Answers for {project}.
# Write after `answer:`; leave it empty where you do not know: unknown is not counted as no.
# What is common to all answers stands at the top; an answer may say otherwise for itself with
# `role`, `date`, `basis` (interview, declaration or desk), `evidence` (a link), `valid_until`,
# `comment` and `confidential: yes` (then only its outcome is shown).
# Write roles, never names. Check the file with: mrl answers check FILE
"""

_OVERRIDES = """
# A measured value that is wrong can be replaced, with the reason and until when. Both are shown.
"""

_SAMPLE = """\
# overrides:
#   releases.final_12_months:
#     value: 4
#     role: release manager
#     date: {day}
#     reason: releases are published in a package registry and not tagged in git
#     valid_until: {next_year}
"""


def render_answer_form(
    assessment: Assessment,
    answers: Mapping[str, Sequence[Answer]],
    overrides: Mapping[str, Sequence[Override]],
) -> bytes:
    """Write every question with what was measured, and the answers and overrides given before.

    `answers` by criterion and `overrides` by metric are carried over, the strongest first: it
    stands as the answer, the others beside it as comments.
    """
    evidence = {item.metric: item for item in assessment.evidence}
    lines = [
        _HEAD.format(project=_one_line(assessment.project)),
        f"schema: {ANSWERS_SCHEMA}",
        f"rubric: {assessment.rubric.id}",
        f"project: {_quoted(assessment.project)}",
        "role:             # of whoever answers: project lead, OSPO officer ...",
        f"date: {assessment.as_of.date()}",
        "basis: declaration",
        "",
        "answers:",
    ]
    for criterion in assessment.criteria:
        lines.extend(_question(criterion, evidence))
        lines.extend(_own_answers(assessment, criterion))
        lines.extend(_entry(criterion.id, answers.get(criterion.id, (Answer(),))))
    lines.append(_OVERRIDES + ("overrides:" if overrides else _sample(assessment.as_of.date())))
    for metric, given in overrides.items():
        lines.extend(_entry(metric, given))
    return ("\n".join(lines).rstrip() + "\n").encode()


def _sample(day: Day) -> str:
    return _SAMPLE.format(day=day, next_year=day.replace(year=day.year + 1, day=1))


def _question(criterion: CriterionResult, evidence: Mapping[str, Evidence]) -> Iterator[str]:
    yield ""
    yield f"  # {_one_line(criterion.title.en)}: {_one_line(criterion.question.en)}"
    yield f"  # Answer: {_what_fits(criterion)}"
    for index, situation in enumerate(criterion.situations):
        yield f"  #   {index}  {_one_line(situation.en)}"
    for metric in filter(None, (criterion.evidence, *criterion.supporting)):
        if metric in evidence:
            yield f"  # {_measured(evidence[metric])}"
    yield f"  # Now: {criterion.outcome.value.replace('_', ' ')}{_role(criterion)}"


def _own_answers(assessment: Assessment, criterion: CriterionResult) -> Iterator[str]:
    """Show what the project says of itself; it stays its own word and is not made the assessor's."""
    for record in assessment.answers:
        if record.criterion == criterion.id and record.provenance == "project" and record.answer:
            yield f"  # The project's own answer: {_quoted(record.answer)}"


def _entry(name: str, given: Sequence[Answer | Override]) -> Iterator[str]:
    strongest, *others = given
    for other in others:
        yield f"  # Also given, and not used: {', '.join(_lines(other))}"
    yield f"  {name}:"
    for line in _lines(strongest):
        yield f"    {line}"


def _lines(record: Answer | Override) -> Iterator[str]:
    """Write what a record says, one key after the other; an answer's own key stands there always."""
    for name, value in record:
        if value is True:
            yield f"{name}: yes"
        elif value:
            yield f"{name}: {_quoted(str(value))}"
        elif name == "answer":
            yield "answer:"


def _what_fits(criterion: CriterionResult) -> str:
    if criterion.situations:
        return f"0 to {len(criterion.situations) - 1}, or an interval such as 1-2"
    if criterion.metric_role == "decides":
        return "yes | no" if criterion.scale == "yes_no" else "a number"
    return "yes | partly | no | not applicable"


def _role(criterion: CriterionResult) -> str:
    if criterion.metric_role == "decides" and criterion.origin is not None:
        return " (the measurement decides; only an override can change it)"
    return ""


def _measured(item: Evidence) -> str:
    said = "Not measured" if item.value is None else "Measured"
    message = item.sentence or item.reason
    return f"{said}: {_one_line(translator('en').message(message)) if message is not None else item.title}"


def _one_line(text: str) -> str:
    """Keep a text inside its comment: no line breaks and no control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _quoted(text: str) -> str:
    """Write a text as YAML that reads back as the same text, whatever is in it."""
    written = json.dumps(text, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else f"\\U{ord(letter):08x}" for letter in written)
