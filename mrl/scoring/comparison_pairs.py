"""Which project is ahead for certain: pair by pair, dimension by dimension.

Certain is what the facts say, whoever may have answered wrongly: every answer is taken as unknown.
"""

from collections.abc import Sequence
from itertools import combinations

from mrl.model.comparison import PairDominance
from mrl.rubric.types import Rubric
from mrl.scoring.comparison_projects import Candidate


def dominances(rubric: Rubric, candidates: Sequence[Candidate]) -> tuple[PairDominance, ...]:
    """Compare each pair of projects by what is certain on every dimension."""
    return tuple(_pair(rubric, first, second) for first, second in combinations(candidates, 2))


def _pair(rubric: Rubric, first: Candidate, second: Candidate) -> PairDominance:
    found: dict[str, list[str]] = {name: [] for name in ("ahead", "behind", "equal", "open", "left_out")}
    for dimension in rubric.dimensions:
        found[_standing(first, second, dimension)].append(dimension)
    dominant = next(
        (one.letter for one, other in ((first, second), (second, first)) if _dominates(rubric, one, other)),
        None,
    )
    return PairDominance(
        first=first.letter,
        second=second.letter,
        dominant=dominant,
        **{name: tuple(dimensions) for name, dimensions in found.items()},
    )


def _standing(first: Candidate, second: Candidate, dimension: str) -> str:
    one, other = first.certain(dimension), second.certain(dimension)
    if one is None or other is None:
        return "left_out"
    if one.lowest > other.highest:
        return "ahead"
    if one.highest < other.lowest:
        return "behind"
    return "equal" if one.lowest == one.highest == other.lowest == other.highest else "open"


def _dominates(rubric: Rubric, one: Candidate, other: Candidate) -> bool:
    """Say whether one is at least as high on every dimension whatever is found out, and higher on one.

    A dimension that applies to one of them alone leaves the question open.
    """
    is_higher = False
    for dimension in rubric.dimensions:
        mine, theirs = one.certain(dimension), other.certain(dimension)
        if mine is None and theirs is None:
            continue
        if mine is None or theirs is None or mine.lowest < theirs.highest:
            return False
        is_higher = is_higher or mine.lowest > theirs.highest
    return is_higher
