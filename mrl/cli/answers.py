"""`mrl answers`: questions to fill in, and a check of what was filled in."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mrl.cli import given, moments, options
from mrl.cli.commands import Group
from mrl.cli.language import current, said, translator_of_run

if TYPE_CHECKING:
    from mrl.scoring.answer_checks import AnswersReport


@click.group(cls=Group)
def answers() -> None:
    """Write the questions of a rubric to be answered, and check answers."""


@answers.command("new", epilog="Example: mrl answers new . --out answers.yaml")
@options.target
@options.out_file("answers.yaml")
@options.option("--force", is_flag=True, help="Replace the file if it is there.")
@options.collecting
@options.scoring
@options.quiet
def new(
    *,
    target: str,
    out: Path,
    force: bool,
    rubric_name: str,
    answer_files: tuple[Path, ...],
    quiet: bool,
    **collecting: Any,
) -> None:
    """Write a file with every question, what was measured for it, and where the answer goes.

    TARGET is a repository's folder, an https address, a project.yaml, or a snapshot that was
    collected before. Answers and overrides of --answers and of the file that project.yaml names are
    carried over: of several answers to one question the strongest, the others as a note beside it.
    """
    from mrl import pipeline
    from mrl.cli.output import progress_for, tell
    from mrl.errors import OutputError
    from mrl.files.writing import check_places, write_file
    from mrl.model.base import say

    if out.is_file() and not force:
        raise OutputError(
            say("{path} is there already; give another --out, or --force to replace it", path=str(out))
        )
    check_places(out.parent, [out.name])
    rubric = pipeline.open_rubric(rubric_name)
    opened = None if target.endswith(".json") else pipeline.open_target(target)
    how = given.how_to_hear(opened, without_own_answers=False)
    if opened is None:
        snapshot = pipeline.read_snapshot(Path(target))
    else:
        answer_files = pipeline.answer_files(opened, answer_files)
        for path in answer_files:
            pipeline.read_answers(path)
        collect_options = given.collect_options(**collecting)
        snapshot = pipeline.collect(opened, collect_options, progress_for(quiet=quiet))
    scoring = pipeline.Scoring(rubric=rubric, answers=answer_files, **how)
    write_file(out, pipeline.answer_form(snapshot, scoring, current(), out=out))
    if not quiet:
        tell(out)


@answers.command("check", epilog="Example: mrl answers check answers.yaml --complete")
@options.argument("files", "FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.option(
    "--rubric", "rubric_name", default=None, metavar="ID|FILE", help="Default: the one the file names."
)
@options.option("--complete", is_flag=True, help="End with status 1 if an answer is missing or has expired.")
@options.as_json
def check(*, files: tuple[Path, ...], rubric_name: str | None, complete: bool, as_json: bool) -> None:
    """Say what is wrong, expired or missing in answers files, with line and column.

    In JSON one file gives an object, several give a list of objects that name their file.
    """
    from mrl.errors import InputError, Problem

    reports: dict[Path, AnswersReport] = {}
    problems: list[Problem] = []
    for file in files:
        try:
            reports[file] = _checked(file, rubric_name)
        except InputError as error:
            problems.extend(error.problems)
    if as_json:
        _print_json(reports, is_list=len(files) > 1)
    else:
        for file, report in reports.items():
            _print(report, f"{file}: " if len(files) > 1 else "")
    if problems:
        raise InputError(*problems)
    if any(report.wrong for report in reports.values()):
        raise click.exceptions.Exit(2)
    if complete and any(report.missing or report.expired for report in reports.values()):
        raise click.exceptions.Exit(1)


def _checked(file: Path, rubric_name: str | None) -> "AnswersReport":
    from mrl import pipeline

    answers_given, _ = pipeline.read_answers(file)
    rubric = pipeline.open_rubric(rubric_name or answers_given.rubric)
    return pipeline.check_answers_file(file, rubric, moments.today())


def _texts(report: "AnswersReport") -> dict[str, list[str]]:
    """Return what was found in the language of the run, by kind."""
    language = translator_of_run()
    found = {"wrong": report.wrong, "expired": report.expired, "missing": report.missing}
    return {name: [each.in_language(language) for each in problems] for name, problems in found.items()}


def _print_json(reports: "Mapping[Path, AnswersReport]", *, is_list: bool) -> None:
    from mrl.cli.output import print_json

    plain = {file: {**_texts(report), "answered": report.answered} for file, report in reports.items()}
    if is_list:
        print_json([{"file": str(file), **each} for file, each in plain.items()])
    elif plain:
        print_json(*plain.values())


def _print(report: "AnswersReport", beginning: str) -> None:
    from mrl.cli.output import tell

    texts, mark = _texts(report), translator_of_run().mark(":")
    kinds = {"wrong": said("wrong"), "expired": said("expired"), "missing": said("missing")}
    for name, lines in texts.items():
        for line in lines:
            tell(f"{kinds[name]}{mark} {line}", err=name == "wrong")
    counts = said(
        "{answered} answered, {wrong} wrong, {expired} expired, {missing} missing",
        answered=report.answered,
        **{name: len(lines) for name, lines in texts.items()},
    )
    tell(f"{beginning}{counts}")
