"""Routes: the cheapest sets of steps that take a headline to its next level or next whole point.

A step raises a criterion that is known (do), or finds out one that is open (find out), which counts as
if the answer turned out good; only a look can tell. Every set is added up through the tree as a whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mrl.model.assessment import Assessment, CriterionResult, HeadlineResult
from mrl.model.base import Message, say
from mrl.model.evidence import Evidence
from mrl.model.solidity import Route, RoutesTo, Step
from mrl.rubric.structure import criteria_below
from mrl.rubric.types import Headline, Rubric
from mrl.scoring.arrays import ArrayTree
from mrl.scoring.finished import finished_leaves
from mrl.scoring.levels import level_of
from mrl.scoring.route_goals import Goal, goal_of
from mrl.scoring.route_search import find_routes
from mrl.scoring.route_sets import Rows, StepSets
from mrl.scoring.route_steps import Option, Rung, options_for, present_of
from mrl.scoring.tree import Results, Tree, exactly

_DECIMALS = 6


@dataclass(frozen=True, kw_only=True)
class _Ground:
    """What all routes of an assessment start from."""

    rubric: Rubric
    tree: Tree
    leaves: Results
    options: Mapping[str, tuple[Option, ...]]
    criteria: Mapping[str, CriterionResult]
    evidence: Mapping[str, Evidence]


Taken = dict[str, tuple[Option, Rung]]
"""Criterion to the option taken and the rung the route needs of it."""


def routes(rubric: Rubric, assessment: Assessment) -> tuple[RoutesTo, ...]:
    """Give each headline its goal and up to three routes to it, cheapest first, or why there are none.

    The goal is the next level through its band and all gates on the way; where no level is assessed,
    the next whole point. Efforts are in days, scores on 0 to 10.
    """
    leaves = finished_leaves(assessment)
    ground = _Ground(
        rubric=rubric,
        tree=Tree(rubric),
        leaves=leaves,
        options=options_for(rubric, assessment, leaves),
        criteria={result.id: result for result in assessment.criteria},
        evidence={item.metric: item for item in assessment.evidence},
    )
    return tuple(
        _routes_to(ground, headline, result)
        for headline, result in zip(rubric.headlines, assessment.headlines, strict=True)
    )


def _routes_to(ground: _Ground, headline: Headline, result: HeadlineResult) -> RoutesTo:
    goal = goal_of(headline, result)
    if isinstance(goal, Message):
        return RoutesTo(headline=headline.node, reason=goal)
    concerned = _concerned(ground.rubric, goal)
    options = {name: found for name, found in ground.options.items() if name in concerned}
    roots = [headline.node, *(gate.of for gate in goal.gates if gate.of in ground.rubric.nodes)]
    sets = StepSets(ArrayTree(ground.rubric, roots), ground.leaves, goal, options)
    rows, method = find_routes(sets)
    return RoutesTo(
        headline=headline.node,
        goal_level=goal.level,
        goal_score=goal.score,
        routes=tuple(_route(ground, goal, _taken(ground, goal, sets, row)) for row in rows),
        method=method,
        reason=None if len(rows) else say("all steps together do not lead there"),
    )


def _concerned(rubric: Rubric, goal: Goal) -> set[str]:
    """Name the criteria that the score or a gate of the goal depends on."""
    places = [goal.headline.node, *(gate.of for gate in goal.gates)]
    return {
        criterion
        for place in places
        for criterion in (criteria_below(rubric, place) if place in rubric.nodes else [place])
    }


def _taken(ground: _Ground, goal: Goal, sets: StepSets, row: Rows) -> Taken:
    """Read a row as options, and ask no more of what is found out than the goal needs."""
    chosen = {
        name: options[choice - 1]
        for name, options, choice in zip(sets.criteria, sets.options, row.tolist(), strict=True)
        if choice
    }
    taken = {name: (option, option.rung) for name, option in chosen.items()}
    for name, option in chosen.items():
        for rung in option.lesser:
            supposed = {**taken, name: (option, rung)}
            if goal.reached_by(_results(ground, supposed)):
                taken = supposed
                break
    return taken


def _results(ground: _Ground, taken: Taken) -> Results:
    changed = {name: exactly(rung.points) for name, (_, rung) in taken.items()}
    return ground.tree.evaluate({**ground.leaves, **changed})


def _route(ground: _Ground, goal: Goal, taken: Taken) -> Route:
    results = _results(ground, taken)
    score = results[goal.headline.node]
    level = level_of(ground.rubric, goal.headline, ground.tree, results) if goal.level else None
    steps = tuple(_steps(ground, taken))
    return Route(
        steps=steps,
        effort_days=round(sum(step.effort_days for step in steps), _DECIMALS),
        score=round(10 * score.point, _DECIMALS) if score is not None and score.point is not None else 0.0,
        level=level.point if level is not None else None,
    )


def _steps(ground: _Ground, taken: Taken) -> Iterator[Step]:
    """List what is to be found out before what is to be done, each in the order of the rubric."""
    inquiries = [
        name for name in ground.rubric.criteria if name in taken and taken[name][0].kind == "find_out"
    ]
    tasks = [name for name in ground.rubric.criteria if name in taken and taken[name][0].kind == "do"]
    for name in (*inquiries, *tasks):
        yield _step(ground, ground.criteria[name], *taken[name])


def _step(ground: _Ground, result: CriterionResult, option: Option, rung: Rung) -> Step:
    return Step(
        criterion=result.id,
        title=result.title,
        kind=option.kind,
        points=result.points.point,
        needed=rung.points,
        present=present_of(result, option.kind, ground.evidence.get(result.evidence or "")),
        target=rung.target,
        advice=result.advice,
        where=result.where,
        effort_days=option.effort_days,
    )
