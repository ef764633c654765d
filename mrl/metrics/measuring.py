"""The metrics stage: from a snapshot to evidence, each metric once for the whole project."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from mrl.metrics.entries import Entry, known, total_weight
from mrl.metrics.finding import rounded
from mrl.metrics.links import SHOWN, links
from mrl.metrics.registry import Metric
from mrl.metrics.survey import Result, Survey, Values
from mrl.metrics.themes import all_metrics
from mrl.model.evidence import AddsUp, Evidence, MetricInfo, Origin, RepositoryEvidence
from mrl.model.snapshot import Handed, Snapshot


@dataclass(frozen=True, slots=True)
class Measured:
    """Evidence in catalogue order, and each repository's place and own values."""

    evidence: tuple[Evidence, ...]
    repositories: tuple[RepositoryEvidence, ...]


def measure(snapshot: Snapshot) -> Measured:
    """Measure every metric of the catalogue.

    A repository has its own value of every metric that is found in one repository, and of the pooled
    ones that can be said of one at little cost; metrics that speak of the project as a whole are left
    out of `RepositoryEvidence.values`, where None means unknown. Retired repositories have no values.
    """
    survey = Survey(snapshot)
    results = [(metric, survey.look(metric)) for metric in all_metrics()]
    own = set(snapshot.handed)
    values = {metric.info.id: result.values for metric, result in results}
    return Measured(
        evidence=tuple(_evidence(metric, result, own) for metric, result in results),
        repositories=_repositories(snapshot, survey.weights, values),
    )


def _evidence(metric: Metric, result: Result, own: Container[Handed]) -> Evidence:
    """Return what a metric says; `own` is what metrics need and the project itself named.

    Which repositories are looked at, and how much each counts, decides every figure.
    """
    info, finding = metric.info, result.finding
    return Evidence(
        metric=info.id,
        title=info.title,
        kind=info.kind,
        unit=info.unit,
        better=info.better,
        value=finding.value,
        bound=finding.bound,
        sentence=finding.sentence if finding.value is not None else None,
        reason=finding.reason if finding.value is None else None,
        origin=Origin.DECLARED if info.needs in own or Handed.ROLES in own else Origin.MEASURED,
        source=info.source,
        links=tuple(islice(chain.from_iterable(_links(entry, result) for entry in result.shown), SHOWN)),
        known=len(known(result.entries)),
        total=len(result.entries),
        known_weight=_known_weight(info, result),
    )


def _known_weight(info: MetricInfo, result: Result) -> float:
    """Give the part of the weight a value rests on; rules that are settled by some rest on all."""
    if info.adds_up not in (AddsUp.SUM, AddsUp.SHARE, AddsUp.MEDIAN) or not result.entries:
        return 1.0
    share = total_weight(known(result.entries)) / (total_weight(result.entries) or 1)
    return min(1.0, rounded(share))


def _links(entry: Entry, result: Result) -> tuple[str, ...]:
    """Give the entry's addresses; a plain path says of which repository where there are several."""
    addresses = links(entry.repository, entry.finding.paths)
    if len(result.entries) == 1:
        return addresses
    name = entry.repository.name
    return tuple(link if link.startswith("https://") else f"{name}: {link}" for link in addresses)


def _repositories(
    snapshot: Snapshot, weights: Sequence[float], values: Mapping[str, Values]
) -> tuple[RepositoryEvidence, ...]:
    return tuple(
        RepositoryEvidence(
            name=repository.name,
            role=repository.role.value,
            url=repository.url,
            commit=repository.head.commit if repository.head else None,
            weight=weights[position],
            values={
                metric: of_metric[position] for metric, of_metric in values.items() if position in of_metric
            },
        )
        for position, repository in enumerate(snapshot.repositories)
    )
