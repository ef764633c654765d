"""Signs of where issues are kept: trackers that are named, and keys of issues in commits."""

from mrl.metrics.context import Context
from mrl.metrics.finding import Sign, Subject
from mrl.metrics.reading import declared, require
from mrl.model.base import say
from mrl.model.facts import RepositoryFacts
from mrl.model.project import Tracker, TrackerKind

LEAST_KEYS = 10
"""Commits that must begin with keys of one prefix before the prefix counts as a tracker's."""

ON_A_FORGE = frozenset((TrackerKind.GITHUB, TrackerKind.GITLAB))


def trackers(repository: RepositoryFacts, context: Context) -> tuple[Tracker, ...]:
    """Give the tracker of the project file, which outranks others, or those README and manifests name."""
    if context.tracker is not None:
        return (context.tracker,)
    return require(declared(repository).trackers, Subject.DECLARED)


def key_sign(repository: RepositoryFacts) -> Sign:
    """Commit subjects that begin with keys are a sign even in a shallow history, their lack is not."""
    known = repository.history
    keys = (known.issue_keys if known else None) or {}
    prefix = max(keys, key=lambda name: (keys[name], name), default=None)
    if prefix is not None and keys[prefix] >= LEAST_KEYS:
        sentence = say("{count} commits begin with a key such as {key}-1", count=keys[prefix], key=prefix)
        return Sign(True, Subject.HISTORY, sentence)
    complete = known is not None and known.complete is True and known.issue_keys is not None
    return Sign(False if complete else None, Subject.HISTORY)
