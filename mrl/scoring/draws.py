"""Draws that are the same on every run, and no more uneven than chance needs to be.

Each thing that is drawn has a stream of its own, which follows from its name alone: what is added,
dropped or worded otherwise beside it leaves its draws as they were. Within a stream every equal part of
the range is drawn from equally often, in an order left to chance (Latin hypercube sampling: McKay,
Beckman and Conover, Technometrics 21(2), 1979). A median then moves by hundredths between streams
where coins and dice would move it by halves, since results often lie in two heaps.
"""

import hashlib
import json
from collections.abc import Sequence

import numpy as np

from mrl.scoring.arrays import Numbers

DRAWS = 5_000

Places = np.ndarray[tuple[int, ...], np.dtype[np.intp]]
Choices = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def between(lowest: float, highest: float, *name: str) -> Numbers:
    """Draw numbers from a range, for the thing of this name."""
    stream = _stream(name)
    part = (_order(stream) + stream.random(DRAWS)) / DRAWS
    return lowest + part * (highest - lowest)


def one_of(places: Sequence[float], *name: str) -> Numbers:
    """Draw numbers from a list, each as often as the others, for the thing of this name."""
    return np.array(places)[_order(_stream(name)) * len(places) // DRAWS]


def every_other() -> Choices:
    """Say yes in one draw of two."""
    chosen: Choices = np.arange(DRAWS) % 2 == 0
    return chosen


def _order(stream: np.random.Generator) -> Places:
    return stream.random(DRAWS).argsort()


def _stream(name: Sequence[str]) -> np.random.Generator:
    content = hashlib.sha256(json.dumps(name).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(content)))
