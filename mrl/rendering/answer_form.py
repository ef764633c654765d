"""The questions of an assessment as a YAML file to be filled in by people."""

import json
from collections.abc import Iterator, Mapping

from mrl.i18n import translator
from mrl.model.answers import ANSWERS_SCHEMA
from mrl.model.assessment import AnswerRecord, Assessment, CriterionResult
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
# overrides:
#   releases.final_12_months:
#     value: 4
#     role: release manager
#     date: {day}
#     reason: releases are published in a package registry and not tagged in git
#     valid_until: {next_year}
"""


def render_answer_form(assessment: Assessment) -> bytes:
    """Write every question with what was measured; answers that were given are carried over."""
    evidence = {item.metric: item for item in assessment.evidence}
    given = {record.criterion: record for record in assessment.answers if not record.confidential}
    day = assessment.as_of.date()
    lines = [
        _HEAD.format(project=_one_line(assessment.project)),
        f"schema: {ANSWERS_SCHEMA}",
        f"rubric: {assessment.rubric.id}",
        f"project: {json.dumps(assessment.project, ensure_ascii=False)}",
        "role:             # of whoever answers: project lead, OSPO officer ...",
        f"date: {day}",
        "basis: declaration",
        "",
        "answers:",
    ]
    for criterion in assessment.criteria:
        lines.extend(_question(criterion, evidence, given.get(criterion.id)))
    lines.append(_OVERRIDES.format(day=day, next_year=day.replace(year=day.year + 1, day=1)))
    return "\n".join(lines).encode()


def _question(
    criterion: CriterionResult, evidence: Mapping[str, Evidence], given: AnswerRecord | None
) -> Iterator[str]:
    yield ""
    yield f"  # {criterion.title.en}: {criterion.question.en}"
    yield f"  # Answer: {_what_fits(criterion)}"
    for index, situation in enumerate(criterion.situations):
        yield f"  #   {index}  {situation.en}"
    for metric in filter(None, (criterion.evidence, *criterion.supporting)):
        if metric in evidence:
            yield f"  # {_measured(evidence[metric])}"
    yield f"  # Now: {criterion.outcome.value.replace('_', ' ')}{_role(criterion)}"
    yield f"  {criterion.id}:"
    if given is None or given.answer is None:
        yield "    answer:"
        return
    yield f"    answer: {json.dumps(given.answer, ensure_ascii=False)}"
    for name in ("role", "date", "basis", "evidence", "valid_until", "comment"):
        value = getattr(given, name)
        if value is not None:
            yield f"    {name}: {json.dumps(str(value), ensure_ascii=False)}"


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
