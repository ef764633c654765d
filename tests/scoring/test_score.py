import datetime as dt

import pytest
from support.rubrics import evidence, gate, headline, level, make_rubric, node, practice, text

from mrl.files.writing import canonical_json
from mrl.model.answers import Answers
from mrl.model.assessment import Assessment, Outcome
from mrl.model.base import say
from mrl.model.snapshot import Cost
from mrl.rubric.types import Attribution
from mrl.scoring.score import ProjectEvidence, score

AS_OF = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
LADDER = {"kind": "ladder", "situations": [text(str(step)) for step in range(3)]}
STEPS = {"kind": "bands", "at_least": {1: 0.5, 4: 1}}
CRITERIA = {
    "DECIDED": practice("count", "decides", scale=STEPS, effort_days=2),
    "PROVEN": practice("seen", "proves", effort_days=4),
    "SUPPORTED": practice("policy", "supports"),
    "ASKED": practice(),
    "MARKET": practice(scale=LADDER),
}
NODES = {
    "market": node({"project": 1, "capabilities": 1}),
    "project": node({"DECIDED": 2, "PROVEN": 1, "SUPPORTED": 1, "ASKED": 1}),
    "capabilities": node({"MARKET": 1}),
}
HEADLINES = [
    headline("project"),
    headline(
        "market",
        levels=[level(1, 0), level(2, 4, gate("DECIDED", 1))],
        assessed_when={"node": "capabilities", "hypotheses": [0.5]},
    ),
]
RUBRIC = make_rubric(CRITERIA, NODES, HEADLINES)
FACTS = (
    evidence("count", 2, sentence=say("two")),
    evidence("seen", True),
    evidence("policy", False, sentence=say("none")),
)


def project_evidence(facts=FACTS):
    return ProjectEvidence(
        project="Test",
        as_of=AS_OF,
        evidence=facts,
        cost=Cost(seconds=0, git_commands=0, clones=0, requests=0),
        tool_version="0",
    )


def assess(facts=FACTS, answers=None, overrides=None, rubric=RUBRIC):
    content = {"rubric": "test", "role": "lead", "date": "2026-01-01"}
    content |= {"answers": answers or {}, "overrides": overrides or {}}
    return score(rubric, "0" * 64, project_evidence(facts), [("assessor", Answers.model_validate(content))])


def outcomes(assessment):
    return {criterion.id: criterion.outcome.value for criterion in assessment.criteria}


def test_the_two_headlines_are_kept_apart():
    project, market = assess().headlines
    assert project.score.point == pytest.approx(10 * (2 * 0.5 + 1) / 3, abs=1e-5)
    assert project.level is None
    assert market.score.point is None
    assert market.level.unanswered == ("MARKET",)
    assert [item.hypothesis for item in market.level.conditional] == [0.5]


def test_answers_decide_what_no_metric_does():
    found = assess(
        answers={"ASKED": {"answer": "no"}, "MARKET": {"answer": "1-2"}, "DECIDED": {"answer": "9"}}
    )
    assert outcomes(found) == {
        "DECIDED": "partly_met",
        "PROVEN": "met",
        "SUPPORTED": "unknown",
        "ASKED": "not_met",
        "MARKET": "partly_met",
    }
    unused = {record.criterion: record.unused_reason for record in found.answers if not record.used}
    assert set(unused) == {"DECIDED"}


def test_measured_only_leaves_out_what_no_metric_can_decide():
    with_answers = assess(answers={"ASKED": {"answer": "yes"}, "MARKET": {"answer": "2"}})
    assert with_answers.measured_only == assess().measured_only
    project, market = with_answers.measured_only.headlines
    assert project.score.coverage == 1
    assert market.score.point is None
    assert market.level.state.value == "not_assessed"


def test_contradictions_are_listed():
    answers = {"SUPPORTED": {"answer": "yes"}, "PROVEN": {"answer": "no"}, "DECIDED": {"answer": "2"}}
    found = assess(answers=answers).contradictions
    assert [(item.criterion, item.answer, item.used.value) for item in found] == [
        ("PROVEN", "no", "measured"),
        ("SUPPORTED", "yes", "declared"),
    ]


def test_an_answer_given_in_confidence_shows_only_its_outcome():
    answers = {
        "SUPPORTED": {
            "answer": "yes",
            "comment": "secret",
            "evidence": "https://secret.example",
            "confidential": "yes",
        }
    }
    found = assess(answers=answers)
    (record,) = found.answers
    assert (record.answer, record.comment, record.evidence, record.confidential) == (None, None, None, True)
    assert outcomes(found)["SUPPORTED"] == "met"
    assert b"secret" not in canonical_json(found)
    assert found.contradictions[0].answer is None


OVERRIDE = {"value": "4", "role": "OSPO", "date": "2026-04-01", "reason": "counted in the registry"}


