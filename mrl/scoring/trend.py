"""Headlines and dimensions over several assessments of one project."""

from collections.abc import Sequence

from mrl.model.assessment import Assessment, HeadlineResult, NodeResult
from mrl.model.movement import Trend, TrendPoint


def trends(assessments: Sequence[Assessment]) -> tuple[Trend, ...]:
    """Give the trend of each headline and dimension of the last assessment, which is the newest.

    Earlier assessments that lack one are left out of its trend; a trend of one point is none.
    """
    newest = assessments[-1]
    found = [
        Trend(
            of=headline.id,
            title=headline.title,
            points=tuple(
                _headline_point(each, past)
                for each in assessments
                for past in each.headlines
                if past.id == headline.id
            ),
        )
        for headline in newest.headlines
    ]
    shown = {headline.id for headline in newest.headlines}
    found += [
        Trend(
            of=node.id,
            title=node.title,
            points=tuple(
                _node_point(each, past) for each in assessments for past in each.nodes if past.id == node.id
            ),
        )
        for node in newest.nodes
        if node.id in newest.dimensions and node.id not in shown
    ]
    return tuple(trend for trend in found if len(trend.points) > 1)


def _headline_point(assessment: Assessment, headline: HeadlineResult) -> TrendPoint:
    score = headline.score
    return TrendPoint(
        as_of=assessment.as_of,
        point=score.point,
        lowest=score.lowest,
        highest=score.highest,
        coverage=score.coverage,
        level=headline.level.point if headline.level else None,
        rubric_version=assessment.rubric.version,
    )


def _node_point(assessment: Assessment, node: NodeResult) -> TrendPoint:
    score = node.score
    return TrendPoint(
        as_of=assessment.as_of,
        point=None if score.point is None else round(score.point * 10, 6),
        lowest=round(score.lowest * 10, 6),
        highest=round(score.highest * 10, 6),
        coverage=score.coverage,
        rubric_version=assessment.rubric.version,
    )
