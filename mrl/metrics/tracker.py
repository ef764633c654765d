"""Where issues are kept, and whether changes refer to them."""

from mrl.metrics.context import Context
from mrl.metrics.finding import Finding, Sign, Subject, share_of, undefined, yes_if_any
from mrl.metrics.reading import history, require
from mrl.metrics.registry import Theme
from mrl.metrics.tracker_signs import key_sign, trackers
from mrl.model.base import Message, say
from mrl.model.evidence import AddsUp, Better, Kind
from mrl.model.facts import CommitKind, RepositoryFacts
from mrl.model.project import Tracker, TrackerKind

THEME = Theme()


def _names(tracker: Tracker) -> Message:
    if tracker.url is None:
        return say("A tracker of the kind {kind} is named", kind=tracker.kind.value)
    return say("A tracker of the kind {kind} is named: {url}", kind=tracker.kind.value, url=tracker.url)


def _tracker_sign(repository: RepositoryFacts, context: Context) -> Sign:
    if context.tracker is None and (repository.declared is None or repository.declared.trackers is None):
        return Sign(None, Subject.DECLARED)
    known = trackers(repository, context)
    return Sign(bool(known), Subject.DECLARED, _names(known[0]) if known else None)


@THEME.of_repository(
    THEME.info(
        "tracker.named",
        "Issue tracker is named",
        "README, a manifest, the project file or keys in commit subjects show where issues are kept.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
    )
)
def is_named(repository: RepositoryFacts, context: Context) -> Finding:
    """Look for a tracker, then for keys of one."""
    signs = [_tracker_sign(repository, context), key_sign(repository)]
    return yes_if_any(signs, say("README, manifests and commits name no issue tracker"))


@THEME.of_repository(
    THEME.info(
        "tracker.kind",
        "Kind of issue tracker",
        "The kind of the tracker that the project file names, else of the first that README or manifests "
        "name.",
        kind=Kind.WORD,
        better=Better.NEITHER,
        adds_up=AddsUp.CORE,
        words=tuple(TrackerKind),
    )
)
def kind(repository: RepositoryFacts, context: Context) -> Finding:
    """Give the kind of the first tracker."""
    known = trackers(repository, context)
    if not known:
        raise undefined(say("no issue tracker is named"))
    return Finding(known[0].kind.value, _names(known[0]))


@THEME.of_repository(
    THEME.info(
        "tracker.issue_keys_share",
        "Commits that name an issue",
        "Commits whose subject begins with the key of an issue, divided by the human commits of the whole "
        "history of the "
        "default branch.",
        kind=Kind.SHARE,
        unit="share",
        adds_up=AddsUp.SHARE,
    )
)
def issue_keys_share(repository: RepositoryFacts, _context: Context) -> Finding:
    """Compare commits with a key with all human commits."""
    rows = require(history(repository).default_branch, Subject.HISTORY)
    whole = sum(count for _day, _author, by, count in rows if by is CommitKind.HUMAN)
    keys = require(history(repository).issue_keys, Subject.HISTORY)
    part = min(sum(keys.values()), whole)
    return share_of(
        part,
        whole,
        say("{part} of {whole} commits begin with the key of an issue"),
        say("no person ever committed"),
    )
