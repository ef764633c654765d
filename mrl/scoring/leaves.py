"""How one criterion is decided: measurement by its role, then the strongest valid answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mrl.model.answers import Basis
from mrl.model.assessment import Outcome
from mrl.model.base import Day, Message, Unit, Value, say
from mrl.model.evidence import Bound, Evidence, Kind, Origin
from mrl.model.provenance import PROJECT
from mrl.rubric.types import Criterion, Disagreement, MetricRole, Scale
from mrl.scoring.answers import GivenAnswer
from mrl.scoring.combining import Combined, combine
from mrl.scoring.scales import points_for, range_from
from mrl.scoring.tree import UNKNOWN, Range, exactly

ENOUGH_WEIGHT = 0.9
"""The part of a project's weight that may stand for all of it."""


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One criterion decided: its range (None is not applicable), why, and what decided it."""

    range: Range | None
    reason: Message | None = None
    origin: Origin | None = None
    answers: tuple[GivenAnswer, ...] = ()
    """The answers that decided, the strongest first; several only where assessors disagree."""
    measured: Range | None = None
    """What the measurement alone says on this scale, whatever its role."""


def decide(
    criterion: Criterion,
    evidence: Mapping[str, Evidence],
    answers: Sequence[GivenAnswer],
    today: Day,
    disagreement: Disagreement = Disagreement.SPAN,
) -> Leaf:
    """Decide a criterion from its metric and the answers that may count for it (the strongest first).

    A metric decides before answers, but not before an assessor's where it is the project's own word.
    """
    applicability = _applicability(criterion, evidence)
    if applicability is not None:
        return applicability
    metric = evidence.get(criterion.metric or "")
    measured = _measured(criterion, metric)
    valid = [given for given in answers if given.counts(today)]
    outside = any(given.provenance != PROJECT for given in valid)
    verdict = _verdict(criterion.metric_role, measured)
    if verdict is not None and metric is not None and not (metric.is_own_word and outside):
        return Leaf(
            range=verdict, origin=metric.origin, measured=measured, reason=_partial_reason(metric, verdict)
        )
    if valid:
        return replace(_from_answers(combine(valid, disagreement)), measured=measured)
    reason = answers[0].why_not(today) if answers else _unknown_reason(criterion, metric, measured)
    return Leaf(range=UNKNOWN, reason=reason, measured=measured)


def _applicability(criterion: Criterion, evidence: Mapping[str, Evidence]) -> Leaf | None:
    for metric, wanted in criterion.applies_when.items():
        fact = evidence.get(metric)
        if fact is None or fact.value is None:
            name = fact.title if fact else metric
            return Leaf(
                range=UNKNOWN, reason=say("it is not known whether this applies: {property}", property=name)
            )
        if fact.value != (wanted == "yes"):
            reason = fact.sentence or say("does not apply: {property}", property=fact.title)
            return Leaf(range=None, reason=reason)
    return None


def _measured(criterion: Criterion, metric: Evidence | None) -> Range | None:
    """Put a metric's value on the criterion's scale; None while it is unknown."""
    if metric is None or metric.value is None:
        return None
    points = points_for(criterion.scale, metric.value)
    if points is None:
        return None
    if metric.bound is Bound.AT_LEAST:
        return _from_lower_bound(criterion.scale, metric.value, points, metric.known_weight)
    return exactly(points) if metric.known_weight >= 1 else _from_part(criterion.scale, metric, points)


def _from_lower_bound(scale: Scale, value: Value, points: float, known_weight: Unit) -> Range:
    """Give what a figure says of which only a lower bound is known.

    It has a point only where the known repositories hold nearly all of the weight: what the bound
    itself earns, or, where more is worse, the middle of what is still possible.
    """
    lowest, highest = range_from(scale, value)
    if lowest == highest:
        return exactly(points)
    if known_weight < ENOUGH_WEIGHT:
        return Range(None, lowest, highest, 0.0)
    return Range(points if points == lowest else (lowest + highest) / 2, lowest, highest, known_weight)


def _from_part(scale: Scale, metric: Evidence, points: float) -> Range:
    """Give what a figure pooled over most of the weight says: the rest can be at its worst or best.

    This is exact for shares that count repositories by their weight. For shares pooled from rows it
    takes the weight for the number of rows, which nobody knows while they are unknown.
    """
    part, value = metric.known_weight, metric.value
    if metric.kind is Kind.SHARE and isinstance(value, int | float):
        ends = [points_for(scale, value * part), points_for(scale, value * part + 1 - part)]
        lowest, highest = min(end or 0.0 for end in ends), max(end or 0.0 for end in ends)
    else:
        lowest, highest = 0.0, 1.0  # one more repository can move a median anywhere
    return Range(points, min(lowest, points), max(highest, points), part)


def _verdict(role: MetricRole | None, measured: Range | None) -> Range | None:
    """Say what a measurement settles: all with `decides`, a hit with `proves` and `disproves`."""
    if measured is None or role is None:
        return None
    hit = {
        MetricRole.DECIDES: True,
        MetricRole.PROVES: measured.lowest >= 1,
        MetricRole.DISPROVES: measured.highest <= 0,
        MetricRole.SUPPORTS: False,
    }
    return measured if hit[role] else None


def _partial_reason(metric: Evidence, verdict: Range) -> Message | None:
    if verdict.lowest == verdict.highest:
        return None
    if metric.known < metric.total:
        return say("only {known} of {total} repositories are known", known=metric.known, total=metric.total)
    return say("only a lower bound of the figure is known")


def _from_answers(combined: Combined) -> Leaf:
    first = combined.answers[0]
    is_declared = first.provenance == PROJECT or first.basis is Basis.DECLARATION
    origin = Origin.DECLARED if is_declared else Origin.ASSESSED
    reason = say("answered as not applicable") if combined.points is None else None
    if combined.points == UNKNOWN:
        reason = say("assessors disagree on whether this applies")
    return Leaf(range=combined.points, reason=reason, origin=origin, answers=combined.answers)


def _unknown_reason(criterion: Criterion, metric: Evidence | None, measured: Range | None) -> Message:
    can_settle = criterion.metric_role not in (None, MetricRole.SUPPORTS)
    if can_settle and metric is not None and metric.reason is not None:
        return metric.reason
    if criterion.metric_role is MetricRole.PROVES and measured is not None:
        return say("not found in the repository; it may be kept elsewhere, so an answer is needed")
    if criterion.metric_role is MetricRole.DISPROVES and measured is not None:
        return say("nothing was found that speaks against it; an answer is needed")
    return say("not answered yet")


def outcome_of(leaf: Leaf, met_from: Unit) -> Outcome:
    """Name how a criterion ends; a range that is open downwards only never ends as not met."""
    result = leaf.range
    if result is None:
        return Outcome.NOT_APPLICABLE
    # Where some repositories are unknown and the known ones show nothing yet, nothing is settled.
    is_open = not leaf.answers and result.lowest <= 0 < result.highest
    if result.point is None or is_open:
        return Outcome.UNKNOWN
    if result.point >= met_from:
        return Outcome.MET
    return Outcome.NOT_MET if result.point <= 0 else Outcome.PARTLY_MET