def test_an_override_replaces_a_deciding_value_until_it_expires():
    used = assess(overrides={"count": {**OVERRIDE, "valid_until": "2026-06-01"}})
    assert outcomes(used)["DECIDED"] == "met"
    assert (used.overrides[0].measured, used.overrides[0].replaced_by, used.overrides[0].used) == (2, 4, True)
    expired = assess(overrides={"count": {**OVERRIDE, "valid_until": "2026-04-30"}})
    assert outcomes(expired)["DECIDED"] == "partly_met"
    assert expired.overrides[0].unused_reason is not None
    assert used.measured_only == assess().measured_only


def test_highlights_name_what_matters_most():
    found = assess(answers={"ASKED": {"answer": "no"}})
    assert found.highlights.strengths[0] == "PROVEN"
    assert set(found.highlights.concerns) == {"ASKED", "DECIDED"}
    assert found.highlights.next_steps[0] == "ASKED"
    assert found.highlights.to_find_out == ("SUPPORTED",)


def test_the_gain_is_the_rise_of_a_headline():
    (decided, *_) = assess().criteria
    assert decided.gain["project"] == pytest.approx(10 * (1 - 2 / 3), abs=1e-5)


def test_no_evidence_at_all_is_unknown_everywhere():
    found = assess(facts=())
    assert set(outcomes(found).values()) == {Outcome.UNKNOWN.value}
    assert all(headline_.score.point is None for headline_ in found.headlines)
    assert found.headlines[0].score.lowest == 0
    assert found.headlines[0].score.highest == 10


def test_the_lists_a_rubric_draws_on_are_named_in_both_languages():
    source = {"id": "badges", "title": "Badges", "url": "https://example.org", "license": "MIT"}
    note = {"en": "Topics.", "fr": "Thèmes."}
    rubric = RUBRIC.model_copy(update={"attributions": (Attribution(**source, note=note),)})
    assert [each.model_dump() for each in assess(rubric=rubric).rubric.attributions] == [
        {
            "en": "Badges, https://example.org (MIT): Topics.",
            "fr": "Badges, https://example.org (MIT) : Thèmes.",
        }
    ]


def test_an_assessment_survives_its_file():
    found = assess(answers={"MARKET": {"answer": "0-1"}})
    assert Assessment.model_validate_json(canonical_json(found)) == found
    assert canonical_json(found) == canonical_json(assess(answers={"MARKET": {"answer": "0-1"}}))


def test_the_project_itself_never_outranks_the_assessor_nor_replaces_measurements():
    own = {
        "rubric": "test",
        "role": "lead",
        "date": "2026-01-01",
        "basis": "interview",
        "answers": {"ASKED": {"answer": "yes"}, "MARKET": {"answer": "2"}},
        "overrides": {"count": {**OVERRIDE, "valid_until": "2027-01-01"}},
    }
    mine = {
        "rubric": "test",
        "role": "OSPO",
        "date": "2025-01-01",
        "basis": "desk",
        "answers": {"ASKED": {"answer": "no"}},
    }
    files = [("project", Answers.model_validate(own)), ("assessor", Answers.model_validate(mine))]
    found = score(RUBRIC, "0" * 64, project_evidence(), files)
    assert outcomes(found)["ASKED"] == "not_met"
    assert outcomes(found)["DECIDED"] == "partly_met"
    assert found.overrides == ()
    assert {record.criterion: record.basis.value for record in found.answers if record.used} == {
        "ASKED": "desk"
    }


def test_an_expired_answer_contradicts_nothing():
    answers = {"SUPPORTED": {"answer": "yes", "valid_until": "2026-01-02"}}
    assert assess(answers=answers).contradictions == ()


def test_a_confidential_answer_that_is_not_used_shows_nothing():
    found = assess(answers={"DECIDED": {"answer": "9", "confidential": "yes"}})
    (record,) = found.answers
    assert (record.used, record.points, record.answer) == (False, None, None)
    assert found.contradictions == ()


def test_gates_on_what_measured_only_leaves_out_are_open():
    gated = headline("project", levels=[level(1, 0), level(2, 1, gate("ASKED", 1))])
    found = assess(rubric=make_rubric(CRITERIA, NODES, [gated, HEADLINES[1]]))
    result = found.measured_only.headlines[0].level
    assert [item.state.value for item in result.gates] == ["undetermined"]
    assert (result.lowest, result.highest) == (1, 2)


def test_what_a_metric_cannot_settle_contradicts_nobody():
    facts = (evidence("secrets", False), evidence("policy", False))
    criteria = {
        "CLEAN": practice("secrets", "disproves", scale={"kind": "yes_no", "good": "no"}),
        "POLICY": practice("policy", "supports"),
    }
    rubric = make_rubric(criteria)
    answers = {"CLEAN": {"answer": "no"}, "POLICY": {"answer": "partly"}}
    assert assess(facts, answers, rubric=rubric).contradictions == ()
    found = assess(facts, {"POLICY": {"answer": "yes"}}, rubric=rubric).contradictions
    assert [each.criterion for each in found] == ["POLICY"]
