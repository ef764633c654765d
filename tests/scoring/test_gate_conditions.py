import pytest
from support.gates import NO, NOT_APPLICABLE, PARTLY, UNKNOWN, YES, assessment, judged, only
from support.rubrics import evidence, make_rubric, practice
from support.said import answers_of, scored

from mrl.model.assessment import Outcome
from mrl.model.gate import Verdict

PASS, FAIL, UNDETERMINED = Verdict.PASS, Verdict.FAIL, Verdict.UNDETERMINED
CONDITION = {"assessed_when": {"node": "right", "hypotheses": [0.5]}}


@pytest.mark.parametrize(
    ("answers", "wanted", "verdict"),
    [
        ((YES, YES, YES, YES), 3, PASS),
        ((YES, YES, YES, NO), 3, FAIL),
        ((YES, YES, YES, UNKNOWN), 3, UNDETERMINED),
        ((PARTLY, YES, YES, YES), 3, FAIL),
        ((YES, YES, UNKNOWN, UNKNOWN), 2, PASS),
        ((NO, NO, NO, NO), 1, PASS),
    ],
)
def test_a_level_goes_by_all_the_levels_it_can_be(answers, wanted, verdict):
    assert only(assessment(*answers), min_level=wanted).verdict is verdict


@pytest.mark.parametrize(("answers", "verdict"), [((YES, YES), UNDETERMINED), ((NO, NO), FAIL)])
def test_a_level_that_is_not_assessed_never_passes_but_may_fail(answers, verdict):
    found = only(assessment(*answers, **CONDITION), min_level=3)
    assert found.verdict is verdict
    assert only(assessment(*answers, **CONDITION), min_level=1).verdict is UNDETERMINED


def test_a_level_waits_for_its_questions_and_names_them_first():
    found = only(assessment(YES, UNKNOWN, **CONDITION), min_level=3)
    assert [(mend.of, mend.kind) for mend in found.mends] == [
        ("B1", "find_out"),
        ("B2", "find_out"),
        ("A2", "find_out"),
    ]
    assert found.mends[0].text.en == "Is it so?"
    assert found.mends[0].present.in_english() == "not answered yet"


def test_a_level_that_cannot_be_reached_names_its_failed_gate_first():
    found = only(assessment(PARTLY, PARTLY, YES, YES), min_level=3)
    assert found.verdict is FAIL
    assert [(mend.of, mend.kind) for mend in found.mends] == [("A1", "do"), ("A2", "do")]
    assert (found.mends[0].effort_days, found.mends[0].text.en) == (4, "Do it.")


@pytest.mark.parametrize(
    ("by", "floor", "answers", "verdict"),
    [
        ("range", 0, (YES, YES, UNKNOWN, UNKNOWN), UNDETERMINED),
        ("point", 0, (YES, YES, UNKNOWN, UNKNOWN), PASS),
        ("point", 0.5, (YES, YES, UNKNOWN, UNKNOWN), PASS),
        ("point", 0.6, (YES, YES, UNKNOWN, UNKNOWN), UNDETERMINED),
        ("point", 0, (PARTLY, PARTLY, UNKNOWN, UNKNOWN), FAIL),
        ("point", 0, (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN), UNDETERMINED),
        ("point", 0.6, (NO, NO, NO, UNKNOWN), FAIL),
    ],
)
def test_readiness_by_range_or_by_a_point_above_the_floor(by, floor, answers, verdict):
    found = assessment(*answers, coverage_floor=floor)
    assert only(found, min_readiness=6, by=by).verdict is verdict


def test_a_score_that_is_open_names_what_opens_it_most():
    found = only(assessment(UNKNOWN, UNKNOWN, YES, UNKNOWN), min_readiness=6)
    assert [(mend.of, mend.kind) for mend in found.mends] == [
        ("A1", "find_out"),
        ("B2", "find_out"),
        ("A2", "find_out"),
    ]
    assert found.score.coverage == 0.25


def test_a_score_that_is_too_low_names_what_is_worth_most_for_its_effort():
    found = only(assessment(NO, NO, NO, YES), min={"left": 6})
    assert (found.verdict, found.id, found.of) == (FAIL, "min.left", "left")
    assert [mend.of for mend in found.mends] == ["A2", "A1"]
    assert found.more_mends == 0


def test_only_three_mends_are_named_and_the_rest_counted():
    found = only(assessment(), min_readiness=6)
    assert (len(found.mends), found.more_mends) == (3, 1)
    assert only(assessment(YES, YES, YES, YES), min_readiness=6).mends == ()


