"""Medians of times of which some are not over yet."""

from collections.abc import Iterable
from typing import NamedTuple

ALMOST = 1e-9
"""Products of fractions: one half may come out a hair beside it."""


class Median(NamedTuple):
    """A median time; where it is not reached, the true median is at least this long."""

    time: float
    reached: bool


def median_time(times: Iterable[float], is_over: Iterable[bool]) -> Median | None:
    """Give the Kaplan-Meier median of times, some of which are only known to last longer than they do.

    It is where the share that still goes on falls to one half; where it stays there for a while, the
    middle of that while, so that with nothing going on it is the ordinary median. Where the share
    never falls below one half, the end of what was seen is taken in its place and gives a lower bound.
    None for no times at all.

    E. L. Kaplan, P. Meier: Nonparametric estimation from incomplete observations,
    https://doi.org/10.1080/01621459.1958.10501452
    """
    # At the same time, what ends goes before what was lost from sight.
    rows = sorted((time, not over) for time, over in zip(times, is_over, strict=True))
    share, half_at = 1.0, None
    for left, (time, goes_on) in zip(range(len(rows), 0, -1), rows, strict=True):
        if goes_on:
            continue
        if half_at is not None:
            return Median((half_at + time) / 2, reached=True)
        share *= 1 - 1 / left
        if share < 0.5 - ALMOST:
            return Median(time, reached=True)
        if share <= 0.5 + ALMOST:
            half_at = time
    if not rows:
        return None
    longest = rows[-1][0]
    return Median(longest if half_at is None else (half_at + longest) / 2, reached=False)
