"""One snapshot being measured: what all metrics share is worked out once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mrl.metrics.adding_up import add_up, own_value, too_little_weight
from mrl.metrics.context import Context
from mrl.metrics.entries import Entries, Entry, known, lacking
from mrl.metrics.finding import Finding, UnknownError
from mrl.metrics.gaps import Reasons
from mrl.metrics.pool import Pool, plain_numbers
from mrl.metrics.reading import COMMITS
from mrl.metrics.registry import Metric, OfPool, OfRepository, Pooled, Requires
from mrl.metrics.weights import core_positions, counted_positions, weights
from mrl.model.base import Value, say
from mrl.model.evidence import AddsUp, Bound
from mrl.model.facts import RepositoryFacts
from mrl.model.snapshot import Snapshot

NO_REPOSITORY = say("the project has no repository that is not retired")

Values = Mapping[int, Value | None]
"""A metric's value for single repositories, by position in the snapshot."""


@dataclass(frozen=True, slots=True)
class Result:
    """One metric of the whole project, the entries of its scope and those whose files are evidence."""

    finding: Finding
    entries: Entries
    shown: Entries
    values: Values


class Survey:
    """Measures the metrics of one snapshot; `weights` has the weight of each repository."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._facts = snapshot.repositories
        self._context = Context.of(snapshot)
        self._counted = counted_positions(self._facts)
        self._core = core_positions(self._facts)
        self._reasons = Reasons(snapshot.gaps)
        self._pools: dict[Requires, tuple[Pool, dict[int, Finding]]] = {}
        self._pools_of: dict[tuple[int, ...], Pool] = {}
        self.weights = weights(self._facts, self._yearly_commits(), snapshot.core_weight)

    def look(self, metric: Metric) -> Result:
        """Find one metric in the repositories of its scope and add it up."""
        scope = self._core if metric.info.adds_up is AddsUp.CORE else self._counted
        if not scope:
            return Result(Finding(reason=NO_REPOSITORY), (), (), {})
        if isinstance(metric.finds, Pooled):
            return self._pooled(metric, metric.finds)
        return self._of_repositories(metric, metric.finds, scope)

    def _of_repositories(self, metric: Metric, function: OfRepository, scope: Iterable[int]) -> Result:
        findings = {at: self._found_in(at, function) for at in self._counted}
        entries = self._entries({at: findings[at] for at in scope})
        total, shown = add_up(metric.info, entries)
        values = {at: own_value(metric.info, finding) for at, finding in findings.items()}
        return Result(total, entries, shown, values)

    def _found_in(self, position: int, function: OfRepository) -> Finding:
        repository = self._facts[position]
        try:
            return function(repository, self._context)
        except UnknownError as error:
            return self._explained(error.finding, repository.name)

    def _pooled(self, metric: Metric, pooled: Pooled) -> Result:
        pool, findings = self._pool(pooled.requires)
        entries = self._entries(findings)
        finding = _unknown_pool(metric, pooled, entries) or self._found_in_pool(pooled.function, pool)
        is_bound = metric.info.adds_up is AddsUp.SUM and len(known(entries)) < len(entries)
        if is_bound and finding.value is not None:
            finding = replace(finding, bound=Bound.AT_LEAST)
        return Result(finding, entries, (), self._values_of_pool(pooled, pool, finding))

    def _found_in_pool(self, function: OfPool, pool: Pool) -> Finding:
        try:
            return function(pool)
        except UnknownError as error:
            return self._explained(error.finding, None)

    def _values_of_pool(self, pooled: Pooled, pool: Pool, finding: Finding) -> Values:
        if len(self._counted) == 1:
            return {self._counted[0]: finding.value}
        if pooled.by_repository is None:
            return {}
        return dict.fromkeys(self._counted) | dict(pooled.by_repository(pool))

    def _pool(self, requires: Requires) -> tuple[Pool, dict[int, Finding]]:
        """Give the repositories that have what is required, and a finding for each that is counted."""
        if requires not in self._pools:
            findings = {at: self._found_in(at, _usable(requires)) for at in self._counted}
            usable = tuple(at for at, finding in findings.items() if finding.known)
            self._pools[requires] = self._pool_of(usable), findings
        return self._pools[requires]

    def _pool_of(self, positions: tuple[int, ...]) -> Pool:
        """Give the pool of these repositories: one, with its tables, for all requirements that they meet."""
        if positions not in self._pools_of:
            usable = {at: self._facts[at] for at in positions}
            self._pools_of[positions] = Pool(usable, self._context, self._snapshot.authors)
        return self._pools_of[positions]

    def _yearly_commits(self) -> dict[int, int]:
        pool, _findings = self._pool(COMMITS)
        return plain_numbers(pool.year.groupby("repository")["commits"].sum())

    def _entries(self, findings: Mapping[int, Finding]) -> list[Entry]:
        return [Entry(self._facts[at], self.weights[at], finding) for at, finding in findings.items()]

    def _explained(self, finding: Finding, repository: str | None) -> Finding:
        """Give the reason of the snapshot's gap, where it has one for the missing facts."""
        if finding.missing is None:
            return finding
        return replace(finding, reason=self._reasons.of(finding.missing, repository) or finding.reason)


def _usable(requires: Requires) -> OfRepository:
    def check(facts: RepositoryFacts, context: Context) -> Finding:
        requires(facts, context)
        return Finding()

    return check


def _unknown_pool(metric: Metric, pooled: Pooled, entries: Entries) -> Finding | None:
    """Say why too few repositories are known for a pooled metric; None where they are enough."""
    if metric.info.adds_up in (AddsUp.SHARE, AddsUp.MEDIAN):
        return too_little_weight(entries)
    too_few = len(known(entries)) < len(entries) if pooled.complete else not known(entries)
    return lacking(entries) if too_few else None
