"""Where a repository's issues are kept: an empty list on a forge says nothing of issues kept elsewhere.

The project file outranks README and manifests. A repository's issues are kept

- elsewhere, where every tracker that is named is of another kind than its forge: also when the forge's
  list is not empty, since strays there do not show how the issues of the project are treated;
- elsewhere, where issues are switched off on the forge;
- on the forge, where its list is not empty;
- elsewhere, where the list is empty and a tracker of another kind is named beside that of the forge, or
  commits begin with keys of issues;
- on the forge, where its list is empty and nothing of this speaks against it.

Where one of these signs was not read the place is unknown, and so is everything about the issues. Issues
kept elsewhere are those of the trackers that were read: of the kinds named, or all where none is.
"""

from mrl.metrics.context import Context
from mrl.metrics.finding import Subject, unread
from mrl.metrics.reading import require, told
from mrl.metrics.tracker_signs import ON_A_FORGE, key_sign, trackers
from mrl.model.base import Message, say
from mrl.model.facts import RepositoryFacts
from mrl.model.forge import IssueSample
from mrl.model.project import Tracker

SWITCHED_OFF = say("issues are switched off on the forge; where else they are kept was not read")
KEYS = say("commits begin with keys of issues, which are kept elsewhere")
NO_SAMPLE = say("the issues were not read")


def issue_samples(repository: RepositoryFacts, context: Context) -> tuple[IssueSample, ...]:
    """Give the samples with the repository's issues: its own on the forge, or those of trackers elsewhere.

    Raises UnknownError where the place is not known or was not read.
    """
    place = kept_elsewhere(repository, context)
    if place is None:
        return (_on_forge(repository),)
    kinds = {tracker.kind for tracker in _outside(repository, context)}
    read = [facts.issues for facts in context.tracker_facts if not kinds or facts.kind in kinds]
    samples = tuple(sample for sample in read if sample is not None)
    if not samples or len(samples) < len(read):
        raise unread(Subject.TRACKER, place)
    return samples


def kept_elsewhere(repository: RepositoryFacts, context: Context) -> Message | None:
    """Say where issues are kept if not on the forge, None where they are; raises if that is unknown."""
    outside = _outside(repository, context)
    if outside and len(outside) == len(trackers(repository, context)):
        return _names(outside[0])
    if not told(require(repository.forge, Subject.ISSUES).issues_enabled, Subject.ISSUES):
        return SWITCHED_OFF
    sample = _on_forge(repository)
    if sample.open or sample.closed:
        return None
    if outside:
        return _names(outside[0])
    return KEYS if context.tracker is None and _has_keys(repository) else None


def _on_forge(repository: RepositoryFacts) -> IssueSample:
    return told(require(repository.forge, Subject.ISSUES).issues, Subject.ISSUES, NO_SAMPLE)


def _outside(repository: RepositoryFacts, context: Context) -> list[Tracker]:
    """Give the trackers that are named and not of the kind of the repository's forge."""
    here = {repository.forge.kind.value} if repository.forge else {kind.value for kind in ON_A_FORGE}
    return [tracker for tracker in trackers(repository, context) if tracker.kind.value not in here]


def _names(tracker: Tracker) -> Message:
    if tracker.url is None:
        return say("issues are kept in a tracker of the kind {kind}", kind=tracker.kind.value)
    return say(
        "issues are kept in a tracker of the kind {kind}: {url}", kind=tracker.kind.value, url=tracker.url
    )


def _has_keys(repository: RepositoryFacts) -> bool:
    return require(key_sign(repository).there, Subject.HISTORY)
