"""`mrl report`: an assessment into documents."""

from pathlib import Path

import click

from mrl.cli import given, options
from mrl.cli.commands import Command
from mrl.cli.language import current, said


@click.command(
    cls=Command,
    epilog="Example: mrl report out/assessment.json --format pdf --format html --lang fr --out report",
)
@options.argument("assessment_file", "ASSESSMENT", type=click.Path(path_type=Path))
@options.out_folder
@options.option(
    "--format",
    "formats",
    multiple=True,
    default=("pdf", "html", "md"),
    show_default=True,
    type=click.Choice(["pdf", "html", "md", "csv", "badge"]),
    help="May be given several times.",
)
@options.rubric_of_document
@options.history
@options.branding
@options.quiet
def report(
    *,
    assessment_file: Path,
    out: Path,
    formats: tuple[str, ...],
    rubric_name: str | None,
    history_folder: Path | None,
    branding_file: Path | None,
    quiet: bool,
) -> None:
    """Render ASSESSMENT as documents named report.pdf, report.html and report.md.

    The assessment and its rubric are attached to the PDF, so that `mrl verify` can check it.

    The format csv gives report.csv, a row per criterion; the format badge gives badge.svg.
    """
    from mrl import editions, pipeline
    from mrl.cli.output import tell
    from mrl.files.writing import write_files
    from mrl.rendering import file_name

    brand = given.read_brand(branding_file)
    assessment = pipeline.read_assessment(assessment_file)
    rubric = editions.rubrics_with(rubric_name).find(assessment.rubric.digest)
    extras = given.extras(assessment, rubric, history_folder, brand)
    contents = {file_name(name): pipeline.render(assessment, name, current(), extras) for name in formats}
    paths = write_files(out, contents)
    if quiet:
        return
    for path in paths:
        tell(path)
    if rubric is None and "pdf" in formats:
        used = assessment.rubric
        missing = said(
            "the rubric {rubric} {version} is not here, so it is not in the PDF; name its file with --rubric",
            rubric=used.id,
            version=used.version,
        )
        tell(f"mrl: {missing}", err=True)
