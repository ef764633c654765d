"""Where the points of a trend stand in its chart, by day on one axis and 0 to 10 on the other."""

from dataclasses import dataclass
from typing import Final, Literal

from mrl.model.base import Day
from mrl.model.movement import Trend, TrendPoint

_LEFT: Final = 30.0
_RIGHT: Final = 506.0
_TOP: Final = 8.0
_BOTTOM: Final = 80.0


@dataclass(frozen=True)
class Spot:
    """One assessment: its place on the time axis and the heights of its score and range."""

    x: float
    point: float | None
    lowest: float
    highest: float


@dataclass(frozen=True)
class Label:
    """A day written under the chart."""

    x: float
    anchor: Literal["start", "end"]
    day: Day


@dataclass(frozen=True)
class TrendChart:
    """The drawing of a trend; `line` is an SVG path through the known scores, empty for one alone."""

    spots: tuple[Spot, ...]
    line: str
    labels: tuple[Label, ...]

    def height(self, value: float) -> float:
        """Give the height of a score on 0 to 10."""
        return _height(value)


def trend(found: Trend) -> TrendChart:
    """Place the points of a trend; it has two at least."""
    first, last = found.points[0].as_of, found.points[-1].as_of
    whole = (last - first).total_seconds()
    spots = tuple(
        _spot(point, (point.as_of - first).total_seconds() / whole if whole else 0.5)
        for point in found.points
    )
    known = [f"{spot.x:.2f} {spot.point:.2f}" for spot in spots if spot.point is not None]
    labels = (Label(_LEFT, "start", first.date()), Label(_RIGHT, "end", last.date()))
    return TrendChart(spots, f"M{' L'.join(known)}" if len(known) > 1 else "", labels)


def _spot(point: TrendPoint, share: float) -> Spot:
    return Spot(
        _LEFT + share * (_RIGHT - _LEFT),
        None if point.point is None else _height(point.point),
        _height(point.lowest),
        _height(point.highest),
    )


def _height(value: float) -> float:
    return _BOTTOM - value / 10 * (_BOTTOM - _TOP)
