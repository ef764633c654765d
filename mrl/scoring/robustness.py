"""How solid a headline is: thousands of draws over what could as well be otherwise.

In each draw every weight is multiplied by its own factor, every criterion that is not known exactly
stands somewhere in its range (at one of the steps of its scale, or anywhere where it has none; all
places alike), and in one draw of two all means are geometric, else arithmetic. What comes out shows how
much of a result hangs on choices and gaps. A share of draws is not a probability: nobody knows how likely
any of this is, and the draws do not pretend to. Nor need the point lie among them: it says what is known
says, while the draws let the unknown be poor or good.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mrl.model.assessment import Assessment, HeadlineResult, LevelState
from mrl.model.solidity import DrawnCriterion, HeadlineRobustness, LevelShare
from mrl.rubric.types import Criterion, Headline, Rubric
from mrl.scoring.arrays import POINT, ArrayTree, Numbers, Weights, levels_reached, ranges_of
from mrl.scoring.draws import DRAWS, between, every_other, one_of
from mrl.scoring.finished import finished_leaves
from mrl.scoring.possible import possible_points
from mrl.scoring.tree import Range, Results

MOST_DECIDING = 5
"""How many deciding criteria are named for a headline."""
PERCENTILES = (50, 5, 95)
_DECIMALS = 6


@dataclass(frozen=True, kw_only=True)
class _LeftOut:
    """The results with one criterion left out each time; the last draw leaves out none."""

    criteria: tuple[str, ...]
    results: Mapping[str, Numbers]


def robustness(rubric: Rubric, assessment: Assessment) -> tuple[HeadlineRobustness, ...]:
    """Say of each headline what it does over the draws, and which criteria decide it.

    The draws follow from the names and ranges of the criteria alone, so the same content gives the same
    result whenever it is computed. Headlines below which nothing applies are left out.
    """
    leaves = finished_leaves(assessment)
    tree = ArrayTree(rubric)
    drawn = _draw(rubric, tree, leaves)
    left_out = _leave_out(tree, leaves)
    return tuple(
        _robustness(rubric, headline, result, drawn, left_out)
        for headline, result in zip(rubric.headlines, assessment.headlines, strict=True)
        if headline.node in drawn
    )


def _robustness(
    rubric: Rubric,
    headline: Headline,
    result: HeadlineResult,
    drawn: Mapping[str, Numbers],
    left_out: _LeftOut,
) -> HeadlineRobustness:
    figures = np.percentile(drawn[headline.node][POINT] * 10, PERCENTILES)
    median, low, high = (round(float(figure), _DECIMALS) for figure in figures)
    return HeadlineRobustness(
        headline=headline.node,
        draws=DRAWS,
        weights_within=rubric.robustness.weights_within,
        median=median,
        low=low,
        high=high,
        levels=_shares(headline, drawn) if _has_level(result) else (),
        deciding=_deciding(rubric, headline, result, left_out),
    )


def _has_level(result: HeadlineResult) -> bool:
    return result.level is not None and result.level.state is LevelState.ASSESSED


def _draw(rubric: Rubric, tree: ArrayTree, leaves: Results) -> dict[str, Numbers]:
    drawn = {
        name: draw_points(name, rubric.criteria[name], leaf)
        for name, leaf in leaves.items()
        if leaf is not None
    }
    return tree.evaluate_known(drawn, draw_weights(rubric), every_other())


def draw_points(name: str, criterion: Criterion, leaf: Range, *whose: str) -> Numbers:
    """Draw where a criterion stands; a gate on a yes is never met by anything in between."""
    if leaf.lowest == leaf.highest:
        return np.array([leaf.lowest])
    places = possible_points(criterion, leaf)
    if len(places) > 1:
        return one_of(places, name, *whose)
    return between(leaf.lowest, leaf.highest, name, *whose)


def draw_weights(rubric: Rubric) -> Weights:
    """Multiply every weight by a factor of its own in each draw."""
    within = rubric.robustness.weights_within
    return {
        name: {
            child: weight * between(1 - within, 1 + within, "weight", name, child)
            for child, weight in node.children.items()
        }
        for name, node in rubric.nodes.items()
    }


def _shares(headline: Headline, drawn: Mapping[str, Numbers]) -> tuple[LevelShare, ...]:
    """Count the draws at each level, lowest first; levels at which no draw ended are left out."""
    reached = np.broadcast_to(levels_reached(headline, drawn), DRAWS)
    levels, counts = np.unique(reached, return_counts=True)
    return tuple(
        LevelShare(level=int(level) or None, share=round(int(count) / DRAWS, _DECIMALS))
        for level, count in zip(levels, counts, strict=True)
    )


def _leave_out(tree: ArrayTree, leaves: Results) -> _LeftOut:
    criteria = tuple(sorted(name for name, leaf in leaves.items() if leaf is not None))
    arrays: dict[str, Numbers] = {}
    for place, name in enumerate(criteria):
        arrays[name] = np.repeat(ranges_of(leaves[name]), len(criteria) + 1, axis=1)
        arrays[name][:, place] = np.nan
    return _LeftOut(criteria=criteria, results=tree.evaluate(arrays))


def _deciding(
    rubric: Rubric, headline: Headline, result: HeadlineResult, left_out: _LeftOut
) -> tuple[DrawnCriterion, ...]:
    """Name the criteria without which the level would be another, then those that move the score most.

    Leaving one out counts as in a project to which it does not apply. Nothing decides a headline that
    has no point.
    """
    if result.score.point is None:
        return ()
    score = left_out.results[headline.node][POINT] * 10
    levels = np.broadcast_to(levels_reached(headline, left_out.results), score.shape)
    levels = levels if _has_level(result) else np.zeros_like(levels)
    found = [
        DrawnCriterion(
            criterion=name,
            title=rubric.criteria[name].title,
            move=round(float(then - score[-1]), _DECIMALS),
            changes_level=bool(level != levels[-1]),
            level=int(level) or None,
        )
        for name, then, level in zip(left_out.criteria, score[:-1], levels[:-1], strict=True)
        if not np.isnan(then)
    ]
    found = [item for item in found if item.changes_level or item.move]
    found.sort(key=lambda item: (not item.changes_level, -abs(item.move), item.criterion))
    return tuple(found[:MOST_DECIDING])
