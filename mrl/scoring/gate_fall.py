"""How far a headline fell since an older assessment, and through what."""

from dataclasses import dataclass

from mrl.model.assessment import Assessment, HeadlineResult, Outcome
from mrl.model.base import Message, OnTen, say
from mrl.model.gate import ConditionKind, ConditionResult, Mend
from mrl.model.movement import HeadlineMovement, Movement
from mrl.scoring.gate_mends import Mends
from mrl.scoring.gate_verdicts import of_fall


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """The older assessment of the project, and why the newer one differs, as far as that can be said."""

    assessment: Assessment
    movement: Movement | None = None
    reason: Message | None = None
    """Why the movement cannot be split by cause."""


def fall_condition(most: OnTen, headline: HeadlineResult, earlier: Earlier | None) -> ConditionResult:
    """Judge a fall by the points then and now, since coverage moves a range without any fall."""
    moved = _moved(headline, earlier) if earlier is not None else None
    before, after = (moved.before.point, moved.after.point) if moved is not None else (None, None)
    fall = before - after if before is not None and after is not None else None
    return ConditionResult(
        id=ConditionKind.FALL.value,
        kind=ConditionKind.FALL,
        of=headline.id,
        title=headline.title,
        wanted=most,
        verdict=of_fall(most, fall),
        score=headline.score,
        provenance=headline.provenance,
        movement=moved,
        reason=_reason(headline, earlier, moved),
    )


def fall_mends(moved: HeadlineMovement | None, headline: HeadlineResult, mends: Mends) -> list[Mend]:
    """Name the criteria through which it fell, those that cost most first; else what the score lacks."""
    if headline.score.point is None:
        unanswered = headline.level.unanswered if headline.level is not None else ()
        return mends.asking(unanswered or [headline.id])
    parts = moved.parts if moved is not None else ()
    fallen = [each for part in parts for each in part.criteria if each.change < 0]
    fallen.sort(key=lambda each: each.change)
    kinds = ("find_out" if each.after is Outcome.UNKNOWN else "do" for each in fallen)
    found = [mends.of(each.criterion, kind) for each, kind in zip(fallen, kinds, strict=True)]
    return [each for each in found if each is not None] or mends.raising(headline.id)


def _moved(headline: HeadlineResult, earlier: Earlier) -> HeadlineMovement | None:
    """Give the movement with its parts, or without where it could not be split."""
    parts = earlier.movement.headlines if earlier.movement is not None else ()
    split = next((each for each in parts if each.headline == headline.id), None)
    old = next((each for each in earlier.assessment.headlines if each.id == headline.id), None)
    if split is not None or old is None:
        return split
    both = old.score.point is not None and headline.score.point is not None
    change = (headline.score.point or 0.0) - (old.score.point or 0.0)
    return HeadlineMovement(
        headline=headline.id,
        title=headline.title,
        before=old.score,
        after=headline.score,
        change=change if both else None,
        reason=earlier.reason,
    )


def _reason(
    headline: HeadlineResult, earlier: Earlier | None, moved: HeadlineMovement | None
) -> Message | None:
    """Say why there is nothing to compare, or why the change could not be split."""
    if earlier is None:
        return say("no older assessment is given; name that of the last release with --since")
    if moved is None:
        return say("the older assessment does not have this headline")
    if moved.before.point is None:
        return say("the older assessment has no score here")
    if headline.score.point is None:
        return say("the newer assessment has no score here")
    return None if moved.parts else earlier.reason
