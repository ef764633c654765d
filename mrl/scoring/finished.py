"""What a finished assessment says of its criteria, as ranges the tree can be added up from again."""

from mrl.model.assessment import Assessment, Outcome
from mrl.scoring.tree import Range, Results


def finished_leaves(assessment: Assessment) -> Results:
    """Give each criterion its range (points on 0 to 1, six decimals); None is not applicable."""
    leaves: Results = {}
    for criterion in assessment.criteria:
        points = criterion.points
        leaves[criterion.id] = Range(points.point, points.lowest, points.highest, points.coverage)
        if criterion.outcome is Outcome.NOT_APPLICABLE:
            leaves[criterion.id] = None
    return leaves
