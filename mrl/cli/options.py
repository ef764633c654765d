"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from mrl.cli.addresses import RepositoryAddress
from mrl.cli.commands import Argument, Option, WholeNumber
from mrl.cli.moments import AsOf

Function = TypeVar("Function", bound=Callable[..., Any])


def option(*names: str, **settings: Any) -> Callable[[Function], Function]:
    """Add an option whose help is in the language of the run."""
    return click.option(*names, cls=Option, **settings)


def argument(name: str, metavar: str, **settings: Any) -> Callable[[Function], Function]:
    """Add an argument whose name, as help shows it, is in the language of the run."""
    return click.argument(name, cls=Argument, metavar=metavar, **settings)


def target(function: Function) -> Function:
    """Add what is to be assessed."""
    return argument("target", "TARGET")(function)


def out_folder(function: Function) -> Function:
    """Add the folder that documents go to."""
    return option(
        "--out",
        type=click.Path(path_type=Path),
        default="out",
        show_default=True,
        metavar="FOLDER",
        help="Where the files go.",
    )(function)


def out_file(name: str) -> Callable[[Function], Function]:
    """Add the file to write, by default `name` in the current folder."""
    return option(
        "--out",
        type=click.Path(path_type=Path),
        default=name,
        show_default=True,
        metavar="FILE",
        help="The file to write.",
    )


def collecting(function: Function) -> Function:
    """Add the options of commands that collect."""
    function = option(
        "--offline", is_flag=True, help="Use the network for nothing; addresses only from the cache."
    )(function)
    function = option(
        "--complete-from",
        type=RepositoryAddress(),
        envvar="MRL_COMPLETE_FROM",
        metavar="URL",
        help="Read from this server what a shallow clone lacks of its history, with --offline too; "
        "an address with a login goes into the variable MRL_COMPLETE_FROM.",
    )(function)
    function = option(
        "--max-requests",
        type=WholeNumber(min=0),
        metavar="N",
        help="Stop asking servers after N requests; run again to go on.",
    )(function)
    function = option(
        "--jobs",
        type=WholeNumber(min=1, max=32),
        default=4,
        show_default=True,
        metavar="N",
        help="Read N repositories at a time.",
    )(function)
    return option(
        "--as-of",
        type=AsOf(),
        metavar="DATE",
        help="Assess the state of that day (default: now; in CI the commit's time).",
    )(function)


def scoring(function: Function) -> Function:
    """Add the options of commands that score with one rubric."""
    function = option(
        "--rubric",
        "rubric_name",
        default="market-readiness",
        show_default=True,
        metavar="ID|FILE",
        help="The rubric to score with.",
    )(function)
    return answers(function)


def rubrics(function: Function) -> Function:
    """Add the choice of one rubric or several."""
    return option(
        "--rubric",
        "rubric_names",
        multiple=True,
        default=("market-readiness",),
        show_default=True,
        metavar="ID|FILE",
        help="The rubric to score with; may be given several times.",
    )(function)


def known_rubrics(function: Function) -> Function:
    """Add the rubrics that assessments of the past may have been made with."""
    return option(
        "--rubric",
        "rubric_names",
        multiple=True,
        metavar="ID|FILE",
        help="A rubric to score snapshots with, or that an assessment was made with; shipped ones are known.",
    )(function)


def rubric_of_document(function: Function) -> Function:
    """Add the rubric that a document was made with."""
    return option(
        "--rubric",
        "rubric_name",
        metavar="ID|FILE",
        help="The rubric of the assessment, where it is none of those that come with mrl.",
    )(function)


def history(function: Function) -> Function:
    """Add the folder of older assessments."""
    return option(
        "--history",
        "history_folder",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="Older assessments of the project, for the trend and for why the result moved.",
    )(function)


def branding(function: Function) -> Function:
    """Add the file with an organisation's name, logo and colour."""
    return option(
        "--branding",
        "branding_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Name, logo, colour and foreword of the organisation that publishes the report.",
    )(function)


def answers(function: Function) -> Function:
    """Add the answers files."""
    return option(
        "--answers",
        "answer_files",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Answers to use; may be given several times.",
    )(function)


def without_own_answers(function: Function) -> Function:
    """Add the option to leave out what the project says of itself."""
    return option(
        "--without-own-answers",
        is_flag=True,
        help="Leave out the answers that the project gives itself, in its repository or a copy of it.",
    )(function)


def quiet(function: Function) -> Function:
    """Add the option to say nothing but mistakes."""
    return option("--quiet", "-q", is_flag=True, help="Say nothing but mistakes.")(function)


def as_json(function: Function) -> Function:
    """Add the option to answer in JSON on standard output."""
    return option("--json", "as_json", is_flag=True, help="Answer in JSON on standard output.")(function)


def trust_config(function: Function) -> Function:
    """Add the file of a sigstore of one's own."""
    return option(
        "--trust-config",
        "trust",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A sigstore of your own instead of the public one, as its programs describe it (JSON).",
    )(function)
