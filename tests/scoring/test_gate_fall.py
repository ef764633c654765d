import pytest
from support.gates import NO, PARTLY, UNKNOWN, YES, assessment, judged, only, rubric
from support.said import answers_of, scored

from mrl.model.base import say
from mrl.model.gate import Verdict
from mrl.rendering.gate_findings import Findings
from mrl.scoring.gate_fall import Earlier
from mrl.scoring.movement import Stages, movement


def moved(old, new):
    """The older assessment with the split of the change; nothing but the project moved."""
    stages = Stages(old=old, retooled=old, reruled=old, rescored=new, new=new, remeasured=True)
    return Earlier(assessment=old, movement=movement(rubric(), stages))


OLD = assessment(YES, YES, YES, PARTLY)


@pytest.mark.parametrize(
    ("answers", "most", "verdict"),
    [
        ((YES, YES, YES, NO), 1.25, Verdict.PASS),
        ((YES, YES, YES, NO), 1.24, Verdict.FAIL),
        ((YES, YES, YES, YES), 0, Verdict.PASS),
        ((UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN), 10, Verdict.UNDETERMINED),
    ],
)
def test_a_fall_is_judged_by_the_points(answers, most, verdict):
    new = assessment(*answers)
    assert only(new, moved(OLD, new), max_fall=most).verdict is verdict


def test_the_parts_and_the_criteria_that_cost_most_are_named():
    new = assessment(NO, YES, YES, UNKNOWN)
    found = only(new, moved(OLD, new), max_fall=0.5)
    parts = {part.cause.value: part.change for part in found.movement.parts}
    assert parts == {"tool": 0, "rubric": 0, "known": 1.25, "project": -3.75}
    assert [(mend.of, mend.kind) for mend in found.mends] == [("A1", "do")]


def test_what_became_unknown_is_to_be_found_out():
    old, new = assessment(PARTLY, PARTLY, YES, YES), assessment(PARTLY, PARTLY, UNKNOWN, UNKNOWN)
    found = only(new, moved(old, new), max_fall=0.5)
    assert {(mend.of, mend.kind) for mend in found.mends} <= {("B1", "find_out"), ("B2", "find_out")}
    assert found.mends


def test_without_a_split_the_points_still_decide_and_the_reason_is_said():
    new = assessment(NO, YES, YES, YES)
    found = only(new, Earlier(assessment=OLD, reason=say("no rubric")), max_fall=0.5)
    assert found.verdict is Verdict.FAIL
    assert found.reason.in_english() == "no rubric"
    assert found.movement.change == pytest.approx(-2.5)
    assert [mend.of for mend in found.mends] == ["A1"]


def test_nothing_to_compare_with_leaves_it_open_with_the_reason():
    found = only(assessment(YES), max_fall=0.5)
    assert found.verdict is Verdict.UNDETERMINED
    assert "--since" in found.reason.in_english()
    empty = assessment()
    for old, new, who in ((empty, OLD, "older"), (OLD, empty, "newer")):
        open_ = only(new, moved(old, new), max_fall=0.5)
        assert open_.verdict is Verdict.UNDETERMINED
        assert open_.reason.in_english() == f"the {who} assessment has no score here"
    without = OLD.model_copy(update={"headlines": ()})
    gone = only(OLD, Earlier(assessment=without), max_fall=0.5)
    assert gone.reason.in_english() == "the older assessment does not have this headline"


def test_a_score_that_waits_for_answers_names_them():
    new = assessment(YES, YES, assessed_when={"node": "right", "hypotheses": [0.5]})
    found = only(new, moved(OLD, new), max_fall=0.5)
    assert [mend.of for mend in found.mends] == ["B1", "B2"]


def own(assessor, project):
    """Two roles on the four questions: an assessor, and the project itself."""
    names = ("A1", "A2", "B1", "B2")
    said = [
        answers_of(role, dict(zip(names, given, strict=True)))
        for role, given in (("lead", assessor), ("project lead", project))
    ]
    return scored(rubric(), said[0], own=said[1])


NOBODY = (UNKNOWN,) * 4
WORSE = (NO, NO, UNKNOWN, UNKNOWN)


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        # the project alone says that it is as good as it was
        (own((YES,) * 4, NOBODY), own(NOBODY, (YES,) * 4), Verdict.UNDETERMINED),
        (own((YES,) * 4, NOBODY), own(WORSE, (UNKNOWN, UNKNOWN, YES, YES)), None),
        # the project alone said that it was as bad as it is
        (own((YES, YES, UNKNOWN, UNKNOWN), (UNKNOWN, UNKNOWN, NO, NO)), own(WORSE, NOBODY), None),
        # what it says changes nothing
        (own((YES,) * 4, NOBODY), own((YES, YES, YES, UNKNOWN), (UNKNOWN,) * 3 + (YES,)), Verdict.PASS),
    ],
)
def test_no_fall_is_ruled_out_by_the_projects_own_word(old, new, verdict):
    most = 5
    found = only(new, moved(old, new), max_fall=most)
    assert found.verdict is (verdict or Verdict.UNDETERMINED)
    assert found.on_own_word is (found.verdict is Verdict.UNDETERMINED)
    accepted = {
        one.kind.value: one
        for one in judged(new, moved(old, new), max_fall=most, provenance="self-declared").conditions
    }
    assert accepted["max_fall"].verdict is Verdict.PASS


def test_a_fall_stays_a_fall_whoever_says_so_and_the_line_says_who():
    old, new = own((YES,) * 4, NOBODY), own(NOBODY, (NO,) * 4)
    found = only(new, moved(old, new), max_fall=5)
    assert (found.verdict, found.on_own_word) == (Verdict.FAIL, False)
    assert Findings("en").found(found).endswith("; self-declared")
