from support.rubrics import gate, headline, level, make_rubric, node, practice, rubric_content, text
from support.said import answers_of, scored

from mrl.model.assessment import Assessment
from mrl.model.snapshot import Server
from mrl.rubric.types import Rubric
from mrl.scoring.again import score_again

LADDER = {"kind": "ladder", "situations": [text(str(step)) for step in range(3)]}
STEPS = {"kind": "bands", "at_least": {1: 0.5, 4: 1}}
CRITERIA = {
    "DECIDED": practice("count", "decides", scale=STEPS),
    "PROVEN": practice("seen", "proves"),
    "ASKED": practice(),
    "MARKET": practice(scale=LADDER),
}
NODES = {"all": node(dict.fromkeys(CRITERIA, 1))}
RUBRIC = make_rubric(CRITERIA, NODES, [headline("all", levels=[level(1, 0), level(2, 5, gate("ASKED", 1))])])
OVERRIDE = {
    "value": "4",
    "role": "OSPO",
    "date": "2026-04-01",
    "reason": "counted in the registry",
    "valid_until": "2027-01-01",
}
LEAD = answers_of("lead", {"ASKED": "yes", "MARKET": "0-1", "DECIDED": "9"}, overrides={"count": OVERRIDE})
OTHER = answers_of("second lead", {"ASKED": "no", "MARKET": "2"}, valid_until="2026-01-02")
REVIEW = {"role": "reviewer", "date": "2026-05-02", "statement": "Everything was checked."}
REVIEWED = answers_of("desk", {"MARKET": "1"}, basis="desk", review=REVIEW)


def everything():
    return scored(RUBRIC, LEAD, OTHER, REVIEWED, count=2, seen=False)


def test_scoring_an_assessment_again_with_its_rubric_gives_the_same_assessment():
    found = everything().model_copy(update={"not_asked": tuple(Server)})
    assert score_again(RUBRIC, found.rubric.digest, found) == found


def test_an_assessment_that_names_its_lists_in_plain_words_can_be_scored_again():
    source = {
        "id": "badges",
        "title": "Badges",
        "url": "https://example.org",
        "license": "MIT",
        "note": "Topics.",
    }
    rubric = Rubric.model_validate(rubric_content(CRITERIA, NODES) | {"attributions": [source]})
    found = scored(rubric, LEAD, count=2)
    written = found.model_dump(mode="json", by_alias=True)
    written["rubric"]["attributions"] = ["Badges, https://example.org (MIT): Topics."]
    older = Assessment.model_validate(written)
    assert older == found
    assert score_again(rubric, found.rubric.digest, older) == found


def test_an_answer_given_in_confidence_keeps_its_weight():
    secret = LEAD.answers["MARKET"].model_copy(update={"confidential": True})
    found = scored(RUBRIC, LEAD.model_copy(update={"answers": {"MARKET": secret}}), count=2)
    again = score_again(RUBRIC, found.rubric.digest, found)
    assert again == found
    assert again.answers[0].answer is None


def test_another_rubric_reads_what_it_can():
    ladder = {"kind": "ladder", "situations": [text(str(step)) for step in range(5)]}
    other = make_rubric({"MARKET": practice(scale=ladder), "ASKED": practice(scale=LADDER)})
    found = {each.id: each for each in score_again(other, "1" * 64, everything()).criteria}
    assert (found["MARKET"].points.lowest, found["MARKET"].points.highest) == (0, 0.25)
    assert found["ASKED"].outcome.value == "unknown"


def test_the_measured_view_survives_an_override():
    found = everything()
    assert (
        score_again(RUBRIC, found.rubric.digest, found).measured_only
        == scored(RUBRIC, count=2, seen=False).measured_only
    )
