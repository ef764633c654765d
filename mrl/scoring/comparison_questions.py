"""What to ask each project before signing: gates it fails, contradictions, and the unknown that matters."""

from collections.abc import Iterator

from mrl.model.assessment import (
    Contradiction,
    CriterionResult,
    GateResult,
    GateState,
    HeadlineResult,
    LevelResult,
)
from mrl.model.base import Message, say
from mrl.model.comparison import Ask, AskKind, ProjectQuestions
from mrl.rubric.types import MetricRole, Rubric
from mrl.scoring.comparison_criteria import Stakes
from mrl.scoring.comparison_projects import Candidate

MOST_QUESTIONS = 10
_FIRST_OF_EACH = 3
"""So many gates and contradictions come before what is unknown; the others only where there is room."""


def project_questions(rubric: Rubric, project: Candidate) -> ProjectQuestions:
    """Choose at most ten questions to a project, each about another criterion or node."""
    gates, contradictions = list(_gates(project)), list(_contradictions(project))
    first = gates[:_FIRST_OF_EACH] + contradictions[:_FIRST_OF_EACH]
    rest = gates[_FIRST_OF_EACH:] + contradictions[_FIRST_OF_EACH:]
    found: dict[str, Ask] = {}
    for ask in (*first, *_unknowns(rubric, project), *rest):
        found.setdefault(ask.of, ask)
    asked = tuple(found.values())
    return ProjectQuestions(
        letter=project.letter, asked=asked[:MOST_QUESTIONS], more=max(len(asked) - MOST_QUESTIONS, 0)
    )


def _gates(project: Candidate) -> Iterator[Ask]:
    """Ask about the gates that fail, the lowest level first."""
    found = [
        (headline.level, gate) for headline in project.assessment.headlines for gate in _failed(headline)
    ]
    for level, gate in sorted(found, key=lambda pair: pair[1].level):
        if level is not None:
            yield _gate(project, level, gate)


def _failed(headline: HeadlineResult) -> list[GateResult]:
    gates = headline.level.gates if headline.level is not None else ()
    return [gate for gate in gates if gate.state is GateState.FAILED]


def _gate(project: Candidate, level: LevelResult, gate: GateResult) -> Ask:
    criterion = project.criteria.get(gate.of)
    return Ask(
        kind=AskKind.GATE,
        of=gate.of,
        title=gate.title,
        question=criterion.question if criterion else say("What is done about “{title}”?", title=gate.title),
        because=_condition(level, gate),
        evidence=say("what is planned, by when, and who carries it out"),
    )


def _condition(level: LevelResult, gate: GateResult) -> Message:
    if level.numbered:
        return say(
            "a condition of level {level} that is not met. {because}",
            level=str(gate.level),
            because=gate.because,
        )
    name = next(step.name for step in level.steps if step.level == gate.level)
    return say("a condition of “{name}” that is not met. {because}", name=name, because=gate.because)


def _contradictions(project: Candidate) -> Iterator[Ask]:
    for each in project.assessment.contradictions:
        criterion = project.criteria[each.criterion]
        yield Ask(
            kind=AskKind.CONTRADICTION,
            of=each.criterion,
            title=each.title,
            question=criterion.question,
            because=_said_and_measured(each),
            evidence=say("what settles which of the two is right"),
        )


def _said_and_measured(found: Contradiction) -> Message:
    measured = found.measured or say("something else was measured")
    if found.answer is None:
        return say(
            "contradiction: an answer given in confidence, and measured was: {measured}",
            measured=measured,
        )
    return say(
        "contradiction: the answer was “{answer}”, and measured was: {measured}",
        answer=found.answer,
        measured=measured,
    )


def _unknowns(rubric: Rubric, project: Candidate) -> Iterator[Ask]:
    """Ask for what is unknown, what opens the headlines most first; what moves nothing is not asked."""
    stakes = Stakes(rubric)
    opened = {name: stakes.opened(project, name) for name in project.criteria if not project.is_known(name)}
    for name in sorted(opened, key=lambda name: (-opened[name], name)):
        if opened[name] > 0:
            yield _unknown(project.criteria[name])


def _unknown(criterion: CriterionResult) -> Ask:
    return Ask(
        kind=AskKind.UNKNOWN,
        of=criterion.id,
        title=criterion.title,
        question=criterion.question,
        because=say("unknown: {reason}", reason=criterion.reason) if criterion.reason else say("unknown"),
        evidence=_evidence(criterion),
    )


def _evidence(criterion: CriterionResult) -> Message:
    """Say what to ask for: who can confirm it, the figure, the place where it would be, or any proof."""
    if criterion.situations:
        return say("which situation it is, and who outside the project can confirm it")
    if criterion.target is not None and criterion.metric_role == MetricRole.DECIDES:
        return say("the figure, how it was counted, and where to see it")
    if criterion.where is not None:
        return say("a link to it: {where}", where=criterion.where)
    return say("a document or an address that shows it")
