"""Options that several commands share, and how their words are read."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mrl.cli.commands import Argument, Option, WholeNumber
from mrl.cli.language import said
from mrl.errors import printable

if TYPE_CHECKING:
    from mrl.collectors.options import CollectOptions
    from mrl.model.assessment import Assessment
    from mrl.model.branding import Brand
    from mrl.rendering.extras import Extras
    from mrl.rubric.loading import LoadedRubric

Function = TypeVar("Function", bound=Callable[..., Any])

_END_OF_DAY = dt.time(23, 59, 59, tzinfo=dt.UTC)
_BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class AsOf(click.ParamType[dt.datetime]):
    """A day (its last second) or a moment, not in the future; always UTC in the end."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        """Read `2026-01-31` or `2026-01-31T12:00:00+01:00`."""
        if isinstance(value, dt.datetime):
            return value
        shown = printable(value)
        try:
            moment = _read_moment(value)
        except (ValueError, OverflowError):  # OverflowError: in UTC its year is before 1 or after 9999
            self.fail(said("'{found}' is not a date; write it as 2026-01-31", found=shown), param, ctx)
        now = dt.datetime.now(dt.UTC)
        if moment.date() > now.date():
            self.fail(said("'{found}' lies in the future", found=shown), param, ctx)
        if moment < _BEGINNING:
            self.fail(said("'{found}' lies before 1970", found=shown), param, ctx)
        return min(moment, now.replace(microsecond=0))


def _read_moment(text: str) -> dt.datetime:
    """Read a day in any spelling of ISO 8601 as its last second, else a moment; in UTC."""
    try:
        return dt.datetime.combine(dt.date.fromisoformat(text), _END_OF_DAY)
    except ValueError:
        moment = dt.datetime.fromisoformat(text)
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def collect_options(
    *, as_of: dt.datetime | None, offline: bool, max_requests: int | None, jobs: int
) -> "CollectOptions":
    """Make the options of a collection: now for a person, the newest commit's time in CI."""
    from mrl.cli.tokens import tokens_from
    from mrl.collectors.options import CollectOptions

    in_ci = os.environ.get("CI", "").lower() not in ("", "0", "false")
    return CollectOptions(
        as_of=as_of,
        now=None if in_ci else dt.datetime.now(dt.UTC).replace(microsecond=0),
        offline=offline,
        cache=cache_folder(),
        tokens=tokens_from(os.environ),
        max_requests=max_requests,
        jobs=jobs,
    )


def today() -> dt.date:
    """Give the current day, for checks a person runs now."""
    return dt.datetime.now(dt.UTC).date()


def cache_folder() -> Path:
    """Give the folder for clones: `MRL_CACHE`, else the usual place of this system."""
    import platformdirs

    return Path(os.environ.get("MRL_CACHE") or platformdirs.user_cache_dir("mrl"))


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


def read_brand(branding_file: Path | None) -> "Brand | None":
    """Read a branding file where one is given; raises InputError before anything else is done."""
    from mrl.files.branding import read_branding

    return read_branding(branding_file) if branding_file else None


def extras(
    assessment: "Assessment",
    rubric: "LoadedRubric | None",
    history_folder: Path | None,
    brand: "Brand | None" = None,
) -> "Extras":
    """Read what a document is given beside its assessment: its rubric, older ones, a brand."""
    from mrl import editions
    from mrl.rendering.extras import Extras, RubricFile

    file = RubricFile(id=rubric.rubric.id, content=rubric.document.raw) if rubric else None
    if history_folder is None:
        return Extras(rubric=file, branding=brand)
    history = editions.read_history(history_folder, assessment, editions.Rubrics())
    return Extras(rubric=file, history=history, branding=brand)


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
