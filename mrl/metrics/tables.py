"""Tables of what has many alike rows: commits and releases of all known repositories.

Columns and types are declared here once and hold for an empty table too. `repository` is the position
in the snapshot; `age` is the number of days before the assessed moment (0 is its own day).
"""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from mrl.metrics.context import YEAR, Context, in_utc
from mrl.metrics.reading import commits, releases
from mrl.model.facts import RepositoryFacts

ACTIVITY: Mapping[str, str] = MappingProxyType(
    {
        "repository": "int64",
        "day": "datetime64[us, UTC]",
        "author": "int64",
        "kind": "str",
        "line": "str",
        "commits": "int64",
        "age": "int64",
        "month": "int64",
    }
)
"""One row for each day, author, kind and line; `month` is 0 to 11 for the last twelve twelfths of a year."""

RELEASES: Mapping[str, str] = MappingProxyType(
    {
        "repository": "int64",
        "time": "datetime64[us, UTC]",
        "kind": "str",
        "line": "str",
        "annotated": "bool",
        "signed": "bool",
        "age": "float64",
    }
)
"""One row for each release; `age` has the part of a day."""

Repositories = Mapping[int, RepositoryFacts]
"""Facts by their position in the snapshot."""


def activity_table(repositories: Repositories, context: Context) -> pd.DataFrame:
    """Make the table of commits of repositories whose history is known, human or not."""
    rows = [
        (position, day, author, kind.value, line, count)
        for position, repository in repositories.items()
        for line, (day, author, kind, count) in commits(repository)
    ]
    table = pd.DataFrame(rows, columns=list(ACTIVITY)[:6])
    table["day"] = pd.to_datetime(table["day"], utc=True)
    age = (pd.Timestamp(context.day, tz="UTC") - table["day"]).dt.days.clip(lower=0)
    table["age"] = age
    table["month"] = age * 12 // YEAR
    return table.astype(dict(ACTIVITY))


def releases_table(repositories: Repositories, context: Context) -> pd.DataFrame:
    """Make the table of releases of repositories whose releases are known, oldest first in each."""
    rows = [
        (position, in_utc(release.time), release.kind.value, release.line, release.annotated, release.signed)
        for position, repository in repositories.items()
        for release in sorted(releases(repository), key=lambda release: in_utc(release.time))
    ]
    table = pd.DataFrame(rows, columns=list(RELEASES)[:6])
    table["time"] = pd.to_datetime(table["time"], utc=True)
    age = (pd.Timestamp(context.moment) - table["time"]).dt.total_seconds() / 86400
    table["age"] = age.clip(lower=0)
    return table.astype(dict(RELEASES))
