"""Several projects beside each other: assessments made with one rubric in, a comparison out."""

import hashlib
from collections.abc import Sequence

from mrl.files.writing import canonical_json
from mrl.model.assessment import Assessment
from mrl.model.comparison import ComparedNode, ComparedProject, ComparedRubric, Comparison, Weights
from mrl.rubric.structure import criteria_below
from mrl.rubric.types import Rubric
from mrl.scoring.comparison_criteria import compared_criteria
from mrl.scoring.comparison_draws import headline_orders
from mrl.scoring.comparison_ground import common_ground
from mrl.scoring.comparison_pairs import dominances
from mrl.scoring.comparison_projects import Candidate, candidate
from mrl.scoring.comparison_questions import project_questions
from mrl.scoring.comparison_weights import under_weights

LETTERS = "ABCDEF"


def compare(
    rubric: Rubric, assessments: Sequence[Assessment], tool_version: str, weights: Weights | None = None
) -> Comparison:
    """Compare two to six assessments that were all made with `rubric`.

    `weights` were checked against the rubric. The same input gives the same result; another order of
    the projects only changes their letters and places.
    """
    candidates = [
        candidate(letter, rubric, assessment)
        for letter, assessment in zip(LETTERS, assessments, strict=False)
    ]
    first = assessments[0].rubric
    return Comparison(
        tool_version=tool_version,
        rubric=ComparedRubric(id=first.id, version=first.version, digest=first.digest, title=first.title),
        projects=tuple(_project(each) for each in candidates),
        different_days=len({assessment.as_of.date() for assessment in assessments}) > 1,
        dimensions=tuple(_node(rubric, name, candidates) for name in rubric.dimensions),
        criteria=compared_criteria(rubric, candidates),
        common_ground=common_ground(rubric, candidates),
        dominance=dominances(rubric, candidates),
        orders=headline_orders(rubric, candidates),
        own_weights=under_weights(rubric, candidates, weights) if weights is not None else None,
        questions=tuple(project_questions(rubric, each) for each in candidates),
    )


def _project(found: Candidate) -> ComparedProject:
    assessment = found.assessment
    return ComparedProject(
        letter=found.letter,
        project=assessment.project,
        as_of=assessment.as_of,
        tool_version=assessment.tool_version,
        digest=hashlib.sha256(canonical_json(assessment)).hexdigest(),
        headlines=assessment.headlines,
        counts=found.count(found.criteria),
    )


def _node(rubric: Rubric, name: str, candidates: Sequence[Candidate]) -> ComparedNode:
    below = criteria_below(rubric, name)
    return ComparedNode(
        id=name,
        title=rubric.nodes[name].title,
        scores=tuple(each.points(name) for each in candidates),
        counts=tuple(each.count(below) for each in candidates),
    )
