"""The repositories whose facts a pooled metric may use, as facts and as tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import TYPE_CHECKING

from mrl.metrics.context import YEAR, Context
from mrl.metrics.issue_homes import issue_samples
from mrl.model.base import Value
from mrl.model.facts import CommitKind, ReleaseKind, RepositoryFacts
from mrl.model.forge import IssueSample
from mrl.model.snapshot import Authors

if TYPE_CHECKING:
    from pandas import DataFrame, Series

OUTSIDE = -1
"""In place of a position: the sample is that of a tracker outside the forges."""


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

    @cached_property
    def issue_samples(self) -> list[tuple[int, IssueSample]]:
        """The samples with the issues of the repositories, each tracker's once, by position or `OUTSIDE`."""
        own: list[tuple[int, IssueSample]] = []
        outside: dict[int, IssueSample] = {}
        for position, repository in self.repositories.items():
            for sample in issue_samples(repository, self.context):
                if repository.forge and sample is repository.forge.issues:
                    own.append((position, sample))
                else:
                    outside[id(sample)] = sample
        return own + [(OUTSIDE, sample) for sample in outside.values()]

    @cached_property
    def change_request_samples(self) -> list[tuple[int, IssueSample]]:
        """The samples of change requests, by position."""
        asked = ((at, facts.forge.change_requests) for at, facts in self.repositories.items() if facts.forge)
        return [(at, sample) for at, sample in asked if sample is not None]

    @cached_property
    def issues(self) -> "DataFrame":
        """All sampled issues, with the columns of `samples.SAMPLES`."""
        return _samples_table(self.issue_samples, self.context)

    @cached_property
    def change_requests(self) -> "DataFrame":
        """All sampled change requests, with the columns of `samples.SAMPLES`."""
        return _samples_table(self.change_request_samples, self.context)


def plain_numbers(counted: "Series[int]") -> dict[int, int]:
    """Give a column of counts by whole numbers as plain numbers."""
    return dict(zip(counted.index.tolist(), counted.tolist(), strict=True))


def _tables() -> ModuleType:
    from mrl.metrics import tables  # noqa: PLC0415 - pandas is slow to import, and the catalogue needs none

    return tables


def _samples_table(given: list[tuple[int, IssueSample]], context: Context) -> "DataFrame":
    from mrl.metrics import samples  # noqa: PLC0415 - as above

    return samples.samples_table(given, context)
