"""What can be done about one criterion: rungs of its scale to climb, or something to find out.

Climbing costs the part of the criterion's effort that lies between where it stands and the rung; full
points cost all of it. What is open costs one look, and the route then rests on what is found. Where the
evidence shows that something is missing, though an answer could still say otherwise, it can be done
straight away, at full effort.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mrl.model.assessment import Assessment, CriterionResult
from mrl.model.base import Message, say
from mrl.model.evidence import Bound, Evidence, Kind
from mrl.rubric.types import (
    Bands,
    Choice,
    Criterion,
    Goalposts,
    Ladder,
    LogGoalposts,
    MetricRole,
    Rubric,
    YesNo,
)
from mrl.scoring.scales import full_points, points_for, points_on_ladder
from mrl.scoring.tree import Range

LOOK_DAYS = 0.25
"""What it costs to answer a question or to have something measured, in days."""
QUARTERS = (0.25, 0.5, 0.75, 1.0)
"""Where one may stop on a scale without steps, as shares of its way."""
TRIFLE = 0.1
"""A rise below this is no step worth naming."""
_DECIMALS = 2
"""Days, and figures that are not counts, are given to this many decimals."""
_ROUNDING = 1e-6
"""An assessment gives points to six decimals."""


@dataclass(frozen=True, kw_only=True)
class Rung:
    """A place on a criterion's scale: its points, and what the figure or answer must be for them."""

    points: float
    target: Message | None = None


@dataclass(frozen=True, kw_only=True)
class Option:
    """One way to take a criterion further; afterwards it stands at the rung, known exactly.

    `lesser` are the rungs below at which what is found out may stand as well, lowest first.
    """

    kind: Literal["do", "find_out"]
    rung: Rung
    effort_days: float
    lesser: tuple[Rung, ...] = ()


def options_for(
    rubric: Rubric, assessment: Assessment, leaves: Mapping[str, Range | None]
) -> dict[str, tuple[Option, ...]]:
    """Give every criterion that can go further its options, each asking for more than the one before."""
    evidence = {item.metric: item for item in assessment.evidence}
    found = {}
    for result in assessment.criteria:
        leaf, criterion = leaves[result.id], rubric.criteria[result.id]
        if leaf is None:
            continue
        metric = evidence.get(result.evidence or "")
        rungs = rungs_of(criterion, result, metric)
        if leaf.point is None:
            found[result.id] = _for_open(criterion, leaf, rungs, metric)
        else:
            found[result.id] = (*_to_find_out(leaf, rungs), *_to_climb(criterion, leaf, rungs))
    return {name: options for name, options in found.items() if options}


def _for_open(
    criterion: Criterion, leaf: Range, rungs: tuple[Rung, ...], metric: Evidence | None
) -> tuple[Option, ...]:
    """Look, unless a figure speaks against it or doing is no dearer; do what is seen to be missing."""
    shown = _shown(criterion, metric)
    if shown is None or shown >= 1:
        return tuple(_to_find_out(leaf, rungs))
    doing = Option(kind="do", rung=rungs[-1], effort_days=criterion.effort_days)
    is_figure = not isinstance(criterion.scale, YesNo | Choice)
    speaks_against = is_figure and criterion.metric_role is MetricRole.SUPPORTS and shown <= 0
    if speaks_against or doing.effort_days <= LOOK_DAYS:
        return (doing,)
    return (*_to_find_out(leaf, rungs), doing)


def _shown(criterion: Criterion, metric: Evidence | None) -> float | None:
    """Give what a figure that did not decide would earn, if it is wholly known."""
    if criterion.metric_role is MetricRole.DECIDES or metric is None or metric.value is None:
        return None
    is_whole = metric.bound is Bound.EXACT and metric.known_weight >= 1
    return points_for(criterion.scale, metric.value) if is_whole else None


def _to_find_out(leaf: Range, rungs: tuple[Rung, ...]) -> Iterator[Option]:
    """Let what is open turn out as high as it can be."""
    if leaf.lowest < leaf.highest:
        within = [rung for rung in rungs if leaf.lowest < rung.points <= leaf.highest + _ROUNDING]
        is_rung = bool(within) and within[-1].points >= leaf.highest - _ROUNDING
        best = Rung(points=leaf.highest, target=within[-1].target if is_rung else None)
        lesser = tuple(within[:-1] if is_rung else within)
        yield Option(kind="find_out", rung=best, effort_days=LOOK_DAYS, lesser=lesser)


