import datetime as dt

import pytest
from support.rubrics import make_rubric, practice, text

from mrl.errors import InputError
from mrl.files.reading import parse_yaml, validate
from mrl.model.answers import Answers
from mrl.model.evidence import AddsUp, Better, Kind, MetricInfo
from mrl.scoring.answer_checks import check_answers

TODAY = dt.date(2026, 5, 1)
LADDER = {"kind": "ladder", "situations": [text("none"), text("some")]}
RUBRIC = make_rubric(
    {
        "COM-1": practice(),
        "MKT-1": practice(scale=LADDER),
        "DP-1": practice("count", "decides", scale={"kind": "bands", "at_least": {1: 1}}),
    }
)
METRICS = {
    "count": MetricInfo(
        id="count",
        title="Count",
        definition="A count.",
        unit="things",
        kind=Kind.COUNT,
        better=Better.HIGHER,
        adds_up=AddsUp.SUM,
        source="ours",
        needs="git",
    )
}
OVERRIDE = "role: a, date: 2026-01-01, reason: a long reason"
HEAD = "schema: mrl-answers/1\nrubric: test\nrole: lead\ndate: 2026-01-01\n"


def report(body, head=HEAD):
    document = parse_yaml((head + body).encode(), "a.yaml")
    return check_answers(validate(document, Answers), document, RUBRIC, METRICS, TODAY)


def test_a_good_file_is_only_told_what_is_missing():
    found = report("answers:\n  COM-1: {answer: yes}\n")
    assert (found.wrong, found.expired, found.answered) == ((), (), 1)
    assert [str(problem) for problem in found.missing] == [
        "a.yaml:5:1: answers.MKT-1: not answered: Is it so?"
    ]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "answers:\n  COM-11: {answer: yes}\n",
            "a.yaml:6:3: answers.COM-11: there is no criterion 'COM-11'; did you mean",
        ),
        ("answers:\n  COM-1: {answer: maybe}\n", "a.yaml:6:11: answers.COM-1.answer: 'maybe' does not fit"),
        ("answers:\n  MKT-1: {answer: 2}\n", "write a number from 0 to 1"),
        ("answers:\n  DP-1: {answer: yes}\n", "'yes' does not fit; write a number"),
        (
            f"overrides:\n  cuont: {{value: 1, {OVERRIDE}, valid_until: 2027-01-01}}\n",
            "there is no metric 'cuont'; did you mean 'count'?",
        ),
        (
            f"overrides:\n  count: {{value: x, {OVERRIDE}, valid_until: 2027-01-01}}\n",
            "overrides.count.value: 'x' does not fit; write a whole number",
        ),
    ],
)
def test_mistakes_are_placed(body, message):
    assert any(message in str(problem) for problem in report(body).wrong)


def test_an_answer_needs_a_role_and_a_date():
    found = report("answers:\n  COM-1: {answer: yes}\n", "schema: mrl-answers/1\nrubric: test\n")
    assert [problem.message.in_english() for problem in found.wrong] == [
        "nobody's role is given for this answer",
        "no date is given for this answer",
    ]


def test_answers_for_another_rubric_are_refused():
    found = report("answers:\n  COM-1: {answer: yes}\n", HEAD.replace("rubric: test", "rubric: other"))
    assert "these answers are for the rubric 'other', not for 'test'" in str(found.wrong[0])


def test_what_has_expired_is_said():
    body = "answers:\n  COM-1: {answer: yes, valid_until: 2026-04-30}\n"
    body += f"overrides:\n  count: {{value: 1, {OVERRIDE}, valid_until: 2026-02-01}}\n"
    found = report(body)
    assert [problem.path for problem in found.expired] == [
        "answers.COM-1.valid_until",
        "overrides.count.valid_until",
    ]
    assert found.wrong == ()


@pytest.mark.parametrize("key", ["role", "date", "reason", "valid_until", "value"])
def test_an_override_needs_everything(key):
    lines = {
        "value": "1",
        "role": "a",
        "date": "2026-01-01",
        "reason": "a long reason",
        "valid_until": "2027-01-01",
    }
    body = "overrides:\n  count:\n" + "".join(
        f"    {name}: {value}\n" for name, value in lines.items() if name != key
    )
    with pytest.raises(InputError, match=f"the key '{key}' is missing"):
        report(body)


def test_a_hundred_mistakes_are_enough():
    strangers = "".join(f"  X-{number}: {{answer: yes}}\n" for number in range(3000))
    found = report("answers:\n" + strangers)
    assert len(found.wrong) == 101
    assert found.wrong[0].path == "answers.X-0"
    assert str(found.wrong[-1]) == "there are more than these 100 problems; mend them first"
