import pytest
from support.rubrics import make_rubric, practice
from support.said import answers_of, scored

RUBRIC = make_rubric({"ASKED": practice()})
REVIEW = {"role": "reviewer", "date": "2026-05-10", "statement": "Every answer was checked."}


def reviewed(review=REVIEW, **changes):
    return answers_of("lead", {"ASKED": "yes"}, review=review, **changes)


def test_a_review_by_another_role_after_all_answers_counts():
    (record,) = scored(RUBRIC, reviewed()).reviews
    assert record.counts
    assert (record.role, str(record.date), record.reason) == ("reviewer", "2026-05-10", None)


def test_without_a_sign_off_there_is_no_review():
    assert scored(RUBRIC, answers_of("lead", {"ASKED": "yes"})).reviews == ()


@pytest.mark.parametrize(
    ("review", "reason"),
    [
        ({**REVIEW, "date": "2026-04-30"}, "the review of {day} is older than the assessed day"),
        ({**REVIEW, "role": " Lead"}, "the reviewer gave answers that count here"),
    ],
)
def test_a_review_that_cannot_count_says_why(review, reason):
    (record,) = scored(RUBRIC, reviewed(review)).reviews
    assert not record.counts
    assert record.reason.template == reason


def test_an_override_after_the_review_voids_it():
    override = {
        "value": "yes",
        "role": "OSPO",
        "date": "2026-05-01",
        "reason": "seen in the registry",
        "valid_until": "2027-01-01",
    }
    early = {**REVIEW, "date": "2026-05-01"}
    rubric = make_rubric({"ASKED": practice(), "SEEN": practice("seen", "decides")})
    late = answers_of("lead", {}, overrides={"seen": override})
    (record,) = scored(rubric, reviewed(early), late, seen=False).reviews
    assert record.counts
    (record,) = scored(rubric, reviewed({**REVIEW, "role": "OSPO"}), late, seen=False).reviews
    assert not record.counts


def test_a_project_does_not_review_itself():
    (record,) = scored(RUBRIC, own=reviewed()).reviews
    assert record.reason.template == "a project does not review its own assessment"
