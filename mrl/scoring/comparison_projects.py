"""One of the projects that are compared, with what its assessment says as ranges of the tree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mrl.model.assessment import Assessment, CriterionResult, Outcome, Points
from mrl.model.comparison import OutcomeCounts
from mrl.rubric.types import Rubric
from mrl.scoring.finished import finished_leaves
from mrl.scoring.results import points_of
from mrl.scoring.tree import Results, Tree

_ANYTHING = Points(point=None, lowest=0, highest=1, coverage=0)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One project under its letter: its assessment, its criteria as ranges, and all nodes above them."""

    letter: str
    assessment: Assessment
    criteria: dict[str, CriterionResult]
    leaves: Results
    results: Results
    on_facts: Mapping[str, Points | None]
    """What nodes are with every answer taken as unknown; None where nobody worked that out."""

    def certain(self, name: str) -> Points | None:
        """Give between what a node lies whoever is right; None where it does not apply."""
        found = self.points(name)
        return None if found is None else self.on_facts.get(name) or _ANYTHING

    def points(self, name: str) -> Points | None:
        """Give the score of a node or criterion on 0 to 1; None where it does not apply."""
        found = self.results.get(name)
        return None if found is None else points_of(found)

    def is_known(self, criterion: str) -> bool:
        """Say whether a criterion ended somehow, be it as not applicable."""
        return self.criteria[criterion].outcome is not Outcome.UNKNOWN

    def applies(self, criterion: str) -> bool:
        """Say whether a criterion applies to the project, as far as is known."""
        return self.leaves[criterion] is not None

    def count(self, criteria: Iterable[str]) -> OutcomeCounts:
        """Count how some of the criteria ended."""
        outcomes = [self.criteria[name].outcome for name in criteria]
        return OutcomeCounts(**{outcome.value: outcomes.count(outcome) for outcome in Outcome})


def candidate(letter: str, rubric: Rubric, assessment: Assessment) -> Candidate:
    """Make a candidate of an assessment that was made with the rubric."""
    leaves = finished_leaves(assessment)
    return Candidate(
        letter=letter,
        assessment=assessment,
        criteria={criterion.id: criterion for criterion in assessment.criteria},
        leaves=leaves,
        results=Tree(rubric).evaluate(leaves),
        on_facts={node.id: node.on_facts for node in assessment.nodes},
    )


def roots(rubric: Rubric) -> tuple[str, ...]:
    """Name the nodes that a comparison goes by: the headlines, or the dimensions where there are none."""
    return tuple(headline.node for headline in rubric.headlines) or rubric.dimensions
