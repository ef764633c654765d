"""What a made-up GitLab server holds, and how its lists are filtered and sorted."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

NOW = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
"""The server's own time."""


def ago(days: float) -> dt.datetime:
    """Give the moment so many days before the server's time."""
    return NOW - dt.timedelta(days=days)


@dataclass
class Note:
    author: str
    time: dt.datetime
    system: bool = False


@dataclass
class Item:
    """An issue, or a merge request."""

    opened: dt.datetime
    closed: dt.datetime | None = None
    merged: dt.datetime | None = None
    author: str = "ada"
    assignees: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    notes: list[Note] = field(default_factory=list)

    @property
    def state(self) -> str:
        return "merged" if self.merged else "closed" if self.closed else "opened"

    @property
    def updated(self) -> dt.datetime:
        ends = [time for time in (self.closed, self.merged) if time]
        return max([self.opened, *ends, *(note.time for note in self.notes)])


@dataclass
class Release:
    tag: str
    time: dt.datetime
    files: int = 0


@dataclass
class Project:
    path: str
    id: int = 0
    description: str | None = "A tool"
    archived: bool = False
    branch: str | None = "main"
    protected: bool = True
    rules_shown: bool = False
    code_shown: bool = True
    topics: tuple[str, ...] = ("city",)
    license: str | None = "bsd-3-clause"
    fork_of: str | None = None
    issues_enabled: bool = True
    visibility: str = "public"
    files: tuple[str, ...] = ("README.md", "LICENSE", ".gitlab/issue_templates/bug.md")
    head: str = "1" * 40
    releases: list[Release] = field(default_factory=list)
    pipelines: list[tuple[str, str]] = field(default_factory=list)
    issues: list[Item] = field(default_factory=list)
    changes: list[Item] = field(default_factory=list)


_TIMES = {"created": "opened", "closed": "closed", "merged": "merged", "updated": "updated"}


def chosen(items: Iterable[Item], arguments: dict[str, Any]) -> list[Item]:
    """Filter and sort as the arguments of a GraphQL list say; newest first where nothing is said."""
    found = list(items)
    if arguments.get("state"):
        found = [item for item in found if item.state == arguments["state"]]
    for label in arguments.get("labelName") or ():
        found = [item for item in found if label in item.labels]
    for name, attribute in _TIMES.items():
        after, before = arguments.get(f"{name}After"), arguments.get(f"{name}Before")
        if after:
            found = [item for item in found if (time := getattr(item, attribute)) and time >= _time(after)]
        if before:
            found = [item for item in found if (time := getattr(item, attribute)) and time <= _time(before)]
    key = _TIMES[(arguments.get("sort") or "CREATED_DESC").lower().removesuffix("_desc").removesuffix("_at")]
    return sorted(found, key=lambda item: getattr(item, key) or ago(9999), reverse=True)


def _time(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def written(time: dt.datetime | None) -> str | None:
    """Write a time as GitLab does."""
    return None if time is None else time.isoformat().replace("+00:00", "Z")
