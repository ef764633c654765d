"""Finding the cheapest sets of steps: all sets while they are few, then step by step."""

from itertools import combinations, product
from math import prod

import numpy as np

from mrl.model.base import Message, say
from mrl.scoring.arrays import Choices
from mrl.scoring.route_sets import Rows, StepSets

MOST_SETS = 20_000
"""Up to so many possible sets every one is looked at."""
STEPS = 3
MOVES = 45
"""Beyond that, every set of up to `STEPS` of the `MOVES` steps that gain most for their effort."""
ROUTES = 3
_FREE = 0.01
"""Days; keeps a step declared as free from being worth infinitely much."""
_PROGRESS = 1e-12
"""A gain below this is a rounding error."""


def find_routes(sets: StepSets) -> tuple[Rows, Message]:
    """Give up to three sets that reach the goal, cheapest first, and say how they were looked for.

    They are the cheapest of all; the cheapest with nothing to find out, whatever it costs; and the
    cheapest others that share at most half of their steps with those before, apart from steps that no
    route can do without. None asks for all that another asks for.
    """
    count = int((sets.choices > 0).sum())
    if prod(len(options) + 1 for options in sets.options) <= MOST_SETS:
        picked = _pick(sets, sets.reaching(_all_sets(sets)))
        return picked, say("every set of the {count} possible steps was looked at", count=count)
    return _search(sets), say(
        "every set of up to {steps} of the {count} steps that gain most for their effort was looked at; "
        "longer routes were built step by step, by gain for effort, then improved by exchanging steps and "
        "leaving out what is not needed",
        steps=STEPS,
        count=min(count, MOVES),
    )


def _search(sets: StepSets) -> Rows:
    """Look at the small sets and build longer ones; then from other steps than the cheapest, and than all."""
    every = np.ones_like(sets.choices, dtype=np.bool_)
    small = sets.reaching(_small_sets(sets))
    pool = np.concatenate([small, _built(sets, sets.doing()), _built(sets, every)])
    for earlier in (1, ROUTES):
        picked = _pick(sets, pool)[:earlier]
        used = (picked > 0).any(axis=0) & ~sets.indispensable
        pool = np.concatenate([pool, _built(sets, (sets.choices == 0) | ~used[sets.places])])
    return _pick(sets, pool)


def _all_sets(sets: StepSets) -> Rows:
    choices = [range(len(options) + 1) for options in sets.options]
    return np.array(list(product(*choices)), dtype=np.int64)


def _small_sets(sets: StepSets) -> Rows:
    """Combine the steps that by themselves gain most for their effort."""
    moves = sets.choices > 0
    singles = sets.changed(sets.nothing(), moves)
    start = sets.shortfall(sets.nothing()[np.newaxis])[0]
    worth = (start - sets.shortfall(singles)) / np.maximum(sets.effort(singles), _FREE)
    best = singles[np.argsort(-worth, kind="stable")[:MOVES]]
    found = [best]
    for count in range(2, STEPS + 1):
        members = best[np.array(list(combinations(range(len(best)), count))).reshape(-1, count)]
        is_possible = ((members > 0).sum(axis=1) <= 1).all(axis=1)  # one state for each criterion
        found.append(members[is_possible].sum(axis=1))
    return np.concatenate(found)


def _built(sets: StepSets, allowed: Choices) -> Rows:
    """Build one good set from the allowed states, as a batch of one; of none if the goal is out of reach."""
    row = _grown(sets, allowed)
    if row is None:
        return sets.nothing()[np.newaxis][:0]
    while True:
        row = _without_needless(sets, row, allowed)
        near = sets.reaching(_exchanged(sets, row, allowed))
        best = sets.ranked(np.concatenate([row[np.newaxis], near]))[:1]
        if sets.effort(best)[0] >= sets.effort(row[np.newaxis])[0]:
            return row[np.newaxis]
        row = best[0]


def _grown(sets: StepSets, allowed: Choices) -> Rows | None:
    """Add the step that gains most for its effort until the goal is reached; None if it cannot be.

    Where no single step gains anything, all remaining ones are taken together.
    """
    everything = sets.everything(allowed)
    if not len(sets.reaching(everything[np.newaxis])):
        return None
    row = sets.nothing()
    lacking = sets.shortfall(row[np.newaxis])[0]
    while lacking > 0:
        further = sets.changed(row, sets.higher(row) & allowed)
        gains = lacking - sets.shortfall(further)
        effort = sets.effort(further) - sets.effort(row[np.newaxis])
        best = int(np.argmax(gains / np.maximum(effort, _FREE)))
        if gains[best] <= _PROGRESS:
            return everything
        row, lacking = further[best], lacking - gains[best]
    return row


def _without_needless(sets: StepSets, row: Rows, allowed: Choices) -> Rows:
    """Drop or shorten steps, always for the largest saving, while the goal stays reached."""
    while True:
        less = sets.ranked(sets.reaching(sets.changed(row, sets.lower(row) & allowed)))
        if not len(less) or sets.effort(less[:1])[0] > sets.effort(row[np.newaxis])[0]:
            return row
        row = less[0]


def _exchanged(sets: StepSets, row: Rows, allowed: Choices) -> Rows:
    """Shorten or drop one step and go further with another."""
    shorter = sets.changed(row, sets.lower(row) & allowed)
    return np.concatenate([shorter, *(sets.changed(less, sets.higher(less) & allowed) for less in shorter)])


def _pick(sets: StepSets, pool: Rows) -> Rows:
    """Take the cheapest, the cheapest of things to do alone, then the cheapest that differ from those."""
    left = sets.ranked(pool[pool.any(axis=1)])
    doing = left[sets.is_doing(left)]
    picked = list({tuple(row): row for row in (*left[:1], *doing[:1])}.values())
    free = ~sets.indispensable
    for row in picked:
        left = left[_differ(left, row, free)]
    while len(left) and len(picked) < ROUTES:
        picked.append(left[0])
        left = left[_differ(left, left[0], free)]
    return sets.ranked(np.array(picked, dtype=np.int64).reshape(len(picked), len(sets.criteria)))


def _differ(rows: Rows, other: Rows, free: Choices) -> Choices:
    """Mark the sets that share at most half of their free steps with another and do not contain it."""
    taken, others = rows[:, free] > 0, other[free] > 0
    fewest = np.minimum(taken.sum(axis=1), others.sum())
    shares_little = 2 * (taken & others).sum(axis=1) <= fewest
    return np.asarray(shares_little & ~(rows >= other).all(axis=1) & ~(rows <= other).all(axis=1))
