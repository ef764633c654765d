"""Scoring: a rubric, evidence and answers in, an assessment out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mrl.model.answers import Answers
from mrl.model.assessment import (
    Assessment,
    Contradiction,
    CriterionResult,
    Outcome,
    RubricRef,
    View,
)
from mrl.model.base import Day, Moment
from mrl.model.evidence import Evidence, Origin, RepositoryEvidence
from mrl.model.facts import Gap
from mrl.model.snapshot import Authors, Cost
from mrl.rubric.types import Criterion, Ladder, MetricRole, Rubric
from mrl.scoring.answers import GivenAnswer, given_answers
from mrl.scoring.highlights import gains, pick_highlights
from mrl.scoring.leaves import Leaf, decide, outcome_of
from mrl.scoring.overrides import apply_overrides
from mrl.scoring.records import answer_records
from mrl.scoring.results import headline_results, node_results, points_of
from mrl.scoring.scales import full_points
from mrl.scoring.tree import Results, Tree


@dataclass(frozen=True, kw_only=True)
class ProjectEvidence:
    """What is known of a project when it is scored: evidence and what the report says around it."""

    project: str
    as_of: Moment
    evidence: Sequence[Evidence]
    repositories: Sequence[RepositoryEvidence] = ()
    authors: Authors | None = None
    gaps: Sequence[Gap] = ()
    cost: Cost
    tool_version: str
    description: str | None = None
    homepage: str | None = None


@dataclass(frozen=True, kw_only=True)
class _Scored:
    leaves: Mapping[str, Leaf]
    results: Results
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)


def score(
    rubric: Rubric,
    digest: str,
    project: ProjectEvidence,
    answers: Sequence[tuple[str, Answers]] = (),
) -> Assessment:
    """Score a project's evidence with a rubric.

    `digest` is the SHA-256 of the rubric's file; `answers` are pairs of provenance (`assessor` or
    `project`) and answers that were checked against the rubric.
    """
    today = project.as_of.date()
    evidence, overrides = apply_overrides(project.evidence, answers, today)
    given = given_answers(rubric.criteria, answers)
    tree = Tree(rubric)
    leaves = {
        name: decide(criterion, evidence, given.get(name, ()), today)
        for name, criterion in rubric.criteria.items()
    }
    scored = _evaluate(rubric, tree, leaves)
    applicable = [name for name, leaf in leaves.items() if leaf.range is not None]
    rises = gains(rubric, tree, scored.results, applicable)
    return Assessment(
        tool_version=project.tool_version,
        project=project.project,
        description=project.description,
        homepage=project.homepage,
        as_of=project.as_of,
        rubric=_reference(rubric, digest),
        headlines=headline_results(rubric, tree, scored.results),
        measured_only=_measured_only(rubric, tree, project),
        dimensions=rubric.dimensions,
        nodes=node_results(rubric, scored.results),
        criteria=tuple(
            _criterion(name, criterion, scored, evidence, rises.get(name, {}))
            for name, criterion in rubric.criteria.items()
        ),
        highlights=pick_highlights(rubric, tree, scored.results, scored.outcomes, rises),
        evidence=tuple(evidence.values()),
        repositories=tuple(project.repositories),
        authors=project.authors,
        answers=answer_records(rubric.criteria, given, leaves, today),
        overrides=overrides,
        contradictions=_contradictions(rubric, leaves, given, evidence, today),
        gaps=tuple(project.gaps),
        cost=project.cost,
    )


def _evaluate(rubric: Rubric, tree: Tree, leaves: Mapping[str, Leaf]) -> _Scored:
    return _Scored(
        leaves=leaves,
        results=tree.evaluate({name: leaf.range for name, leaf in leaves.items()}),
        outcomes={name: outcome_of(leaf, rubric.met_from) for name, leaf in leaves.items()},
    )


def _reference(rubric: Rubric, digest: str) -> RubricRef:
    return RubricRef(
        id=rubric.id,
        version=rubric.version,
        digest=digest,
        title=rubric.title,
        disclaimer=rubric.disclaimer,
        license=rubric.license,
        attributions=tuple(
            f"{item.title}, {item.url} ({item.license})" + (f": {item.note}" if item.note else "")
            for item in rubric.attributions
        ),
    )


def _measured_only(rubric: Rubric, tree: Tree, project: ProjectEvidence) -> View:
    """Score again without anybody's word: criteria that no metric can decide are left out."""
    evidence = {item.metric: item for item in project.evidence}
    leaves = {
        name: decide(criterion, evidence, (), project.as_of.date()).range
        for name, criterion in rubric.criteria.items()
        if criterion.metric_role not in (None, MetricRole.SUPPORTS)
    }
    results = tree.evaluate(leaves)
    return View(headlines=headline_results(rubric, tree, results), nodes=node_results(rubric, results))


def _criterion(
    name: str,
    criterion: Criterion,
    scored: _Scored,
    evidence: Mapping[str, Evidence],
    rises: dict[str, float],
) -> CriterionResult:
    leaf = scored.leaves[name]
    metric = evidence.get(criterion.metric or "")
    return CriterionResult(
        id=name,
        outcome=scored.outcomes[name],
        points=points_of(leaf.range),
        reason=leaf.reason,
        evidence=criterion.metric,
        supporting=criterion.supporting_metrics,
        metric_role=criterion.metric_role.value if criterion.metric_role else None,
        origin=leaf.origin,
        title=criterion.title,
        question=criterion.question,
        why=criterion.why,
        advice=criterion.advice,
        effort_days=criterion.effort_days,
        source=" ".join(
            part for part in (criterion.source.list, criterion.source.id, criterion.source.text) if part
        ),
        scale=criterion.scale.kind,
        target=full_points(criterion.scale, metric.unit) if metric is not None else None,
        situations=criterion.scale.situations if isinstance(criterion.scale, Ladder) else (),
        gain=rises,
    )


def _contradictions(
    rubric: Rubric,
    leaves: Mapping[str, Leaf],
    given: Mapping[str, Sequence[GivenAnswer]],
    evidence: Mapping[str, Evidence],
    today: Day,
) -> tuple[Contradiction, ...]:
    """List answers that say met where the measurement says not met, or the reverse.

    A miss of a metric that only proves does not contradict an answer: the thing may be elsewhere.
    """
    found = []
    for name, answers in given.items():
        leaf, criterion = leaves[name], rubric.criteria[name]
        answer, measured = leaf.answer or next(iter(answers)), leaf.measured
        if not answer.counts(today) or (answer.written.confidential and leaf.answer is None):
            continue
        if answer.points is None or measured is None or criterion.metric is None:
            continue
        if criterion.metric_role is MetricRole.PROVES and measured.lowest < 1:
            continue
        if answer.points.lowest > measured.highest or answer.points.highest < measured.lowest:
            found.append(
                Contradiction(
                    criterion=name,
                    title=criterion.title,
                    answer=None if answer.written.confidential else answer.written.answer,
                    measured=evidence[criterion.metric].sentence,
                    used=leaf.origin or Origin.MEASURED,
                )
            )
    return tuple(found)
