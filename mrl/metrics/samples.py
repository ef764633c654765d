"""The table of sampled issues or change requests: when they were opened, answered and closed.

Columns and types are declared here once and hold for an empty table too. `repository` is the position
in the snapshot, or `pool.OUTSIDE`. Ages and waits are in days, with the part of a day.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import pandas as pd

from mrl.metrics.context import Context, in_utc
from mrl.model.base import Moment
from mrl.model.forge import Issue, IssueSample

Samples = Iterable[tuple[int, IssueSample]]
"""Samples with the position of the repository they belong to."""

SAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "repository": "int64",
        "answer_known": "bool",
        "merged": "bool",
        "reviewed": "bool",
        "age": "float64",
        "closed_age": "float64",
        "is_open": "bool",
        "answered": "bool",
        "wait": "float64",
        "business_wait": "float64",
        "open_days": "float64",
    }
)
"""One row for each issue as it stood at the assessed moment.

`closed_age` is NaN while it is open. `wait` ends with the first answer, else with the closing, else at
the assessed moment; `business_wait` is the same without Saturdays and Sundays, in UTC. `open_days` ends
with the closing, else at the assessed moment.
"""

DAY = 86400
FIRST_MONDAY = 4
"""Days from 1 January 1970, a Thursday, to the Monday after it."""

ROW = ("repository", "answer_known", "merged", "reviewed", "opened", "closed", "response")


def samples_table(samples: Samples, context: Context) -> pd.DataFrame:
    """Make the table; what happened after the assessed moment has not happened."""
    rows = [_row(position, issue) for position, sample in samples for issue in (*sample.open, *sample.closed)]
    table = pd.DataFrame(rows, columns=list(ROW)).astype(dict.fromkeys(ROW[4:], "float64"))
    now = context.moment.timestamp() / DAY
    table = table[table["opened"] <= now]
    opened = table["opened"]
    closed = table["closed"].where(table["closed"] <= now)
    answered = table["response"].where(table["response"] <= now)
    until = closed.fillna(now)
    answered_or_until = answered.fillna(until)
    made = table.assign(
        age=now - opened,
        closed_age=now - closed,
        is_open=closed.isna(),
        answered=answered.notna(),
        wait=(answered_or_until - opened).clip(lower=0),
        business_wait=(business_days(answered_or_until) - business_days(opened)).clip(lower=0),
        open_days=(until - opened).clip(lower=0),
    )
    return made[list(SAMPLES)].astype(dict(SAMPLES))


def business_days(days: "pd.Series[float]") -> "pd.Series[float]":
    """Count the days from the first Monday of 1970, Saturdays and Sundays left out, to days since 1970."""
    since = days - FIRST_MONDAY
    return 5 * (since // 7) + (since % 7).clip(upper=5)


def _row(position: int, issue: Issue) -> tuple[object, ...]:
    return (
        position,
        issue.answer_known or issue.first_response is not None,
        issue.merged is True,
        issue.reviewed is True,
        _days(issue.opened),
        _days(issue.closed),
        _days(issue.first_response),
    )


def _days(moment: Moment | None) -> float | None:
    if moment is None:
        return None
    return (moment if moment.tzinfo else in_utc(moment)).timestamp() / DAY
