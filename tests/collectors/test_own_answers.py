"""Answers that a project keeps in its own repository: what is kept of them and what is told."""

from support.trees import tree_of

from mrl.collectors.own_answers import read_own_answers
from mrl.model.answers import Answers
from mrl.model.facts import Gap

ANSWERS = """\
schema: mrl-answers/1
rubric: market-readiness
project: The project of Ada Example
role: maintainer
date: 2026-01-01
answers:
  COM-1:
    answer: "yes"
    evidence: https://example.org/chat
    valid_until: 2026-12-31
    comment: Ask Ben Sample, ben@example.org
    confidential: true
  COM-2:
    answer: "no"
    basis: interview
"""
OVERRIDE = """\
overrides:
  license.main:
    value: MIT
    role: maintainer
    date: 2026-01-01
    reason: because we say so
    valid_until: 2026-12-31
"""


def read(text: str) -> tuple[Answers | None, list[str]]:
    files, reader = tree_of({".mrl/answers.yaml": text})
    found, gaps = read_own_answers("example", files, reader)
    return found.answers if found else None, reasons(gaps)


def reasons(gaps: list[Gap]) -> list[str]:
    return [gap.reason.in_english() for gap in gaps]


def test_what_scoring_needs_is_kept_and_no_comment():
    answers, gaps = read(ANSWERS)
    assert answers is not None
    first, second = answers.answers.values()
    assert (answers.role, str(answers.date), answers.project) == ("maintainer", "2026-01-01", None)
    assert (first.answer, first.evidence, first.confidential) == ("yes", "https://example.org/chat", True)
    assert (str(first.valid_until), second.basis) == ("2026-12-31", "interview")
    assert "Sample" not in answers.model_dump_json()
    assert "Example" not in answers.model_dump_json()
    assert gaps == []


def test_overrides_are_left_out_and_told():
    answers, gaps = read(ANSWERS + OVERRIDE)
    assert answers is not None
    assert answers.overrides == {}
    assert gaps == ["overrides in the project's own answers are not used; only an assessor replaces a value"]


def test_another_schema_or_none_is_a_gap():
    for text in (ANSWERS.replace("answers/1", "answers/2"), ANSWERS.partition("\n")[2], "- a list"):
        answers, gaps = read(text)
        assert answers is None
        assert "it does not begin with `schema: mrl-answers/1`" in gaps[0]


def test_a_mistake_is_a_gap_with_its_place():
    answers, gaps = read(ANSWERS.replace("2026-12-31", "soon"))
    assert answers is None
    assert ".mrl/answers.yaml:10" in gaps[0]
