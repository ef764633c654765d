"""The comparison on common ground: the criteria that apply to all projects and are known for all."""

from collections.abc import Sequence

from mrl.model.assessment import Points
from mrl.model.base import Text
from mrl.model.comparison import CommonGround, GroundNode
from mrl.rubric.structure import criteria_below
from mrl.rubric.types import Headline, Rubric
from mrl.scoring.comparison_projects import Candidate
from mrl.scoring.levels import unanswered_conditions
from mrl.scoring.results import points_of
from mrl.scoring.tree import UNKNOWN, Results, Tree, exactly


def common_ground(rubric: Rubric, candidates: Sequence[Candidate]) -> CommonGround:
    """Score every project again on the criteria that are known for all of them, and on nothing else.

    A headline that waits for answers there, for any of the projects, is not compared: it would be a
    mean of other things than it is named for.
    """
    common = [
        name
        for name in rubric.criteria
        if all(each.is_known(name) and each.applies(name) for each in candidates)
    ]
    ground = _Ground(rubric, candidates, common)
    return CommonGround(
        criteria=tuple(common),
        headlines=tuple(ground.headline(each) for each in rubric.headlines),
        dimensions=tuple(ground.node(name, rubric.nodes[name].title) for name in rubric.dimensions),
    )


class _Ground:
    def __init__(self, rubric: Rubric, candidates: Sequence[Candidate], common: Sequence[str]) -> None:
        tree = Tree(rubric)
        self._rubric, self._candidates, self._common = rubric, candidates, set(common)
        self._scores = [tree.evaluate({name: each.leaves[name] for name in common}) for each in candidates]
        self._shares = [tree.evaluate(self._as_if_known(each)) for each in candidates]

    def _as_if_known(self, project: Candidate) -> Results:
        """Give leaves whose coverage is the part of the weight that is common."""
        return {
            name: None if leaf is None else exactly(0.0) if name in self._common else UNKNOWN
            for name, leaf in project.leaves.items()
        }

    def headline(self, headline: Headline) -> GroundNode:
        """Give a headline; without scores where it waits for answers, as its own assessments have it."""
        found = self.node(headline.node, headline.title)
        wholes = [_as_assessed(each, headline) for each in self._candidates]
        waits = any(unanswered_conditions(self._rubric, headline, each) for each in self._scores)
        scores = (None,) * len(wholes) if waits else found.scores
        return found.model_copy(update={"whole": tuple(wholes), "scores": scores})

    def node(self, name: str, title: Text) -> GroundNode:
        """Give a node on everything and on common ground."""
        scores = [results.get(name) for results in self._scores]
        below = [each for each in criteria_below(self._rubric, name) if each in self._common]
        return GroundNode(
            id=name,
            title=title,
            whole=tuple(each.points(name) for each in self._candidates),
            scores=tuple(None if score is None else points_of(score) for score in scores),
            counts=tuple(each.count(below) for each in self._candidates),
            shares=tuple(
                0.0 if (found := results.get(name)) is None else round(found.coverage, 6)
                for results in self._shares
            ),
        )


def _as_assessed(project: Candidate, headline: Headline) -> Points | None:
    whole = project.points(headline.node)
    score = next(each.score for each in project.assessment.headlines if each.id == headline.node)
    return whole.model_copy(update={"point": None}) if whole and score.point is None else whole
