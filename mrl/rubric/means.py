"""How the children of a node add up, by the node's aggregation: one definition for checks and scores."""

import math
from collections.abc import Callable, Sequence
from typing import Final

from mrl.rubric.types import Aggregation

EPSILON: Final = 0.01
"""Keeps one zero from wiping out a geometric mean entirely."""

Mean = Callable[[Sequence[float], Sequence[float]], float]
"""Values (0 to 1) and their weights in, one value (0 to 1, but for the last digit) out."""


def arithmetic(values: Sequence[float], weights: Sequence[float]) -> float:
    """Give the weighted mean."""
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)


def geometric(values: Sequence[float], weights: Sequence[float]) -> float:
    """Give the weighted geometric mean, lifted by `EPSILON` so that it still tells zeros apart."""
    logarithms = [math.log(EPSILON + (1 - EPSILON) * value) for value in values]
    return (math.exp(arithmetic(logarithms, weights)) - EPSILON) / (1 - EPSILON)


def smallest(values: Sequence[float], weights: Sequence[float]) -> float:
    """Give the smallest value, whatever the weights."""
    del weights
    return min(values)


MEANS: Final[dict[Aggregation, Mean]] = {
    Aggregation.ARITHMETIC: arithmetic,
    Aggregation.GEOMETRIC: geometric,
    Aggregation.MINIMUM: smallest,
}
