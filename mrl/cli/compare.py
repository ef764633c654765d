"""`mrl compare`: two to six projects beside each other."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mrl.cli import given, options
from mrl.cli.commands import Command
from mrl.cli.language import current, in_words, said

if TYPE_CHECKING:
    from mrl.comparing import Dossier

FORMATS = ("pdf", "html", "csv", "json")


@click.command(
    cls=Command,
    epilog="Example: mrl compare first/assessment.json https://example.org/second.git --out dossier",
)
@options.argument("targets", "TARGET...", nargs=-1, required=True)
@options.out_folder
@options.option(
    "--format",
    "formats",
    multiple=True,
    default=FORMATS,
    show_default=True,
    type=click.Choice(FORMATS),
    help="May be given several times.",
)
@options.option(
    "--rubric",
    metavar="ID|FILE",
    help="The rubric to score with (default: that of the assessments given, else market-readiness).",
)
@options.option(
    "--weights",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own weights, to show what the result is under them beside the rubric's.",
)
@options.option(
    "--allow-different-days",
    is_flag=True,
    help="Compare assessments of different days; the dossier says so.",
)
@options.without_own_answers
@options.collecting
@options.quiet
@options.as_json
def compare(
    *,
    targets: tuple[str, ...],
    out: Path,
    formats: tuple[str, ...],
    rubric: str | None,
    weights: Path | None,
    allow_different_days: bool,
    without_own_answers: bool,
    quiet: bool,
    as_json: bool,
    **collecting: Any,
) -> None:
    """Compare two to six projects, with one rubric and as of one day.

    Each TARGET is an assessment, a snapshot, a folder that holds an assessment.json, or what `mrl assess`
    takes: a repository's folder, an address, a project.yaml. Writes the dossier as comparison.pdf, .html,
    .csv and .json into the folder given by --out, and the assessments it rests on beside it. With --json
    the comparison goes to standard output instead.
    """
    from mrl.cli.output import progress_for, tell
    from mrl.comparing import Request, compare_projects
    from mrl.files.writing import canonical_json, check_places, write_files

    if not as_json:
        check_places(out, [f"comparison.{name}" for name in formats])
    request = Request(
        targets=targets,
        options=given.collect_options(**collecting),
        rubric=rubric,
        weights=weights,
        allows_different_days=allow_different_days,
        hears_project=not without_own_answers,
        environment=os.environ,
        tell=given.told_once(),
    )
    dossier = compare_projects(request, progress_for(quiet=quiet))
    if as_json:
        click.echo(canonical_json(dossier.comparison), nl=False)
        return
    # a kill half-way leaves the first files new: the dossier holds the digests of its assessments
    paths = write_files(out, {**_evidence(dossier), **_documents(dossier, formats)})
    if not quiet:
        _tell_results(dossier)
        for path in paths:
            tell(path)


def _documents(dossier: "Dossier", formats: Sequence[str]) -> dict[str, bytes]:
    """Render all formats; where others were asked for too, a PDF without its library is left out."""
    from mrl.cli.output import tell
    from mrl.errors import MissingLibrary
    from mrl.model.base import say

    contents: dict[str, bytes] = {}
    for name in sorted(set(formats), key=FORMATS.index):
        try:
            contents[f"comparison.{name}"] = dossier.render(name, current())
        except MissingLibrary as error:
            if len(set(formats)) == 1:
                raise
            tell(f"mrl: {in_words(say('the PDF was left out: {reason}', reason=error.said))}", err=True)
    return contents


def _evidence(dossier: "Dossier") -> dict[str, bytes]:
    from mrl.files.writing import canonical_json

    compared = zip(dossier.comparison.projects, dossier.assessments, strict=True)
    return {
        f"{project.letter}.assessment.json": canonical_json(assessment) for project, assessment in compared
    }


def _tell_results(dossier: "Dossier") -> None:
    from mrl.cli.output import print_summary, tell

    if dossier.comparison.different_days:
        tell(said("These assessments are of different days: compare them with care."))
    for project, assessment in zip(dossier.comparison.projects, dossier.assessments, strict=True):
        name, day = project.project, project.as_of.date()
        tell(said("{letter}: {name}, as of {day}", letter=project.letter, name=name, day=day))
        print_summary(assessment)