@pytest.mark.parametrize(
    ("answer", "verdict", "kinds"),
    [
        (YES, PASS, []),
        (NO, FAIL, ["do"]),
        (PARTLY, FAIL, ["do"]),
        (UNKNOWN, UNDETERMINED, ["find_out"]),
        (NOT_APPLICABLE, PASS, []),
    ],
)
@pytest.mark.parametrize("by", ["range", "point"])
def test_a_criterion_passes_if_it_is_met_or_does_not_apply(answer, verdict, kinds, by):
    found = only(assessment(answer), met=["A1"], by=by)
    assert found.verdict is verdict
    assert [mend.kind for mend in found.mends] == kinds
    assert found.applies == (answer != NOT_APPLICABLE)


def test_a_criterion_brings_the_evidence_behind_it():
    rubric = make_rubric(
        {"SEEN": practice("seen", "decides", supporting_metrics=["beside"]), "ASKED": practice()}
    )
    found = only(scored(rubric, seen=False, beside=3, other=1), met=["SEEN"])
    assert [(each.metric, each.value) for each in found.evidence] == [("seen", False), ("beside", 3)]
    assert found.outcome is Outcome.NOT_MET


def test_a_criterion_of_which_only_a_bound_is_known_is_open_by_range():
    rubric = make_rubric(
        {"COUNT": practice("count", "decides", scale={"kind": "bands", "at_least": {1: 0.5, 4: 1}})}
    )
    project = scored(rubric, count=2)
    bound = evidence("count", 2, known=19, total=20, known_weight=0.95)
    open_ = scored_with(rubric, project, bound)
    assert only(project, met=["COUNT"]).verdict is FAIL
    assert only(open_, met=["COUNT"]).verdict is UNDETERMINED
    assert only(open_, met=["COUNT"], by="point").verdict is FAIL


def scored_with(rubric, project, item):
    from mrl.scoring.again import score_again  # noqa: PLC0415

    return score_again(rubric, project.rubric.digest, project.model_copy(update={"evidence": (item,)}))


def test_what_a_rubric_takes_for_met_counts():
    rubric = make_rubric({"ASKED": practice()})
    lenient = rubric.model_copy(update={"met_from": 0.5})
    for each, verdict in ((rubric, FAIL), (lenient, PASS)):
        assert only(scored(each, answers_of("lead", {"ASKED": PARTLY})), met=["ASKED"]).verdict is verdict


def test_a_node_of_which_nothing_applies_holds_nobody_back():
    found = only(assessment(NOT_APPLICABLE, NOT_APPLICABLE, YES, YES), min={"left": 9})
    assert (found.verdict, found.applies) == (PASS, False)


def test_coverage_is_known_either_way_and_names_the_questions():
    found = assessment(YES, UNKNOWN, YES, UNKNOWN)
    assert only(found, min_coverage="62.5 %").verdict is PASS
    short = only(found, min_coverage=0.63)
    assert short.verdict is FAIL
    assert [mend.of for mend in short.mends] == ["B2", "A2"]


def expiring(*files):
    rubric = make_rubric({"ASKED": practice(), "SEEN": practice("seen", "proves")})
    return lambda **facts: scored(rubric, *files, **facts)


OLD = answers_of("lead", {"ASKED": YES, "SEEN": YES}, valid_until="2026-04-30")


def test_an_expired_answer_fails_unless_something_else_decides():
    found = only(expiring(OLD)(seen=True), no_expired=True)
    assert (found.verdict, found.expired) == (FAIL, ("ASKED",))
    assert found.mends[0].present.in_english() == "the answer was valid until 2026-04-30"
    assert only(expiring(OLD)(), no_expired=True).expired == ("ASKED", "SEEN")
    renewed = answers_of("owner", {"ASKED": NO})
    assert only(expiring(OLD, renewed)(seen=True), no_expired=True).verdict is PASS


def test_an_answer_is_valid_on_its_last_day():
    last = answers_of("lead", {"ASKED": YES}, valid_until="2026-05-01")
    assert only(expiring(last)(), no_expired=True).verdict is PASS


def test_an_expired_override_fails_and_is_named_by_its_metric():
    override = {"value": "yes", "role": "lead", "date": "2026-01-01", "reason": "It is kept elsewhere."}
    file = answers_of("lead", {}, overrides={"seen": {**override, "valid_until": "2026-02-01"}})
    found = only(expiring(file)(seen=False), no_expired=True)
    assert found.expired == ("seen",)
    assert found.mends[0].title.in_english() == "seen"


def test_conditions_stand_in_the_order_of_a_file():
    report = judged(
        assessment(),
        no_expired=True,
        min_coverage=0,
        max_fall=1,
        met=["B1"],
        min={"left": 1},
        min_readiness=1,
        min_level=1,
    )
    ids = ["min_level", "min_readiness", "min.left", "met.B1", "max_fall", "min_coverage", "no_expired"]
    assert [each.id for each in report.conditions] == ids
