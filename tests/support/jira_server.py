"""A stand-in for Jira that keeps issues and answers the JQL it is asked, as Server or as Cloud."""

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from support.http_server import Reply, Seen, of_json

_CLAUSES: tuple[tuple[str, Callable[[Any, str], bool]], ...] = (
    (r'project = "(\w+)"', lambda issue, key: issue["key"].startswith(f"{key}-")),
    (r"created <= (\d+)", lambda issue, time: _time(issue, "created") <= int(time)),
    (r"created > (\d+)", lambda issue, time: _time(issue, "created") > int(time)),
    (r"resolution IS NOT EMPTY", lambda issue, _: bool(issue["fields"]["resolutiondate"])),
    (r"resolved <= (\d+)", lambda issue, time: 0 < _time(issue, "resolutiondate") <= int(time)),
    (r"resolved > (\d+)", lambda issue, time: _time(issue, "resolutiondate") > int(time)),
    (
        r"\(resolution IS EMPTY OR resolved > (\d+)\)",
        lambda issue, time: (
            not issue["fields"]["resolutiondate"] or _time(issue, "resolutiondate") > int(time)
        ),
    ),
)
_ORDERS = {"created": "created", "resolved": "resolutiondate"}


def written(time: dt.datetime, offset: int = 2) -> str:
    """Write a time as Jira does, in the server's own time zone."""
    local = time.astimezone(dt.timezone(dt.timedelta(hours=offset)))
    return local.strftime("%Y-%m-%dT%H:%M:%S.000%z")


def person(name: str, *, is_app: bool = False) -> dict[str, Any]:
    """Describe somebody as a Server does, with what the Cloud adds."""
    kind = "app" if is_app else "atlassian"
    return {"key": name.lower(), "name": name.lower(), "displayName": name, "accountType": kind}


def issue(
    key: str,
    created: dt.datetime,
    *,
    resolved: dt.datetime | None = None,
    reporter: str | None = "Ada Example",
    assignee: str | None = None,
    comments: list[tuple[dict[str, Any] | None, dt.datetime]] | None = None,
    hidden_comments: int = 0,
) -> dict[str, Any]:
    """Make an issue with comments by whom and when; `hidden_comments` exist and are not delivered."""
    said = [
        {"author": author, "created": written(time), "body": "<b>x</b>"} for author, time in comments or []
    ]
    fields = {
        "created": written(created),
        "resolutiondate": written(resolved) if resolved else None,
        "reporter": person(reporter) if reporter else None,
        "creator": None,
        "assignee": person(assignee) if assignee else None,
        "comment": {"comments": said, "total": len(said) + hidden_comments, "startAt": 0},
    }
    return {"id": key, "key": key, "fields": fields}


@dataclass
class Jira:
    """One Jira below `/jira`; `page` is how many issues the Cloud gives at once."""

    issues: list[dict[str, Any]]
    projects: tuple[str, ...] = ("TIDE",)
    is_cloud: bool = False
    page: int = 100
    token: str | None = None
    """Without it, it shows no project."""
    no_counts: bool = False
    queries: list[str] = field(default_factory=list)

    def answer(self, seen: Seen) -> Reply | None:
        """Answer a request below `/jira/rest/api/2/`."""
        parts = urlsplit(seen.path)
        call = parts.path.removeprefix("/jira/rest/api/2/")
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if seen.body:
            asked |= json.loads(seen.body)
        if call == "serverInfo":
            return of_json(
                {"versionNumbers": [9, 12, 0], "deploymentType": "Cloud" if self.is_cloud else "Server"}
            )
        if call.startswith("project/"):
            key = call.removeprefix("project/")
            return of_json({"key": key}) if self._sees(seen, key) else of_json({}, 404)
        return self._search(call, asked, seen)

    def _search(self, call: str, asked: dict[str, Any], seen: Seen) -> Reply | None:
        if call == "search" and self.is_cloud:
            return of_json({"errorMessages": ["The requested API has been removed."]}, 410)
        self.queries.append(asked.get("jql", ""))
        key = re.search(r'project = "(\w+)"', self.queries[-1])
        if not key or not self._sees(seen, key[1]):
            return of_json({"errorMessages": [f"The value '{key and key[1]}' does not exist"]}, 400)
        found = [self._with_fields(each, seen) for each in self._found(self.queries[-1])]
        if call == "search":
            return of_json({"issues": found[: int(asked["maxResults"])], "total": len(found)})
        if call == "search/jql" and self.is_cloud:
            return of_json(self._page(found, int(asked.get("nextPageToken", 0)), int(asked["maxResults"])))
        if call == "search/approximate-count" and self.is_cloud and not self.no_counts:
            return of_json({"count": len(found)})
        return None

    @staticmethod
    def _with_fields(found: dict[str, Any], seen: Seen) -> dict[str, Any]:
        """Give the fields that were asked for and no other."""
        wanted = parse_qs(urlsplit(seen.path).query).get("fields", [])
        return found | {"fields": {name: found["fields"][name] for name in wanted}}

    def _page(self, found: list[dict[str, Any]], start: int, most: int) -> dict[str, Any]:
        end = start + min(most, self.page)
        more = {"nextPageToken": str(end)} if end < len(found) else {}
        return {"issues": found[start:end], "isLast": not more, **more}

    def _sees(self, seen: Seen, key: str) -> bool:
        return key in self.projects and (
            self.token is None or seen.headers.get("authorization") == self.token
        )

    def _found(self, jql: str) -> list[dict[str, Any]]:
        """Run a query; a clause that is not known is an error of the test."""
        conditions, _, order = jql.partition(" ORDER BY ")
        found = self.issues
        for clause in conditions.split(" AND "):
            holds, value = _clause(clause)
            found = [each for each in found if holds(each, value)]
        if order:
            by = _ORDERS[order.removesuffix(" DESC")]
            found = sorted(found, key=lambda each: _time(each, by), reverse=True)
        return found


def _clause(text: str) -> tuple[Callable[[Any, str], bool], str]:
    for pattern, holds in _CLAUSES:
        if match := re.fullmatch(pattern, text):
            return holds, match[1] if match.groups() else ""
    raise AssertionError(f"no JQL that the stand-in knows: {text}")


def _time(found: dict[str, Any], name: str) -> int:
    """Give a time in milliseconds, 0 where there is none."""
    text = found["fields"][name]
    return int(dt.datetime.fromisoformat(text).timestamp() * 1000) if text else 0
