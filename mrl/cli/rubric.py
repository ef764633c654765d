"""`mrl rubric`: list, show, check, test, start and compare rubrics."""

from pathlib import Path

import click

from mrl.cli import moments, options
from mrl.cli.commands import Group
from mrl.cli.language import current, said


@click.group(cls=Group)
def rubric() -> None:
    """List, show, check, test, start and compare rubrics."""


@rubric.command("list", epilog="Example: mrl rubric list")
@options.as_json
def list_rubrics(*, as_json: bool) -> None:
    """List the rubrics that come with the program."""
    from mrl import pipeline
    from mrl.cli.output import print_json, tell

    opened = [pipeline.open_rubric(name).rubric for name in pipeline.rubric_names()]
    if as_json:
        print_json(
            [{"id": item.id, "version": item.version, "title": item.title.model_dump()} for item in opened]
        )
        return
    for item in opened:
        tell(f"{item.id}  {item.version}  {item.title.in_language(current())}")


@rubric.command("show", epilog="Example: mrl rubric show market-readiness")
@options.argument("name", "ID|FILE")
@options.option("--full", is_flag=True, help="With reasons, advice and where it is carried out.")
def show(*, name: str, full: bool) -> None:
    """Print a rubric: headlines, levels and gates, the tree of weights, and every question."""
    from mrl import pipeline
    from mrl.cli.output import tell
    from mrl.rubric.describing import describe

    for line in describe(pipeline.open_rubric(name).rubric, current(), full=full):
        tell(line)


@rubric.command("check", epilog="Example: mrl rubric check my-rubric.yaml --strict")
@options.argument("names", "ID|FILE...", nargs=-1)
@options.option(
    "--since",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The version before, where it is not in previous/<id>.yaml beside the rubric.",
)
@options.option("--strict", is_flag=True, help="End with status 1 if there are remarks.")
def check(*, names: tuple[str, ...], since: Path | None, strict: bool) -> None:
    """Check rubrics and name every problem with its file, line and column.

    Without a name all rubrics that come with the program are checked. A rubric with problems cannot be
    used. Remarks name what is allowed and probably not meant: texts without translation, advice that
    says nothing, ids that changed their meaning since the version before.
    """
    from mrl import pipeline, rubric_pipeline
    from mrl.cli.rubric_output import print_checked
    from mrl.errors import InputError, Problem

    if since is not None and len(names) != 1:
        raise click.UsageError(said("--since goes with one rubric"))
    problems: list[Problem] = []
    remarks = 0
    for name in names or pipeline.rubric_names():
        try:
            loaded = pipeline.open_rubric(name)
            found = rubric_pipeline.rubric_remarks(loaded, since)
        except InputError as error:
            problems.extend(error.problems)
        else:
            remarks += len(found)
            print_checked(loaded, found)
    if problems:
        raise InputError(*problems)
    if strict and remarks:
        raise click.exceptions.Exit(1)


@rubric.command("test", epilog="Example: mrl rubric test market-readiness")
@options.argument("names", "ID|FILE...", nargs=-1)
@options.option(
    "--vectors",
    "vectors_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The test vectors, where they are not in vectors/<id>.yaml beside the rubric.",
)
@options.as_json
def test(*, names: tuple[str, ...], vectors_file: Path | None, as_json: bool) -> None:
    """Run the test vectors of rubrics, by default of all that come with the program.

    Every value that differs from what a vector expects is printed, and the status is 1.
    """
    from mrl import pipeline, rubric_pipeline
    from mrl.cli.rubric_output import print_vectors
    from mrl.errors import InputError, Problem

    if vectors_file is not None and len(names) != 1:
        raise click.UsageError(said("--vectors goes with one rubric"))
    reports, problems = [], list[Problem]()
    for name in names or pipeline.rubric_names():
        try:
            reports.append(rubric_pipeline.run_rubric_vectors(pipeline.open_rubric(name), vectors_file))
        except InputError as error:
            problems.extend(error.problems)
    print_vectors(reports, as_json=as_json)
    if problems:
        raise InputError(*problems)
    if any(report.differences for report in reports):
        raise click.exceptions.Exit(1)


@rubric.command("new", epilog="Example: mrl rubric new my-rubric")
@options.argument("identifier", "ID")
@options.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="The file to write (default: <ID>.yaml)."
)
@options.quiet
def new(*, identifier: str, out: Path | None, quiet: bool) -> None:
    """Write a small rubric to begin with: three questions, two levels, everything explained.

    Beside it come one test vector in vectors/<ID>.yaml and the JSON Schemas with which editors complete
    keys and point at mistakes.
    """
    from mrl import rubric_pipeline
    from mrl.cli.output import tell

    written = rubric_pipeline.new_rubric(identifier, out or Path(f"{identifier}.yaml"), moments.today())
    for path in () if quiet else written:
        tell(path)


@rubric.command("diff", epilog="Example: mrl rubric diff old.yaml new.yaml out/snapshot.json")
@options.argument("old", "OLD")
@options.argument("new", "NEW")
@options.argument("files", "SNAPSHOT|ASSESSMENT...", nargs=-1, type=click.Path(path_type=Path))
@options.as_json
def diff(*, old: str, new: str, files: tuple[Path, ...], as_json: bool) -> None:
    """Say what a rubric changes against another one, and what that does to results.

    OLD and NEW are rubrics: the id of a shipped one, or a file. Each SNAPSHOT, or the evidence and
    answers of each ASSESSMENT, is scored with both.
    """
    from mrl import pipeline, rubric_pipeline
    from mrl.cli.rubric_output import print_difference

    versions = rubric_pipeline.Versions(old=pipeline.open_rubric(old), new=pipeline.open_rubric(new))
    effects = {str(path): rubric_pipeline.effect_on(path, versions) for path in files}
    print_difference(versions, effects, as_json=as_json)
