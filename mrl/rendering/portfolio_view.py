"""A portfolio arranged for the templates: cells, bins, the lists that are shown; no judgement."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from statistics import median
from typing import Final

from mrl import resources
from mrl.model.assessment import Contradiction, HeadlineScore, Outcome, Points
from mrl.model.base import Message
from mrl.model.portfolio import (
    CriterionAcross,
    DimensionAcross,
    HeadlineAcross,
    Mover,
    Portfolio,
    ProjectStanding,
    Tallied,
)
from mrl.rendering.portfolio_rows import Bin, Cell, Row, Unknown

CHUNK: Final = 40
"""Rows of one table: laying out a table takes more than twice as long when it is twice as long."""
NARROW: Final = 8
"""From so many dimensions on, columns are numbered and named below the table."""
SHOWN: Final = 12
SHOWN_CASES: Final = 24
SHOWN_REASONS: Final = 6
LONG: Final = 60
"""From so many projects on, print has one line for each; the rest is attached and on the screen."""
KNOWN_ENOUGH: Final = 0.5
"""A cell with so much known is shaded, however much a level takes."""
SMALLEST_MOVE: Final = 0.005
TEN: Final = 10
BINS: Final = 10
STEPS: Final = 5
_LACKING: Final = (Outcome.NOT_MET, Outcome.PARTLY_MET)


class PortfolioView:
    """Look-ups into one portfolio."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.portfolio = portfolio
        self._headlines = {headline.id: headline for headline in portfolio.headlines}
        self._stale = frozenset(portfolio.stale)

    def _is_altered(self, standing: ProjectStanding) -> bool:
        # an older portfolio knows the digest of its newest assessment's rubric alone
        digest = standing.rubric_digest or self.portfolio.rubric.digest
        return resources.is_altered(self.portfolio.rubric.id, digest)

    @cached_property
    def altered(self) -> tuple[ProjectStanding, ...]:
        """The projects whose rubric bears the name of one that comes with mrl, and is another."""
        return tuple(each for each in self.portfolio.projects if self._is_altered(each))

    @cached_property
    def counts_only(self) -> bool:
        """Whether the rubric wants how many criteria are met, not scores."""
        return self.portfolio.rubric.figures == "counts" or self.leading is None

    @cached_property
    def leading(self) -> HeadlineAcross | None:
        """The headline that projects are sorted by."""
        return self._headlines.get(self.portfolio.leading or "")

    @cached_property
    def levelled(self) -> HeadlineAcross | None:
        """The first headline with levels."""
        return next((headline for headline in self.portfolio.headlines if headline.steps), None)

    @cached_property
    def dimensions(self) -> tuple[DimensionAcross, ...]:
        """The dimensions that any project has a figure in."""
        return tuple(each for each in self.portfolio.dimensions if self._has_figure(each.id))

    @cached_property
    def empty_dimensions(self) -> tuple[DimensionAcross, ...]:
        """The dimensions that no project has a figure in."""
        return tuple(each for each in self.portfolio.dimensions if not self._has_figure(each.id))

    def _has_figure(self, identifier: str) -> bool:
        found = [each.dimensions.get(identifier) for each in self.portfolio.projects]
        if self.counts_only:
            return any(each and each.tally.applicable > each.tally.unknown for each in found)
        return any(each and each.score and each.score.point is not None for each in found)

    @cached_property
    def has_levels(self) -> bool:
        """Whether any project has a level."""
        return bool(self.level_counts)

    @cached_property
    def is_narrow(self) -> bool:
        """Whether columns are too narrow for their titles."""
        return len(self.dimensions) >= NARROW

    @cached_property
    def is_long(self) -> bool:
        """Whether there are too many projects for print to say everything of each."""
        return len(self.portfolio.projects) > LONG

    @cached_property
    def floor(self) -> float:
        """The part that must be known for a cell to be shaded."""
        return min(self.leading.coverage_floor, KNOWN_ENOUGH) if self.leading else KNOWN_ENOUGH

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The heat table."""
        return tuple(self._row(place, each) for place, each in enumerate(self.portfolio.projects, start=1))

    @cached_property
    def chunks(self) -> tuple[tuple[Row, ...], ...]:
        """The heat table in parts of at most CHUNK rows."""
        return tuple(self.rows[start : start + CHUNK] for start in range(0, len(self.rows), CHUNK))

    def _row(self, place: int, standing: ProjectStanding) -> Row:
        leading = standing.headlines.get(self.portfolio.leading or "")
        levelled = self.levelled
        return Row(
            place=place,
            standing=standing,
            headline=self._cell(leading.score if leading else None, standing.tally),
            level=standing.headlines.get(levelled.id) if levelled else None,
            cells=tuple(self._dimension(standing, each.id) for each in self.dimensions),
            is_stale=standing.project in self._stale,
            is_altered=self._is_altered(standing),
        )

    def _dimension(self, standing: ProjectStanding, identifier: str) -> Cell:
        found = standing.dimensions.get(identifier)
        return self._cell(found.score, found.tally) if found else Cell(None)

    def _cell(self, score: HeadlineScore | Points | None, tally: Tallied) -> Cell:
        if self.counts_only:
            applicable = tally.applicable
            return Cell(_shade(tally.met / applicable), tally=tally) if applicable else Cell(None)
        if score is None:
            return Cell(None)
        if score.point is None or score.coverage < self.floor:
            return Cell(None, score=score)
        return Cell(_shade(score.point / (1 if isinstance(score, Points) else TEN)), score=score)

    @cached_property
    def shares(self) -> tuple[float, ...]:
        """What the projects are sorted by, on 0 to 1; without those that have nothing."""
        if self.counts_only:
            tallies = [each.tally for each in self.portfolio.projects]
            return tuple(tally.met / tally.applicable for tally in tallies if tally.applicable)
        found = [each.headlines.get(self.portfolio.leading or "") for each in self.portfolio.projects]
        return tuple(each.score.point / TEN for each in found if each and each.score.point is not None)

    @cached_property
    def bins(self) -> tuple[Bin, ...]:
        """The distribution of what the projects are sorted by, in tenths."""
        counts = [0] * BINS
        for share in self.shares:
            counts[min(int(share * BINS + 1e-9), BINS - 1)] += 1
        return tuple(Bin(start / BINS, (start + 1) / BINS, count) for start, count in enumerate(counts))

    @cached_property
    def middle(self) -> float:
        """The middle of what the projects are sorted by, on 0 to 1."""
        return median(self.shares)

    @cached_property
    def middle_coverage(self) -> float:
        """How much is known of what the projects are sorted by, in the middle."""
        if self.counts_only:
            tallies = (each.tally for each in self.portfolio.projects)
            return median(1 - each.unknown / max(each.applicable, 1) for each in tallies)
        found = (each.headlines.get(self.portfolio.leading or "") for each in self.portfolio.projects)
        return median(each.score.coverage if each else 0.0 for each in found)

    @cached_property
    def repositories(self) -> int:
        """How many repositories the projects have together."""
        return sum(each.repositories for each in self.portfolio.projects)

    @cached_property
    def fixes(self) -> tuple[CriterionAcross, ...]:
        """The criteria whose fulfilment would lift the projects most together, best first."""
        lacking = [each for each in self.portfolio.criteria if each.tally.not_met + each.tally.partly_met]
        if self.counts_only:
            return tuple(sorted(lacking, key=_most_lacking))[:SHOWN]
        return tuple(sorted((each for each in lacking if each.gain > 0), key=lambda each: -each.gain))[:SHOWN]

    @cached_property
    def unknowns(self) -> tuple[CriterionAcross, ...]:
        """The criteria that are unknown in most projects."""
        unknown = [each for each in self.portfolio.criteria if each.tally.unknown]
        return tuple(sorted(unknown, key=lambda each: -each.tally.unknown))[:SHOWN]

    @cached_property
    def reasons(self) -> tuple[Unknown, ...]:
        """The reasons for not knowing, the one most often given first."""
        reasons: dict[str, Message] = {}
        criteria: dict[str, Counter[str]] = defaultdict(Counter)
        for project in self.portfolio.projects:
            for name, one in project.criteria.items():
                if one.outcome is Outcome.UNKNOWN and one.reason is not None:
                    reason = self.portfolio.reasons[one.reason]
                    reasons.setdefault(reason.template, reason)
                    criteria[reason.template][name] += 1
        found = (
            Unknown(reason, len(criteria[template]), criteria[template].total())
            for template, reason in reasons.items()
        )
        return tuple(sorted(found, key=lambda each: -each.times))[:SHOWN_REASONS]

    def lacking(self, criterion: CriterionAcross) -> tuple[str, ...]:
        """Name the projects that do not fully meet a criterion."""
        found = ((each.project, each.criteria.get(criterion.id)) for each in self.portfolio.projects)
        return tuple(project for project, standing in found if standing and standing.outcome in _LACKING)

    @cached_property
    def movers(self) -> tuple[Mover, ...]:
        """The moves that are shown: the largest, without those that are none."""
        return tuple(each for each in self.portfolio.movers if _moved(each))[:SHOWN_CASES]

    @cached_property
    def unmoved(self) -> int:
        """How many projects were assessed before and stand where they stood."""
        return sum(not _moved(each) for each in self.portfolio.movers)

    @cached_property
    def stale(self) -> tuple[ProjectStanding, ...]:
        """The stale assessments, oldest first."""
        found = (each for each in self.portfolio.projects if each.project in self._stale)
        return tuple(sorted(found, key=lambda each: (each.as_of, each.project)))

    @cached_property
    def contradictions(self) -> tuple[tuple[str, Contradiction], ...]:
        """Where answers and measurements disagree, by project."""
        return tuple(
            (each.project, contradiction)
            for each in self.portfolio.projects
            for contradiction in each.contradictions
        )

    def shown(self, cases: Sequence[object]) -> Sequence[object]:
        """Give the first cases of a list, as many as a page has room for."""
        return cases[:SHOWN_CASES]

    @cached_property
    def level_counts(self) -> tuple[tuple[int | None, int], ...]:
        """Each level that any project is at and how many are, highest first."""
        levels = self.levelled.levels if self.levelled else ()
        return tuple((each.level, each.projects) for each in reversed(levels) if each.projects)

    @cached_property
    def span(self) -> tuple[dt.date, dt.date]:
        """The days of the oldest and of the newest assessment."""
        days = [each.as_of.date() for each in self.portfolio.projects]
        return min(days), max(days)

    @cached_property
    def versions(self) -> tuple[str, ...]:
        """The versions of the rubric that were used."""
        return tuple(sorted({each.rubric_version for each in self.portfolio.projects}))


def _shade(share: float) -> int:
    return min(int(share * STEPS), STEPS - 1)


def _most_lacking(criterion: CriterionAcross) -> tuple[int, float]:
    return (-(criterion.tally.not_met + criterion.tally.partly_met), criterion.effort_days)


def _moved(mover: Mover) -> bool:
    return mover.change is None or abs(mover.change) >= SMALLEST_MOVE
