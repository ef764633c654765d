"""How firm an order of projects is: draws in which all of them are judged alike.

In each draw every weight is multiplied by one factor and means are taken in one way, for all projects
together; what is not known stands somewhere in its range, for each project by itself. Two entries of
the same project are the same thing at two moments: what is not known of either is drawn alike.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

import numpy as np

from mrl.model.comparison import DrawnScore, HeadlineOrder, Order, PairShare
from mrl.rubric.types import Headline, Rubric
from mrl.scoring.arrays import POINT, SLACK, ArrayTree, Numbers
from mrl.scoring.comparison_projects import Candidate
from mrl.scoring.draws import DRAWS, every_other
from mrl.scoring.robustness import PERCENTILES, draw_points, draw_weights

_DECIMALS = 6
Scores = Mapping[str, Numbers]
"""Letter of a project to its headline in every draw, on 0 to 10."""


def headline_orders(rubric: Rubric, candidates: Sequence[Candidate]) -> tuple[HeadlineOrder, ...]:
    """Say of each headline how firm the order of the projects is, of those it applies to.

    A headline that applies to fewer than two projects orders nothing.
    """
    drawn = _draw(rubric, candidates)
    orders = []
    for headline in rubric.headlines:
        scores = {
            letter: np.broadcast_to(results[headline.node][POINT] * 10, DRAWS)
            for letter, results in drawn.items()
            if headline.node in results
        }
        if len(scores) > 1:
            orders.append(_order(rubric, headline, scores, _points_of(headline, candidates)))
    return tuple(orders)


def _points_of(headline: Headline, candidates: Sequence[Candidate]) -> dict[str, float | None]:
    """Give each project's score as its assessment has it: none while it waits for answers."""
    return {
        each.letter: found.score.point
        for each in candidates
        for found in each.assessment.headlines
        if found.id == headline.node
    }


def _draw(rubric: Rubric, candidates: Sequence[Candidate]) -> dict[str, dict[str, Numbers]]:
    weights, tree = draw_weights(rubric), ArrayTree(rubric)
    return {
        each.letter: tree.evaluate_known(_points(rubric, each), weights, every_other()) for each in candidates
    }


def _points(rubric: Rubric, project: Candidate) -> dict[str, Numbers]:
    return {
        name: draw_points(name, rubric.criteria[name], leaf, project.assessment.project)
        for name, leaf in project.leaves.items()
        if leaf is not None
    }


def _order(
    rubric: Rubric, headline: Headline, scores: Scores, points: Mapping[str, float | None]
) -> HeadlineOrder:
    return HeadlineOrder(
        headline=headline.node,
        title=headline.title,
        draws=DRAWS,
        weights_within=rubric.robustness.weights_within,
        scores=tuple(_drawn_score(letter, found) for letter, found in scores.items()),
        by_score=_by_score(points, scores),
        by_draws=_ordered(_groups(scores), scores),
        pairs=tuple(_pair(first, second, scores) for first, second in combinations(scores, 2)),
    )


def _drawn_score(letter: str, drawn: Numbers) -> DrawnScore:
    median, low, high = (round(float(figure), _DECIMALS) for figure in np.percentile(drawn, PERCENTILES))
    return DrawnScore(letter=letter, median=median, low=low, high=high)


def _groups(scores: Scores) -> list[list[str]]:
    """Order projects by the middle of their draws; those that are equal in every draw stand together."""
    groups: list[list[str]] = []
    for letter in sorted(scores, key=lambda letter: (-round(float(np.median(scores[letter])), 9), letter)):
        twin = next((group for group in groups if _is_level(scores[group[0]], scores[letter]).all()), None)
        if twin is None:
            groups.append([letter])
        else:
            twin.append(letter)
    return groups


def _by_score(points: Mapping[str, float | None], scores: Scores) -> Order | None:
    """Order projects by their scores; None where one of them has none."""
    known = {letter: point for letter in scores if (point := points[letter]) is not None}
    if len(known) < len(scores):
        return None
    ranked = sorted(set(known.values()), reverse=True)
    return _ordered([[letter for letter in known if known[letter] == each] for each in ranked], scores)


def _ordered(groups: Sequence[Sequence[str]], scores: Scores) -> Order:
    holds = np.ones(DRAWS, dtype=np.bool_)
    for higher, lower in pairwise(groups):
        least = np.minimum.reduce([scores[letter] for letter in higher])
        holds &= least > np.maximum.reduce([scores[letter] for letter in lower]) + SLACK
    return Order(groups=tuple(tuple(group) for group in groups), share=_share(holds))


def _is_level(one: Numbers, other: Numbers) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return np.abs(one - other) <= SLACK


def _share(holds: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> float:
    return round(int(holds.sum()) / DRAWS, _DECIMALS)


def _pair(first: str, second: str, scores: Scores) -> PairShare:
    one, other = scores[first], scores[second]
    return PairShare(
        first=first,
        second=second,
        ahead=_share(one > other + SLACK),
        behind=_share(other > one + SLACK),
        tied=_share(_is_level(one, other)),
    )
