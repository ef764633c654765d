import datetime as dt

import pytest
from support.rubrics import make_rubric, practice, text

from mrl.model.answers import Answers
from mrl.model.evidence import Kind
from mrl.scoring.answers import UnreadableAnswerError, given_answers, read_answer, read_value

LADDER = {"kind": "ladder", "situations": [text("none"), text("some"), text("all")]}
RUBRIC = make_rubric(
    {
        "P": practice(),
        "L": practice(scale=LADDER),
        "C": practice(scale={"kind": "choice", "points": {"weak": 0.2, "strong": 1}}),
        "D": practice("m", "decides", scale={"kind": "bands", "at_least": {2: 1}}),
    }
)


@pytest.mark.parametrize(
    ("name", "text_", "point"),
    [
        ("P", "Yes", 1),
        ("P", " partly ", 0.5),
        ("L", "2", 1),
        ("L", "0 - 2", 0.5),
        ("C", "weak", 0.2),
        ("D", "3", 1),
    ],
)
def test_answers_are_read_by_their_question(name, text_, point):
    assert read_answer(RUBRIC.criteria[name], text_).point == point


def test_not_applicable_fits_every_question():
    assert all(read_answer(criterion, "Not applicable") is None for criterion in RUBRIC.criteria.values())


@pytest.mark.parametrize(
    ("name", "text_", "fits"),
    [
        ("P", "maybe", "yes | partly | no | not applicable"),
        ("L", "3", "a number from 0 to 2, or an interval such as 1-2"),
        ("L", "2-1", "interval"),
        ("C", "medium", "weak | strong"),
        ("D", "many", "a number"),
        ("D", "nan", "a number"),
        ("D", "1e400", "a number"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(name, text_, fits):
    with pytest.raises(UnreadableAnswerError, match="does not fit") as refusal:
        read_answer(RUBRIC.criteria[name], text_)
    assert fits in str(refusal.value)


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [(Kind.SHARE, "25%", 0.25), (Kind.NUMBER, "1,5", 1.5), (Kind.COUNT, "4", 4), (Kind.YES_NO, "No", False)],
)
def test_values_are_read_as_people_write_them(kind, written, value):
    assert read_value(kind, written) == value


def answers(basis, date, answer):
    given = {"answer": answer, "role": "lead", "date": date, "basis": basis}
    return Answers.model_validate({"rubric": "test", "answers": {"P": given}})


def test_the_strongest_answer_comes_first():
    files = [
        ("assessor", answers("desk", "2026-03-01", "no")),
        ("assessor", answers("declaration", "2026-01-01", "no")),
        ("project", answers("interview", "2026-04-01", "yes")),
        ("assessor", answers("declaration", "2026-02-01", "partly")),
        ("assessor", answers("interview", "2025-01-01", "yes")),
    ]
    ordered = given_answers(RUBRIC.criteria, files)["P"]
    assert [(given.basis.value, given.written.answer) for given in ordered] == [
        ("interview", "yes"),
        ("declaration", "partly"),
        ("declaration", "no"),
        ("desk", "no"),
        ("declaration", "yes"),
    ]


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Kind.COUNT, "-5"),
        (Kind.COUNT, "1.5"),
        (Kind.COUNT, "1_0"),
        (Kind.SHARE, "500"),
        (Kind.NUMBER, "inf"),
        (Kind.YES_NO, "1"),
    ],
)
def test_values_that_cannot_be_are_refused(kind, written):
    with pytest.raises(UnreadableAnswerError):
        read_value(kind, written)


def test_the_top_of_a_file_speaks_for_its_answers():
    content = {"rubric": "test", "role": "OSPO", "date": "2026-01-02", "answers": {"P": {"answer": "yes"}}}
    (given,) = given_answers(RUBRIC.criteria, [("assessor", Answers.model_validate(content))])["P"]
    assert (given.role, given.date, given.basis.value) == ("OSPO", dt.date(2026, 1, 2), "declaration")


def test_an_empty_answer_is_no_answer():
    content = {"rubric": "test", "answers": {"P": {"answer": " "}}}
    assert given_answers(RUBRIC.criteria, [("assessor", Answers.model_validate(content))]) == {}


@pytest.mark.parametrize(
    ("name", "french", "english"),
    [("P", "Oui", "yes"), ("P", "en  partie", "partly"), ("P", "non", "no"), ("C", "Faible", "weak")],
)
def test_answers_may_be_written_in_french_and_are_kept_in_the_words_of_the_rubric(name, french, english):
    labels = {"weak": {"en": "weak", "fr": "faible"}}
    choice = {"kind": "choice", "points": {"weak": 0.2, "strong": 1}, "labels": labels}
    rubric = make_rubric({"P": practice(), "C": practice(scale=choice)})
    assert read_answer(rubric.criteria[name], french) == read_answer(rubric.criteria[name], english)
    written = Answers.model_validate({"rubric": "test", "answers": {name: {"answer": french}}})
    (given,) = given_answers(rubric.criteria, [("assessor", written)])[name]
    assert given.written.answer == english


def test_not_applicable_and_overrides_may_be_french():
    assert read_answer(RUBRIC.criteria["P"], "Sans objet") is None
    assert read_value(Kind.YES_NO, "oui") is True
