"""How a metric is declared: a function beside what it states.

A theme is one module of metrics and lists them in the order of the catalogue. A metric is of one of
two families. Of a repository: `function(facts, context)` gives what it finds in one repository, and the
findings are added up. Pooled: `function(pool)` sees the known repositories together, as tables.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mrl.metrics.context import Context
from mrl.metrics.finding import Finding, yes_if_any
from mrl.metrics.pool import Pool
from mrl.metrics.signs import found
from mrl.model.base import Message, Value
from mrl.model.evidence import AddsUp, Better, Kind, MetricInfo
from mrl.model.facts import RepositoryFacts

OfRepository = Callable[[RepositoryFacts, Context], Finding]
OfPool = Callable[[Pool], Finding]
Requires = Callable[[RepositoryFacts, Context], object]
"""Raises UnknownError for a repository whose facts the pooled metric cannot use."""
ByRepository = Callable[[Pool], Mapping[int, Value]]
"""A pooled metric's value for single repositories, by position in the snapshot."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """How a metric is found in the pooled facts of the repositories that have what it requires."""

    function: OfPool
    requires: Requires
    by_repository: ByRepository | None = None
    complete: bool = False
    """The metric says something false when any repository is left out."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: what it states and how it is found."""

    info: MetricInfo
    finds: OfRepository | Pooled


@dataclass(frozen=True, slots=True)
class Theme:
    """The metrics of one module; `needs` holds for all, `source` for those that say nothing else."""

    source: str = "ours"
    needs: str = "git"
    metrics: list[Metric] = field(default_factory=list)

    def info(
        self,
        metric: str,
        title: str,
        definition: str,
        *,
        kind: Kind,
        adds_up: AddsUp,
        unit: str = "",
        better: Better = Better.HIGHER,
        source: str = "",
        words: tuple[str, ...] = (),
    ) -> MetricInfo:
        """Describe a metric, with what the theme needs, and its source where none is given."""
        return MetricInfo(
            id=metric,
            title=title,
            definition=definition,
            unit=unit,
            kind=kind,
            better=better,
            adds_up=adds_up,
            source=source or self.source,
            needs=self.needs,
            words=words,
        )

    def of_repository(self, info: MetricInfo) -> Callable[[OfRepository], OfRepository]:
        """Register a function that finds the metric in one repository."""

        def register(function: OfRepository) -> OfRepository:
            self.metrics.append(Metric(info, function))
            return function

        return register

    def pooled(
        self,
        info: MetricInfo,
        *,
        requires: Requires,
        by_repository: ByRepository | None = None,
        complete: bool = False,
    ) -> Callable[[OfPool], OfPool]:
        """Register a function that finds the metric in the pooled facts of the known repositories."""

        def register(function: OfPool) -> OfPool:
            self.metrics.append(Metric(info, Pooled(function, requires, by_repository, complete)))
            return function

        return register

    def presence(self, info: MetricInfo, *keys: str, no: Message) -> None:
        """Register the question whether files that answer any of `keys` are in the tree."""
        self.metrics.append(Metric(info, lambda facts, _: yes_if_any(found(facts, *keys), no)))
