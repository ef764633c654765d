"""How the conditions of a gate are written on the command line."""

from typing import Any

import click

from mrl.cli.language import said
from mrl.errors import printable


class Score(click.ParamType[float]):
    """A score from 0 to 10."""

    name = "score"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read `7` or `6.5`."""
        score = _number(value)
        if score is None or not 0 <= score <= 10:  # noqa: PLR2004 - scores are on 0 to 10
            self.fail(said("'{found}' is not a number from 0 to 10", found=printable(str(value))), param, ctx)
        return score


class Share(click.ParamType[float]):
    """A share, as a number up to 1 or in per cent."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read `0.4` or `40%`."""
        from mrl.model.gate import read_share

        try:
            return float(read_share(value))
        except ValueError as error:
            problem, found = error.args[0], printable(str(value))
            self.fail(said("'{found}': {problem}", found=found, problem=problem), param, ctx)


class NodeScore(click.ParamType[tuple[str, float]]):
    """A node of the rubric and a score."""

    name = "node"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float]:
        """Read `vitality=6`."""
        if isinstance(value, tuple):
            return value
        node, is_given, score = str(value).partition("=")
        if not (node.strip() and is_given):
            self.fail(said("'{found}' is not of the form NODE=X", found=printable(str(value))), param, ctx)
        return node.strip(), Score().convert(score, param, ctx)


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None
