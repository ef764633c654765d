"""What commands say: progress on standard error, results on standard output."""

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from mrl import faults
from mrl.cli.language import current, said, translator_of_run
from mrl.errors import printable
from mrl.model.gaps import is_of_others

if TYPE_CHECKING:
    from mrl.collectors.progress import Progress
    from mrl.i18n import Plain, Translator
    from mrl.model.assessment import Assessment, HeadlineResult, HeadlineScore, LevelResult
    from mrl.model.base import Message
    from mrl.model.snapshot import Snapshot


def tell(text: object, *, err: bool = False) -> None:
    """Write a line to standard output, or to standard error, without what could steer a terminal."""
    click.echo(printable(str(text)), err=err)


class PlainProgress:
    """Writes a line per repository to standard error."""

    def __init__(self) -> None:
        self._done = 0
        self._total = 0
        self._words = translator_of_run()  # it is told from threads, which know no run

    def begin(self, total: int) -> None:
        """Remember the number of repositories."""
        self._total = total

    def repository(self, name: str) -> None:
        """Write the repository's name and its number."""
        self._done += 1
        values: dict[str, Plain] = {"name": name, "done": self._done, "total": self._total}
        tell(self._words.sentence("reading {name} ({done} of {total})", values), err=True)

    def stage(self, text: "Message") -> None:
        """Leave stages out: a log needs no more than a line per repository."""

    def notice(self, text: "Message") -> None:
        """Write what a person should know now."""
        tell(self._words.message(text), err=True)

    def end(self) -> None:
        """Need nothing at the end."""


class TerminalProgress:
    """Shows a bar with the repository and stage at work; gone when the work is done."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

        console = Console(stderr=True)
        name = TextColumn("{task.description}", markup=False)  # a name may hold brackets
        columns = (SpinnerColumn(), name, BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, console=console, transient=True)
        self._task = self._bar.add_task(said("collecting"), total=None)
        self._name = ""
        self._words = translator_of_run()  # it is told from threads, which know no run

    def begin(self, total: int) -> None:
        """Start the bar."""
        self._bar.update(self._task, total=total)
        self._bar.start()

    def repository(self, name: str) -> None:
        """Go on to the next repository."""
        if self._name:
            self._bar.advance(self._task)
        self._name = printable(name)
        self._bar.update(self._task, description=self._name)

    def stage(self, text: "Message") -> None:
        """Show what is being done."""
        mark = self._words.mark(":")
        self._bar.update(self._task, description=f"{self._name}{mark} {self._words.message(text)}")

    def notice(self, text: "Message") -> None:
        """Show it where the stage stands, until the next one."""
        self.stage(text)

    def end(self) -> None:
        """Remove the bar."""
        self._bar.stop()


def tell_faults(snapshot: "Snapshot") -> None:
    """Say on standard error what an unexpected error ended, and of what there was too much to list."""
    for gap in snapshot.gaps:
        if faults.is_fault(gap.reason) or is_of_others(gap):
            place = " ".join(filter(None, (gap.repository, gap.subject)))
            tell(f"mrl: {said('{place}: {problem}', place=place, problem=gap.reason)}", err=True)


def progress_for(*, quiet: bool) -> "Progress | None":
    """Choose how to show progress: a bar on a terminal, lines elsewhere, nothing when quiet."""
    if quiet:
        return None
    return TerminalProgress() if sys.stderr.isatty() else PlainProgress()


def print_json(content: Any) -> None:
    """Write JSON to standard output, in UTF-8 whatever the terminal takes."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode())


def print_summary(assessment: "Assessment") -> None:
    """Say every headline in a line each, with whose word it is, and as whom a project speaks of itself."""
    from mrl.rendering.altered import altered
    from mrl.rendering.whose import Whose

    warning = altered(translator_of_run(), assessment.rubric.id, assessment.rubric.digest)
    if warning:
        tell(warning)
    titles = [headline.title.in_language(current()) for headline in assessment.headlines]
    width = max(map(len, titles), default=0)
    whose = Whose(translator_of_run())
    for title, headline in zip(titles, assessment.headlines, strict=True):
        from_whom = whose.short(headline.provenance)
        tell(f"{title:<{width}}  {verdict(headline)}{f'; {from_whom}' if from_whom else ''}")
    for claims in dict.fromkeys(whose.claims(each.provenance) for each in assessment.headlines):
        if claims:
            tell(f"{claims[:1].upper()}{claims[1:]}.")


def verdict(headline: "HeadlineResult") -> str:
    """Say level, score, range and coverage of a headline in one line."""
    words = translator_of_run()
    level = _level(headline.level, words) if headline.level is not None else ""
    values = _span(headline.score, words)
    if headline.level is not None and headline.level.state.value != "assessed":
        return said(
            "{level} (score from {low} to {high} of 10, coverage {coverage_share})", level=level, **values
        )
    point = headline.score.point
    figure = said("not known") if point is None else words.score(point)
    figure = f"{level}, {figure}" if level else figure
    return said("{figure} (from {low} to {high} of 10, coverage {coverage_share})", figure=figure, **values)


def _span(score: "HeadlineScore", words: "Translator") -> dict[str, str | float]:
    low, high = words.score(score.lowest), words.score(score.highest)
    return {"low": low, "high": high, "coverage_share": score.coverage}


def _level(level: "LevelResult", words: "Translator") -> str:
    if level.state.value == "not_assessed":
        return said("not assessed")
    if level.state.value == "below_coverage_floor":
        return said("below coverage floor")
    if level.point is None:
        return said("below level 1") if level.numbered else said("below the lowest band")
    names = {step.level: step.name for step in level.steps}
    return said("level {level}", level=str(level.point)) if level.numbered else words.text(names[level.point])
