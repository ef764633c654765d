"""Samples with all that a report can show: draws, routes, reviews, disagreements, history, a brand."""

import datetime as dt

from support.assessments import AS_OF, partly_answered

from mrl.model.assessment import Assessment, Disagreement, HeadlineResult, Outcome, Points, ReviewRecord
from mrl.model.base import Text, say
from mrl.model.branding import Brand, Picture
from mrl.model.movement import (
    Cause,
    Edition,
    HeadlineMovement,
    History,
    MovedCriterion,
    Movement,
    Part,
    Trend,
    TrendPoint,
)
from mrl.model.solidity import DrawnCriterion, HeadlineRobustness, LevelShare, Route, RoutesTo, Step

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10"/></svg>'


def explained(assessment: Assessment | None = None) -> Assessment:
    """Draws for every headline, three routes to the first, a review and a disagreement."""
    assessment = assessment or partly_answered()
    first, market = assessment.headlines
    return assessment.model_copy(
        update={
            "robustness": tuple(_robustness(headline) for headline in assessment.headlines),
            "routes": (_routes(assessment, first), _no_route(market)),
            "reviews": (_review(),),
            "disagreements": (_disagreement(assessment),),
        }
    )


def _robustness(headline: HeadlineResult) -> HeadlineRobustness:
    level = headline.level
    assessed = level is not None and level.point is not None
    shares = (
        LevelShare(level=None, share=0.02),
        LevelShare(level=6, share=0.28),
        LevelShare(level=7, share=0.7),
    )
    lowest = headline.score.lowest
    deciding = (
        DrawnCriterion(
            criterion="REL-1",
            title=Text(en="Releases"),
            move=-0.4,
            changes_level=assessed,
            level=6 if assessed else None,
        ),
    )
    return HeadlineRobustness(
        headline=headline.id,
        draws=5000,
        weights_within=0.25,
        median=lowest + 0.4,
        low=lowest + 0.1,
        high=lowest + 0.9,
        levels=shares if assessed else (),
        deciding=deciding,
    )


def _routes(assessment: Assessment, headline: HeadlineResult) -> RoutesTo:
    lacking = [one for one in assessment.criteria if one.outcome in {Outcome.NOT_MET, Outcome.PARTLY_MET}]
    unknown = [one for one in assessment.criteria if one.outcome is Outcome.UNKNOWN]
    do = [_step(one.id, "do", 2.0) for one in lacking[:3]]
    ask = [_step(one.id, "find_out", 0.25) for one in unknown[:4]]
    sets = (ask, [*do[:1], *ask[:2]], do)
    routes = tuple(
        Route(steps=tuple(steps), effort_days=sum(step.effort_days for step in steps), score=8.1)
        for steps in sets
    )
    method = say("every set of the {count} possible steps was looked at", count=7)
    return RoutesTo(headline=headline.id, goal_score=8, routes=routes, method=method)


def _step(criterion: str, kind: str, days: float) -> Step:
    return Step(
        criterion=criterion,
        title=Text(en=f"What {criterion} asks for"),
        kind=kind,
        points=0.5 if kind == "do" else None,
        needed=1,
        present=say("{part} of {whole} are there", part=3, whole=9) if kind == "do" else None,
        advice=Text(en=f"Advice on {criterion}."),
        where=Text(en="CONTRIBUTING.md"),
        effort_days=days,
    )


def _no_route(headline: HeadlineResult) -> RoutesTo:
    return RoutesTo(headline=headline.id, reason=say("the level waits for answers; its questions come first"))


def _review() -> ReviewRecord:
    return ReviewRecord(
        role="internal audit",
        date=dt.date(2026, 3, 20),
        statement="Six answers were traced to evidence.",
        counts=True,
    )


def _disagreement(assessment: Assessment) -> Disagreement:
    one = assessment.criteria[0]
    points = Points(point=0.5, lowest=0, highest=1, coverage=1)
    return Disagreement(
        criterion=one.id,
        title=one.title,
        roles=("product owner", "operations"),
        points=points,
        combined="span",
    )


def history(assessment: Assessment) -> History:
    """Three older assessments, and why the newest differs from the last of them."""
    names = [(headline.id, headline.title) for headline in assessment.headlines]
    names += [(node.id, node.title) for node in assessment.nodes if node.id in assessment.dimensions]
    first = assessment.headlines[0]
    old = Edition(
        as_of=AS_OF.replace(year=2025),
        tool_version="0.1.0",
        rubric="sample",
        rubric_version="1.0.0",
        rubric_digest="5f" * 32,
    )
    moved = MovedCriterion(
        criterion="REL-1", title=Text(en="Releases"), change=0.3, before=Outcome.NOT_MET, after=Outcome.MET
    )
    parts = (Part(cause=Cause.RUBRIC, change=0), Part(cause=Cause.PROJECT, change=0.3, criteria=(moved,)))
    headline = HeadlineMovement(
        headline=first.id, title=first.title, before=first.score, after=first.score, change=0.3, parts=parts
    )
    movement = Movement(
        project=assessment.project,
        old=old,
        new=old.model_copy(update={"as_of": AS_OF}),
        remeasured=True,
        headlines=(headline,),
    )
    return History(
        trends=tuple(_trend(name, title) for name, title in names),
        movement=movement,
        left_out=(say("{file} is of another project", file="other.json"),),
    )


def _trend(name: str, title: Text) -> Trend:
    years = (2023, 2024, 2025, 2026)
    points = tuple(
        TrendPoint(
            as_of=AS_OF.replace(year=year),
            point=None if year == 2023 else 5 + index / 2,
            lowest=3 + index / 2,
            highest=9,
            coverage=0.6,
            rubric_version="1.0.0",
        )
        for index, year in enumerate(years)
    )
    return Trend(of=name, title=title, points=points)


def brand() -> Brand:
    """An organisation with everything a branding file can give."""
    return Brand(
        organisation="Example Town",
        logo=Picture(media_type="image/svg+xml", content=LOGO),
        accent="#7a1f2b",
        foreword=Text(en="This assessment is for the council.", fr="Cette évaluation s'adresse au conseil."),
        contact="open-source@example.org",
    )
