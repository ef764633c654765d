"""Sentences about a portfolio: levels, moves, what the projects together look like."""

from typing import Final

from mrl.i18n import Plain, Translator
from mrl.model.assessment import LevelState
from mrl.model.base import LevelNumber
from mrl.model.portfolio import HeadlineAcross, HeadlineStanding, Portfolio
from mrl.rendering.figures import NONE
from mrl.rendering.levels import EN_DASH
from mrl.rendering.portfolio_rows import Bin, Row
from mrl.rendering.portfolio_view import SMALLEST_MOVE, PortfolioView
from mrl.rendering.whose import Whose

WHOLE: Final = 10


class PortfolioWords:
    """What is said of a portfolio in one language; everything given back is plain text."""

    def __init__(self, words: Translator) -> None:
        self._words = words

    def level(self, headline: HeadlineAcross, number: LevelNumber | None) -> str:
        """Name a level."""
        step = next((step for step in headline.steps if step.level == number), None)
        if step is None:
            return self._words.sentence("below the first level")
        if not headline.numbered:
            return self._words.text(step.name)
        name = self._words.text(step.name)
        return self._words.sentence("{level} {name}", {"level": str(step.level), "name": name})

    def brief(self, headline: HeadlineAcross, standing: HeadlineStanding | None) -> str:
        """Write a project's level in as few words as a column has room for; a dash where there is none."""
        if standing is None or standing.state is not LevelState.ASSESSED:
            return NONE
        step = next((step for step in headline.steps if step.level == standing.level), None)
        if step is None:
            return self._words.sentence("below")
        return str(step.level) if headline.numbered else self._words.text(step.name)

    def possible(self, headline: HeadlineAcross, standing: HeadlineStanding | None) -> str:
        """Write between which levels the level must lie; empty where there is no range, or only names."""
        if standing is None or standing.state is None or not headline.numbered:
            return ""
        lowest, highest = standing.lowest_level or 0, standing.highest_level or 0
        return "" if lowest == highest else f"{lowest}{EN_DASH}{highest}"

    def whose(self, view: PortfolioView, row: Row) -> str:
        """Say whose word a project's level, or what it is sorted by, rests on; empty if nobody can tell."""
        has_level = row.level is not None and row.level.state is LevelState.ASSESSED
        leading = row.standing.headlines.get(view.leading.id) if view.leading is not None else None
        standing = row.level if has_level else leading
        return Whose(self._words).tag(standing.provenance) if standing is not None else ""

    def share(self, view: PortfolioView, share: float) -> str:
        """Write what projects are sorted by: a score on 0 to 10, or a share of criteria."""
        return self._words.percent(share) if view.counts_only else self._words.score(share * WHOLE)

    def ends(self, view: PortfolioView) -> str:
        """Write the lowest and the highest of what projects are sorted by."""
        lowest, highest = (self.share(view, end(view.shares)) for end in (min, max))
        return lowest if lowest == highest else f"{lowest}{EN_DASH}{highest}"

    def bin(self, view: PortfolioView, one: Bin) -> str:
        """Write the ends of a bin."""
        if view.counts_only:
            return f"{self._words.number(one.start * 100, 0)}{EN_DASH}{self._words.percent(one.end)}"
        return f"{self._words.number(one.start * WHOLE, 0)}{EN_DASH}{self._words.number(one.end * WHOLE, 0)}"

    def sorted_by(self, view: PortfolioView) -> str:
        """Name what projects are sorted by."""
        if view.counts_only or view.leading is None:
            return self._words.sentence("share of criteria met")
        return self._words.text(view.leading.title)

    def together(self, view: PortfolioView) -> str:
        """Say in a sentence how the projects stand."""
        if not view.shares:
            return self._words.sentence("No project has a score: too little is known.")
        values: dict[str, Plain] = {
            "lowest": self.share(view, min(view.shares)),
            "middle": self.share(view, view.middle),
            "highest": self.share(view, max(view.shares)),
            "headline": self.sorted_by(view),
        }
        if len(view.shares) == 1:
            return self._words.sentence("{headline}: {highest}.", values)
        return self._words.sentence(
            "{headline}: from {lowest} to {highest}; half of the projects have {middle} or more.", values
        )

    def distribution(self, view: PortfolioView) -> str:
        """Say how many projects lie in each bin that holds any."""
        each = (
            self._words.sentence(
                "{range}: {projects}", {"range": self.bin(view, one), "projects": one.projects}
            )
            for one in view.bins
            if one.projects
        )
        return self._words.sentence(
            "{headline}, number of projects by range: {counts}.",
            {"headline": self.sorted_by(view), "counts": ", ".join(each)},
        )

    def moved(self, view: PortfolioView) -> str:
        """Say how many projects rose and fell since they were assessed before."""
        changes = [each.change for each in view.portfolio.movers if each.change is not None]
        return self._words.counted(
            "{count} project was assessed before: {rose} rose, {fell} fell, {rest} did not move.",
            "{count} projects were assessed before: {rose} rose, {fell} fell, {rest} did not move.",
            len(changes),
            {
                "rose": sum(change >= SMALLEST_MOVE for change in changes),
                "fell": sum(change <= -SMALLEST_MOVE for change in changes),
                "rest": sum(abs(change) < SMALLEST_MOVE for change in changes),
            },
        )

    def stale(self, portfolio: Portfolio) -> str:
        """Say how many projects were assessed too long ago."""
        return self._words.counted(
            "{count} project was assessed more than {months} months before {day}.",
            "{count} projects were assessed more than {months} months before {day}.",
            len(portfolio.stale),
            {"months": portfolio.stale_after, "day": portfolio.as_of.date()},
        )

    def opening(self, text: str) -> str:
        """Write a text as the beginning of a sentence."""
        return text[:1].upper() + text[1:]
