"""The moment that made-up projects are looked at: noon of a Monday, UTC."""

import datetime as dt

AS_OF = dt.datetime(2025, 6, 30, 12, tzinfo=dt.UTC)


def ago(days: float) -> dt.date:
    """Give the day that many days before the assessed one."""
    return before(days).date()


def before(days: float) -> dt.datetime:
    """Give the moment that many days before the assessed one."""
    return AS_OF - dt.timedelta(days=days)
