"""`mrl diff`: why a result moved between two assessments of a project."""

from pathlib import Path

import click

from mrl.cli import given, options
from mrl.cli.commands import Command
from mrl.cli.language import current


@click.command(cls=Command, epilog="Example: mrl diff 2025/assessment.json 2026/assessment.json")
@options.argument("old", "OLD", type=click.Path(path_type=Path))
@options.argument("new", "NEW", type=click.Path(path_type=Path))
@options.known_rubrics
@options.answers
@options.without_own_answers
@options.as_json
def diff(
    *,
    old: Path,
    new: Path,
    rubric_names: tuple[str, ...],
    answer_files: tuple[Path, ...],
    without_own_answers: bool,
    as_json: bool,
) -> None:
    """Say why the score of NEW differs from the one of OLD, in parts that add up to the whole.

    OLD and NEW are each an assessment, a snapshot (it is scored first), or a folder that holds both
    under the names that `mrl assess` gives them. The parts are: another version of the program,
    another version of the rubric, what became known or unknown, and what the project did.
    """
    from mrl import editions, pipeline
    from mrl.cli.output import print_json, tell
    from mrl.rendering.movement import Moves

    rubrics = editions.Rubrics(named=[pipeline.open_rubric(name) for name in rubric_names])
    how = given.how_to_hear(None, without_own_answers=without_own_answers)
    older, newer = (editions.read_edition(path, rubrics, answer_files, **how) for path in (old, new))
    found = editions.compare_editions(older, newer)
    if as_json:
        print_json(found.model_dump(mode="json", by_alias=True))
        return
    for line in Moves(current()).lines(found):
        tell(line)
