"""How solid a result is, and the ways to a better one: draws, deciding criteria, routes."""

from typing import Annotated, Literal

from pydantic import Field

from mrl.model.base import Frozen, LevelNumber, Message, OnTen, Text, Unit


class DrawnCriterion(Frozen):
    """What leaving a criterion out would do: the headline's move (on 0 to 10) and its level then."""

    criterion: str
    title: Text
    move: Annotated[float, Field(ge=-10, le=10)]
    changes_level: bool
    level: LevelNumber | None = None


class LevelShare(Frozen):
    """The share of draws that ended at a level; None is below the first."""

    level: LevelNumber | None
    share: Unit


class HeadlineRobustness(Frozen):
    """How a headline stands up to other weights, other aggregation and whatever is not known.

    `median`, `low` and `high` (5th and 95th percentile) are on 0 to 10. `levels` is empty while a
    level is not assessed. A share of draws is not a probability.
    """

    headline: str
    draws: int = Field(ge=1, le=10**6)
    weights_within: Unit
    median: OnTen
    low: OnTen
    high: OnTen
    levels: tuple[LevelShare, ...] = ()
    deciding: tuple[DrawnCriterion, ...] = ()


class Step(Frozen):
    """One step of a route: something to do, or something to find out.

    `points` is what the criterion has now and `needed` what the route takes it to, both on 0 to 1;
    `target` is the value the metric must reach for that.
    """

    criterion: str
    title: Text
    kind: Literal["do", "find_out"]
    points: Unit | None
    needed: Unit
    present: Message | None = None
    target: Message | None = None
    advice: Text
    where: Text | None = None
    effort_days: float = Field(ge=0, le=1000)


class Route(Frozen):
    """A set of steps that reaches the goal, and what the headline is then (0 to 10)."""

    steps: tuple[Step, ...]
    effort_days: float = Field(ge=0, le=10**6)
    score: OnTen
    level: LevelNumber | None = None


class RoutesTo(Frozen):
    """The cheapest routes to a headline's next level or whole point, cheapest first.

    They are the cheapest of all, the cheapest with nothing to find out, and others that share at most
    half of the steps they could do without. `method` says whether every set of steps was looked at or
    how the search was bounded; `reason` says why there is no route. Where there is no goal either (the
    questions come first, or the top is reached), goal and method are None.
    """

    headline: str
    goal_level: LevelNumber | None = None
    goal_score: OnTen | None = None
    routes: tuple[Route, ...] = ()
    method: Message | None = None
    reason: Message | None = None
