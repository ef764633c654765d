"""The same facts from the REST interface, for a server whose GraphQL is closed: one page of each list.

Seven requests for each project. Comments would need one more for each issue and are not read: only
where there are none is it known that nobody answered. REST cannot sort by closing date, so the
last changed of the closed issues stand for the last closed ones.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from mrl.collectors.gitlab.answers import (
    ChangeLists,
    GraphAnswer,
    IssueLists,
    NotedAnswer,
    OverviewNode,
    PipelineAnswer,
    ReleaseAnswer,
)
from mrl.collectors.gitlab.details import Draft
from mrl.collectors.gitlab.queries import MOST_PIPELINES
from mrl.collectors.gitlab.server import PAGE, Server
from mrl.collectors.http.errors import BudgetSpent, SourceError, Unreachable
from mrl.model.base import Moment, say

_NEWEST = {"order_by": "created_at", "sort": "desc"}
_LAST_CHANGED = {"order_by": "updated_at", "sort": "desc"}


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Adds to drafts what pages of lists tell as of a moment, which must not be in the past."""

    server: Server
    as_of: Moment
    past: bool

    def add(self, drafts: Mapping[str, Draft]) -> None:
        """Read releases, pipelines, issues and merge requests of each; raises BudgetSpent only."""
        for path, draft in drafts.items():
            place = f"/projects/{quote(path, safe='')}"
            branch = draft.project.default_branch
            self._part(draft, "overview", "forge", OverviewNode, partial(self._overview, place, branch))
            if draft.project.issues_enabled is not False:
                self._part(draft, "issues", "issues", IssueLists, partial(self._issues, place))
            if draft.project.merge_requests_enabled is not False:
                self._part(draft, "changes", "change requests", ChangeLists, partial(self._changes, place))

    def _part(
        self,
        draft: Draft,
        part: str,
        subject: str,
        form: type[GraphAnswer],
        read: Callable[[], dict[str, Any]],
    ) -> None:
        try:
            draft.parts[part] = self.server.software.checked(form, read(), part=part)
        except BudgetSpent:
            raise
        except SourceError as problem:
            draft.fail(subject, self.server, problem)

    def _overview(self, place: str, branch: str | None) -> dict[str, Any]:
        releases, total = self.server.first_page(
            f"{place}/releases", ReleaseAnswer, order_by="released_at", sort="desc"
        )
        found: dict[str, Any] = {"releases": {"count": total, "nodes": [_release(each) for each in releases]}}
        if branch:
            pipelines, _ = self.server.first_page(
                f"{place}/pipelines",
                PipelineAnswer,
                ref=branch,
                scope="finished",
                per_page=str(MOST_PIPELINES),
            )
            found["pipelines"] = {"nodes": [{"status": each.status.upper()} for each in pipelines]}
        return found

    def _issues(self, place: str) -> dict[str, Any]:
        return {
            "open": self._list(f"{place}/issues", "opened", _NEWEST),
            "closed": self._list(f"{place}/issues", "closed", _LAST_CHANGED),
        }

    def _changes(self, place: str) -> dict[str, Any]:
        return {
            "open": self._list(f"{place}/merge_requests", "opened", _NEWEST),
            "merged": self._list(f"{place}/merge_requests", "merged", _LAST_CHANGED),
            "closed": self._list(f"{place}/merge_requests", "closed", _LAST_CHANGED),
        }

    def _list(self, place: str, state: str, order: Mapping[str, str]) -> dict[str, Any]:
        if self.past:
            reason = say(
                "lists of a day in the past need GraphQL, which {host} does not offer us",
                host=self.server.host,
            )
            raise Unreachable(reason)
        entries, total = self.server.first_page(
            place,
            dict[str, Any],
            state=state,
            created_before=self.as_of.isoformat(),
            per_page=str(PAGE),
            **order,
        )
        counted = self.server.software.checked(tuple[NotedAnswer, ...], entries)
        nodes = [_entry(each, told.user_notes_count) for each, told in zip(entries, counted, strict=True)]
        return {"count": total, "nodes": nodes}


def _entry(entry: Mapping[str, Any], notes: int | None) -> dict[str, Any]:
    """Give an issue or merge request in the form GraphQL gives it."""
    nobody = {"nodes": [], "page_info": {"has_next_page": False}}
    names = ("created_at", "closed_at", "merged_at", "author")
    return {
        **{name: entry[name] for name in names if name in entry},
        "assignees": {"nodes": entry.get("assignees") or []},
        "notes": nobody if notes == 0 else None,
    }


def _release(answer: ReleaseAnswer) -> dict[str, Any]:
    """Give a release in the form GraphQL gives it."""
    links = answer.assets.links if answer.assets else None
    nodes = None if links is None else [{"id": str(place)} for place, _ in enumerate(links)]
    return {
        "tag_name": answer.tag_name,
        "released_at": answer.released_at,
        "assets": {"links": {"nodes": nodes}},
    }
