"""`mrl score`: a snapshot and a rubric into an assessment."""

from pathlib import Path

import click

from mrl.cli import given, options
from mrl.cli.commands import Command


@click.command(
    cls=Command, epilog="Example: mrl score out/snapshot.json --answers answers.yaml --out assessment.json"
)
@options.argument("snapshot_file", "SNAPSHOT", type=click.Path(path_type=Path))
@options.out_file("assessment.json")
@options.scoring
@options.without_own_answers
@options.quiet
@options.as_json
def score(
    *,
    snapshot_file: Path,
    out: Path,
    rubric_name: str,
    answer_files: tuple[Path, ...],
    without_own_answers: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Score SNAPSHOT, offline, with a rubric and the answers given.

    The same snapshot, rubric and answers give the same bytes. With --json the assessment goes to
    standard output instead of a file.
    """
    from mrl import pipeline
    from mrl.cli.output import print_summary, tell
    from mrl.files.writing import canonical_json, write_file

    how = given.how_to_hear(None, without_own_answers=without_own_answers)
    scoring = pipeline.Scoring(rubric=pipeline.open_rubric(rubric_name), answers=answer_files, **how)
    assessment = pipeline.score(pipeline.read_snapshot(snapshot_file), scoring)
    content = canonical_json(assessment)
    if as_json:
        click.echo(content, nl=False)
        return
    write_file(out, content)
    if not quiet:
        print_summary(assessment)
        tell(out)
