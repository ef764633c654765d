"""A stand-in for Redmine that keeps issues with journals and applies the filters it is asked for."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from support.http_server import Reply, Seen, of_json


def written(time: dt.datetime) -> str:
    """Write a time as Redmine does."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def person(number: int, name: str = "Ada Example") -> dict[str, Any]:
    """Describe somebody."""
    return {"id": number, "name": name}


def issue(
    number: int,
    created: dt.datetime,
    *,
    closed: dt.datetime | None = None,
    assignee: int | None = None,
    notes: list[tuple[dict[str, Any], dt.datetime, str]] | None = None,
) -> dict[str, Any]:
    """Make an issue of person 1, with notes by whom, when and what."""
    times = [created, *([closed] if closed else []), *(when for _, when, _ in notes or [])]
    return {
        "id": number,
        "author": person(1),
        **({"assigned_to": person(assignee, "Ben Sample")} if assignee else {}),
        "created_on": written(created),
        "updated_on": written(max(times)),
        "closed_on": written(closed) if closed else None,
        "journals": [
            {"id": 1, "user": user, "created_on": written(when), "notes": text}
            for user, when, text in notes or []
        ],
    }


@dataclass
class Redmine:
    """One Redmine below `/tracker` with the project `tide`."""

    issues: list[dict[str, Any]]
    broken: set[int] = field(default_factory=set)
    """Issues that it fails to show one by one."""
    key: str | None = None
    """Without it, it shows nothing."""

    def answer(self, seen: Seen) -> Reply | None:
        """Answer a request."""
        if self.key is not None and seen.headers.get("x-redmine-api-key") != self.key:
            return of_json({}, 401)
        parts = urlsplit(seen.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        call = parts.path.removeprefix("/tracker/").removesuffix(".json")
        if call == "issues":
            return self._list(asked) if asked["project_id"] == "tide" else None
        number = int(call.removeprefix("issues/"))
        assert asked["include"] == "journals"
        found = next(each for each in self.issues if each["id"] == number)
        return of_json({"issue": found}) if number not in self.broken else of_json({}, 500)

    def _list(self, asked: dict[str, str]) -> Reply:
        by = asked["sort"].removesuffix(":desc")
        found = [each for each in self.issues if _matches(each, asked)]
        found.sort(key=lambda each: each[by] or "", reverse=True)
        limit, start = int(asked["limit"]), int(asked.get("offset", 0))
        shown = [
            {name: value for name, value in each.items() if name != "journals"}
            for each in found[start : start + limit]
        ]
        return of_json({"issues": shown, "total_count": len(found), "limit": limit, "offset": start})


def _matches(found: dict[str, Any], asked: dict[str, str]) -> bool:
    is_closed = found["closed_on"] is not None
    wanted = {"open": not is_closed, "closed": is_closed, "*": True}[asked["status_id"]]
    times = [name for name in ("created_on", "closed_on") if name in asked]
    return wanted and all(found[name] and _holds(found[name], asked[name]) for name in times)


def _holds(time: str, condition: str) -> bool:
    """Apply a filter; times of one form compare as texts."""
    compare: dict[str, Callable[[str], bool]] = {
        "<=": lambda value: time <= value,
        ">=": lambda value: time >= value,
        "><": lambda value: value.split("|")[0] <= time <= value.split("|")[1],
    }
    return compare[condition[:2]](condition[2:])
