"""Scoring: a rubric, evidence and answers in, an assessment out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from mrl.model.answers import Answers
from mrl.model.assessment import (
    AnswerRecord,
    Assessment,
    CriterionResult,
    Outcome,
    OverrideRecord,
    ReviewRecord,
    RubricRef,
    View,
)
from mrl.model.base import Moment
from mrl.model.evidence import Evidence, RepositoryEvidence
from mrl.model.facts import Gap
from mrl.model.snapshot import Authors, Cost, Server
from mrl.model.whose import used_answers, word_of
from mrl.rubric.citing import citation
from mrl.rubric.types import Choice, Criterion, Ladder, MetricRole, Rubric
from mrl.scoring.answers import GivenAnswer, given_answers
from mrl.scoring.conflicts import contradictions, disagreements
from mrl.scoring.highlights import Experiments, gains, pick_highlights
from mrl.scoring.leaves import Leaf, decide, outcome_of
from mrl.scoring.overrides import apply_overrides
from mrl.scoring.records import answer_records
from mrl.scoring.results import headline_results, node_results, points_of
from mrl.scoring.reviews import review_records
from mrl.scoring.scales import full_points
from mrl.scoring.tree import Results, Tree
from mrl.scoring.words import Hearing, Sources, attributed


@dataclass(frozen=True, kw_only=True)
class ProjectEvidence:
    """What is known of a project when it is scored: evidence and what the report says around it."""

    project: str
    as_of: Moment
    evidence: Sequence[Evidence]
    repositories: Sequence[RepositoryEvidence] = ()
    authors: Authors | None = None
    gaps: Sequence[Gap] = ()
    not_asked: Sequence[Server] = ()
    cost: Cost
    tool_version: str
    description: str | None = None
    homepage: str | None = None


@dataclass(frozen=True, kw_only=True)
class Said:
    """What people said, read: answers by criterion (the strongest first), overrides and sign-offs."""

    given: Mapping[str, Sequence[GivenAnswer]]
    overrides: tuple[OverrideRecord, ...] = ()
    files: Sequence[tuple[str, Answers]] = ()
    reviews: tuple[ReviewRecord, ...] | None = None
    """Sign-offs that were judged before; those of `files` are judged where this is None."""


@dataclass(frozen=True, kw_only=True)
class _Scored:
    leaves: Mapping[str, Leaf]
    results: Results
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    used: Mapping[str, Sequence[AnswerRecord]] = field(default_factory=dict)
    """The answers that count, by criterion."""


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
    evidence, overrides = apply_overrides(project.evidence, answers, project.as_of.date())
    said = Said(given=given_answers(rubric.criteria, answers), overrides=overrides, files=answers)
    return assemble(rubric, digest, replace(project, evidence=tuple(evidence.values())), said)


def assemble(rubric: Rubric, digest: str, project: ProjectEvidence, said: Said) -> Assessment:
    """Score evidence in which overrides have taken their place already."""
    today = project.as_of.date()
    evidence = {item.metric: item for item in project.evidence}
    tree = Tree(rubric)
    hearing = Hearing(rubric=rubric, evidence=evidence, given=said.given, today=today)
    leaves = hearing.leaves()
    scored = _evaluate(rubric, tree, leaves)
    applicable = [name for name, leaf in leaves.items() if leaf.range is not None]
    records = answer_records(rubric, said.given, leaves, today)
    scored = replace(scored, used=used_answers(records))
    experiments = Experiments(rubric, scored.results)
    rises = gains(rubric, experiments, applicable)
    criteria = tuple(
        _criterion(name, criterion, scored, evidence, rises.get(name, {}))
        for name, criterion in rubric.criteria.items()
    )
    reviews = said.reviews
    if reviews is None:
        reviews = review_records(said.files, records, said.overrides, today)
    sources = Sources(
        hearing=hearing,
        original=_as_measured(evidence, said.overrides),
        criteria=criteria,
        answers=records,
        overrides=said.overrides,
        reviews=reviews,
    )
    headlines, nodes = attributed(
        tree, headline_results(rubric, tree, scored.results), node_results(rubric, scored.results), sources
    )
    return Assessment(
        tool_version=project.tool_version,
        project=project.project,
        description=project.description,
        homepage=project.homepage,
        as_of=project.as_of,
        rubric=_reference(rubric, digest),
        headlines=headlines,
        measured_only=_measured_only(rubric, tree, project, said.overrides),
        dimensions=rubric.dimensions,
        nodes=nodes,
        criteria=criteria,
        highlights=pick_highlights(rubric, experiments, scored.outcomes),
        evidence=tuple(project.evidence),
        repositories=tuple(project.repositories),
        authors=project.authors,
        answers=records,
        overrides=said.overrides,
        contradictions=contradictions(rubric, leaves, said.given, evidence, today),
        disagreements=disagreements(rubric, leaves),
        reviews=reviews,
        gaps=tuple(project.gaps),
        not_asked=tuple(project.not_asked),
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
        attributions=tuple(map(citation, rubric.attributions)),
        figures=rubric.figures.value,
        takes_answers=rubric.takes_answers,
        outcomes=dict(rubric.outcomes) if rubric.outcomes is not None else {},
        met_from=rubric.met_from,
    )


def _measured_only(
    rubric: Rubric, tree: Tree, project: ProjectEvidence, overrides: Sequence[OverrideRecord]
) -> View:
    """Score again without anybody's word: criteria that no metric can decide are left out."""
    measured = _as_measured({item.metric: item for item in project.evidence}, overrides)
    evidence = {name: item.unheard() for name, item in measured.items()}
    leaves = {
        name: decide(criterion, evidence, (), project.as_of.date()).range
        for name, criterion in rubric.criteria.items()
        if criterion.metric_role not in (None, MetricRole.SUPPORTS)
    }
    results = tree.evaluate(leaves)
    return View(headlines=headline_results(rubric, tree, results), nodes=node_results(rubric, results))


def _as_measured(
    evidence: Mapping[str, Evidence], overrides: Sequence[OverrideRecord]
) -> dict[str, Evidence]:
    """Give the evidence as it was before anybody replaced a value."""
    return {**evidence} | {each.metric: each.original for each in overrides if each.original is not None}


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
        word=word_of(leaf.origin, scored.used.get(name, ())),
        title=criterion.title,
        question=criterion.question,
        why=criterion.why,
        advice=criterion.advice,
        where=criterion.where,
        effort_days=criterion.effort_days,
        source=" ".join(
            part for part in (criterion.source.list, criterion.source.id, criterion.source.text) if part
        ),
        scale=criterion.scale.kind,
        target=full_points(criterion.scale, metric.unit) if metric is not None else None,
        situations=criterion.scale.situations if isinstance(criterion.scale, Ladder) else (),
        labels=criterion.scale.labels if isinstance(criterion.scale, Choice) else {},
        gain=rises,
    )
