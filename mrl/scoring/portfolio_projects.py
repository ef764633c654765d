"""One assessment as a line of a portfolio: what is kept of it when there are hundreds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from mrl.model.assessment import (
    AnswerRecord,
    Assessment,
    CriterionResult,
    HeadlineResult,
    NodeResult,
    Outcome,
)
from mrl.model.base import Day, Message, Value
from mrl.model.portfolio import DimensionStanding, HeadlineStanding, ProjectStanding, Standing, Tallied


class Reasons:
    """Reasons, each kept once."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], int] = {}
        self._all: list[Message] = []

    def place(self, reason: Message) -> int:
        """Give the place of a reason, which it keeps."""
        key = (reason.template, str(reason.values))
        if key not in self._places:
            self._places[key] = len(self._all)
            self._all.append(reason)
        return self._places[key]

    @property
    def all(self) -> tuple[Message, ...]:
        """Every reason in its place."""
        return tuple(self._all)


def stand(assessment: Assessment, file: str, digest: str, reasons: Reasons) -> ProjectStanding:
    """Take from an assessment what a portfolio keeps of it; `digest` is the SHA-256 of its file."""
    values = {evidence.metric: evidence.value for evidence in assessment.evidence}
    outcomes = {criterion.id: criterion.outcome for criterion in assessment.criteria}
    nodes = {node.id: node for node in assessment.nodes}
    return ProjectStanding(
        project=assessment.project,
        file=file,
        digest=digest,
        as_of=assessment.as_of,
        tool_version=assessment.tool_version,
        rubric_version=assessment.rubric.version,
        rubric_digest=assessment.rubric.digest,
        repositories=len(assessment.repositories),
        answers=sum(answer.used for answer in assessment.answers),
        headlines={headline.id: _headline(headline) for headline in assessment.headlines},
        dimensions={
            name: _dimension(nodes[name], below(nodes, name), outcomes)
            for name in assessment.dimensions
            if name in nodes
        },
        tally=tallied(outcomes.values()),
        criteria={criterion.id: _standing(criterion, values, reasons) for criterion in assessment.criteria},
        contradictions=assessment.contradictions,
        valid_until=_valid_until(assessment.answers),
    )


def tallied(outcomes: Iterable[Outcome]) -> Tallied:
    """Count outcomes."""
    return Tallied(**Counter(str(outcome) for outcome in outcomes))


def below(nodes: Mapping[str, NodeResult], name: str) -> Iterator[str]:
    """Give the ids of the criteria below a node."""
    node = nodes.get(name)
    if node is None:
        yield name
        return
    for child in node.children:
        yield from below(nodes, child.id)


def _headline(headline: HeadlineResult) -> HeadlineStanding:
    level = headline.level
    if level is None:
        return HeadlineStanding(score=headline.score, provenance=headline.provenance)
    return HeadlineStanding(
        score=headline.score,
        state=level.state,
        level=level.point,
        lowest_level=level.lowest,
        highest_level=level.highest,
        provenance=headline.provenance,
    )


def _dimension(
    node: NodeResult, criteria: Iterable[str], outcomes: Mapping[str, Outcome]
) -> DimensionStanding:
    return DimensionStanding(
        score=node.score if node.applicable else None,
        tally=tallied(outcomes[name] for name in criteria if name in outcomes),
    )


def _standing(criterion: CriterionResult, values: Mapping[str, Value | None], reasons: Reasons) -> Standing:
    points = criterion.points
    return Standing(
        outcome=criterion.outcome,
        point=points.point,
        lowest=points.lowest,
        highest=points.highest,
        gain={headline: gain for headline, gain in criterion.gain.items() if gain},
        value=values.get(criterion.evidence or ""),
        reason=None if criterion.reason is None else reasons.place(criterion.reason),
    )


def _valid_until(answers: Iterable[AnswerRecord]) -> dict[str, Day]:
    """Give each criterion's last day; one that any answer answers without end has none."""
    last: dict[str, Day] = {}
    endless: set[str] = set()
    for answer in answers:
        if answer.valid_until is None:
            endless.add(answer.criterion)
        else:
            last[answer.criterion] = max(answer.valid_until, last.get(answer.criterion, answer.valid_until))
    return {name: day for name, day in last.items() if name not in endless}
