import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.gates import NO, NOT_APPLICABLE, PARTLY, UNKNOWN, YES, assessment, only
from support.rubrics import make_rubric, practice, text
from support.said import answers_of, scored

from mrl.model.assessment import HeadlineScore
from mrl.model.base import say
from mrl.model.movement import HeadlineMovement
from mrl.rendering.gate_findings import Findings, decimals_that_tell
from mrl.rendering.gate_words import GateWords
from mrl.rubric.types import Rubric
from mrl.scoring.gate_fall import Earlier

BY = "; assessed by lead on 1 January 2026"
WAITS = {"assessed_when": {"node": "right", "hypotheses": [0.5]}}


def found(assessed, earlier=None, **conditions):
    return Findings("en").found(only(assessed, earlier, **conditions))


def asked(**conditions):
    return GateWords("en").asked(only(assessment(), **conditions))


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 2))
def test_a_printed_figure_stands_on_its_side_of_what_is_wanted(value, wanted, fewest):
    value, wanted = value / 10**6, wanted / 10**6
    decimals = decimals_that_tell(value, wanted, fewest)
    assert decimals >= fewest
    assert (round(value, decimals) >= wanted - 1e-9) == (value >= wanted - 1e-9)


@pytest.mark.parametrize(
    ("conditions", "sentence"),
    [
        ({"min_level": 2}, "top: at least level 2 (Level 2)"),
        ({"min_readiness": 6.25}, "top: at least 6.25 of 10"),
        ({"min": {"left": 7}}, "A node: at least 7 of 10"),
        ({"met": ["A1"]}, "A title (A1): met"),
        ({"max_fall": 0.125}, "top: a fall of 0.125 at most"),
        ({"min_coverage": "40.5 %"}, "top: at least 40.5% known"),
        ({"no_expired": True}, "No answer has expired"),
    ],
)
def test_what_is_asked_is_said_as_it_was_set(conditions, sentence):
    assert asked(**conditions) == sentence


@pytest.mark.parametrize(
    ("answers", "conditions", "sentence"),
    [
        (
            (YES, YES, YES, YES),
            {"min_level": 2},
            "level 3 (Level 3); possible: level 3 (Level 3); 100% known" + BY,
        ),
        (
            (UNKNOWN, YES, YES, YES),
            {"min_level": 2},
            "level 3 (Level 3), provided that this is met: A title; possible: levels 2 to 3; 62% known" + BY,
        ),
        (
            (YES, YES, NO, NO),
            {"min_readiness": 5},
            "5.0 of 10 on what is known, nothing left open; 100% known" + BY,
        ),
        ((), {"min_readiness": 5}, "no score, between 0.0 and 10.0; 0% known"),
        ((NOT_APPLICABLE,), {"met": ["A1"]}, "does not apply to this project"),
        ((PARTLY,), {"met": ["A1"]}, "partly met"),
        ((), {"met": ["A1"]}, "unknown"),
        ((), {"no_expired": True}, "none has expired"),
        ((), {"max_fall": 1}, "no comparison"),
        ((YES, YES, YES), {"min_coverage": 0.75}, "75% known"),
        ((YES, YES, YES), {"min_coverage": 0.754}, "75% known"),
    ],
)
def test_what_was_found_is_said(answers, conditions, sentence):
    assert found(assessment(*answers), **conditions) == sentence


def test_a_figure_that_would_round_to_the_other_side_is_written_out():
    near = assessment(YES, YES, YES, NO)
    score = HeadlineScore(point=7.96, lowest=7.96, highest=7.96, coverage=0.396)
    headline = near.headlines[0].model_copy(update={"score": score})
    changed = near.model_copy(update={"headlines": (headline,)})
    assert found(changed, min_readiness=8) == "7.96 of 10 on what is known, nothing left open; 40% known" + BY
    assert found(changed, min_coverage=0.4) == "39.6% known"
    assert found(changed, min_coverage=0.3) == "40% known"


def test_a_level_that_is_not_given_says_why():
    waiting = found(assessment(YES, YES, **WAITS), min_level=2)
    assert waiting == "no level while 2 questions are not answered; possible: levels 2 to 3" + BY
    below = found(assessment(YES, YES, YES, coverage_floor=0.9), min_level=2)
    assert below == "no level, since only 75% is known; possible: levels 2 to 3" + BY


def test_a_rubric_may_have_its_own_word_for_an_outcome():
    plain = make_rubric({"ASKED": practice()})
    words = {name: text(name.upper()) for name in ("met", "partly_met", "not_met")}
    own = Rubric.model_validate({**plain.model_dump(by_alias=True), "outcomes": words})
    assert found(scored(own, answers_of("lead", {"ASKED": NO})), met=["ASKED"]) == "NOT_MET"


@pytest.mark.parametrize(
    ("after", "change"),
    [(7.5, "\N{MINUS SIGN}0.50"), (7.498, "\N{MINUS SIGN}0.502"), (8.25, "+0.25"), (8, "0.00")],
)
def test_a_fall_is_written_as_precisely_as_it_needs(after, change):
    old, new = (
        HeadlineScore(point=point, lowest=0, highest=10, coverage=coverage)
        for point, coverage in ((8, 0.5), (after, 0.25))
    )
    result = only(assessment(), max_fall=0.5)
    moved = HeadlineMovement(headline="top", title=text("top"), before=old, after=new, change=after - 8)
    said = Findings("en").found(result.model_copy(update={"movement": moved}))
    assert said == f"8.0 then, {round(after, 1):.1f} now ({change}); known 50% then, 25% now"


def test_the_causes_of_a_change_are_said_or_why_they_are_not_known():
    old, new = assessment(YES, YES, YES, YES), assessment(NO, YES, YES, YES)
    result = only(new, Earlier(assessment=old, reason=say("check the path")), max_fall=0.5)
    assert list(GateWords("en").causes(result)) == ["check the path"]
    assert list(GateWords("fr").causes(result)) == ["vérifier le chemin"]
