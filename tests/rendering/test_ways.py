"""Which ways to a better result are shown, and how their steps are arranged."""

from support.assessments import not_assessed
from support.explained_assessments import explained

from mrl.rendering.view import ReportView
from mrl.rendering.ways import by_kind, finds_out, further_steps, shown_routes


def test_one_headline_shows_three_routes_and_several_share_the_room() -> None:
    assessment = explained()
    first, market = assessment.headlines
    routes = assessment.routes[0]
    assert {name: len(shown) for name, shown in shown_routes([(first, routes)]).items()} == {first.id: 3}
    both = shown_routes([(first, routes), (market, routes.model_copy(update={"headline": market.id}))])
    assert {name: len(shown) for name, shown in both.items()} == {first.id: 1, market.id: 2}


def test_what_is_to_be_done_comes_before_what_is_to_be_found_out() -> None:
    ask, mixed, do = explained().routes[0].routes
    assert [(kind, len(steps)) for kind, steps in by_kind(mixed)] == [("do", 1), ("find_out", 2)]
    assert [kind for kind, _ in by_kind(ask)] == ["find_out"]
    assert finds_out([do, ask])
    assert not finds_out([do])


def test_next_steps_leave_out_what_a_route_asks_for() -> None:
    assessment = explained()
    routes = assessment.routes[0].routes
    asked = {step.criterion for step in routes[2].steps}
    further = [one.id for one in further_steps(assessment, routes)]
    assert further == [one for one in assessment.highlights.next_steps if one not in asked]
    every = [one.id for one in further_steps(assessment, ())]
    assert every == list(assessment.highlights.next_steps)


def test_advice_stands_with_the_first_route_that_asks_for_it() -> None:
    view = ReportView(explained())
    _, mixed, do = view.shown_routes(view.assessment.headlines[0])
    step = mixed.steps[0]
    assert step.criterion == do.steps[0].criterion
    assert view.advised(mixed, step)
    assert not view.advised(do, step)
    assert not view.advised(mixed, mixed.steps[1])


def test_without_routes_there_are_none() -> None:
    view = ReportView(not_assessed())
    assert not view.has_routes
    assert view.shown_routes(view.assessment.headlines[0]) == ()
