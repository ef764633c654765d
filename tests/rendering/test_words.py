"""Sentences put together from figures."""

import pytest
from support.assessments import below_floor, fully_answered, not_assessed, nothing_known
from support.explained_assessments import explained, history

from mrl.i18n import translator
from mrl.model.assessment import HeadlineScore, LevelState, Points
from mrl.model.base import Message, Text, say
from mrl.model.evidence import Better, Bound, Evidence, Kind
from mrl.rendering.figures import EVERYWHERE
from mrl.rendering.rows import Tally
from mrl.rendering.words import Phrases

ENGLISH = Phrases(translator("en"))


def evidence(**changes: object) -> Evidence:
    parts = {"metric": "m", "title": "t", "kind": Kind.COUNT, "unit": "commits", "better": Better.HIGHER}
    return Evidence(**(parts | {"value": 1200, "source": "git", "known": 1, "total": 1} | changes))


@pytest.mark.parametrize(
    ("changes", "written"),
    [
        ({}, "1,200 commits"),
        ({"bound": Bound.AT_LEAST}, "at least 1,200 commits"),
        ({"kind": Kind.SHARE, "value": 0.5, "unit": "share of files"}, "50%"),
        ({"value": 1}, "1 commit"),
        ({"value": 1, "unit": "people", "bound": Bound.AT_LEAST}, "at least 1 person"),
        ({"kind": Kind.NUMBER, "value": 0.9, "unit": "years"}, "0.9 years"),
        ({"kind": Kind.SHARE, "value": 0.296211, "unit": "index"}, "0.3"),
        ({"kind": Kind.YES_NO, "value": False, "unit": ""}, "no"),
        ({"kind": Kind.WORD, "value": "MIT", "unit": ""}, "MIT"),
        ({"value": None}, "unknown"),
    ],
)
def test_measure(changes: dict[str, object], written: str) -> None:
    assert ENGLISH.measure(evidence(**changes)) == written


def test_range_of_a_node_is_on_0_to_10() -> None:
    score = Points(point=0.5, lowest=0.25, highest=1, coverage=0.25)
    assert ENGLISH.range(score) == "between 2.5 and 10.0"
    assert (ENGLISH.point(score), ENGLISH.ends(score)) == ("5.0", "2.5\u201310.0")


def test_certain_score() -> None:
    score = Points(point=1, lowest=1, highest=1, coverage=1)
    assert (ENGLISH.range(score), ENGLISH.ends(score)) == ("nothing left open", "10.0")


def test_bar_without_a_score_says_so() -> None:
    score = Points(point=None, lowest=0, highest=1, coverage=0)
    assert ENGLISH.bar("Vitality", score, None) == "Vitality: no score yet, between 0.0 and 10.0; 0% known"


def test_bar_says_what_was_measured_where_that_differs() -> None:
    score = Points(point=0.5, lowest=0.4, highest=0.6, coverage=0.8)
    measured = Points(point=0.7, lowest=0.7, highest=0.7, coverage=1)
    assert ENGLISH.bar("Vitality", score, measured) == (
        "Vitality: 5.0 of 10, between 4.0 and 6.0; 80% known; measured alone: 7.0"
    )


def test_levels_in_words() -> None:
    level = fully_answered().headlines[1].level
    assert level is not None
    assert level.state is LevelState.ASSESSED
    assert ENGLISH.level(level, 7) == "level 7 (Established business)"
    assert ENGLISH.level(level, None) == "below the first level"
    spread = level.model_copy(update={"lowest": None, "highest": 7})
    assert ENGLISH.level_span(spread) == "below the first level to level 7 (Established business)"
    assert ENGLISH.level_span(spread.model_copy(update={"lowest": 6})) == "levels 6 to 7"


def test_headline_without_a_level_never_names_one() -> None:
    _, market = not_assessed().headlines
    assert ENGLISH.headline(market).startswith("level not assessed (levels 1 to 9 possible); score between ")


@pytest.mark.parametrize(
    ("target", "written"),
    [
        (say("at least {value} {unit}", value=1, unit="people"), "at least 1 person"),
        (say("at most {value} {unit}", value=90, unit="days"), "at most 90 days"),
        (say("at most {value} {unit}", value=0, unit="files"), "none"),
        (say("at least {value} {unit}", value=1, unit="ratio"), "at least 1"),
        (say("at most {value} {unit}", value=0, unit="ratio"), "0"),
        (say("at least {share}", share=0.95), "at least 95%"),
        (say("at least {share}", share=1.0), "100%"),
        (say("200 commits in 12 months"), "200 commits in 12 months"),
    ],
)
def test_target(target: Message, written: str) -> None:
    assert ENGLISH.target(target) == written


def test_french_units_have_their_plural() -> None:
    french = Phrases(translator("fr"))
    quantities = [french.quantity(value, "people") for value in (0, 1, 1.5, 2)]
    assert quantities == ["0 personne", "1 personne", "1,5 personne", "2 personnes"]


def test_found_says_in_what_all_repositories_agree() -> None:
    same = evidence(
        kind=Kind.YES_NO, unit="", value=True, total=7, sentence=say(EVERYWHERE, total=7), known=7
    )
    assert ENGLISH.plain(ENGLISH.found(same) or "") == "Yes in all of 7 repositories"
    assert ENGLISH.found(evidence(value=1)) == "1 commit"
    assert ENGLISH.found(evidence(value=None)) is None
    assert ENGLISH.found(None) is None


