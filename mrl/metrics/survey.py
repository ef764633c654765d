"""One snapshot being measured: what all metrics share is worked out once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mrl.metrics.adding_up import add_up, own_value, too_little_weight
from mrl.metrics.context import Context
from mrl.metrics.entries import Entries, Entry, known, lacking
from mrl.metrics.finding import Finding, Subject, UnknownError
from mrl.metrics.gaps import Reasons
from mrl.metrics.pool import Pool, plain_numbers
from mrl.metrics.reading import commits
from mrl.metrics.registry import Metric, OfPool, OfRepository, Requires
from mrl.metrics.waiting import REASONS
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
        self.weights = weights(self._facts, self._yearly_commits(), snapshot.core_weight)

    def look(self, metric: Metric) -> Result:
        """Find one metric in the repositories of its scope and add it up."""
        scope = self._core if metric.info.adds_up is AddsUp.CORE else self._counted
        if not scope:
            return Result(Finding(reason=NO_REPOSITORY), (), (), {})
        if metric.of_pool and metric.requires:
            return self._pooled(metric, metric.of_pool, metric.requires)
        if metric.of_repository:
            return self._of_repositories(metric, metric.of_repository, scope)
        waiting = Finding(reason=REASONS[metric.info.needs], missing=Subject.SOURCE)
        return Result(waiting, self._entries(dict.fromkeys(scope, waiting)), (), {})

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

    def _pooled(self, metric: Metric, function: OfPool, requires: Requires) -> Result:
        pool, findings = self._pool(requires)
        entries = self._entries(findings)
        finding = _unknown_pool(metric, entries) or self._found_in_pool(function, pool)
        is_bound = metric.info.adds_up is AddsUp.SUM and len(known(entries)) < len(entries)
        if is_bound and finding.value is not None:
            finding = replace(finding, bound=Bound.AT_LEAST)
        return Result(finding, entries, (), self._values_of_pool(metric, pool, finding))

    def _found_in_pool(self, function: OfPool, pool: Pool) -> Finding:
        try:
            return function(pool)
        except UnknownError as error:
            return self._explained(error.finding, None)

    def _values_of_pool(self, metric: Metric, pool: Pool, finding: Finding) -> Values:
        if len(self._counted) == 1:
            return {self._counted[0]: finding.value}
        if metric.by_repository is None:
            return {}
        return dict.fromkeys(self._counted) | dict(metric.by_repository(pool))

    def _pool(self, requires: Requires) -> tuple[Pool, dict[int, Finding]]:
        """Give the repositories that have what is required, and a finding for each that is counted."""
        if requires not in self._pools:
            findings = {
                at: self._found_in(at, lambda facts, _: _usable(requires, facts)) for at in self._counted
            }
            usable = {at: self._facts[at] for at, finding in findings.items() if finding.known}
            self._pools[requires] = Pool(usable, self._context, self._snapshot.authors), findings
        return self._pools[requires]

    def _yearly_commits(self) -> dict[int, int]:
        pool, _findings = self._pool(commits)
        return plain_numbers(pool.year.groupby("repository")["commits"].sum())

    def _entries(self, findings: Mapping[int, Finding]) -> list[Entry]:
        return [Entry(at, self._facts[at], self.weights[at], finding) for at, finding in findings.items()]

    def _explained(self, finding: Finding, repository: str | None) -> Finding:
        """Give the reason of the snapshot's gap, where it has one for the missing facts."""
        if finding.missing is None:
            return finding
        return replace(finding, reason=self._reasons.of(finding.missing, repository) or finding.reason)


def _usable(requires: Requires, facts: RepositoryFacts) -> Finding:
    requires(facts)
    return Finding()


def _unknown_pool(metric: Metric, entries: Entries) -> Finding | None:
    """Say why too few repositories are known for a pooled metric; None where they are enough."""
    if metric.info.adds_up in (AddsUp.SHARE, AddsUp.MEDIAN):
        return too_little_weight(entries)
    too_few = len(known(entries)) < len(entries) if metric.complete else not known(entries)
    return lacking(entries) if too_few else None
