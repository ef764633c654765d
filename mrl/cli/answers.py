"""`mrl answers`: questions to fill in, and a check of what was filled in."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mrl.cli import options

if TYPE_CHECKING:
    from mrl.scoring.answer_checks import AnswersReport


@click.group()
def answers() -> None:
    """Write the questions of a rubric to be answered, and check answers."""


@answers.command("new", epilog="Example: mrl answers new . --out answers.yaml")
@click.argument("target")
@options.out_file("answers.yaml")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@options.collecting
@options.scoring
@options.quiet
def new(
    *,
    target: str,
    out: Path,
    force: bool,
    offline: bool,
    as_of: dt.datetime | None,
    rubric_name: str,
    answer_files: tuple[Path, ...],
    quiet: bool,
) -> None:
    """Write a file with every question, what was measured for it, and where the answer goes.

    TARGET is a repository's folder, an https address, a project.yaml, or a snapshot that was
    collected before. Answers given with --answers are carried over.
    """
    from mrl import pipeline
    from mrl.cli.output import progress_for
    from mrl.collectors.project import CollectOptions
    from mrl.errors import OutputError
    from mrl.files.writing import write_file

    if out.exists() and not force:
        raise OutputError(f"{out} is there already; give another --out, or --force to replace it")
    scoring = pipeline.Scoring(rubric=pipeline.open_rubric(rubric_name), answers=answer_files)
    if target.endswith(".json"):
        snapshot = pipeline.read_snapshot(Path(target))
    else:
        collect_options = CollectOptions(
            as_of=options.as_of_or_now(as_of), offline=offline, cache=options.cache_folder()
        )
        snapshot = pipeline.collect(pipeline.open_target(target), collect_options, progress_for(quiet=quiet))
    write_file(out, pipeline.answer_form(pipeline.score(snapshot, scoring)))
    if not quiet:
        click.echo(out)


@answers.command("check", epilog="Example: mrl answers check answers.yaml --complete")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--rubric", "rubric_name", default=None, metavar="ID|FILE", help="Default: the one the file names."
)
@click.option("--complete", is_flag=True, help="End with status 1 if an answer is missing or has expired.")
@options.as_json
def check(*, file: Path, rubric_name: str | None, complete: bool, as_json: bool) -> None:
    """Say what is wrong, expired or missing in an answers file, with line and column."""
    from mrl import pipeline

    answers_given, _ = pipeline.read_answers(file)
    rubric = pipeline.open_rubric(rubric_name or answers_given.rubric)
    report = pipeline.check_answers_file(file, rubric, options.today())
    _print(report, as_json=as_json)
    if report.wrong:
        raise click.exceptions.Exit(2)
    if complete and (report.missing or report.expired):
        raise click.exceptions.Exit(1)


def _print(report: "AnswersReport", *, as_json: bool) -> None:
    from mrl.cli.output import print_json

    found = {"wrong": report.wrong, "expired": report.expired, "missing": report.missing}
    if as_json:
        texts = {name: [str(problem) for problem in problems] for name, problems in found.items()}
        print_json({**texts, "answered": report.answered})
        return
    for name, problems in found.items():
        for problem in problems:
            click.echo(f"{name}: {problem}", err=name == "wrong")
    counts = ", ".join(f"{len(problems)} {name}" for name, problems in found.items())
    click.echo(f"{report.answered} answered, {counts}")
