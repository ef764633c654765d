"""Scores and levels of the sample assessments: plain means, so that all figures agree."""

from support.sample_rubric import CAPABILITIES, DIMENSIONS, LEVELS

from mrl.model.assessment import (
    Child,
    ConditionalLevel,
    CriterionResult,
    GateResult,
    GateState,
    HeadlineResult,
    HeadlineScore,
    LevelResult,
    LevelState,
    LevelStep,
    NodeResult,
    Points,
)
from mrl.model.base import Text

UNKNOWN = Points(point=None, lowest=0, highest=1, coverage=0)
PROJECT_DIMENSIONS = tuple(DIMENSIONS)[:-1]


def scores(
    criteria: tuple[CriterionResult, ...], with_capabilities: bool
) -> tuple[tuple[NodeResult, ...], tuple[HeadlineResult, ...]]:
    by_id = {one.id: one for one in criteria}
    nodes = {name: _node(name, title, members, by_id) for name, (title, members) in DIMENSIONS.items()}
    project = _mean([nodes[name].score for name in PROJECT_DIMENSIONS])
    market = _mean([project, nodes["market-capabilities"].score])
    tops = [
        _top("project-readiness", "Project readiness", PROJECT_DIMENSIONS, project),
        _top("market-readiness", "Market readiness", ("project-readiness", "market-capabilities"), market),
    ]
    headlines = (
        _headline(tops[0], 0.4, None),
        _headline(tops[1], 0.6, _level(market, with_capabilities)),
    )
    return (*tops, *nodes.values()), headlines


def _node(name: str, title: str, members: tuple[str, ...], by_id: dict[str, CriterionResult]) -> NodeResult:
    points = [by_id[one].points for one in members if one in by_id] or [UNKNOWN]
    return NodeResult(
        id=name,
        title=Text(en=title),
        summary=Text(
            en=f"What the project shows about {title.lower()}, from its repositories and its own word."
        ),
        aggregation="arithmetic",
        children=tuple(Child(id=one, weight=1) for one in members),
        applicable=True,
        score=_mean(points),
    )


def _top(name: str, title: str, members: tuple[str, ...], score: Points) -> NodeResult:
    children = tuple(Child(id=one, weight=1) for one in members)
    return NodeResult(
        id=name,
        title=Text(en=title),
        summary=None,
        aggregation="geometric",
        children=children,
        applicable=True,
        score=score,
    )


def _mean(points: list[Points]) -> Points:
    known = [one.point for one in points if one.point is not None]
    return Points(
        point=sum(known) / len(known) if known else None,
        lowest=sum(one.lowest for one in points) / len(points),
        highest=sum(one.highest for one in points) / len(points),
        coverage=min(sum(one.coverage for one in points) / len(points), 1),
    )


def _headline(node: NodeResult, floor: float, level: LevelResult | None) -> HeadlineResult:
    score = node.score
    return HeadlineResult(
        id=node.id,
        title=node.title,
        summary=Text(en=f"{node.title.en} says how far a town may rely on the project, on 0 to 10."),
        score=HeadlineScore(
            point=None if score.point is None else score.point * 10,
            lowest=score.lowest * 10,
            highest=score.highest * 10,
            coverage=score.coverage,
        ),
        coverage_floor=floor,
        level=level,
    )


def _level(score: Points, answered: bool) -> LevelResult:
    steps = tuple(
        LevelStep(level=level, name=Text(en=name), rationale=Text(en=rationale), at_least=bound)
        for level, name, rationale, bound in LEVELS
    )
    gate = GateResult(
        level=7,
        of="RSK-1",
        title=Text(en="A way to report vulnerabilities in private"),
        at_least=1,
        state=GateState.UNDETERMINED,
        because=Text(en="A level from 7 up tells a town that security reports find an ear."),
    )
    cap = gate.model_copy(update={"level": 8, "state": GateState.FAILED, "of": "RELEASES-SIGNED"})
    assessed = answered and score.coverage >= 0.6
    state = LevelState.ASSESSED if assessed else LevelState.NOT_ASSESSED
    if answered and not assessed:
        state = LevelState.BELOW_COVERAGE_FLOOR
    return LevelResult(
        state=state,
        point=_reached((score.point or 0) * 10) if assessed else None,
        lowest=_reached(score.lowest * 10),
        highest=_reached(score.highest * 10),
        provided=(gate,) if assessed else (),
        capped_by=(cap,) if assessed else (),
        conditional=() if answered else tuple(_conditional(score, share) for share in (0.25, 0.5, 0.75)),
        unanswered=() if answered else tuple(identifier for identifier, _ in CAPABILITIES),
        steps=steps,
        gates=(gate, cap),
    )


def _conditional(score: Points, share: float) -> ConditionalLevel:
    value = ((score.point or 0) + share) / 2 * 10
    return ConditionalLevel(hypothesis=share, score=value, level=_reached(value))


def _reached(score: float) -> int | None:
    return max((level for level, _, _, bound in LEVELS if score >= bound), default=None)
