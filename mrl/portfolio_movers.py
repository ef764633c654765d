"""Why projects of a portfolio moved since they were assessed before."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from mrl import editions, pipeline
from mrl.errors import InputError
from mrl.model.base import say
from mrl.model.movement import HeadlineMovement
from mrl.model.portfolio import Mover, ProjectStanding
from mrl.rubric.loading import LoadedRubric

EXPLAINED: Final = 12
"""So many of the largest moves are split by cause, for which each project is scored again three times."""


class Movers:
    """What the leading headline did in each project that was assessed before."""

    def __init__(
        self, folder: Path, leading: str | None, rubrics: editions.Rubrics, *, hears_project: bool = True
    ) -> None:
        self._hears_project = hears_project
        self._folder, self._leading, self._rubrics = folder, leading, rubrics
        self._known: dict[str, LoadedRubric] = {}

    def all(self, pairs: Iterable[tuple[ProjectStanding, ProjectStanding]]) -> Iterator[Mover]:
        """Give the move between each older and newer assessment, with the causes of the largest."""
        moves = [(mover, pair) for pair in pairs if (mover := self._mover(*pair)) is not None]
        moves.sort(key=lambda move: -abs(move[0].change or 0.0))
        for place, (mover, pair) in enumerate(moves):
            explained = place < EXPLAINED and mover.change
            yield self._explained(mover, *pair) if explained else mover

    def _mover(self, old: ProjectStanding, new: ProjectStanding) -> Mover | None:
        before, after = (each.headlines.get(self._leading or "") for each in (old, new))
        if before is None or after is None:
            return None
        known = before.score.point is not None and after.score.point is not None
        change = (after.score.point or 0.0) - (before.score.point or 0.0)
        return Mover(
            project=new.project,
            old_as_of=old.as_of,
            new_as_of=new.as_of,
            before=before.score,
            after=after.score,
            level_before=before.level,
            level_after=after.level,
            change=round(change, 6) if known else None,
            reason=None if known else say("it had no score in one of the two assessments"),
        )

    def _explained(self, mover: Mover, old: ProjectStanding, new: ProjectStanding) -> Mover:
        """Add the largest cause of a move, or why it cannot be said."""
        try:
            movement = editions.compare_editions(self._edition(old), self._edition(new))
        except InputError as error:
            return mover.model_copy(update={"reason": error.problems[0].message})
        headline = next(each for each in movement.headlines if each.headline == self._leading)
        return mover.model_copy(update=_largest(headline))

    def _edition(self, standing: ProjectStanding) -> editions.Edition:
        path = self._folder / standing.file
        assessment = pipeline.read_assessment(path)
        digest = assessment.rubric.digest
        if digest not in self._known:
            self._known[digest] = self._rubrics.of(assessment, path)
        rubric = self._known[digest]
        if not self._hears_project:
            assessment = editions.scored_without_own_word(assessment, rubric)
        return editions.Edition(assessment=assessment, rubric=rubric)


def _largest(headline: HeadlineMovement) -> dict[str, object]:
    """Give the cause that moved most in the direction of the whole, and the criterion that did most of it."""
    forward = 1 if (headline.change or 0.0) >= 0 else -1
    part = max(headline.parts, key=lambda each: forward * each.change, default=None)
    if part is None:
        return {"reason": headline.reason}
    criterion = max(part.criteria, key=lambda each: forward * each.change, default=None)
    return {"cause": part.cause, "cause_change": part.change, "criterion": criterion}
