"""`mrl rubric`: list, show and check rubrics."""

from pathlib import Path

import click

from mrl.cli import options


@click.group()
def rubric() -> None:
    """List, show and check rubrics."""


@rubric.command("list", epilog="Example: mrl rubric list")
@options.as_json
def list_rubrics(*, as_json: bool) -> None:
    """List the rubrics that come with the program."""
    from mrl import pipeline
    from mrl.cli.output import print_json, tell

    loaded = [pipeline.open_rubric(name) for name in pipeline.rubric_names()]
    rows = [
        {"id": item.rubric.id, "version": item.rubric.version, "title": item.rubric.title.en}
        for item in loaded
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        tell(f"{row['id']}  {row['version']}  {row['title']}")


@rubric.command("show", epilog="Example: mrl rubric show market-readiness")
@click.argument("name", metavar="ID|FILE")
def show(*, name: str) -> None:
    """Print a rubric as a tree of weights, criteria and what decides them."""
    from mrl import pipeline
    from mrl.cli.output import tell

    for line in pipeline.describe_rubric(pipeline.open_rubric(name)).splitlines():
        tell(line)


@rubric.command("check", epilog="Example: mrl rubric check my-rubric.yaml")
@click.argument("names", metavar="ID|FILE...", nargs=-1, required=True)
def check(*, names: tuple[str, ...]) -> None:
    """Check rubrics and name every problem with its file, line and column."""
    from mrl import pipeline
    from mrl.cli.output import tell
    from mrl.errors import InputError, Problem

    problems: list[Problem] = []
    for name in names:
        try:
            loaded = pipeline.open_rubric(name)
        except InputError as error:
            problems.extend(error.problems)
        else:
            count = len(loaded.rubric.criteria)
            tell(f"{Path(loaded.document.name).name}: no problem in {count} criteria")
    if problems:
        raise InputError(*problems)
