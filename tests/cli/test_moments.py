"""How a date on the command line is read."""

import datetime as dt

import click
import pytest

from mrl.cli.moments import AsOf

LAST_SECOND = dt.datetime(2026, 1, 31, 23, 59, 59, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-31", LAST_SECOND),
        ("20260131", LAST_SECOND),
        ("2026-W05-6", LAST_SECOND),
        ("2026-01-31T00:00:00", dt.datetime(2026, 1, 31, tzinfo=dt.UTC)),
        ("2026-01-31T12:00:00+01:00", dt.datetime(2026, 1, 31, 11, tzinfo=dt.UTC)),
        ("1970-01-01", dt.datetime(1970, 1, 1, 23, 59, 59, tzinfo=dt.UTC)),
    ],
)
def test_a_day_is_its_last_second(text, moment):
    assert AsOf().convert(text, None, None) == moment


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0001-01-01T00:00:00+14:00", "is not a date; write it as 2026-01-31"),
        ("9999-12-31T23:59:59-14:00", "is not a date; write it as 2026-01-31"),
        ("9999-12-31", "lies in the future"),
        ("1969-12-31", "lies before 1970"),
        ("soon\x1b[2J", "'soon[2J' is not a date"),
        ("2026-02-30", "is not a date"),
        ("", "is not a date"),
    ],
)
def test_what_is_no_day_to_assess(text, message):
    with pytest.raises(click.BadParameter) as refusal:
        AsOf().convert(text, None, None)
    assert message in refusal.value.message


def test_today_is_now():
    now = dt.datetime.now(dt.UTC)
    assert now - AsOf().convert(now.date().isoformat(), None, None) < dt.timedelta(minutes=1)
