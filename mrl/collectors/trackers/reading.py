"""Reads the trackers of a project, whichever they are; what cannot be read is a gap."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mrl import faults
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import SourceError
from mrl.collectors.http.hosts import shown_address
from mrl.collectors.trackers.jira import read_jira
from mrl.collectors.trackers.place import Place, locate
from mrl.collectors.trackers.redmine import MOST_ANSWERS, read_redmine
from mrl.collectors.trackers.sample import Question, TrackerAnswer
from mrl.model.base import Message, Moment, say
from mrl.model.facts import Gap
from mrl.model.forge import TrackerFacts
from mrl.model.project import Tracker, TrackerKind

MOST_TRACKERS = 20
"""So many trackers of one project are read; hundreds of repositories may each name one of their own."""

_READERS: dict[TrackerKind, Callable[[Question], TrackerAnswer]] = {
    TrackerKind.JIRA: read_jira,
    TrackerKind.REDMINE: read_redmine,
}
_REQUESTS = {TrackerKind.JIRA: 7, TrackerKind.REDMINE: 5 + 2 * MOST_ANSWERS}
_ON_A_FORGE = (TrackerKind.GITHUB, TrackerKind.GITLAB)
_SUBJECT = "tracker"
_TOO_MANY = say("the repositories name so many trackers that this one was not read")


@dataclass(frozen=True, kw_only=True)
class TrackerReading:
    """What a tracker said; its issues are None where it said nothing, with a gap that tells why.

    There are no facts of a tracker whose address is not known.
    """

    facts: TrackerFacts | None
    gaps: tuple[Gap, ...] = ()


def trackers_to_read(named: Tracker | None, declared: Iterable[Tracker]) -> tuple[Tracker, ...]:
    """Give the trackers outside the forge: the project file's alone, else those that repositories name.

    Each project on a server is given once, and one without address only where no other of its kind
    is named.
    """
    outside = [each for each in ((named,) if named else declared) if each.kind not in _ON_A_FORGE]
    with_address = {each.kind for each in outside if each.url}
    distinct: dict[Place | Tracker, Tracker] = {}
    for each in outside:
        distinct.setdefault(_key(each), each)
    return tuple(each for each in distinct.values() if each.url or each.kind not in with_address)


def read_tracker(
    tracker: Tracker,
    door: Door,
    as_of: Moment,
    number: Callable[[str], int],
    progress: Callable[[Message], None],
) -> TrackerReading:
    """Read a Jira or Redmine project as of a moment; never raises SourceError.

    `number` gives people numbers over the whole project. Other kinds of trackers are a gap.
    """
    reasons: list[Message] = []
    with faults.taken(reasons.append):
        try:
            return _read(tracker, door, as_of, number, progress)
        except SourceError as problem:
            reasons.append(problem.reason)
    return _unread(tracker, reasons[0])


def read_trackers(
    trackers: Iterable[Tracker],
    door: Door,
    as_of: Moment,
    number: Callable[[str], int],
    progress: Callable[[Message], None],
) -> tuple[TrackerReading, ...]:
    """Read several trackers, a bounded number of them; never raises SourceError."""
    several = tuple(trackers)
    return (
        *(read_tracker(each, door, as_of, number, progress) for each in several[:MOST_TRACKERS]),
        *(_unread(each, _TOO_MANY) for each in several[MOST_TRACKERS:]),
    )


def forecast(trackers: Iterable[Tracker]) -> int:
    """Give the requests that reading trackers usually takes at most."""
    return sum(_REQUESTS.get(each.kind, 0) for each in list(trackers)[:MOST_TRACKERS])


def _read(
    tracker: Tracker,
    door: Door,
    as_of: Moment,
    number: Callable[[str], int],
    progress: Callable[[Message], None],
) -> TrackerReading:
    reader = _READERS.get(tracker.kind)
    if reader is None:
        kind = tracker.kind.value
        raise SourceError(say("issues are not read from trackers of the kind {kind}", kind=kind))
    place = locate(tracker)
    progress(say("reading issues of {project} from {host}", project=place.project, host=place.host))
    answer = reader(Question(place=place, door=door, as_of=as_of, number=number))
    return TrackerReading(
        facts=TrackerFacts(
            kind=tracker.kind,
            url=shown_address(tracker.url or ""),
            project=place.project,
            issues=answer.issues,
        ),
        gaps=tuple(Gap(subject=_SUBJECT, reason=reason) for reason in answer.missing),
    )


def _unread(tracker: Tracker, reason: Message) -> TrackerReading:
    url, gaps = tracker.url, (Gap(subject=_SUBJECT, reason=reason),)
    if url is None:
        return TrackerReading(facts=None, gaps=gaps)
    facts = TrackerFacts(kind=tracker.kind, url=shown_address(url), project=tracker.project)
    return TrackerReading(facts=facts, gaps=gaps)


def _key(tracker: Tracker) -> Place | Tracker:
    """Give what two trackers that are the same have in common."""
    try:
        return locate(tracker) if tracker.kind in _READERS else tracker
    except SourceError:
        return tracker
