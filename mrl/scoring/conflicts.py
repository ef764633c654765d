"""Where sources disagree: answers with measurements, and assessors with each other."""

from collections.abc import Mapping, Sequence

from mrl.model.assessment import Contradiction, Disagreement
from mrl.model.base import Day
from mrl.model.evidence import Evidence, Origin
from mrl.rubric.types import MetricRole, Rubric
from mrl.scoring.answers import GivenAnswer
from mrl.scoring.leaves import Leaf
from mrl.scoring.results import points_of
from mrl.scoring.tree import Range

_PARTLY = 0.5


def contradictions(
    rubric: Rubric,
    leaves: Mapping[str, Leaf],
    given: Mapping[str, Sequence[GivenAnswer]],
    evidence: Mapping[str, Evidence],
    today: Day,
) -> tuple[Contradiction, ...]:
    """List answers that say met where the measurement says not met, or the reverse, in the rubric's order.

    What a metric cannot settle in its role contradicts nobody: a miss of one that only proves (the
    thing may be elsewhere) or disproves (what was looked for is one of many). Beside a metric that
    only supports, "partly" is no contradiction either.
    """
    found = []
    for name, criterion in rubric.criteria.items():
        leaf, answers = leaves[name], given.get(name, ())
        if not answers:
            continue
        answer, measured = next(iter(leaf.answers or answers)), leaf.measured
        if not answer.counts(today) or (answer.written.confidential and not leaf.answers):
            continue
        if answer.points is None or measured is None or criterion.metric is None:
            continue
        if _is_miss(criterion.metric_role, measured):
            continue
        apart = max(answer.points.lowest - measured.highest, measured.lowest - answer.points.highest)
        if apart > (_PARTLY if criterion.metric_role is MetricRole.SUPPORTS else 0):
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


def _is_miss(role: MetricRole | None, measured: Range) -> bool:
    misses = {MetricRole.PROVES: measured.lowest < 1, MetricRole.DISPROVES: measured.highest > 0}
    return role is not None and misses.get(role, False)


def disagreements(rubric: Rubric, leaves: Mapping[str, Leaf]) -> tuple[Disagreement, ...]:
    """List the criteria that assessors of equal standing answered differently."""
    return tuple(
        Disagreement(
            criterion=name,
            title=rubric.criteria[name].title,
            roles=tuple(answer.role or "" for answer in leaf.answers),
            points=points_of(leaf.range),
            combined=rubric.disagreement.value,
        )
        for name, leaf in leaves.items()
        if len(leaf.answers) > 1
    )
