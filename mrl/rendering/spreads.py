"""How the figures of a project differ between its repositories."""

from statistics import median
from typing import Final

from mrl.model.assessment import Assessment
from mrl.model.evidence import Evidence, Kind
from mrl.rendering.rows import Spread

SHOWN_FIGURES: Final = 10
_NUMBERS: Final = frozenset({Kind.COUNT, Kind.NUMBER, Kind.SHARE})


def spreads(assessment: Assessment) -> tuple[Spread, ...]:
    """Give how figures differ between repositories, those with the widest knowledge first."""
    found = [spread for one in assessment.evidence if (spread := _spread(assessment, one))]
    return tuple(sorted(found, key=lambda spread: -spread.known)[:SHOWN_FIGURES])


def _spread(assessment: Assessment, evidence: Evidence) -> Spread | None:
    if evidence.kind not in _NUMBERS:
        return None
    figures = [
        (float(value), repository.name)
        for repository in assessment.repositories
        if (value := repository.values.get(evidence.metric)) is not None
    ]
    if len(figures) < 2 or min(figures)[0] == max(figures)[0]:  # noqa: PLR2004 - one value has no spread
        return None
    lowest, lowest_in = min(figures)
    highest, highest_in = max(figures)
    middle = median(figure for figure, _ in figures)
    return Spread(evidence, lowest, lowest_in, middle, highest, highest_in, len(figures))
