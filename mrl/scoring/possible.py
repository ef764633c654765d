"""Where a criterion can stand: the points its scale or its answers give."""

from mrl.rubric.types import Bands, Choice, Criterion, Goalposts, Ladder, LogGoalposts, MetricRole
from mrl.scoring.answers import PRACTICE_WORDS
from mrl.scoring.scales import points_on_ladder
from mrl.scoring.tree import Range

_ROUNDING = 1e-6
"""An assessment gives points to six decimals."""


def possible_points(criterion: Criterion, leaf: Range) -> tuple[float, ...]:
    """List the points a criterion can have within a range, in rising order; none if any are possible."""
    within = (leaf.lowest - _ROUNDING, leaf.highest + _ROUNDING)
    return tuple(points for points in _places(criterion) if within[0] <= points <= within[1])


def _places(criterion: Criterion) -> list[float]:
    scale = criterion.scale
    if isinstance(scale, Ladder):
        return [points_on_ladder(scale, place) for place in range(len(scale.situations))]
    if isinstance(scale, Choice):
        return sorted(set(scale.points.values()))
    if criterion.metric_role is not MetricRole.DECIDES:
        return sorted(PRACTICE_WORDS.values())
    if isinstance(scale, Bands):
        steps = scale.at_least if scale.at_least is not None else scale.at_most or {}
        return sorted({0.0, *steps.values()})
    return [] if isinstance(scale, Goalposts | LogGoalposts) else [0.0, 1.0]
