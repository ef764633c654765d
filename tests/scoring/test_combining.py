import pytest
from support.rubrics import make_rubric, practice, text
from support.said import answers_of, scored

from mrl.rubric.types import Disagreement

LADDER = {"kind": "ladder", "situations": [text(str(step)) for step in range(5)]}
CRITERIA = {"ASKED": practice(), "MARKET": practice(scale=LADDER)}


def rubric(disagreement="span"):
    return make_rubric(CRITERIA).model_copy(update={"disagreement": Disagreement(disagreement)})


def points(assessment, name):
    found = next(each for each in assessment.criteria if each.id == name).points
    return found.point, found.lowest, found.highest


def combined(disagreement, first, second, **changes):
    second = answers_of("second assessor", {"MARKET": second}, **changes)
    return scored(rubric(disagreement), answers_of("first assessor", {"MARKET": first}), second)


@pytest.mark.parametrize(
    ("disagreement", "expected"),
    [("span", (0.5, 0.25, 0.75)), ("lowest", (0.25, 0.25, 0.25)), ("newest", (0.75, 0.75, 0.75))],
)
def test_the_rubric_says_what_counts_where_two_assessors_disagree(disagreement, expected):
    found = combined(disagreement, "1", "3", date="2026-02-01")
    assert points(found, "MARKET") == expected


def test_both_answers_are_shown_as_used_with_who_disagreed():
    found = combined("span", "1", "3")
    assert [record.used for record in found.answers] == [True, True]
    (listed,) = found.disagreements
    assert (listed.criterion, listed.combined) == ("MARKET", "span")
    assert set(listed.roles) == {"first assessor", "second assessor"}
    assert (listed.points.lowest, listed.points.highest) == (0.25, 0.75)


def test_equal_answers_are_no_disagreement():
    found = combined("span", "2", "2")
    assert found.disagreements == ()
    assert points(found, "MARKET") == (0.5, 0.5, 0.5)


def test_an_interview_outranks_a_declaration_instead_of_disagreeing_with_it():
    found = combined("span", "1", "3", basis="interview")
    assert found.disagreements == ()
    assert points(found, "MARKET") == (0.75, 0.75, 0.75)


def test_a_later_answer_of_the_same_role_replaces_the_earlier_one():
    newer = answers_of("lead", {"MARKET": "4"}, date="2026-03-01")
    found = scored(rubric(), answers_of("lead", {"MARKET": "0"}), newer)
    assert points(found, "MARKET") == (1, 1, 1)
    assert [record.used for record in found.answers] == [True, False]


def test_an_expired_answer_disagrees_with_nobody():
    found = combined("span", "1", "3", valid_until="2026-01-31")
    assert points(found, "MARKET") == (0.25, 0.25, 0.25)


def test_whether_something_applies_can_be_in_dispute():
    first = answers_of("first assessor", {"ASKED": "not applicable"})
    second = answers_of("second assessor", {"ASKED": "no"})
    asked = scored(rubric(), first, second).criteria[0]
    assert (asked.outcome.value, asked.reason.template) == (
        "unknown",
        "assessors disagree on whether this applies",
    )
    assert scored(rubric("lowest"), first, second).criteria[0].outcome.value == "not_met"


def test_the_projects_own_answers_do_not_dispute_the_assessors():
    own = answers_of("lead", {"ASKED": "yes"})
    found = scored(rubric(), answers_of("assessor", {"ASKED": "no"}), own=own)
    assert found.disagreements == ()
    assert points(found, "ASKED") == (0, 0, 0)
