"""Recognise an issue tracker from its address, from a manifest's words, or from commit keys."""

import re
from collections.abc import Iterable

from mrl.collectors.tree.declarations import web_address
from mrl.model.project import Tracker, TrackerKind

_KINDS = (
    (
        TrackerKind.GITHUB,
        re.compile(r"(?P<url>https?://(?:www\.)?github\.com/[\w.-]+/[\w.-]+/issues)(?!/\d)(?:[/?#].*)?"),
    ),
    (
        TrackerKind.GITLAB,
        re.compile(r"(?P<url>https?://[^/]+/.+/-/(?:issues|work_items))(?!/\d)(?:[/?#].*)?"),
    ),
    (TrackerKind.GITLAB, re.compile(r"(?P<url>https?://[^/]*gitlab[^/]*/[^?#]+/issues)(?!/\d)(?:[/?#].*)?")),
    (
        TrackerKind.BUGZILLA,
        re.compile(
            r"(?P<url>https?://[^?#]*(?:bugzilla|(?:buglist|enter_bug"
            r"|describecomponents)\.cgi)[^?#]*)(?:[?#].*)?"
        ),
    ),
    (
        TrackerKind.JIRA,
        re.compile(
            r"(?P<url>https?://[^?#]+/(?:browse|projects)/[A-Z][A-Z0-9_]+)(?:-\d+)?(?:[/?#].*)?"
            r"|(?P<bare>https?://(?:[^/?#]*jira[^/?#]*|[^/?#]+/jira"
            r"|[^/?#]+\.atlassian\.net)(?:/[^?#]*)?)(?:[?#].*)?"
        ),
    ),
    (
        TrackerKind.REDMINE,
        re.compile(
            r"(?P<url>https?://[^?#]+/projects/[a-z0-9_-]+/issues)(?:[/?#].*)?"
            r"|(?P<bare>https?://[^?#]*redmine[^?#]*)(?:[?#].*)?"
        ),
    ),
    (
        TrackerKind.OTHER,
        re.compile(
            r"(?P<url>https?://(?:codeberg\.org|gitea\.[^/]+|[^/]*forgejo[^/]*"
            r"|bitbucket\.org)/[\w.-]+/[\w.-]+/issues)(?!/\d)(?:[/?#].*)?"
            r"|(?P<bare>https?://(?:bugs\.launchpad\.net/|sourceforge\.net/p/[^/]+/(?:bugs|tickets)"
            r"|[^/]*youtrack|[^/]*mantis|[^?#]+/mantis)[^?#]*)(?:[?#].*)?"
        ),
    ),
)
"""Customary addresses of issue lists; an address of one single issue is no list."""

_SYSTEM_WORDS = {
    "github": TrackerKind.GITHUB,
    "gitlab": TrackerKind.GITLAB,
    "jira": TrackerKind.JIRA,
    "redmine": TrackerKind.REDMINE,
    "bugzilla": TrackerKind.BUGZILLA,
}

FEWEST_KEYED_COMMITS = 50
LEAST_SHARE_OF_COMMITS = 0.2


def tracker_at(address: str | None) -> Tracker | None:
    """Recognise a tracker by the customary form of its address; None for any other page."""
    for kind, form in _KINDS if address else ():
        match = form.fullmatch(address or "")
        if match:
            named = match.groupdict()
            return Tracker(kind=kind, url=(named.get("url") or named.get("bare") or "").rstrip("/"))
    return None


def declared_tracker(address: object, system: object = None) -> tuple[Tracker, ...]:
    """Give the tracker that a manifest declares, of kind `other` where neither word nor address tells."""
    url = web_address(address)
    recognised = tracker_at(url)
    words = system.lower() if isinstance(system, str) else ""
    kind = next((kind for word, kind in _SYSTEM_WORDS.items() if word in words), None)
    if recognised:
        return (recognised,)
    return (Tracker(kind=kind or TrackerKind.OTHER, url=url),) if url or kind else ()


def tracker_of_keys(issue_keys: dict[str, int] | None, commits: int | None) -> tuple[Tracker, ...]:
    """Conclude from keys such as ABC-123 in commit subjects that issues are kept somewhere.

    Several trackers write keys in this way, so the kind is `other` and there is no address. The most
    used prefix must begin more than a fifth of the commits (of at least 50 commits where the number
    of commits is not known). Used only where nothing else names a tracker.
    """
    most = max((issue_keys or {}).values(), default=0)
    enough = commits * LEAST_SHARE_OF_COMMITS if commits is not None else FEWEST_KEYED_COMMITS - 1
    return (Tracker(kind=TrackerKind.OTHER),) if most > enough else ()


def distinct(trackers: Iterable[Tracker]) -> tuple[Tracker, ...]:
    """Leave out repetitions, and a tracker without address beside one of its kind with an address."""
    all_once = tuple(dict.fromkeys(trackers))
    with_address = {tracker.kind for tracker in all_once if tracker.url}
    return tuple(tracker for tracker in all_once if tracker.url or tracker.kind not in with_address)
