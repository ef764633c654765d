"""Days and moments on the command line, and today."""

import datetime as dt
from typing import Any

import click

from mrl.cli.language import said
from mrl.errors import printable

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


def today() -> dt.date:
    """Give the current day, for checks a person runs now."""
    return dt.datetime.now(dt.UTC).date()
