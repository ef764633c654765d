"""What a value earns on a scale: points from 0 to 1."""

import math

from mrl.model.base import Message, Value, say
from mrl.rubric.types import Bands, Choice, Goalposts, Ladder, LogGoalposts, Scale, YesNo


def points_for(scale: Scale, value: Value) -> float | None:
    """Give the points a metric's value earns; None if the scale says nothing about it.

    Infinity is allowed for figures and gives the limit of the scale.
    """
    if isinstance(scale, YesNo):
        return float(value == (scale.good == "yes")) if isinstance(value, bool) else None
    if isinstance(scale, Choice):
        return scale.points.get(str(value))
    if isinstance(scale, Ladder) or isinstance(value, bool | str):
        return None
    if isinstance(scale, Bands):
        return _on_bands(scale, value)
    if isinstance(scale, LogGoalposts):
        return _between(math.log1p(max(value, 0)), math.log1p(scale.worst), math.log1p(scale.best))
    return _between(value, scale.worst, scale.best)


def _on_bands(scale: Bands, value: float) -> float:
    if scale.at_least is not None:
        reached = [step for step in scale.at_least if value >= step]
        return scale.at_least[max(reached)] if reached else 0.0
    steps = scale.at_most or {}
    reached = [step for step in steps if value <= step]
    return steps[min(reached)] if reached else 0.0


def _between(value: float, worst: float, best: float) -> float:
    if math.isinf(value):
        return float((value > 0) == (best > worst))
    return min(max((value - worst) / (best - worst), 0.0), 1.0)


def range_from(scale: Scale, value: Value) -> tuple[float, float]:
    """Give the lowest and highest points if the true figure is `value` or anything above it.

    The checks of a rubric make sure that scales of figures only rise or only fall. A value the
    scale says nothing about can be anything.
    """
    here = points_for(scale, value)
    is_figure = isinstance(value, int | float) and not isinstance(value, bool)
    beyond = points_for(scale, math.inf) if is_figure else here
    if here is None or beyond is None:
        return 0.0, 1.0
    return min(here, beyond), max(here, beyond)


def points_on_ladder(scale: Ladder, index: int) -> float:
    """Give the points of one situation: 0 for the first, 1 for the last, even steps between."""
    return index / (len(scale.situations) - 1)


def full_points(scale: Scale, unit: str) -> Message | None:
    """Say what full points take, for scales of figures."""
    if isinstance(scale, Bands):
        steps = scale.at_least if scale.at_least is not None else scale.at_most or {}
        best = [step for step, points in steps.items() if points == max(steps.values())]
        if scale.at_least is not None:
            return _at_least(min(best), unit)
        return _at_most(max(best), unit)
    if isinstance(scale, Goalposts | LogGoalposts):
        return _at_least(scale.best, unit) if scale.best > scale.worst else _at_most(scale.best, unit)
    return None


def _figure(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


def _at_least(value: float, unit: str) -> Message:
    if unit == "share":
        return say("at least {share}", share=value)
    return say("at least {value} {unit}", value=_figure(value), unit=unit)


def _at_most(value: float, unit: str) -> Message:
    if unit == "share":
        return say("at most {share}", share=value)
    return say("at most {value} {unit}", value=_figure(value), unit=unit)
