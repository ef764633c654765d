"""The most that anything can earn: of every criterion, and from the bottom up of every node."""

from collections.abc import Mapping

from mrl.rubric.means import MEANS
from mrl.rubric.structure import all_children_first
from mrl.rubric.types import Aggregation, Bands, Choice, Criterion, MetricRole, Rubric, Scale


def most_on_scale(scale: Scale) -> float:
    """Give the most points a scale knows."""
    return max(_listed_points(scale) or [1.0])


def least_on_scale(scale: Scale) -> float:
    """Give the fewest points a scale knows; what no band covers earns 0."""
    return min(_listed_points(scale)) if isinstance(scale, Choice) else 0.0


def _listed_points(scale: Scale) -> list[float]:
    if isinstance(scale, Choice):
        return list(scale.points.values())
    return list((scale.at_least or scale.at_most or {}).values()) if isinstance(scale, Bands) else []


def most_measured(criterion: Criterion) -> float | None:
    """Give the most points a criterion's metric can settle it with; None if it can settle nothing."""
    most = most_on_scale(criterion.scale)
    if criterion.metric_role is MetricRole.DECIDES:
        return most
    if criterion.metric_role is MetricRole.PROVES:
        return most if most >= 1 else None
    if criterion.metric_role is MetricRole.DISPROVES:
        return 0.0 if least_on_scale(criterion.scale) <= 0 else None
    return None


def most_points(rubric: Rubric, criterion: Criterion) -> float | None:
    """Give the most points a measurement or an answer can earn; None if neither can say anything."""
    measured = most_measured(criterion)
    if not rubric.takes_answers:
        return measured
    is_on_scale = isinstance(criterion.scale, Choice) or criterion.metric_role is MetricRole.DECIDES
    answered = most_on_scale(criterion.scale) if is_on_scale else 1.0
    return max(answered, measured or 0.0)


def reach(rubric: Rubric) -> dict[str, float | None]:
    """Give the most points (0 to 1) of every criterion and node of a rubric whose tree is sound."""
    most = {name: most_points(rubric, criterion) for name, criterion in rubric.criteria.items()}
    for name in all_children_first(rubric):
        node = rubric.nodes[name]
        known = [(most[child], weight) for child, weight in node.children.items()]
        points = [(value, weight) for value, weight in known if value is not None]
        if not points or (node.aggregation is Aggregation.MINIMUM and len(points) < len(known)):
            most[name] = None
        else:
            values, weights = zip(*points, strict=True)
            most[name] = MEANS[node.aggregation](values, weights)
    return most


def coverage_within_reach(rubric: Rubric, most: Mapping[str, float | None]) -> dict[str, float]:
    """Give the share of weight below every node, and of every criterion, that can ever be known."""
    share = {name: float(most[name] is not None) for name in rubric.criteria}
    for name in all_children_first(rubric):
        children = rubric.nodes[name].children
        share[name] = sum(share[child] * weight for child, weight in children.items()) / sum(
            children.values()
        )
    return share
