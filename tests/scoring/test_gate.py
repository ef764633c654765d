import pytest
from support.gates import NO, UNKNOWN, YES, assessment, judged

from mrl.model.gate import Verdict
from mrl.scoring.gate import decided

WAIVER = {"reason": "The new tracker comes in June.", "role": "product owner"}
FAILING = {"met": ["A1"], "min_readiness": 0}


def waived(until="2026-05-01", condition="A1", found=None, **conditions):
    waiver = {**WAIVER, "condition": condition, "until": until}
    return judged(found or assessment(NO), **{**FAILING, **conditions}, waivers=[waiver])


@pytest.mark.parametrize(
    ("answers", "verdict", "status"),
    [
        ((YES, YES, YES, YES), Verdict.PASS, 0),
        ((NO, YES, YES, UNKNOWN), Verdict.FAIL, 1),
        ((UNKNOWN, YES, YES, YES), Verdict.UNDETERMINED, 3),
    ],
)
def test_the_status_follows_the_worst_condition(answers, verdict, status):
    report = judged(assessment(*answers), met=["A1", "B2"])
    assert (report.verdict, report.status) == (verdict, status)


@pytest.mark.parametrize(
    ("undetermined", "answer", "status"),
    [("pass", UNKNOWN, 0), ("fail", UNKNOWN, 1), ("pass", NO, 1), ("fail", YES, 0), (None, UNKNOWN, 3)],
)
def test_a_pipeline_may_decide_what_undetermined_counts_as(undetermined, answer, status):
    report = judged(assessment(answer), met=["A1"], undetermined=undetermined)
    assert report.status == status
    assert (report.verdict is Verdict.UNDETERMINED) == (answer == UNKNOWN)


def test_a_decision_changes_nothing_but_the_undetermined():
    assert decided(Verdict.FAIL, "pass") is Verdict.FAIL
    assert decided(Verdict.PASS, "fail") is Verdict.PASS


@pytest.mark.parametrize("condition", ["A1", "met.A1"])
@pytest.mark.parametrize("answer", [NO, UNKNOWN])
def test_a_waived_condition_counts_as_passed_and_keeps_its_verdict(condition, answer):
    report = waived(condition=condition, found=assessment(answer))
    result = report.conditions[1]
    assert (result.waived, result.counts_as, report.status) == ("used", Verdict.PASS, 0)
    assert result.verdict is not Verdict.PASS
    assert result.waiver.reason == WAIVER["reason"]


def test_an_expired_waiver_is_named_and_does_not_count():
    report = waived(until="2026-04-30")
    assert (report.conditions[1].waived, report.status) == ("expired", 1)


def test_a_waiver_of_what_passes_is_not_needed():
    report = waived(condition="min_readiness")
    assert [each.waived for each in report.conditions] == ["not_needed", None]
    assert report.status == 1


def test_the_report_says_what_was_assessed_by_which_rubric():
    report = judged(assessment(), met=["A1"])
    assert (report.project, report.assessed.rubric, report.assessed.rubric_version) == (
        "Test",
        "test",
        "1.0.0",
    )
    assert report.since is None
