"""Options that several commands share, and how their words are read."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mrl.errors import printable

if TYPE_CHECKING:
    from mrl.collectors.options import CollectOptions

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
        shown = f"'{printable(value)}'"
        try:
            moment = _read_moment(value)
        except (ValueError, OverflowError):  # OverflowError: in UTC its year is before 1 or after 9999
            self.fail(f"{shown} is not a date; write it as 2026-01-31", param, ctx)
        now = dt.datetime.now(dt.UTC)
        if moment.date() > now.date():
            self.fail(f"{shown} lies in the future", param, ctx)
        if moment < _BEGINNING:
            self.fail(f"{shown} lies before 1970", param, ctx)
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


def _option(*names: str, **settings: Any) -> Callable[[Function], Function]:
    return click.option(*names, **settings)


def out_folder(function: Function) -> Function:
    """Add the folder that documents go to."""
    return _option(
        "--out",
        type=click.Path(path_type=Path),
        default="out",
        show_default=True,
        metavar="FOLDER",
        help="Where the files go.",
    )(function)


def out_file(name: str) -> Callable[[Function], Function]:
    """Add the file to write, by default `name` in the current folder."""
    return _option(
        "--out",
        type=click.Path(path_type=Path),
        default=name,
        show_default=True,
        metavar="FILE",
        help="The file to write.",
    )


def collecting(function: Function) -> Function:
    """Add the options of commands that collect."""
    function = _option(
        "--offline", is_flag=True, help="Use the network for nothing; addresses only from the cache."
    )(function)
    function = _option(
        "--max-requests",
        type=click.IntRange(min=0),
        metavar="N",
        help="Stop asking servers after N requests; run again to go on.",
    )(function)
    function = _option(
        "--jobs",
        type=click.IntRange(min=1, max=32),
        default=4,
        show_default=True,
        metavar="N",
        help="Read N repositories at a time.",
    )(function)
    return _option(
        "--as-of",
        type=AsOf(),
        metavar="DATE",
        help="Assess the state of that day (default: now; in CI the commit's time).",
    )(function)


def scoring(function: Function) -> Function:
    """Add the options of commands that score."""
    function = _option(
        "--rubric",
        "rubric_name",
        default="market-readiness",
        show_default=True,
        metavar="ID|FILE",
        help="The rubric to score with.",
    )(function)
    return _option(
        "--answers",
        "answer_files",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Answers to use; may be given several times.",
    )(function)


def language(function: Function) -> Function:
    """Add the choice of the report's language."""
    return _option(
        "--lang",
        "language",
        type=click.Choice(["en", "fr"]),
        default="en",
        show_default=True,
        help="Language of the report.",
    )(function)


def quiet(function: Function) -> Function:
    """Add the option to say nothing but mistakes."""
    return _option("--quiet", "-q", is_flag=True, help="Say nothing but mistakes.")(function)


def as_json(function: Function) -> Function:
    """Add the option to answer in JSON on standard output."""
    return _option("--json", "as_json", is_flag=True, help="Answer in JSON on standard output.")(function)