def test_score_leans_to_the_good_side_only_in_the_upper_half_of_its_range() -> None:
    headline = not_assessed().headlines[0]
    high = HeadlineScore(point=8, lowest=4, highest=9, coverage=0.5)
    low = HeadlineScore(point=1, lowest=0, highest=7, coverage=0.5)
    known = HeadlineScore(point=8, lowest=7.5, highest=8.5, coverage=0.9)
    said = [ENGLISH.leaning(headline.model_copy(update={"score": one})) for one in (high, low, known)]
    assert "leans to the good side" in said[0]
    assert "can still move it anywhere" in said[1]
    assert said[2] == ""


@pytest.mark.parametrize(("said", "stop"), [("It is", "."), ("It is.", ""), ("Is it?", "")])
def test_full_stop_only_where_it_lacks(said: str, stop: str) -> None:
    assert ENGLISH.stop(said) == stop


def test_situation_of_an_interval_answer_names_both_ends() -> None:
    criteria = {one.id: one for one in fully_answered().criteria}
    assert ENGLISH.situations(criteria["MKT-1"]) == "3 of 4: It is established."
    assert ENGLISH.situations(criteria["MKT-2"]) == (
        "between 2 and 3 of 4: It is regular. … It is established."
    )


@pytest.mark.parametrize(("gain", "written"), [(0.1234, "+0.12"), (0.004, "< 0.01"), (1.0, "+1.00")])
def test_gain(gain: float, written: str) -> None:
    assert ENGLISH.gain(gain) == written


def test_answers_of_a_practice_are_translated_and_others_kept() -> None:
    french = Phrases(translator("fr"))
    assert [french.answer(one) for one in ("yes", "partly", "not applicable", "2-4", None)] == [
        "oui",
        "en partie",
        "sans objet",
        "2-4",
        "\u2013",
    ]
    assert french.plain(Text(en="a", fr="b")) == "b"


def test_summaries_say_what_a_reader_takes_away() -> None:
    readiness, market = not_assessed().headlines
    assert ENGLISH.summary(readiness) == (
        "Project readiness: 7.3 of 10 on the 30% that is known; between 2.2 and 9.2 once all is known."
    )
    assert ENGLISH.summary(market) == (
        "Market readiness: no level can be given until 7 questions are answered."
    )
    assert ENGLISH.summary(readiness, "3 of 9 met") == "Project readiness: 3 of 9 met."
    assert ENGLISH.summary(nothing_known().headlines[0]) == (
        "Project readiness: no score, since nothing it rests on is known."
    )
    assert "no level is given, since only" in ENGLISH.summary(below_floor().headlines[1])
    assessed = fully_answered().headlines[1]
    assert ENGLISH.summary(assessed).startswith("Market readiness: level 7 (Established business)")


def test_a_score_outside_nine_of_ten_draws_says_what_it_supposes() -> None:
    assessment = explained(not_assessed())
    readiness, market = assessment.headlines
    found = assessment.robustness[0]
    assert "The 7.3 holds only if what is not known is as good" in ENGLISH.solidity(readiness, found)
    within = found.model_copy(update={"high": 9})
    assert ENGLISH.solidity(readiness, within).endswith("lie between 2.3 and 9.0.")
    above = found.model_copy(update={"low": 8, "high": 9})
    assert "The 7.3 is cautious" in ENGLISH.solidity(readiness, above)
    assert "holds only if" not in ENGLISH.solidity(market, found)


def test_shares_of_draws_in_words() -> None:
    assessment = explained(fully_answered())
    level = assessment.headlines[1].level
    assert level is not None
    assert ENGLISH.shares(assessment.robustness[1], level) == (
        f"Of all draws: below the first level in 2%, {ENGLISH.level(level, 6)} in 28%, "
        "level 7 (Established business) in 70%."
    )


def test_outcomes_have_the_names_of_the_rubric() -> None:
    tally = Tally(met=7, partly_met=9, not_met=7, unknown=2, not_applicable=1)
    assert ENGLISH.tally(tally) == "7 of 25 met, 9 partly, 7 not met, 2 unknown"
    names = {"met": Text(en="done"), "partly_met": Text(en="in progress"), "not_met": Text(en="not selected")}
    assert ENGLISH.tally(tally, names) == "done: 7, in progress: 9, not selected: 7, unknown: 2, of 25"


def test_a_trend_in_words_ends_today() -> None:
    found = history(explained()).trends[0]
    assert (
        ENGLISH.trend(found) == "Over time: 5.5 on 31 March 2024, 6.0 on 31 March 2025, 6.5 on 31 March 2026."
    )


def test_ways_name_their_goal() -> None:
    assessment = explained(fully_answered())
    readiness, market = assessment.headlines
    routes = assessment.routes[0]
    assert ENGLISH.ways(readiness, routes) == "Project readiness: ways to a score of 8.0"
    to_level = routes.model_copy(update={"goal_level": 8})
    assert ENGLISH.ways(market, to_level).startswith("Market readiness: ways to level 8 (")
    assert ENGLISH.route(readiness, routes.routes[0]) == "score then 8.1"
