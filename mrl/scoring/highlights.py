"""What to name first: strengths, concerns, the next steps, and what is worth finding out."""

from collections.abc import Mapping, Sequence

import numpy as np

from mrl.model.assessment import Highlights, Outcome
from mrl.rubric.structure import criteria_below
from mrl.rubric.types import Rubric
from mrl.scoring.arrays import HIGHEST, LOWEST, POINT, ArrayTree, Numbers, ranges_of
from mrl.scoring.tree import Results

_SMALLEST_EFFORT = 0.25
"""Days; keeps a step declared as free from outranking everything."""

Gains = dict[str, dict[str, float]]


class Experiments:
    """The tree with each criterion once at its best and once at its worst, all else as it is.

    All of them are added up together: the first columns hold a criterion's best, as many more its
    worst, the last one holds things as they are.
    """

    def __init__(self, rubric: Rubric, results: Results) -> None:
        names = [name for name in rubric.criteria if results.get(name) is not None]
        self._place = {name: place for place, name in enumerate(names)}
        self._count = len(names)
        self._tried = ArrayTree(rubric).evaluate({name: self._tries(name, results) for name in names})

    def _tries(self, name: str, results: Results) -> Numbers:
        tries = np.repeat(ranges_of(results[name]), 2 * self._count + 1, axis=1)
        place = self._place[name]
        tries[:, place] = 1.0
        tries[:, self._count + place] = (0.0, 0.0, 0.0, 1.0)
        return tries

    def rise(self, criterion: str, node: str) -> float:
        """Give what a node's score (0 to 10) would rise by if the criterion were fully met."""
        return self._move(self._place[criterion], node)

    def fall(self, criterion: str, node: str) -> float:
        """Give what a node's score (0 to 10) would fall by if the criterion were not met at all."""
        return -self._move(self._count + self._place[criterion], node)

    def width(self, criterion: str, node: str) -> float:
        """Give how much of a node's range the criterion opens."""
        if node not in self._tried:
            return 0.0
        best, worst = self._place[criterion], self._count + self._place[criterion]
        found = self._tried[node]
        opened = found[HIGHEST] + found[LOWEST]
        return float(np.nan_to_num(opened[best] - opened[worst]))

    def _move(self, column: int, node: str) -> float:
        if node not in self._tried:
            return 0.0
        points = np.nan_to_num(self._tried[node][POINT])
        return 10 * float(points[column] - points[-1])


def gains(rubric: Rubric, experiments: Experiments, leaves: Sequence[str]) -> Gains:
    """Give each criterion the rise of every headline (0 to 10) if it were fully met."""
    return {
        criterion: {
            headline.node: round(experiments.rise(criterion, headline.node), 6)
            for headline in rubric.headlines
        }
        for criterion in leaves
    }


def pick_highlights(rubric: Rubric, experiments: Experiments, outcomes: Mapping[str, Outcome]) -> Highlights:
    """Choose strengths and concerns (one per dimension first), next steps and open questions.

    They go by the first headline; a rubric without one goes by all its dimensions alike.
    """
    roots = (rubric.headlines[0].node,) if rubric.headlines else rubric.dimensions
    dimension = {criterion: name for name in rubric.dimensions for criterion in criteria_below(rubric, name)}
    among = {criterion for root in roots for criterion in criteria_below(rubric, root)}
    ended = {outcome: [name for name in among if outcomes[name] is outcome] for outcome in Outcome}
    lacking = ended[Outcome.NOT_MET] + ended[Outcome.PARTLY_MET]
    fall = {name: sum(experiments.fall(name, root) for root in roots) for name in ended[Outcome.MET]}
    rise = {name: sum(experiments.rise(name, root) for root in roots) for name in lacking}
    effort = {name: max(rubric.criteria[name].effort_days, _SMALLEST_EFFORT) for name in rise}
    value = {name: rise[name] / effort[name] for name in rise if rise[name] > 0}
    unknown = {name: sum(experiments.width(name, root) for root in roots) for name in ended[Outcome.UNKNOWN]}
    return Highlights(
        strengths=_spread(fall, dimension, 3),
        concerns=_spread(rise, dimension, 3),
        next_steps=tuple(_largest_first(value))[:5],
        to_find_out=tuple(_largest_first(unknown))[:5],
    )


def _largest_first(values: Mapping[str, float]) -> list[str]:
    return sorted(values, key=lambda name: (-round(values[name], 9), name))


def _spread(values: Mapping[str, float], dimension: Mapping[str, str], count: int) -> tuple[str, ...]:
    """Take the largest, at most one per dimension as long as there are dimensions left."""
    ranked = [name for name in _largest_first(values) if values[name] > 0]
    first: dict[str, str] = {}
    for name in ranked:
        first.setdefault(dimension.get(name, name), name)
    chosen = list(first.values())[:count]
    chosen += [name for name in ranked if name not in chosen][: count - len(chosen)]
    return tuple(chosen)
