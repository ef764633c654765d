"""Short ways to measure one thing of made-up facts."""

from support.facts import snapshot

from mrl.metrics import measure
from mrl.model.base import Value
from mrl.model.evidence import Evidence
from mrl.model.facts import RepositoryFacts
from mrl.model.snapshot import Snapshot


def evidence_of(metric: str, *repositories: RepositoryFacts) -> Evidence:
    """Measure a project of these repositories and give one metric's evidence."""
    return by_metric(snapshot(*repositories))[metric]


def by_metric(measured: Snapshot) -> dict[str, Evidence]:
    """Measure a snapshot and give the evidence by metric."""
    return {evidence.metric: evidence for evidence in measure(measured).evidence}


def value_of(metric: str, *repositories: RepositoryFacts) -> Value | None:
    """Measure a project of these repositories and give one metric's value."""
    return evidence_of(metric, *repositories).value


def reason_of(metric: str, *repositories: RepositoryFacts) -> str:
    """Measure a project of these repositories and give why one metric is unknown."""
    reason = evidence_of(metric, *repositories).reason
    return reason.in_english() if reason else ""


def sentence_of(metric: str, *repositories: RepositoryFacts) -> str:
    """Measure a project of these repositories and give one metric's sentence."""
    sentence = evidence_of(metric, *repositories).sentence
    return sentence.in_english() if sentence else ""
