"""Ranges of the tree as the records of an assessment: headlines on 0 to 10, nodes on 0 to 1."""

from mrl.model.assessment import Child, HeadlineResult, HeadlineScore, LevelState, NodeResult, Points
from mrl.rubric.types import Headline, Rubric
from mrl.scoring.levels import level_of
from mrl.scoring.tree import UNKNOWN, Range, Results, Tree


def headline_results(rubric: Rubric, tree: Tree, results: Results) -> tuple[HeadlineResult, ...]:
    """Give every headline's score and, where it has levels, its level."""
    return tuple(_headline(rubric, headline, tree, results) for headline in rubric.headlines)


def _headline(rubric: Rubric, headline: Headline, tree: Tree, results: Results) -> HeadlineResult:
    level = level_of(rubric, headline, tree, results)
    result = results.get(headline.node) or UNKNOWN
    # A score that waits for answers would be a mean of other things than it is named for.
    waits = level is not None and level.state is LevelState.NOT_ASSESSED
    point = None if waits or result.point is None else round(result.point * 10, 6)
    return HeadlineResult(
        id=headline.node,
        title=headline.title,
        summary=headline.summary,
        score=HeadlineScore(
            point=point,
            lowest=round(result.lowest * 10, 6),
            highest=round(result.highest * 10, 6),
            coverage=round(result.coverage, 6),
        ),
        coverage_floor=headline.coverage_floor,
        level=level,
    )


def points_of(result: Range | None) -> Points:
    """Give a range as a record; what does not apply reads as unknown there."""
    point, lowest, highest, coverage = result or UNKNOWN
    return Points(
        point=None if point is None else round(point, 6),
        lowest=round(lowest, 6),
        highest=round(highest, 6),
        coverage=round(coverage, 6),
    )


def node_results(rubric: Rubric, results: Results) -> tuple[NodeResult, ...]:
    """Give every node's score in the order of the rubric."""
    return tuple(
        NodeResult(
            id=name,
            title=node.title,
            summary=node.summary,
            aggregation=node.aggregation.value,
            children=tuple(Child(id=child, weight=weight) for child, weight in node.children.items()),
            applicable=results.get(name) is not None,
            score=points_of(results.get(name)),
        )
        for name, node in rubric.nodes.items()
    )
