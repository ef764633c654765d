"""`mrl report`: an assessment into documents."""

from pathlib import Path

import click

from mrl.cli import options


@click.command(
    epilog="Example: mrl report out/assessment.json --format pdf --format html --lang fr --out report"
)
@click.argument("assessment_file", metavar="ASSESSMENT", type=click.Path(path_type=Path))
@options.out_folder
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=("pdf", "html", "md"),
    show_default=True,
    type=click.Choice(["pdf", "html", "md"]),
    help="May be given several times.",
)
@options.language
@options.quiet
def report(*, assessment_file: Path, out: Path, formats: tuple[str, ...], language: str, quiet: bool) -> None:
    """Render ASSESSMENT as documents named report.pdf, report.html and report.md."""
    from mrl import pipeline
    from mrl.cli.output import tell
    from mrl.files.writing import write_files

    assessment = pipeline.read_assessment(assessment_file)
    contents = {f"report.{name}": pipeline.render(assessment, name, language) for name in formats}
    paths = write_files(out, contents)
    if not quiet:
        for path in paths:
            tell(path)
