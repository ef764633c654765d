import datetime as dt

import pytest
from support.rubrics import evidence, make_rubric, practice, text

from mrl.model.answers import Answers
from mrl.model.assessment import Outcome
from mrl.model.base import say
from mrl.model.evidence import Bound, Kind, Origin
from mrl.scoring.answers import given_answers
from mrl.scoring.leaves import decide, outcome_of

TODAY = dt.date(2026, 5, 1)
STEPS = {"kind": "bands", "at_least": {1: 0.5, 4: 1}}


def leaf(criterion, facts=(), **answer):
    rubric = make_rubric({"A": criterion})
    given = {}
    if answer:
        answer = {"role": "lead", "date": "2026-01-01", **answer}
        answers = Answers.model_validate({"rubric": "test", "answers": {"A": answer}})
        given = given_answers(rubric.criteria, [("assessor", answers)])
    by_metric = {item.metric: item for item in facts}
    return decide(rubric.criteria["A"], by_metric, given.get("A", ()), TODAY)


def outcome(criterion, facts=(), **answer):
    return outcome_of(leaf(criterion, facts, **answer), 0.999)


YES, NO, MISSING = evidence("m", True), evidence("m", False), evidence("m", reason=say("not read"), known=0)
BY_ROLE = {role: practice("m", role) for role in ("decides", "proves", "disproves", "supports")}


@pytest.mark.parametrize(
    ("role", "fact", "answer", "expected"),
    [
        ("decides", YES, None, Outcome.MET),
        ("decides", NO, None, Outcome.NOT_MET),
        ("decides", MISSING, None, Outcome.UNKNOWN),
        ("decides", NO, "yes", Outcome.NOT_MET),
        ("decides", MISSING, "yes", Outcome.MET),
        ("proves", YES, None, Outcome.MET),
        ("proves", NO, None, Outcome.UNKNOWN),
        ("proves", NO, "yes", Outcome.MET),
        ("proves", YES, "no", Outcome.MET),
        ("proves", NO, "partly", Outcome.PARTLY_MET),
        ("disproves", NO, None, Outcome.NOT_MET),
        ("disproves", YES, None, Outcome.UNKNOWN),
        ("disproves", YES, "yes", Outcome.MET),
        ("disproves", NO, "yes", Outcome.NOT_MET),
        ("supports", YES, None, Outcome.UNKNOWN),
        ("supports", NO, "yes", Outcome.MET),
        ("supports", YES, "not applicable", Outcome.NOT_APPLICABLE),
    ],
)
def test_what_a_metric_can_do_is_its_role(role, fact, answer, expected):
    given = {"answer": answer} if answer else {}
    assert outcome(BY_ROLE[role], [fact], **given) is expected


def test_every_unknown_says_why():
    assert leaf(BY_ROLE["decides"], [MISSING]).reason.in_english() == "not read"
    assert "may be kept elsewhere" in leaf(BY_ROLE["proves"], [NO]).reason.in_english()
    assert "speaks against" in leaf(BY_ROLE["disproves"], [YES]).reason.in_english()
    assert leaf(practice()).reason.in_english() == "not answered yet"


def test_an_expired_answer_is_unknown_with_that_reason():
    found = leaf(practice(), answer="yes", valid_until="2026-04-30")
    assert found.range.point is None
    assert found.reason.values == {"day": dt.date(2026, 4, 30)}
    assert leaf(practice(), answer="yes", valid_until="2026-05-01").range.point == 1


@pytest.mark.parametrize(
    ("value", "weight", "expected", "outcome_"),
    [
        (0, 0.95, (0, 0, 1, 0.95), Outcome.UNKNOWN),
        (2, 0.95, (0.5, 0.5, 1, 0.95), Outcome.PARTLY_MET),
        (2, 0.5, (None, 0.5, 1, 0), Outcome.UNKNOWN),
        (9, 0.5, (1, 1, 1, 1), Outcome.MET),
    ],
)
def test_a_lower_bound_never_ends_as_not_met(value, weight, expected, outcome_):
    criterion = practice("m", "decides", scale=STEPS)
    fact = evidence("m", value, known=3, total=4, known_weight=weight)
    assert leaf(criterion, [fact]).range == expected
    assert outcome(criterion, [fact]) is outcome_


def test_a_share_of_most_of_the_weight_leaves_the_rest_open():
    criterion = practice("m", "decides", scale={"kind": "goalposts", "worst": 0, "best": 1})
    fact = evidence("m", 0.5, kind=Kind.SHARE, known=9, total=10, known_weight=0.9, bound=Bound.EXACT)
    assert leaf(criterion, [fact]).range == pytest.approx((0.5, 0.45, 0.55, 0.9))
    none = evidence("m", 0.0, kind=Kind.SHARE, known=9, total=10, known_weight=0.9, bound=Bound.EXACT)
    assert outcome(criterion, [none]) is Outcome.UNKNOWN


def test_an_answer_from_after_the_assessed_day_does_not_count():
    found = leaf(practice(), answer="yes", date="2026-05-02")
    assert found.range.point is None
    assert "after the assessed day" in found.reason.in_english()


def test_what_applies_is_a_project_property():
    criterion = practice("m", "decides", applies_when={"has.code": "yes"})
    assert outcome(criterion, [YES, evidence("has.code", True)]) is Outcome.MET
    assert outcome(criterion, [YES, evidence("has.code", False)]) is Outcome.NOT_APPLICABLE
    unknown = leaf(criterion, [YES])
    assert unknown.range.point is None
    assert unknown.reason.values == {"property": "has.code"}


def test_an_interval_of_situations_is_a_range_with_its_middle():
    ladder = practice(scale={"kind": "ladder", "situations": [text(str(step)) for step in range(5)]})
    found = leaf(ladder, answer="1-3", basis="interview")
    assert found.range == (0.5, 0.25, 0.75, 1.0)
    assert found.origin is Origin.ASSESSED
    assert outcome(ladder, answer="0") is Outcome.NOT_MET


def test_a_declaration_is_declared():
    assert leaf(practice(), answer="yes").origin is Origin.DECLARED


def test_an_assessor_is_heard_against_what_the_project_hands_over():
    own = evidence("m", True, origin=Origin.DECLARED)
    assert leaf(BY_ROLE["decides"], [own]).origin is Origin.DECLARED
    answered = leaf(BY_ROLE["decides"], [own], answer="no", basis="interview")
    assert (answered.origin, answered.range.point) == (Origin.ASSESSED, 0)
    assert leaf(BY_ROLE["decides"], [YES], answer="no", basis="interview").origin is Origin.MEASURED
