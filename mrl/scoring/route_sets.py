"""Sets of steps towards a goal: what each costs, how far it falls short, and what is next to it.

A set is a row of whole numbers, one for each criterion that can go further: 0 leaves it as it is, k
takes its k-th option. All rows of a batch are added up through the tree together; gains are never added
to each other, because what a step is worth depends on the others.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mrl.scoring.arrays import ArrayTree, Choices, Numbers, ranges_of
from mrl.scoring.route_goals import Goal
from mrl.scoring.route_steps import Option
from mrl.scoring.tree import Range, Results, exactly

Rows = NDArray[np.int64]


class StepSets:
    """All sets of steps that could be taken towards one goal.

    `places` and `choices` list every state a criterion may be put in, leaving it as it is included.
    """

    def __init__(
        self, tree: ArrayTree, leaves: Results, goal: Goal, options: Mapping[str, Sequence[Option]]
    ) -> None:
        self._tree, self._goal = tree, goal
        self.criteria = tuple(sorted(options))
        self.options = tuple(tuple(options[name]) for name in self.criteria)
        self._leaves = {name: ranges_of(leaf) for name, leaf in leaves.items() if leaf is not None}
        self._tables = [_table(leaves[name], options[name]) for name in self.criteria]
        self._efforts = [np.array([0.0, *(option.effort_days for option in row)]) for row in self.options]
        states = [(place, choice) for place, row in enumerate(self.options) for choice in range(len(row) + 1)]
        self.places, self.choices = np.array(states, dtype=np.int64).reshape(-1, 2).T

    def nothing(self) -> Rows:
        """Give the set without any step."""
        return np.zeros(len(self.criteria), dtype=np.int64)

    def everything(self, allowed: Choices) -> Rows:
        """Give the set that takes every criterion as far as the allowed states go."""
        row = self.nothing()
        np.maximum.at(row, self.places[allowed], self.choices[allowed])
        return row

    def doing(self) -> Choices:
        """Mark the states that rest on nothing still to be found out."""
        states = zip(self.places.tolist(), self.choices.tolist(), strict=True)
        return np.array(
            [not choice or self.options[place][choice - 1].kind == "do" for place, choice in states],
            dtype=np.bool_,
        )

    def is_doing(self, rows: Rows) -> Choices:
        """Mark the sets made of nothing but things to do."""
        looks = ~self.doing()
        return np.asarray((rows[:, self.places[looks]] != self.choices[looks]).all(axis=1))

    def changed(self, row: Rows, states: Choices) -> Rows:
        """Give the sets that differ from a set in one of the marked states."""
        rows = np.repeat(row[np.newaxis], int(states.sum()), axis=0)
        rows[np.arange(len(rows)), self.places[states]] = self.choices[states]
        return rows

    def higher(self, row: Rows) -> Choices:
        """Mark the states that go further than a set does."""
        return np.asarray(self.choices > row[self.places])

    def lower(self, row: Rows) -> Choices:
        """Mark the states that go less far than a set does."""
        return np.asarray(self.choices < row[self.places])

    def shortfall(self, rows: Rows) -> Numbers:
        """Give what each set lacks of the goal; 0 where it is reached."""
        leaves = dict(self._leaves)
        for place, name in enumerate(self.criteria):
            column = rows[:, place]
            chosen = column[:1] if (column == column[0]).all() else column
            leaves[name] = self._tables[place][:, chosen]
        return np.broadcast_to(self._goal.shortfall(self._tree.evaluate(leaves)), len(rows))

    @cached_property
    def indispensable(self) -> Choices:
        """The criteria without which even all other steps do not reach the goal."""
        everything = self.everything(np.ones_like(self.choices, dtype=np.bool_))
        without = self.changed(everything, (self.choices == 0) & (everything[self.places] > 0))
        found = np.zeros(len(self.criteria), dtype=np.bool_)
        found[everything > 0] = self.shortfall(without) > 0
        return found

    def reaching(self, rows: Rows) -> Rows:
        """Keep the sets that reach the goal."""
        return rows[self.shortfall(rows) <= 0] if len(rows) else rows

    def effort(self, rows: Rows) -> Numbers:
        """Give the days each set takes."""
        days = np.zeros(len(rows))
        for place, efforts in enumerate(self._efforts):
            days += efforts[rows[:, place]]
        return days.round(6)

    def ranked(self, rows: Rows) -> Rows:
        """Put the sets in order: less effort, fewer steps, then the ids and how far each step goes."""
        taken = rows > 0
        keys = [self.effort(rows), taken.sum(axis=1), *(~taken).T, *rows.T]
        return rows[np.lexsort(keys[::-1])]


def _table(leaf: Range | None, options: Sequence[Option]) -> Numbers:
    """Put the ranges a criterion can have beside each other: as it is, then after each option."""
    states = [ranges_of(leaf), *(ranges_of(exactly(option.rung.points)) for option in options)]
    return np.concatenate(states, axis=1)
