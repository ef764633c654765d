"""The repositories whose facts a pooled metric may use, as facts and as tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import TYPE_CHECKING

from mrl.metrics.context import YEAR, Context
from mrl.model.base import Value
from mrl.model.facts import CommitKind, ReleaseKind, RepositoryFacts
from mrl.model.snapshot import Authors

if TYPE_CHECKING:
    from pandas import DataFrame, Series


@dataclass(frozen=True)
class Pool:
    """Known repositories by their position in the snapshot; tables are made when first asked for."""

    repositories: Mapping[int, RepositoryFacts]
    context: Context
    authors: Authors | None = None

    @cached_property
    def activity(self) -> "DataFrame":
        """All commits, with the columns of `tables.ACTIVITY`."""
        table: DataFrame = _tables().activity_table(self.repositories, self.context)
        return table

    @cached_property
    def year(self) -> "DataFrame":
        """The human commits of the last 12 months."""
        return self._human_commits(years_before=0)

    @cached_property
    def year_before(self) -> "DataFrame":
        """The human commits of the 12 months before those."""
        return self._human_commits(years_before=1)

    def _human_commits(self, *, years_before: int) -> "DataFrame":
        of_people = self.activity["kind"] == CommitKind.HUMAN.value
        return self.activity[of_people & (self.activity["age"] // YEAR == years_before)]

    @cached_property
    def commits_by_author(self) -> "Series[int]":
        """Human commits of the last 12 months, by author."""
        return self.year.groupby("author")["commits"].sum()

    def for_each_repository(self, counted: "Series[int]") -> Mapping[int, Value]:
        """Give counts by position as plain numbers, 0 for a known repository that is not among them."""
        return dict.fromkeys(self.repositories, 0) | plain_numbers(counted)

    @cached_property
    def releases(self) -> "DataFrame":
        """All releases, with the columns of `tables.RELEASES`."""
        table: DataFrame = _tables().releases_table(self.repositories, self.context)
        return table

    @cached_property
    def recent_final_releases(self) -> "DataFrame":
        """The final releases of the last 36 months, oldest first in each repository."""
        is_final = self.releases["kind"] == ReleaseKind.FINAL.value
        return self.releases[is_final & (self.releases["age"] < 3 * YEAR)]


def plain_numbers(counted: "Series[int]") -> dict[int, int]:
    """Give a column of counts by whole numbers as plain numbers."""
    return dict(zip(counted.index.tolist(), counted.tolist(), strict=True))


def _tables() -> ModuleType:
    from mrl.metrics import tables  # noqa: PLC0415 - pandas is slow to import, and the catalogue needs none

    return tables
