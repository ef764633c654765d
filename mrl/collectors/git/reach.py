"""How many commits a commit reaches, for many commits at once, without a set for each.

Along a line without merges the number is that of the parent and one more. Only where lines have
been merged may a commit be reached on two ways: for those merges that are asked for, each commit
carries a mask with a bit for every one that reaches it. A mask lives from a commit's first child to
its turn, and what was reached is counted for all bits at once.
"""

from collections.abc import Iterable, Iterator, Sequence

from mrl.collectors.git.graph import CommitGraph

_BITS = 4096
"""Merges that one pass counts for: a mask of half a kilobyte for each commit that waits for its turn."""


def reach_counts(graph: CommitGraph, tips: Iterable[int], weights: Sequence[int]) -> dict[int, int]:
    """Add up the weights of all commits that each tip reaches, itself included, each commit once."""
    asked = list(dict.fromkeys(tips))
    merges, beside = _lines(graph, weights)
    wanted = sorted({merge for tip in asked if (merge := merges[tip]) is not None})
    of_merge: dict[int | None, int] = {None: 0}
    for start in range(0, len(wanted), _BITS):
        some = wanted[start : start + _BITS]
        of_merge |= zip(some, _counted(graph, some, weights), strict=True)
    return {tip: beside[tip] + of_merge[merges[tip]] for tip in asked}


def _lines(graph: CommitGraph, weights: Sequence[int]) -> tuple[list[int | None], list[int]]:
    """Give for each commit the merge its line begins with, and what the line weighs from there on."""
    merges: list[int | None] = [None] * len(weights)
    beside = [0] * len(weights)
    for number in reversed(range(len(weights))):
        parents = graph.parents[number]
        if len(parents) > 1:
            merges[number] = number
            continue
        beside[number] = weights[number]
        for parent in parents:
            merges[number] = merges[parent]
            beside[number] += beside[parent]
    return merges, beside


def _counted(graph: CommitGraph, merges: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Add up the weights that each of the merges (in ascending order, at most `_BITS`) reaches."""
    columns = _Columns(len(merges))
    for mask, weight in _pieces(graph, merges, weights):
        columns.add(mask, weight)
    return columns.sums()


def _pieces(graph: CommitGraph, merges: Sequence[int], weights: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield masks with the weight of commits one after the other that have this mask."""
    waiting: dict[int, int] = {merge: 1 << bit for bit, merge in enumerate(merges)}
    mask = weight = 0
    for number in range(merges[0], len(weights)):
        if not waiting:
            break
        own = waiting.pop(number, 0)
        if not own:
            continue
        if own != mask:
            yield mask, weight
            mask, weight = own, 0
        weight += weights[number]
        for parent in graph.parents[number]:
            waiting[parent] = waiting[parent] | own if parent in waiting else own
    yield mask, weight


class _Columns:
    """Adds up the weights of masks, for every bit at once.

    Three masks that count the same are added to one that counts the same and one that counts
    double, as an adder of hardware does with its carry: five operations on whole masks.
    """

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._levels: list[list[int]] = []

    def add(self, mask: int, weight: int) -> None:
        """Add a weight to the sum of every bit of a mask."""
        for level in range(weight.bit_length()):
            if weight >> level & 1:
                self._add(mask, level)

    def _add(self, mask: int, level: int) -> None:
        while mask:
            while len(self._levels) <= level:
                self._levels.append([])
            masks = self._levels[level]
            masks.append(mask)
            if len(masks) < 3:  # noqa: PLR2004 - a full adder
                return
            one, two, three = masks
            masks[:] = [one ^ two ^ three]
            mask, level = one & two | (one ^ two) & three, level + 1

    def sums(self) -> list[int]:
        """Return the sum of every bit."""
        sums = [0] * self._bits
        for level, masks in enumerate(self._levels):
            for mask in masks:
                for bit, digit in enumerate(reversed(f"{mask:b}")):
                    if digit == "1":
                        sums[bit] += 1 << level
        return sums
