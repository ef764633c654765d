"""Whose word a result rests on, and what is left of it without that word."""

from hypothesis import given
from hypothesis import strategies as st
from support.gates import NO, NOT_APPLICABLE, PARTLY, UNKNOWN, YES, rubric
from support.rubrics import evidence, gate, headline, level, make_rubric, node, practice
from support.said import answers_of, scored

from mrl.model.assessment import Outcome
from mrl.model.evidence import Origin
from mrl.model.provenance import Word

NAMES = ("A1", "A2", "B1", "B2")
ANSWERS = st.fixed_dictionaries(
    {name: st.sampled_from([YES, PARTLY, NO, UNKNOWN, NOT_APPLICABLE]) for name in NAMES}
)
WAITS = {"assessed_when": {"node": "right", "hypotheses": [0.5]}}


def provenance(found):
    return found.headlines[0].provenance


@given(ANSWERS, ANSWERS)
def test_what_holds_without_a_word_holds_with_any(theirs, own):
    found = scored(rubric(), answers_of("lead", theirs), own=answers_of("claimed", own))
    alone = scored(rubric())
    whole = provenance(found)
    assert whole.on_facts == provenance(alone).on_facts
    assert whole.without_own_word == provenance(scored(rubric(), answers_of("lead", theirs))).without_own_word
    applies = all(one.outcome is not Outcome.NOT_APPLICABLE for one in found.criteria)
    if applies:
        for bounds in (whole.on_facts, whole.without_own_word):
            assert bounds.lowest <= found.headlines[0].score.lowest + 1e-6
            assert bounds.highest >= found.headlines[0].score.highest - 1e-6


@given(ANSWERS, ANSWERS)
def test_what_an_assessor_alone_can_say_hears_no_project(theirs, own):
    waiting = rubric(**WAITS)
    found = scored(waiting, answers_of("lead", theirs), own=answers_of("claimed", own))
    without = scored(waiting, answers_of("lead", theirs))
    for name in ("B1", "B2"):
        one, other = (next(each for each in view.criteria if each.id == name) for view in (found, without))
        assert (one.outcome, one.points, one.word) == (other.outcome, other.points, other.word)
    assert not any(
        one.used and one.provenance == "project" and one.criterion[0] == "B" for one in found.answers
    )


def test_a_declaration_that_does_not_count_is_the_reason_why_it_is_unknown():
    found = scored(rubric(**WAITS), own=answers_of("claimed", {"B1": YES}))
    one = next(each for each in found.criteria if each.id == "B1")
    assert (one.outcome, one.word) == (Outcome.UNKNOWN, None)
    assert (
        one.reason.in_english() == "only the project itself has answered this; it takes an assessor's answer"
    )
    (record,) = found.answers
    assert record.unused_reason.in_english().startswith("a declaration of the project itself")


def test_a_desk_answer_of_the_project_is_a_declaration():
    found = scored(rubric(), own=answers_of("claimed", {"A1": YES}, basis="desk"))
    one = next(each for each in found.criteria if each.id == "A1")
    assert (one.origin, one.word) == ("declared", Word.SELF_DECLARED)


def test_the_weakest_word_counts_and_a_review_covers_all_of_them():
    theirs, own = {"A1": YES}, {"A2": YES}
    found = scored(rubric(), answers_of("lead", theirs), own=answers_of("claimed", own))
    whole = provenance(found)
    assert (whole.word, whole.assessed, whole.self_declared) == (Word.SELF_DECLARED, 1, 1)
    assert [voice.role for voice in whole.assessors] == ["lead"]
    assert [voice.role for voice in whole.claimed] == ["claimed"]
    sign_off = {"role": "auditor", "date": "2026-06-01", "statement": "All answers were looked at."}
    reviewed = scored(rubric(), answers_of("lead", theirs, review=sign_off), own=answers_of("claimed", own))
    assert provenance(reviewed).word is Word.REVIEWED
    assert provenance(reviewed).review.role == "auditor"
    by_itself = scored(rubric(), own=answers_of("claimed", own, review=sign_off))
    assert provenance(by_itself).word is Word.SELF_DECLARED


def test_what_a_gate_of_the_levels_asks_for_is_depended_on_too():
    criteria = {name: practice() for name in ("IN", "OUT")}
    nodes = {"top": node({"IN": 1}), "rest": node({"OUT": 1}), "all": node({"top": 1, "rest": 1})}
    levels = {"levels": [level(1, 0, gate("OUT", 1))]}
    both = make_rubric(criteria, nodes, [headline("top", **levels)])
    found = scored(both, answers_of("lead", {"IN": YES}), own=answers_of("claimed", {"OUT": YES}))
    assert provenance(found).self_declared == 1


def test_an_override_is_an_assessors_word_and_gone_from_the_facts():
    decided = make_rubric({"D": practice("flag", "decides")})
    override = {
        "flag": {
            "value": "yes",
            "role": "OSPO",
            "date": "2026-02-01",
            "reason": "kept elsewhere",
            "valid_until": "2027-01-01",
        }
    }
    found = scored(decided, answers_of("lead", {}, overrides=override), flag=False)
    assert (provenance(found).word, provenance(found).assessors[0].role) == (Word.ASSESSED, "OSPO")
    assert (found.headlines[0].score.lowest, provenance(found).on_facts.highest) == (10, 0)
    own = scored(decided, own=answers_of("claimed", {}, overrides=override), flag=False)
    assert (provenance(own).word, own.headlines[0].score.highest) == (Word.MEASURED, 0)


def test_what_a_project_hands_over_is_its_own_word_and_gone_without_it():
    decided = make_rubric({"D": practice("flag", "decides"), "E": practice("other", "decides")})
    facts = (evidence("flag", True, origin=Origin.DECLARED), evidence("other", False))
    sign_off = {"role": "auditor", "date": "2026-06-01", "statement": "All answers were looked at."}
    found = scored(decided, answers_of("lead", {}, review=sign_off), facts=facts)
    whole = provenance(found)
    assert (whole.word, whole.self_declared, whole.measured) == (Word.SELF_DECLARED, 1, 1)
    assert (found.headlines[0].score.lowest, found.headlines[0].score.highest) == (5, 5)
    for bounds in (whole.on_facts, whole.without_own_word):
        assert (bounds.lowest, bounds.highest) == (0, 5)
    (view,) = found.measured_only.headlines
    assert (view.score.lowest, view.score.highest) == (0, 5)


def test_what_an_assessor_alone_can_say_hears_nothing_that_a_project_hands_over():
    criteria = {"D": practice("flag", "decides"), "E": practice()}
    waiting = headline("all", assessed_when={"node": "all", "hypotheses": [0.5]}, levels=[level(1, 0)])
    reserved = make_rubric(criteria, {"all": node({"D": 1, "E": 1})}, [waiting])
    found = scored(reserved, facts=(evidence("flag", True, origin=Origin.DECLARED),))
    assert [one.word for one in found.criteria] == [None, None]
