"""Where a tracker is: its server, the address its API starts from, and the project on it."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from mrl.collectors.http.errors import SourceError
from mrl.collectors.http.hosts import is_loopback, normal_host
from mrl.model.base import say
from mrl.model.project import Tracker, TrackerKind

_CLOUD = ".atlassian.net"
_PROJECT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_PAGES = {
    TrackerKind.JIRA: re.compile(r"(?P<root>.*?)/(?:browse|projects)/(?P<project>[A-Za-z][A-Za-z0-9_]*).*"),
    TrackerKind.REDMINE: re.compile(r"(?P<root>.*?)/projects/(?P<project>[a-z0-9_-]+)(?:/.*)?"),
}
"""Pages of a project; what stands before them belongs to the server (`https://host/jira`)."""

_EXAMPLES = {
    TrackerKind.JIRA: "https://server/projects/KEY",
    TrackerKind.REDMINE: "https://server/projects/name/issues",
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """A project on a tracker: `host` with its port, `root` without slash at the end, its key."""

    host: str
    root: str
    project: str


def locate(tracker: Tracker) -> Place:
    """Find server and project of a Jira or Redmine tracker; raises SourceError where it does not tell.

    What `project` of the tracker says outranks the address.
    """
    parts, host = _address(tracker)
    page = _PAGES[tracker.kind].fullmatch(parts.path)
    path = page["root"] if page else parts.path.rstrip("/")
    project = tracker.project or (page["project"] if page else "")
    if not _PROJECT.fullmatch(project):
        reason = say(
            "{host}: the tracker's address names no project; write it like {example}",
            host=host,
            example=_EXAMPLES[tracker.kind],
        )
        raise SourceError(reason)
    # In the cloud, what stands before `projects` is a part of the pages, not of the server.
    root = f"{parts.scheme}://{host}{'' if host.endswith(_CLOUD) else path}"
    return Place(host=host, root=root, project=project)


def _address(tracker: Tracker) -> tuple[SplitResult, str]:
    """Take an address apart; credentials in it are dropped."""
    try:
        parts = urlsplit(tracker.url or "")
        name, port = parts.hostname or "", parts.port
    except ValueError:
        name, port = "", None
    if not name:
        kind = tracker.kind.value
        raise SourceError(say("a tracker of the kind {kind} is named without a usable address", kind=kind))
    host = normal_host((f"[{name}]" if ":" in name else name) + (f":{port}" if port else ""))
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise SourceError(say("{host}: the tracker is read by https only", host=host))
    return parts, host
