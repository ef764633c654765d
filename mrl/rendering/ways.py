"""The ways to a better result, arranged for the pages: routes by kind of step, and steps beside them."""

from collections.abc import Iterable, Sequence
from typing import Final

from mrl.model.assessment import Assessment, CriterionResult, HeadlineResult
from mrl.model.solidity import Route, RoutesTo, Step

SHOWN_ROUTES: Final = 3
"""How many routes a page has room for, over all headlines."""

Ways = Sequence[tuple[HeadlineResult, RoutesTo]]


def shown_routes(ways: Ways) -> dict[str, tuple[Route, ...]]:
    """Give each headline the routes that are shown: with several headlines, most to one with levels."""
    with_routes = [(headline, each) for headline, each in ways if each.routes]
    if len(with_routes) == 1:
        headline, each = with_routes[0]
        return {headline.id: each.routes[:SHOWN_ROUTES]}
    return {
        headline.id: each.routes[: 2 if headline.level is not None else 1] for headline, each in with_routes
    }


def by_kind(route: Route) -> tuple[tuple[str, tuple[Step, ...]], ...]:
    """Give what is to be done, then what is to be found out; a kind without steps is left out."""
    kinds = ((kind, tuple(step for step in route.steps if step.kind == kind)) for kind in ("do", "find_out"))
    return tuple((kind, steps) for kind, steps in kinds if steps)


def finds_out(routes: Iterable[Route]) -> bool:
    """Whether one of the routes has something to be found out."""
    return any(step.kind == "find_out" for route in routes for step in route.steps)


def to_do(routes: Iterable[Route]) -> Iterable[tuple[Route, Step]]:
    """Give every step that is to be done, with its route."""
    return ((route, step) for route in routes for step in route.steps if step.kind == "do")


def further_steps(assessment: Assessment, routes: Iterable[Route]) -> tuple[CriterionResult, ...]:
    """Give the next steps that no route shown already asks for."""
    asked = {step.criterion for _, step in to_do(routes)}
    criteria = {one.id: one for one in assessment.criteria}
    return tuple(criteria[name] for name in assessment.highlights.next_steps if name not in asked)
