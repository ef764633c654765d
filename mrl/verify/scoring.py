"""Scoring attached evidence again and naming what comes out differently."""

from collections.abc import Iterator, Sequence

from mrl import __version__, pipeline
from mrl.model.assessment import Assessment, HeadlineResult
from mrl.model.base import Message, say
from mrl.model.comparison import Comparison, OwnWeights, Weights
from mrl.rubric.loading import LoadedRubric
from mrl.scoring.again import score_again
from mrl.scoring.comparison import compare
from mrl.verify.differences import different, listed, rounded

_WORKED_OUT_LATER = {"robustness", "routes"}
"""What another version may work out in another way without another result."""


def scored_differently(
    assessment: Assessment, rubric: LoadedRubric, *, explained: bool = True
) -> list[Message]:
    """Score an assessment again from its own evidence and say what differs.

    How solid the result is and what would lift it are worked out again as well, unless nothing rests
    on them: that takes by far the most time.
    """
    same_version = assessment.tool_version == __version__
    exact = explained and same_version
    try:
        again = score_again(rubric.rubric, rubric.digest, assessment)
        again = pipeline.explained(rubric, again) if exact else again
    except Exception:  # noqa: BLE001 - each part is well formed, but together they can be any nonsense
        return [say("the evidence and the rubric do not fit each other; they cannot be scored")]
    wrong = [*_headlines(assessment, again), *_values(assessment, again, exact=exact)]
    if wrong and not same_version:
        wrong.append(_other_version(assessment))
    return wrong


def compared_differently(
    comparison: Comparison, assessments: Sequence[Assessment], rubric: LoadedRubric
) -> list[Message]:
    """Compare assessments again, also under somebody's own weights, and say what differs."""
    own = comparison.own_weights
    try:
        weights = _weights(own) if own is not None else None
        again = compare(rubric.rubric, assessments, comparison.tool_version, weights)
    except Exception:  # noqa: BLE001 - as above
        return [say("the attached assessments cannot be compared with each other")]
    written, fresh = (each.model_dump(mode="json", by_alias=True) for each in (comparison, again))
    paths = list(different(written, fresh))
    if not paths:
        return []
    return [say("the comparison says something else than its assessments give: {paths}", paths=listed(paths))]


def _weights(own: OwnWeights) -> Weights:
    """Give back the weights that somebody set: the comparison keeps each with what it changed."""
    changed = {change.id: change.own for change in own.changes}
    return Weights(title=own.title, reason=own.reason, weights=changed)


def _other_version(assessment: Assessment) -> Message:
    return say(
        "the assessment says that mrl {made} scored it and this is mrl {here}; check it with that version",
        made=assessment.tool_version,
        here=__version__,
    )


def _headlines(found: Assessment, again: Assessment) -> Iterator[Message]:
    others = {headline.id: headline for headline in again.headlines}
    for headline in found.headlines:
        other = others.get(headline.id)
        if other is None or _figures(headline) != _figures(other):
            yield say(
                "'{title}': the attached assessment says {found}; its evidence, scored again, gives {again}",
                title=headline.title,
                found=_in_words(headline),
                again=_in_words(other),
            )


def _figures(headline: HeadlineResult) -> tuple[object, ...]:
    level = headline.level
    score = headline.score
    figures = (score.point, score.lowest, score.highest, score.coverage)
    alike = tuple(None if each is None else rounded(each) for each in figures)
    return (*alike, level and (level.state, level.point, level.lowest, level.highest))


def _in_words(headline: HeadlineResult | None) -> Message:
    if headline is None:
        return say("nothing")
    score, level = headline.score, headline.level
    span = say("{low} to {high}", low=score.lowest, high=score.highest)
    point = (
        say("a score of {point} ({span})", point=score.point, span=span) if score.point is not None else None
    )
    said = point or say("no score ({span})", span=span)
    if level is None or level.point is None:
        return said
    return say("{score}, level {level}", score=said, level=str(level.point))


def _values(found: Assessment, again: Assessment, *, exact: bool) -> Iterator[Message]:
    """Name the first values that differ beside the headlines; every one of them counts."""
    left_out = {"headlines"} if exact else {"headlines", *_WORKED_OUT_LATER}
    written, fresh = (
        each.model_dump(mode="json", by_alias=True, exclude=left_out) for each in (found, again)
    )
    paths = list(different(written, fresh))
    if paths:
        yield say(
            "the attached assessment says something else than its evidence gives: {paths}",
            paths=listed(paths),
        )
