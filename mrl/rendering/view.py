"""An assessment arranged for the templates: look-ups and orderings, no judgement."""

from collections.abc import Iterator
from functools import cached_property
from statistics import median
from typing import Final

from mrl.model.answers import Basis
from mrl.model.assessment import (
    AnswerRecord,
    Assessment,
    CriterionResult,
    GateResult,
    HeadlineResult,
    HeadlineScore,
    LevelResult,
    LevelState,
    LevelStep,
    NodeResult,
    Outcome,
    Points,
)
from mrl.model.base import Day, Value
from mrl.model.evidence import Evidence, Kind, RepositoryEvidence
from mrl.model.facts import Gap
from mrl.rendering.ladder import caps, ladder
from mrl.rendering.outliers import Outliers, outliers
from mrl.rendering.rows import AnswerGroup, GapGroup, LadderStep, Spread, Unknowns

SHOWN_REPOSITORIES: Final = 20
SHOWN_FIGURES: Final = 10
TEN: Final = 10


class ReportView:
    """Look-ups into one assessment."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self._criteria = {criterion.id: criterion for criterion in assessment.criteria}
        self._nodes = {node.id: node for node in assessment.nodes}
        self._measured_nodes = {node.id: node for node in assessment.measured_only.nodes}
        self._measured_headlines = {headline.id: headline for headline in assessment.measured_only.headlines}
        self._evidence = {evidence.metric: evidence for evidence in assessment.evidence}
        self._answers = {answer.criterion: answer for answer in assessment.answers if answer.used}

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
        """Give the answer that was used for a criterion."""
        return self._answers.get(criterion.id)

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

    def ladder(self, level: LevelResult) -> tuple[LadderStep, ...]:
        """Give the steps of a ladder, lowest first, each with its state."""
        return ladder(level)

    def step(self, level: LevelResult, number: int | None) -> LevelStep | None:
        """Give the step of that number."""
        return next((step for step in level.steps if step.level == number), None)

    def points(self, score: HeadlineScore) -> Points:
        """Give a headline's score on 0 to 1, as its bar is drawn."""
        return Points(
            point=None if score.point is None else score.point / TEN,
            lowest=score.lowest / TEN,
            highest=score.highest / TEN,
            coverage=score.coverage,
        )

    def caps(self, headline: HeadlineResult) -> tuple[GateResult, ...]:
        """Give the gates that hold a headline's level down."""
        return caps(headline)

    @cached_property
    def gaining(self) -> tuple[HeadlineResult, ...]:
        """The headlines whose gain says something: those without levels and those with an assessed one."""
        return tuple(
            headline
            for headline in self.assessment.headlines
            if headline.level is None or headline.level.state is LevelState.ASSESSED
        )

    @cached_property
    def answer_groups(self) -> tuple[AnswerGroup, ...]:
        """The answers by who gave them how and when, in order of appearance."""
        groups: dict[tuple[str | None, Basis, Day | None, Day | None], list[AnswerRecord]] = {}
        for one in self.assessment.answers:
            groups.setdefault((one.role, one.basis, one.date, one.valid_until), []).append(one)
        return tuple(AnswerGroup(*key, tuple(members)) for key, members in groups.items())

    @cached_property
    def used_answers(self) -> tuple[AnswerRecord, ...]:
        """The answers that count."""
        return tuple(answer for answer in self.assessment.answers if answer.used)

    @cached_property
    def interviewed(self) -> int:
        """How many of the used answers come from an interview."""
        return sum(answer.basis is Basis.INTERVIEW for answer in self.used_answers)

    @cached_property
    def has_human_input(self) -> bool:
        """Whether anybody's answer or override counts."""
        return bool(self.used_answers) or any(override.used for override in self.assessment.overrides)

    @cached_property
    def gaps(self) -> tuple[GapGroup, ...]:
        """What could not be read, equal gaps of several repositories as one."""
        groups: dict[str, list[Gap]] = {}
        for gap in self.assessment.gaps:
            key = gap.model_copy(update={"repository": None}).model_dump_json()
            groups.setdefault(key, []).append(gap)
        return tuple(
            GapGroup(
                members[0].subject,
                members[0].reason,
                tuple(one.repository for one in members if one.repository),
            )
            for members in groups.values()
        )

    @cached_property
    def repositories(self) -> tuple[RepositoryEvidence, ...]:
        """The repositories that weigh most, at most SHOWN_REPOSITORIES."""
        ordered = sorted(self.assessment.repositories, key=lambda one: (-one.weight, one.name))
        return tuple(ordered[:SHOWN_REPOSITORIES])

    @cached_property
    def core_share(self) -> float:
        """The part of the weight that core repositories have."""
        return min(sum(one.weight for one in self.assessment.repositories if one.role == "core"), 1)

    @cached_property
    def outliers(self) -> tuple[Outliers, ...]:
        """What stands out among several repositories, as questions with the names that answer them."""
        return outliers(self.assessment.repositories)

    @cached_property
    def spreads(self) -> tuple[Spread, ...]:
        """How figures differ between repositories; those with the widest knowledge first."""
        found = [spread for one in self.assessment.evidence if (spread := self._spread(one))]
        return tuple(sorted(found, key=lambda spread: -spread.known)[:SHOWN_FIGURES])

    def _spread(self, evidence: Evidence) -> Spread | None:
        if evidence.kind not in {Kind.COUNT, Kind.NUMBER, Kind.SHARE}:
            return None
        figures = [
            (_as_number(value), repository.name)
            for repository in self.assessment.repositories
            if (value := repository.values.get(evidence.metric)) is not None
        ]
        if len(figures) < 2 or min(figures)[0] == max(figures)[0]:  # noqa: PLR2004 - one value has no spread
            return None
        lowest, lowest_in = min(figures)
        highest, highest_in = max(figures)
        middle = median(figure for figure, _ in figures)
        return Spread(evidence, lowest, lowest_in, middle, highest, highest_in, len(figures))


def _as_number(value: Value) -> float:
    return float(value)
