"""What a route must reach: the next level through its band and gates, or the next whole point."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mrl.model.assessment import HeadlineResult, LevelState
from mrl.model.base import Message, say
from mrl.rubric.types import Gate, Headline
from mrl.scoring.arrays import LOWEST, POINT, SLACK, Numbers
from mrl.scoring.tree import Results

TOP = 10


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A headline's score on 0 to 10, and the gates that must be met without doubt."""

    headline: Headline
    score: float
    level: int | None = None
    gates: tuple[Gate, ...] = ()

    def reached_by(self, results: Results) -> bool:
        """Say whether the results of a tree reach the goal; what does not apply holds nobody back."""
        score = results.get(self.headline.node)
        if score is None or score.point is None or score.point * 10 < self.score - SLACK:
            return False
        stands = [(results.get(gate.of), gate.at_least) for gate in self.gates]
        return all(found is None or found.lowest >= at_least - SLACK for found, at_least in stands)

    def shortfall(self, results: Mapping[str, Numbers]) -> Numbers:
        """Add up what each draw lacks, score and gates both on 0 to 1; 0 where the goal is reached."""
        score = results[self.headline.node][POINT]
        lacks = _lack(np.nan_to_num(score, nan=-1.0) * 10, self.score) / 10
        for gate in self.gates:
            if gate.of in results:
                lacks = lacks + _lack(np.nan_to_num(results[gate.of][LOWEST], nan=1.0), gate.at_least)
        return np.asarray(lacks)


def _lack(found: Numbers, wanted: float) -> Numbers:
    return np.where(found >= wanted - SLACK, 0.0, wanted - found)


def goal_of(headline: Headline, result: HeadlineResult) -> Goal | Message:
    """Give the goal of a headline, or say why there is none."""
    if result.level is not None and result.level.state is LevelState.NOT_ASSESSED:
        return say("the level waits for answers; its questions come first")
    if result.score.point is None:
        return say("there is no score yet; its questions come first")
    if result.level is not None and result.level.state is LevelState.ASSESSED:
        return _next_level(headline, result.level.point)
    if result.score.point >= TOP - SLACK:
        return _nothing_higher(result)
    return Goal(headline=headline, score=math.floor(result.score.point + SLACK) + 1)


def _nothing_higher(result: HeadlineResult) -> Message:
    if result.level is not None:
        return say("too little is known for a level; its questions come first")
    return say("there is nothing higher to reach")


def _next_level(headline: Headline, reached: int | None) -> Goal | Message:
    """Ask for all the bands and gates on the way: a gate that is undetermined must be settled too."""
    higher = [level for level in headline.levels if reached is None or level.level > reached]
    if not higher:
        return say("there is nothing higher to reach")
    on_the_way = [level for level in headline.levels if level.level <= higher[0].level]
    return Goal(
        headline=headline,
        score=max(level.at_least for level in on_the_way),
        level=higher[0].level,
        gates=tuple(gate for level in on_the_way for gate in level.gates),
    )
