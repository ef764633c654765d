"""Many projects beside each other: order, distribution, what helps most, what is old."""

import datetime as dt

import pytest
from support import assessments, portfolios
from support.comparisons import assessed
from support.facts import repository

from mrl.model.assessment import Outcome
from mrl.model.portfolio import Portfolio

DAY = dt.timedelta(days=1)


def across(portfolio: Portfolio, identifier: str):
    return next(each for each in portfolio.criteria if each.id == identifier)


def test_projects_are_sorted_by_the_headline_that_needs_no_level() -> None:
    found = portfolios.portfolio("several")
    assert found.leading == "project-readiness"
    points = [each.headlines["project-readiness"].score.point for each in found.projects]
    known = [point for point in points if point is not None]
    assert points == [*sorted(known, reverse=True), None]
    assert found.projects[-1].project == "Denton"


def test_the_headline_with_levels_leads_where_all_have_one() -> None:
    assert portfolios.portfolio("levelled").leading == "market-readiness"


def test_one_project_without_a_level_takes_the_lead_from_it() -> None:
    every = [*portfolios.levelled(), assessments.not_assessed(project="Denton")]
    assert portfolios.read(every).leading == "project-readiness"


def test_a_rubric_without_headlines_is_sorted_by_what_is_met() -> None:
    found = portfolios.portfolio("counted")
    assert found.leading is None
    shares = [each.tally.met / each.tally.applicable for each in found.projects]
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("name", ["several", "levelled", "counted"])
def test_every_project_is_counted_once_in_each_distribution(name: str) -> None:
    found = portfolios.portfolio(name)
    for headline in found.headlines:
        assert sum(one.projects for one in headline.scores) + headline.without_score == len(found.projects)
        if headline.steps:
            levels = sum(one.projects for one in headline.levels)
            assert levels + headline.without_level == len(found.projects)


def test_a_criterion_is_counted_in_every_project() -> None:
    found = portfolios.portfolio("several")
    for criterion in found.criteria:
        outcomes = [each.criteria[criterion.id].outcome for each in found.projects]
        for outcome in Outcome:
            assert getattr(criterion.tally, outcome.value) == outcomes.count(outcome)


def test_the_gain_is_that_of_the_projects_known_to_lack_it() -> None:
    found = portfolios.portfolio("several")
    lacking = {Outcome.NOT_MET, Outcome.PARTLY_MET}
    criterion = across(found, "PEOPLE-ABSENCE")
    gains = [
        each.criteria[criterion.id].gain["project-readiness"]
        for each in found.projects
        if each.criteria[criterion.id].outcome in lacking
    ]
    assert gains
    assert criterion.gain == pytest.approx(sum(gains))
    assert across(found, "LICENSE-FILE").gain == 0


def test_the_usual_reason_is_named_for_what_is_unknown() -> None:
    found = portfolios.portfolio("several")
    assert across(found, "COM-1").unknown_because == assessments.UNANSWERED
    for each in found.projects:
        for standing in each.criteria.values():
            assert (standing.reason is not None) == (standing.outcome in ("unknown", "not_applicable"))
            assert standing.reason is None or standing.reason < len(found.reasons)


@pytest.mark.parametrize(("days", "is_stale"), [(0, False), (365, False), (366, True), (800, True)])
def test_what_is_older_than_a_year_is_stale(days: int, is_stale: bool) -> None:
    now = assessments.AS_OF
    each = [
        assessments.not_assessed(project="Ashford"),
        assessments.not_assessed(project="Birling", as_of=now - days * DAY),
    ]
    assert portfolios.read(each).stale == (("Birling",) if is_stale else ())


def test_age_counts_from_the_day_that_was_asked_for() -> None:
    later = assessments.AS_OF + 40 * DAY
    found = portfolios.read([assessments.not_assessed()], as_of=later, stale_after=1)
    assert found.stale == (assessments.not_assessed().project,)
    assert found.as_of == later


def test_answers_that_would_have_expired_by_now_are_named() -> None:
    answered = assessments.partly_answered(project="Ashford")
    last = max(answer.valid_until for answer in answered.answers)
    assert portfolios.read([answered]).expired == ()
    found = portfolios.read([answered], as_of=dt.datetime.combine(last + DAY, dt.time(), dt.UTC))
    assert {each.criterion for each in found.expired} == {answer.criterion for answer in answered.answers}
    assert {each.valid_until for each in found.expired} == {last}


def test_an_answer_without_end_keeps_a_criterion_from_expiring() -> None:
    answered = assessments.partly_answered(project="Ashford")
    endless = answered.answers[0].model_copy(update={"valid_until": None})
    later = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    changed = answered.model_copy(update={"answers": (*answered.answers, endless)})
    found = portfolios.read([portfolios.retold(changed)], as_of=later)
    assert endless.criterion not in {each.criterion for each in found.expired}
    assert len(found.expired) == len(answered.answers) - 1


def test_contradictions_come_with_their_project() -> None:
    found = portfolios.portfolio("several")
    assert [each.project for each in found.projects if each.contradictions] == ["Birling"]


def test_dimensions_of_a_counting_rubric_carry_their_tallies() -> None:
    found = portfolios.read([assessed(repository(), rubric="osps-baseline", project="Ashford")])
    (project,) = found.projects
    counted = sum(each.tally.applicable for each in project.dimensions.values())
    assert counted == project.tally.applicable > 0
