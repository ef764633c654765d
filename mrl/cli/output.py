"""What commands say: progress on standard error, results on standard output."""

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from mrl.errors import printable

if TYPE_CHECKING:
    from mrl.collectors.progress import Progress
    from mrl.model.assessment import Assessment, HeadlineResult, LevelResult


def tell(text: object, *, err: bool = False) -> None:
    """Write a line to standard output, or to standard error, without what could steer a terminal."""
    click.echo(printable(str(text)), err=err)


class PlainProgress:
    """Writes a line per repository to standard error."""

    def __init__(self) -> None:
        self._done = 0
        self._total = 0

    def begin(self, total: int) -> None:
        """Remember the number of repositories."""
        self._total = total

    def repository(self, name: str) -> None:
        """Write the repository's name and its number."""
        self._done += 1
        tell(f"reading {name} ({self._done} of {self._total})", err=True)

    def stage(self, text: str) -> None:
        """Leave stages out: a log needs no more than a line per repository."""

    def notice(self, text: str) -> None:
        """Write what a person should know now."""
        tell(text, err=True)

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
        self._task = self._bar.add_task("collecting", total=None)
        self._name = ""

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

    def stage(self, text: str) -> None:
        """Show what is being done."""
        self._bar.update(self._task, description=f"{self._name}: {text}")

    def notice(self, text: str) -> None:
        """Show it where the stage stands, until the next one."""
        self.stage(text)

    def end(self) -> None:
        """Remove the bar."""
        self._bar.stop()


def progress_for(*, quiet: bool) -> "Progress | None":
    """Choose how to show progress: a bar on a terminal, lines elsewhere, nothing when quiet."""
    if quiet:
        return None
    return TerminalProgress() if sys.stderr.isatty() else PlainProgress()


def print_json(content: Any) -> None:
    """Write JSON to standard output."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True))


def print_summary(assessment: "Assessment") -> None:
    """Say both headlines in a line each."""
    width = max(len(headline.title.en) for headline in assessment.headlines)
    for headline in assessment.headlines:
        tell(f"{headline.title.en:<{width}}  {_verdict(headline)}")


def _verdict(headline: "HeadlineResult") -> str:
    score = headline.score
    span = f"{score.lowest:.1f} to {score.highest:.1f} of 10, coverage {score.coverage:.0%}"
    if headline.level is not None and headline.level.state.value != "assessed":
        return f"{_level(headline.level)} (score from {span})"
    figure = "not known" if score.point is None else f"{score.point:.1f}"
    level = f"{_level(headline.level)}, " if headline.level is not None else ""
    return f"{level}{figure} (from {span})"


def _level(level: "LevelResult") -> str:
    if level.state.value == "assessed":
        return "below level 1" if level.point is None else f"level {level.point}"
    return level.state.value.replace("_", " ")
