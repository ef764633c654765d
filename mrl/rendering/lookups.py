"""Look-ups into one assessment: criteria, nodes, evidence and answers by their ids."""

from collections.abc import Iterator
from functools import cached_property

from mrl.model.assessment import (
    AnswerRecord,
    Assessment,
    CriterionResult,
    HeadlineResult,
    NodeResult,
    Outcome,
    Points,
)
from mrl.model.evidence import Evidence
from mrl.rendering.rows import Tally, Unknowns


class Lookups:
    """Finds what belongs together in an assessment."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self._criteria = {criterion.id: criterion for criterion in assessment.criteria}
        self._nodes = {node.id: node for node in assessment.nodes}
        self._measured_nodes = {node.id: node for node in assessment.measured_only.nodes}
        self._measured_headlines = {headline.id: headline for headline in assessment.measured_only.headlines}
        self._evidence = {evidence.metric: evidence for evidence in assessment.evidence}
        self._answers = {each.criterion: each for each in reversed(assessment.answers) if each.used}

    def criterion(self, identifier: str) -> CriterionResult:
        """Give a criterion by its id."""
        return self._criteria[identifier]

    def criteria(self, identifiers: tuple[str, ...]) -> tuple[CriterionResult, ...]:
        """Give several criteria by their ids, in that order."""
        return tuple(self._criteria[identifier] for identifier in identifiers)

    def evidence(self, criterion: CriterionResult) -> Evidence | None:
        """Give the evidence behind a criterion, None where it rests on none."""
        return self._evidence.get(criterion.evidence or "")

    def metric(self, identifier: str) -> Evidence | None:
        """Give the evidence of a metric, None where the assessment has none of it."""
        return self._evidence.get(identifier)

    def answer(self, criterion: CriterionResult) -> AnswerRecord | None:
        """Give the answer that was used for a criterion, the first where several were."""
        return self._answers.get(criterion.id)

    def wanted(self, criterion: CriterionResult) -> str:
        """Give the good end of a decided yes/no question: what was found where it is met, else the other."""
        evidence, answer = self.evidence(criterion), self.answer(criterion)
        if evidence is None or answer is not None or not isinstance(evidence.value, bool):
            return "yes"
        return "yes" if evidence.value is (criterion.outcome is Outcome.MET) else "no"

    def title(self, identifier: str) -> object:
        """Give the title of a criterion or node; the id itself where it is neither."""
        found = self._criteria.get(identifier) or self._nodes.get(identifier)
        return found.title if found else identifier

    @cached_property
    def dimensions(self) -> tuple[NodeResult, ...]:
        """The nodes of the profile, in the rubric's order."""
        return tuple(self._nodes[name] for name in self.assessment.dimensions if name in self._nodes)

    def node(self, identifier: str) -> NodeResult | None:
        """Give a node by its id."""
        return self._nodes.get(identifier)

    def weights(self, node: NodeResult) -> tuple[tuple[str, float], ...]:
        """Give the children of a node with their shares of its weight."""
        total = sum(child.weight for child in node.children)
        return tuple((child.id, child.weight / total) for child in node.children)

    def measured(self, identifier: str) -> Points | None:
        """Give the measured-only score of a node, None where nothing below it can be measured."""
        node = self._measured_nodes.get(identifier)
        return node.score if node else None

    def measured_headline(self, identifier: str) -> HeadlineResult | None:
        """Give the measured-only result of a headline."""
        return self._measured_headlines.get(identifier)

    def below(self, identifier: str) -> tuple[CriterionResult, ...]:
        """Give the criteria below a node, in the tree's order."""
        return tuple(self._criteria[name] for name in self._leaves(identifier) if name in self._criteria)

    def _leaves(self, identifier: str) -> Iterator[str]:
        node = self._nodes.get(identifier)
        if node is None:
            yield identifier
            return
        for child in node.children:
            yield from self._leaves(child.id)

    def decided(self, criteria: tuple[CriterionResult, ...]) -> tuple[CriterionResult, ...]:
        """Give the criteria with a known outcome."""
        open_outcomes = {Outcome.UNKNOWN, Outcome.NOT_APPLICABLE}
        return tuple(criterion for criterion in criteria if criterion.outcome not in open_outcomes)

    def open(self, criteria: tuple[CriterionResult, ...]) -> tuple[Unknowns, ...]:
        """Group the criteria without a known outcome by outcome and reason, in order of appearance."""
        groups: dict[tuple[Outcome, str], list[CriterionResult]] = {}
        for criterion in criteria:
            if criterion.outcome in {Outcome.UNKNOWN, Outcome.NOT_APPLICABLE}:
                reason = criterion.reason.model_dump_json() if criterion.reason else ""
                groups.setdefault((criterion.outcome, reason), []).append(criterion)
        return tuple(
            Unknowns(outcome, members[0].reason, tuple(members)) for (outcome, _), members in groups.items()
        )

    def counts(self, criteria: tuple[CriterionResult, ...]) -> dict[str, int]:
        """Count criteria by outcome, every outcome present."""
        return {
            str(outcome): sum(criterion.outcome is outcome for criterion in criteria) for outcome in Outcome
        }

    def tally(self, criteria: tuple[CriterionResult, ...]) -> Tally:
        """Count the outcomes of criteria for a bar of their shares."""
        return Tally(**self.counts(criteria))
