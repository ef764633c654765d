"""`mrl gate`: conditions on an assessment, for a pipeline that may stop a release."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from mrl.cli import options
from mrl.cli.commands import Command, WholeNumber
from mrl.cli.conditions import NodeScore, Score, Share
from mrl.cli.language import current

Function = Callable[..., Any]


_WORDS = ("self-declared", "assessed", "reviewed", "measured")


def _conditions(function: Function) -> Function:
    """Add the options that each set a condition."""
    for option in reversed(_CONDITIONS):
        function = option(function)
    return function


_CONDITIONS: tuple[Callable[[Function], Function], ...] = (
    options.option("--min-level", type=WholeNumber(min=1), metavar="N", help="The level is at least N."),
    options.option(
        "--min-readiness", type=Score(), metavar="X", help="The headline's score, 0 to 10, is at least X."
    ),
    options.option(
        "--min",
        "min_scores",
        type=NodeScore(),
        multiple=True,
        metavar="NODE=X",
        help="A dimension (or any node) scores at least X; may be given several times.",
    ),
    options.option(
        "--min-measured",
        "min_measured_scores",
        type=NodeScore(),
        multiple=True,
        metavar="NODE=X",
        help="The same for what was measured alone, without anybody's answers; may be given several times.",
    ),
    options.option(
        "--met", multiple=True, metavar="CRITERION", help="A criterion is met; may be given several times."
    ),
    options.option(
        "--provenance",
        type=click.Choice(_WORDS),
        help="The weakest word the headline may rest on; self-declared lets the project's own word count.",
    ),
    options.option(
        "--max-fall", type=Score(), metavar="X", help="The headline's score fell by X at most; needs --since."
    ),
    options.option(
        "--min-coverage", type=Share(), metavar="SHARE", help="So much of the headline is known, such as 40%."
    ),
    options.option(
        "--no-expired", is_flag=True, help="No answer and no override is left unused because it has expired."
    ),
)


@click.command(
    cls=Command, epilog="Example: mrl gate out/assessment.json --file gate.yaml --since last/assessment.json"
)
@options.argument("assessment_path", "ASSESSMENT", type=click.Path(path_type=Path))
@options.option(
    "--file", "gate_file", type=click.Path(path_type=Path), metavar="FILE", help="Conditions and waivers."
)
@_conditions
@options.option(
    "--since",
    type=click.Path(path_type=Path),
    metavar="OLD",
    help="The assessment of the last release, a file or its folder.",
)
@options.option(
    "--headline",
    metavar="ID",
    help="The headline that level, readiness, fall and coverage are about (default: the first).",
)
@options.option(
    "--by",
    type=click.Choice(["range", "point"]),
    help="Judge scores by all they can still be (the default), or by what is known now, if it is enough.",
)
@options.option(
    "--undetermined",
    type=click.Choice(["pass", "fail"]),
    help="What an undetermined gate counts as (default: neither, status 3).",
)
@options.without_own_answers
@options.option(
    "--rubric",
    "rubric_names",
    multiple=True,
    metavar="ID|FILE",
    help="A rubric that one of the assessments was made with; shipped ones are known.",
)
@options.option(
    "--markdown",
    "markdown_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Add the result as Markdown to the end of a file, such as the summary of a step in CI.",
)
@options.as_json
@options.quiet
@click.pass_context
def gate(
    context: click.Context,
    /,
    *,
    assessment_path: Path,
    gate_file: Path | None,
    since: Path | None,
    without_own_answers: bool,
    rubric_names: tuple[str, ...],
    markdown_file: Path | None,
    as_json: bool,
    quiet: bool,
    **conditions: Any,
) -> None:
    """Judge ASSESSMENT, a file or the folder it is in, by conditions.

    They are given by options, in a file, or both; where both say the same thing the option counts.
    Each condition passes, fails, or is undetermined: what is not known could turn it either way. What the
    project says of itself counts as not known, unless --provenance self-declared accepts it.

    Exit status: 0 all conditions pass; 1 one fails; 3 none fails but one is undetermined; 2 wrong input.
    """
    from mrl import editions, gating, pipeline
    from mrl.cli.output import print_json, tell
    from mrl.files.appending import append_to
    from mrl.model.gate import Gate
    from mrl.rendering.gate import gate_lines, gate_markdown

    scores = {
        "min": dict(conditions.pop("min_scores")),
        "min_measured": dict(conditions.pop("min_measured_scores")),
    }
    asked = gating.Asked(
        given=Gate(**scores, **conditions),
        file=gate_file,
        since=since,
        hears_project=not without_own_answers,
        rubrics=editions.Rubrics(named=[pipeline.open_rubric(name) for name in rubric_names]),
    )
    report = gating.judge_file(assessment_path, asked)
    if markdown_file is not None:
        append_to(markdown_file, gate_markdown(report, current()))
    if as_json:
        print_json(report.model_dump(mode="json", by_alias=True))
    elif not quiet:
        for line in gate_lines(report, current()):
            tell(line)
    context.exit(report.status)
