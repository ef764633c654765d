"""A graph of commits in which each is visited once, whatever branches and merges make of it."""

from collections.abc import Iterable, Sequence

from mrl.collectors.git.commits import Commit


class CommitGraph:
    """Commits by number, every child before its parents; parents that are not among them are left out."""

    def __init__(self, commits: Iterable[Commit]) -> None:
        given = tuple(commits)
        place = {commit.oid: number for number, commit in enumerate(given)}
        parents = [
            tuple(dict.fromkeys(place[oid] for oid in commit.parents if oid in place)) for commit in given
        ]
        order = _children_first(parents)
        number_at = {before: number for number, before in enumerate(order)}
        self.commits: tuple[Commit, ...] = tuple(given[before] for before in order)
        self.parents: tuple[tuple[int, ...], ...] = tuple(
            tuple(number_at[parent] for parent in parents[before] if parent in number_at) for before in order
        )
        self.children: tuple[list[int], ...] = tuple([] for _ in order)
        for number, some in enumerate(self.parents):
            for parent in some:
                self.children[parent].append(number)
        self._numbers = {commit.oid: number for number, commit in enumerate(self.commits)}

    def number(self, oid: str) -> int | None:
        """Return the number of a commit, None where it is not among them."""
        return self._numbers.get(oid)

    def reaching(self, marked: Iterable[int]) -> list[bool]:
        """Tell of each commit whether it is one of the marked ones or goes on from one."""
        reaches = [False] * len(self.commits)
        for number in marked:
            reaches[number] = True
        for number in reversed(range(len(reaches))):
            reaches[number] = reaches[number] or any(reaches[parent] for parent in self.parents[number])
        return reaches


def _children_first(parents: Sequence[Sequence[int]]) -> list[int]:
    """Order numbers so that each comes before its parents, and a line without forks in one piece."""
    unseen_children = [0] * len(parents)
    for some in parents:
        for parent in some:
            unseen_children[parent] += 1
    ready = [number for number, children in enumerate(unseen_children) if not children]
    order: list[int] = []
    while ready:
        order.append(number := ready.pop())
        for parent in parents[number]:
            unseen_children[parent] -= 1
            if not unseen_children[parent]:
                ready.append(parent)
    return order


class Untaken:
    """The marked commits that nobody has taken yet, and which commits still reach one of them.

    Whoever takes a commit takes all that it reaches. Every edge of the graph is followed at most
    twice, however many are asked and take.
    """

    def __init__(self, graph: CommitGraph, marked: Iterable[int]) -> None:
        self._children = graph.children
        self._reasons = [0] * len(graph.commits)
        """For each commit: one if it is marked, and one for each parent that has a reason."""
        for number in marked:
            self._reasons[number] = 1
        for number in reversed(range(len(graph.commits))):
            self._reasons[number] += sum(self._reasons[parent] > 0 for parent in graph.parents[number])

    def reached_from(self, number: int) -> bool:
        """Tell whether a commit reaches a marked one that is not taken, itself included."""
        return self._reasons[number] > 0

    def take(self, taken: Iterable[int]) -> None:
        """Let go of commits; those behind them have gone before or go with them."""
        lost = [number for number in taken if self._reasons[number]]
        for number in lost:
            self._reasons[number] = 0
        while lost:
            for child in self._children[lost.pop()]:
                if self._reasons[child]:
                    self._reasons[child] -= 1
                    if not self._reasons[child]:
                        lost.append(child)


class Taking:
    """Hands out the commits that a commit reaches, each of them once."""

    def __init__(self, graph: CommitGraph) -> None:
        self._graph = graph
        self._taken = bytearray(len(graph.commits))

    def take(self, number: int) -> list[int]:
        """Return the commits that a commit reaches, itself included, and that were not handed out before."""
        waiting, found = [number], []
        while waiting:
            if self._taken[each := waiting.pop()]:
                continue
            self._taken[each] = 1
            found.append(each)
            waiting.extend(self._graph.parents[each])
        return found
