"""Criterion by criterion: what each project has, how they stand to each other, and how much it matters."""

from collections.abc import Iterable, Sequence

from mrl.model.assessment import AnswerRecord, Outcome
from mrl.model.base import Value
from mrl.model.comparison import ComparedCriterion, Relation, Standing
from mrl.model.evidence import Evidence, Origin
from mrl.rubric.types import Rubric
from mrl.scoring.comparison_projects import Candidate, roots
from mrl.scoring.tree import Range, Tree, exactly

_DECIMALS = 6
_ENDS = (exactly(0.0), exactly(1.0))


def compared_criteria(rubric: Rubric, candidates: Sequence[Candidate]) -> tuple[ComparedCriterion, ...]:
    """Compare the projects in every criterion, in the order of the rubric."""
    stakes = Stakes(rubric)
    standings = [_standings(each) for each in candidates]
    return tuple(
        _compared(rubric, name, candidates, [each[name] for each in standings], stakes)
        for name in rubric.criteria
    )


class Stakes:
    """How much hangs on where a criterion stands."""

    def __init__(self, rubric: Rubric) -> None:
        self._tree = Tree(rubric)
        self._roots = roots(rubric)

    def between(self, project: Candidate, criterion: str, places: Iterable[Range | None]) -> float:
        """Give the most that a headline of a project (0 to 10) moves between places of a criterion.

        Both ends of the headline's range are looked at, for what is not known may hide a move of the point.
        """
        moved = [self._tree.with_leaf(project.results, criterion, place) for place in dict.fromkeys(places)]
        widest = 0.0
        for root in self._roots:
            found = [result for results in moved if (result := results[root]) is not None]
            for ends in ([each.lowest for each in found], [each.highest for each in found]):
                widest = max(widest, max(ends, default=0.0) - min(ends, default=0.0))
        return round(widest * 10, _DECIMALS)

    def opened(self, project: Candidate, criterion: str) -> float:
        """Give the most that a headline moves between a criterion at its worst and at its best."""
        return self.between(project, criterion, _ENDS)


def _compared(
    rubric: Rubric, name: str, candidates: Sequence[Candidate], standings: Sequence[Standing], stakes: Stakes
) -> ComparedCriterion:
    known = [each for each in candidates if each.is_known(name)]
    places = [each.leaves[name] for each in known]
    relation = _relation(known, candidates, places)
    is_different = relation is Relation.DIFFERS
    open_to = [each for each in candidates if not each.is_known(name)]
    return ComparedCriterion(
        id=name,
        title=rubric.criteria[name].title,
        relation=relation,
        standings=tuple(standings),
        matters=max(stakes.between(each, name, places) for each in candidates) if is_different else 0.0,
        opens=max((stakes.opened(each, name) for each in open_to), default=0.0),
    )


def _relation(
    known: Sequence[Candidate], candidates: Sequence[Candidate], places: Sequence[Range | None]
) -> Relation:
    if not known:
        return Relation.UNKNOWN_FOR_ALL
    if len(set(places)) > 1:
        return Relation.DIFFERS
    return Relation.SAME if len(known) == len(candidates) else Relation.UNKNOWN_FOR_SOME


def _standings(project: Candidate) -> dict[str, Standing]:
    evidence = {item.metric: item for item in project.assessment.evidence}
    answers = {each.criterion: each for each in reversed(project.assessment.answers) if each.used}
    return {
        name: _standing(project, name, evidence.get(criterion.evidence or ""), answers.get(name))
        for name, criterion in project.criteria.items()
    }


def _standing(
    project: Candidate, name: str, evidence: Evidence | None, answer: AnswerRecord | None
) -> Standing:
    criterion = project.criteria[name]
    is_handed = criterion.origin is Origin.DECLARED and answer is None
    is_measured = criterion.origin is Origin.MEASURED or is_handed
    value: Value | None = None
    if criterion.outcome not in (Outcome.UNKNOWN, Outcome.NOT_APPLICABLE):
        value = evidence.value if is_measured and evidence else answer.answer if answer else None
    return Standing(
        outcome=criterion.outcome,
        points=criterion.points,
        value=value,
        unit=evidence.unit if is_measured and evidence and value is not None else "",
        reason=criterion.reason,
    )
