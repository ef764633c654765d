"""`mrl portfolio`: the assessments of many projects side by side."""

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mrl.cli import given, moments, options
from mrl.cli.commands import Command, WholeNumber
from mrl.cli.language import current, translator_of_run

if TYPE_CHECKING:
    from mrl.model.portfolio import Portfolio


@click.command(
    cls=Command,
    epilog="Example: mrl portfolio assessments --format pdf --format csv --out portfolio",
)
@options.argument("folder", "FOLDER", type=click.Path(path_type=Path))
@options.out_folder
@options.option(
    "--format",
    "formats",
    multiple=True,
    default=("pdf", "html"),
    show_default=True,
    type=click.Choice(["pdf", "html", "csv", "json"]),
    help="May be given several times.",
)
@options.option(
    "--rubric",
    "rubric_name",
    metavar="ID|FILE",
    help="Only assessments made with this rubric (default: the one most projects were assessed with).",
)
@options.option(
    "--stale-after",
    type=WholeNumber(min=1, max=1200),
    default=12,
    show_default=True,
    metavar="MONTHS",
    help="Call an assessment stale that is older than this.",
)
@options.option(
    "--as-of",
    type=moments.AsOf(),
    metavar="DATE",
    help="Leave out later assessments, and count age from that day (default: the newest assessment's).",
)
@options.without_own_answers
@options.branding
@options.quiet
@options.as_json
def portfolio(
    *,
    folder: Path,
    out: Path,
    formats: tuple[str, ...],
    rubric_name: str | None,
    stale_after: int,
    as_of: dt.datetime | None,
    without_own_answers: bool,
    branding_file: Path | None,
    quiet: bool,
    as_json: bool,
) -> None:
    """Put the newest assessment of each project in FOLDER and below it side by side.

    Writes portfolio.pdf and portfolio.html: all projects by score, what moved since the assessment
    before, which fix helps most projects, what is unknown most often, what is stale. The format csv
    gives portfolio.csv (one row per project) and criteria.csv (one row per project and criterion).
    With --json the portfolio goes to standard output instead of files.
    """
    from mrl import pipeline, portfolios
    from mrl.cli.output import print_json, progress_for, tell
    from mrl.files.writing import write_files

    brand = given.read_brand(branding_file)
    rubric = pipeline.open_rubric(rubric_name) if rubric_name else None
    choice = portfolios.Choice(
        rubric=rubric, as_of=as_of, stale_after=stale_after, hears_project=not without_own_answers
    )
    silent = quiet or as_json or not sys.stderr.isatty()
    found = portfolios.read_portfolio(folder, choice, progress_for(quiet=silent))
    if as_json:
        print_json(found.model_dump(mode="json", by_alias=True))
        return
    _warn_of_altered(found)
    contents: dict[str, bytes] = {}
    for name in formats:
        contents |= portfolios.render(found, name, current(), brand)
    for path in write_files(out, contents):
        if not quiet:
            tell(path)


def _warn_of_altered(found: "Portfolio") -> None:
    """Say on standard error, however quiet the run is, how many projects a borrowed name stands over."""
    from mrl import resources
    from mrl.cli.output import tell

    altered = sum(resources.is_altered(found.rubric.id, each.rubric_digest) for each in found.projects)
    if altered:
        warning = translator_of_run().counted(
            "{count} project was assessed with an altered rubric: it is not the one of that name from mrl",
            "{count} projects were assessed with an altered rubric: it is not the one of that name from mrl",
            altered,
        )
        tell(f"mrl: {warning}", err=True)
