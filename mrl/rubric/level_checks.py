"""Whether every level of a headline can be reached, and every gate met."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from mrl.errors import Problem
from mrl.model.base import say
from mrl.rubric.reach import coverage_within_reach, reach
from mrl.rubric.subject import Path, Subject, figure
from mrl.rubric.types import Gate, Headline, Level

_SLACK = 1e-9
Most = Mapping[str, float | None]


def level_problems(subject: Subject) -> Iterator[Problem]:
    """Find levels and coverage floors out of reach, in a rubric whose tree is sound."""
    most = reach(subject.rubric)
    coverage = coverage_within_reach(subject.rubric, most)
    for index, headline in enumerate(subject.rubric.headlines):
        path = ("headlines", index)
        if headline.coverage_floor > coverage[headline.node] + _SLACK:
            message = say(
                "no project can reach this coverage: {share} of '{node}' can be known at most",
                share=round(coverage[headline.node], 3),
                node=headline.node,
            )
            yield subject.problem((*path, "coverage_floor"), message)
        yield from _order(subject, headline, path)
        for place, level in enumerate(headline.levels):
            yield from _within_reach(subject, headline, level, most, (*path, "levels", place))


def _order(subject: Subject, headline: Headline, path: Path) -> Iterator[Problem]:
    for place, (lower, upper) in enumerate(pairwise(headline.levels), start=1):
        where = (*path, "levels", place)
        if upper.level <= lower.level:
            message = say("level {upper} comes after level {lower}", upper=upper.level, lower=lower.level)
            yield subject.problem((*where, "level"), message)
        if upper.at_least < lower.at_least:
            message = say(
                "level {upper} begins at {bound}, below level {lower}",
                upper=upper.level,
                bound=figure(upper.at_least),
                lower=lower.level,
            )
            remedy = say("write the levels from the lowest upwards")
            yield subject.problem((*where, "at_least"), message, remedy)
        elif upper.at_least == lower.at_least and not _new_gates(headline, place):
            message = say(
                "level {lower} is never reached: level {upper} begins where it does and asks nothing more",
                lower=lower.level,
                upper=upper.level,
            )
            remedy = say("begin it higher, or give it a gate")
            yield subject.problem((*where, "at_least"), message, remedy)


def _new_gates(headline: Headline, place: int) -> list[Gate]:
    """List the gates of a level that ask more than the levels below it do."""
    below = [gate for level in headline.levels[:place] for gate in level.gates]
    return [gate for gate in headline.levels[place].gates if not asked_already(gate, below)]


def asked_already(gate: Gate, below: list[Gate]) -> bool:
    """Say whether gates further down ask at least as much of the same thing."""
    return gate.at_least <= 0 or any(
        other.of == gate.of and other.at_least >= gate.at_least for other in below
    )


def _within_reach(
    subject: Subject, headline: Headline, level: Level, most: Most, path: Path
) -> Iterator[Problem]:
    highest = most[headline.node]
    if highest is not None and level.at_least > 10 * highest + _SLACK:
        message = say(
            "level {level} is never reached: it begins at {bound}, and the best score is {highest}",
            level=level.level,
            bound=figure(level.at_least),
            highest=figure(10 * highest),
        )
        yield subject.problem((*path, "at_least"), message)
    for number, gate in enumerate(level.gates):
        best = most[gate.of]
        if best is not None and gate.at_least > best + _SLACK:
            message = say(
                "this gate is never met: '{name}' earns {best} at most",
                name=gate.of,
                best=figure(best),
            )
            yield subject.problem((*path, "gates", number, "at_least"), message)