def _to_climb(criterion: Criterion, leaf: Range, rungs: tuple[Rung, ...]) -> Iterator[Option]:
    """Raise what is known beyond anything it can be now; by no trifle where the scale has no steps."""
    start, full = leaf.point or 0.0, rungs[-1].points
    is_line = isinstance(criterion.scale, Goalposts | LogGoalposts)
    for rung in rungs:
        is_trifle = is_line and rung.points < min(leaf.highest + TRIFLE, full)
        if rung.points > leaf.highest + _ROUNDING and not is_trifle:
            part = (rung.points - start) / (full - start)
            yield Option(kind="do", rung=rung, effort_days=round(criterion.effort_days * part, _DECIMALS))


def rungs_of(criterion: Criterion, result: CriterionResult, metric: Evidence | None) -> tuple[Rung, ...]:
    """List the rungs of a criterion's scale, lowest first, without the ground it starts from.

    A question answered in words (yes, partly, no) has one rung, full points: its figure only supports.
    """
    scale = criterion.scale
    if isinstance(scale, Ladder):
        last = len(scale.situations) - 1
        return tuple(
            Rung(points=points_on_ladder(scale, place), target=situation(place, last))
            for place in range(1, last + 1)
        )
    if isinstance(scale, Choice):
        words = {points: word for word, points in scale.points.items() if points > 0}
        return tuple(
            Rung(points=points, target=say("the answer “{found}”", found=word))
            for points, word in sorted(words.items())
        )
    if criterion.metric_role is MetricRole.DECIDES and metric is not None:
        if isinstance(scale, Bands):
            return tuple(_rungs_of_bands(scale, metric.unit))
        if isinstance(scale, Goalposts | LogGoalposts):
            return tuple(_rungs_of_line(scale, metric))
    return (Rung(points=1.0, target=result.target),)


def situation(place: int, last: int) -> Message:
    """Name a situation of a ladder by its place, counted from 0."""
    return say("situation {number} of {last}", number=place, last=last)


def _rungs_of_bands(scale: Bands, unit: str) -> Iterator[Rung]:
    rises = scale.at_least is not None
    steps = scale.at_least if scale.at_least is not None else scale.at_most or {}
    for points in sorted({points for points in steps.values() if points > 0}):
        values = [value for value, earned in steps.items() if earned == points]
        only = {min(values): 1.0} if rises else {max(values): 1.0}
        ending_here = Bands(kind="bands", at_least=only) if rises else Bands(kind="bands", at_most=only)
        yield Rung(points=points, target=full_points(ending_here, unit))


def _rungs_of_line(scale: Goalposts | LogGoalposts, metric: Evidence) -> Iterator[Rung]:
    """Stop at round figures at or just beyond each quarter of the way."""
    climbed = 0.0
    for quarter in QUARTERS:
        value = _rounded(_value_at(scale, quarter), scale, metric.kind)
        points = points_for(scale, value) or 0.0
        if points > climbed:
            climbed = points
            ending_here = scale.model_copy(update={"best": value})
            yield Rung(points=points, target=full_points(ending_here, metric.unit))


def _value_at(scale: Goalposts | LogGoalposts, part: float) -> float:
    if isinstance(scale, LogGoalposts):
        worst, best = math.log1p(scale.worst), math.log1p(scale.best)
        return math.expm1(worst + part * (best - worst))
    return scale.worst + part * (scale.best - scale.worst)


def _rounded(value: float, scale: Goalposts | LogGoalposts, kind: Kind) -> float:
    """Round towards the best end, never beyond it."""
    unit = 1 if kind is Kind.COUNT else 10**_DECIMALS
    near = round(value * unit, 6)  # so that 0.3 * 100 is 30 and not a hair more
    if scale.best > scale.worst:
        return min(math.ceil(near) / unit, scale.best)
    return max(math.floor(near) / unit, scale.best)


def present_of(result: CriterionResult, kind: str, metric: Evidence | None) -> Message | None:
    """Say how a criterion stands now: why it is open, what was found, or which situation was answered."""
    if kind == "find_out" and result.reason is not None:
        return result.reason
    if metric is not None and metric.sentence is not None:
        return metric.sentence
    points = result.points
    if result.situations and points.lowest == points.highest:
        last = len(result.situations) - 1
        return situation(round(points.lowest * last), last)
    return result.reason
