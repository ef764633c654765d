"""Findings side by side: one entry for each repository in the scope of a metric."""

from collections.abc import Sequence
from dataclasses import dataclass

from mrl.metrics.finding import Finding
from mrl.model.base import say
from mrl.model.facts import RepositoryFacts


@dataclass(frozen=True, slots=True)
class Entry:
    """One repository of the scope, its weight and what was found in it."""

    repository: RepositoryFacts
    weight: float
    finding: Finding


Entries = Sequence[Entry]


def known(entries: Entries) -> list[Entry]:
    """Give the entries whose facts could be read."""
    return [entry for entry in entries if entry.finding.known]


def total_weight(entries: Entries) -> float:
    """Give the weight of all entries together."""
    return sum(entry.weight for entry in entries)


def lacking(entries: Entries) -> Finding:
    """Say why the project's value is unknown: which repositories lack the facts, else define no value.

    Where all lack them for the same reason that reason is given, else how many do.
    """
    without = [entry for entry in entries if not entry.finding.known] or [
        entry for entry in entries if entry.finding.value is None
    ]
    first = without[0]
    same = all(entry.finding.reason == first.finding.reason for entry in without)
    if same and len(without) == len(entries):
        return first.finding
    reason = say(
        "unknown for {count} of {total} repositories, among them {repository}",
        count=len(without),
        total=len(entries),
        repository=first.repository.name,
    )
    return Finding(reason=reason, missing=first.finding.missing)
