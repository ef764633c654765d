"""Assessors who disagree: which answers stand beside each other, and what comes of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from mrl.rubric.types import Disagreement
from mrl.scoring.answers import GivenAnswer, standing
from mrl.scoring.tree import UNKNOWN, Range


@dataclass(frozen=True, kw_only=True)
class Combined:
    """The answers that count, the strongest first, and their points (None is not applicable)."""

    answers: tuple[GivenAnswer, ...]
    points: Range | None


def combine(valid: Sequence[GivenAnswer], disagreement: Disagreement) -> Combined:
    """Combine the valid answers to one criterion, strongest first; there is at least one.

    Answers of equal standing by different roles stand beside each other. Where they differ the rubric
    says what counts; a later answer of the same role only replaces its earlier one.
    """
    first = valid[0]
    peers = {given.role: given for given in reversed(valid) if standing(given) == standing(first)}
    voices = tuple(given for given in valid if peers.get(given.role) is given)
    if disagreement is Disagreement.NEWEST or all(given.points == first.points for given in voices):
        return Combined(answers=(first,), points=first.points)
    points = [given.points for given in voices if given.points is not None]
    if disagreement is Disagreement.LOWEST:
        return Combined(answers=voices, points=min(points, key=lambda point: (point.lowest, point.highest)))
    if len(points) < len(voices):
        return Combined(answers=voices, points=UNKNOWN)
    lowest, highest = min(each.lowest for each in points), max(each.highest for each in points)
    return Combined(answers=voices, points=Range((lowest + highest) / 2, lowest, highest, 1.0))
