import datetime as dt

import pandas as pd
import pytest
from support.forge_facts import issue, sample
from support.moments import AS_OF, before

from mrl.metrics.context import Context
from mrl.metrics.samples import SAMPLES, business_days, samples_table
from mrl.model.forge import Issue

CONTEXT = Context(AS_OF)


def row_of(one: Issue) -> dict[str, object]:
    table = samples_table([(7, sample(one))], CONTEXT)
    assert len(table) == 1
    return dict(table.iloc[0])


def test_an_empty_table_has_all_columns_with_their_types() -> None:
    for table in (samples_table([], CONTEXT), samples_table([(0, sample())], CONTEXT)):
        assert {name: str(kind) for name, kind in table.dtypes.items()} == dict(SAMPLES)


def test_an_open_issue_waits_until_now() -> None:
    row = row_of(issue(10))
    assert (row["repository"], row["is_open"], row["answered"]) == (7, True, False)
    assert row["age"] == row["wait"] == row["open_days"] == pytest.approx(10)
    assert row["business_wait"] == pytest.approx(6)  # two weekends in ten days back from a Monday
    assert pd.isna(row["closed_age"])


def test_an_answer_ends_the_wait_and_a_closing_ends_all() -> None:
    answered = row_of(issue(10, 12, 48))
    assert (answered["wait"], answered["open_days"]) == (pytest.approx(0.5), pytest.approx(2))
    unanswered = row_of(issue(10, None, 48))
    assert (unanswered["answered"], unanswered["wait"]) == (False, pytest.approx(2))


def test_what_happened_after_the_assessed_moment_has_not_happened() -> None:
    row = row_of(issue(1, 30, 40))
    assert (row["is_open"], row["answered"]) == (True, False)
    assert row["wait"] == row["open_days"] == pytest.approx(1)
    assert samples_table([(0, sample(issue(-1)))], CONTEXT).empty


def test_an_answer_before_the_opening_took_no_time() -> None:
    assert row_of(issue(5, -3))["wait"] == 0


def test_a_moment_without_a_zone_is_in_utc() -> None:
    assert row_of(Issue(opened=before(3).replace(tzinfo=None)))["age"] == pytest.approx(3)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2025-06-23T09:00", "2025-06-25T09:00", 2.0),  # Monday to Wednesday
        ("2025-06-26T18:00", "2025-06-30T18:00", 2.0),  # Thursday to Monday
        ("2025-06-27T12:00", "2025-06-30T12:00", 1.0),  # Friday to Monday
        ("2025-06-28T03:00", "2025-06-29T23:00", 0.0),  # within a weekend
        ("2025-06-28T03:00", "2025-07-01T00:00", 1.0),  # Saturday to the end of Monday
        ("1969-12-26T12:00", "1970-01-05T12:00", 6.0),
    ],
)
def test_business_days_leave_weekends_out(start: str, end: str, expected: float) -> None:
    moments = [dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC) for text in (start, end)]
    first, last = business_days(pd.Series([moment.timestamp() / 86400 for moment in moments]))
    assert last - first == pytest.approx(expected)
