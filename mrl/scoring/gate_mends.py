"""What would mend a condition: the advice that would lift a score, the questions that would settle it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from mrl.model.assessment import Assessment, CriterionResult, Outcome
from mrl.model.base import Message
from mrl.model.gate import Mend
from mrl.model.solidity import Step

_SMALLEST_EFFORT = 0.25
"""Days; keeps a step declared as free from outranking everything."""


class Mends:
    """What would help the nodes and criteria of one assessment."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._criteria = {each.id: each for each in assessment.criteria}
        self._evidence = {each.metric: each for each in assessment.evidence}

    def raising(self, root: str) -> list[Mend]:
        """List what can be done below a node (or for a criterion), by what it is worth for its effort."""
        return self._ranked(root, self.to_do, lambda one: _lacking(one) / _effort(one))

    def settling(self, root: str) -> list[Mend]:
        """List what is to be found out below a node, by how much of its range it opens."""
        return self._ranked(root, self.to_find_out, lambda one: one.points.highest - one.points.lowest)

    def covering(self, root: str) -> list[Mend]:
        """List what is to be found out below a node, by how much coverage it would bring."""
        return self._ranked(root, self.to_find_out, lambda one: 1 - one.points.coverage)

    def routed(self, headline: str, *, score: float = 0, level: int = 0) -> list[Mend]:
        """List the steps of the cheapest route that leads at least so far; none where no route does."""
        for routes in self._assessment.routes:
            leads_there = (routes.goal_score or 0) >= score and (routes.goal_level or 0) >= level
            if routes.headline == headline and routes.routes and leads_there:
                return [self._step(step) for step in routes.routes[0].steps]
        return []

    def asking(self, names: Iterable[str]) -> list[Mend]:
        """List these criteria as questions; a node stands for all below it."""
        return [
            mend
            for name in names
            for mend in (
                [self.to_find_out(self._criteria[name])] if name in self._criteria else self.settling(name)
            )
        ]

    def to_do(self, criterion: CriterionResult) -> Mend:
        """Give the advice of a criterion, with what was found."""
        metric = self._evidence.get(criterion.evidence or "")
        return Mend(
            of=criterion.id,
            title=criterion.title,
            kind="do",
            text=criterion.advice,
            present=metric.sentence if metric is not None else None,
            target=criterion.target,
            where=criterion.where,
            effort_days=criterion.effort_days,
        )

    def to_find_out(self, criterion: CriterionResult) -> Mend:
        """Give the question of a criterion, with why its answer is not known."""
        return Mend(
            of=criterion.id,
            title=criterion.title,
            kind="find_out",
            text=criterion.question,
            present=criterion.reason,
        )

    def of(self, name: str, kind: str) -> Mend | None:
        """Give what would help a criterion; None for one the assessment does not have."""
        criterion = self._criteria.get(name)
        if criterion is None:
            return None
        return self.to_do(criterion) if kind == "do" else self.to_find_out(criterion)

    def _step(self, step: Step) -> Mend:
        found = self._criteria.get(step.criterion)
        asks = step.kind == "find_out" and found is not None
        return Mend(
            of=step.criterion,
            title=step.title,
            kind=step.kind,
            text=found.question if asks and found is not None else step.advice,
            present=step.present,
            target=step.target,
            where=None if asks else step.where,
            effort_days=None if asks else step.effort_days,
        )

    def _ranked(
        self,
        root: str,
        make: Callable[[CriterionResult], Mend],
        worth: Callable[[CriterionResult], float],
    ) -> list[Mend]:
        shares = shares_below(self._assessment, root)
        worths = {name: share * worth(self._criteria[name]) for name, share in shares.items()}
        best_first = sorted(
            (name for name in worths if worths[name] > 0), key=lambda name: (-worths[name], name)
        )
        return [make(self._criteria[name]) for name in best_first]


def _lacking(criterion: CriterionResult) -> float:
    """Say what a criterion that is known lacks to full points."""
    return 0.0 if criterion.points.point is None else 1 - criterion.points.point


def _effort(criterion: CriterionResult) -> float:
    return max(criterion.effort_days, _SMALLEST_EFFORT)


def shares_below(assessment: Assessment, root: str) -> dict[str, float]:
    """Give each applicable criterion below a node its part of the node's weight.

    The parts add up to 1. A criterion has all of its own; nodes that stand in circles, which no rubric
    has, give nothing.
    """
    applicable = {one.id for one in assessment.criteria if one.outcome is not Outcome.NOT_APPLICABLE}
    nodes = {node.id: node for node in assessment.nodes if node.applicable}
    try:
        below = {name: [child.id for child in node.children] for name, node in nodes.items()}
        children_first = tuple(TopologicalSorter(below).static_order())
    except CycleError:
        return {}
    shares = defaultdict(float, {root: 1.0})
    for name in reversed(children_first):
        if name not in nodes or not shares[name]:
            continue
        children = [each for each in nodes[name].children if each.id in nodes or each.id in applicable]
        whole = sum(child.weight for child in children)
        for child in children:
            shares[child.id] += shares[name] * child.weight / whole
    return {name: share for name, share in shares.items() if name in applicable and share}


def first_of_each(mends: Iterable[Mend]) -> list[Mend]:
    """Keep the first of several mends of one criterion."""
    kept: dict[str, Mend] = {}
    for mend in mends:
        kept.setdefault(mend.of, mend)
    return list(kept.values())


def expired_mends(assessment: Assessment, mends: Mends) -> Iterator[Mend]:
    """Give the answers and overrides that are not used because they have expired, each as a question.

    An answer counts as expired only where nothing else, newer or stronger, decides its criterion.
    """
    today = assessment.as_of.date()
    undecided = {
        one.id for one in assessment.criteria if one.outcome is Outcome.UNKNOWN and one.origin is None
    }
    expired = {
        answer.criterion: answer.unused_reason
        for answer in assessment.answers
        if not answer.used and answer.valid_until is not None and answer.valid_until < today
    }
    for name, reason in expired.items():
        found = mends.of(name, "find_out") if name in undecided else None
        if found is not None:
            yield found.model_copy(update={"present": reason})
    evidence = {each.metric: each for each in assessment.evidence}
    for override in assessment.overrides:
        if not override.used and override.valid_until < today:
            metric = evidence.get(override.metric)
            title = Message(template=metric.title if metric is not None else override.metric)
            yield Mend(
                of=override.metric, title=title, kind="find_out", text=None, present=override.unused_reason
            )
