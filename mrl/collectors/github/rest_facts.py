"""Answers of the REST interface under the names of the GraphQL one, so that one reader reads both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mrl.collectors.github.api import Page
from mrl.collectors.github.people import moment
from mrl.collectors.github.records import Section
from mrl.model.base import Moment

Json = Mapping[str, Any]

_SAME = {
    "full_name": "nameWithOwner",
    "html_url": "url",
    "description": "description",
    "homepage": "homepageUrl",
    "archived": "isArchived",
    "fork": "isFork",
    "is_template": "isTemplate",
    "has_issues": "hasIssuesEnabled",
    "has_discussions": "hasDiscussionsEnabled",
    "pushed_at": "pushedAt",
    "updated_at": "updatedAt",
}

_PROFILE = {
    "readme": "readme",
    "license": "license",
    "contributing": "contributing",
    "code_of_conduct_file": "code_of_conduct",
    "issue_template": "issue_templates",
    "pull_request_template": "change_request_templates",
}


def repository_facts(repository: Json) -> dict[str, Any]:
    """Rename what the description of a repository tells; what it leaves out stays unknown."""
    facts = {name: repository[key] for key, name in _SAME.items() if key in repository}
    if isinstance(repository.get("topics"), list):
        facts["repositoryTopics"] = {"nodes": [{"topic": {"name": each}} for each in repository["topics"]]}
    if "license" in repository:
        license_ = repository["license"]
        facts["licenseInfo"] = {"spdxId": license_.get("spdx_id")} if license_ else None
    return facts


def profile_facts(profile: Json, owner: str) -> dict[str, Any]:
    """Take apart the community profile: what is the repository's own, and what its organisation's."""
    files = {kind: profile["files"][key] for key, kind in _PROFILE.items() if key in profile["files"]}
    addresses = {kind: str((file or {}).get("html_url") or "") for kind, file in files.items()}
    inherited = {
        kind: url for kind, url in addresses.items() if f"/{owner}/.github/".casefold() in url.casefold()
    }
    own = {kind: file is not None and kind not in inherited for kind, file in files.items()}
    return {"communityFiles": own, "inheritedFiles": inherited}


def release(answer: Json) -> dict[str, Any]:
    """Rename what is told of a release."""
    return {
        "tagName": answer.get("tag_name"),
        "createdAt": answer.get("created_at"),
        "publishedAt": answer.get("published_at"),
        "isPrerelease": answer.get("prerelease"),
        "isDraft": answer.get("draft"),
        "releaseAssets": {"totalCount": len(answer.get("assets") or ())},
    }


@dataclass(frozen=True)
class Comments:
    """The latest comments on a repository's issues, by issue; none is missing since `horizon`."""

    by_number: Mapping[int, Sequence[dict[str, Any]]]
    horizon: Moment | None

    @classmethod
    def of(cls, page: Page) -> "Comments":
        """Sort one page of comments, the latest first, by the issue they are on."""
        by_number: dict[int, list[dict[str, Any]]] = {}
        for answer in reversed(page.answers):
            number = str(answer.get("issue_url", "")).rpartition("/")[2]
            if number.isdecimal():
                comment = {"createdAt": answer.get("created_at"), "author": _actor(answer.get("user"))}
                by_number.setdefault(int(number), []).append(comment)
        return cls(by_number, None if page.is_whole else _oldest(page, "created_at"))

    def on(self, issue: Json) -> dict[str, Any]:
        """Give the comments on an issue; fewer than their count where some were not read."""
        found = self.by_number.get(issue.get("number") or 0, ())
        created = moment(issue.get("created_at"))
        if self.horizon is None or (created is not None and created >= self.horizon):
            return {"totalCount": len(found), "nodes": list(found)}
        return {"totalCount": issue.get("comments"), "nodes": []}


def items(answers: Iterable[Json], comments: Comments | None) -> list[dict[str, Any]]:
    """Rename what is told of issues or change requests."""
    return [_item(answer, comments) for answer in answers]


def _item(answer: Json, comments: Comments | None) -> dict[str, Any]:
    told: dict[str, Any] = {"totalCount": answer.get("comments"), "nodes": []}
    people = [person for person in answer.get("assignees") or () if person]
    item = {
        "number": answer.get("number"),
        "createdAt": answer.get("created_at"),
        "updatedAt": answer.get("updated_at"),
        "closedAt": answer.get("closed_at"),
        "author": _actor(answer.get("user")),
        "assignees": {"nodes": [{"login": person.get("login")} for person in people]},
        "comments": comments.on(answer) if comments else told,
    }
    return item | ({"mergedAt": answer["merged_at"]} if "merged_at" in answer else {})


def section(page: Page, nodes: Sequence[dict[str, Any]], ordered_by: str) -> Section:
    """Make a list of one page of answers, the latest first; `nodes` are those of them that belong in it."""
    if page.is_whole:
        return Section(nodes=tuple(nodes), total=len(nodes))
    return Section(nodes=tuple(nodes), horizon=_oldest(page, ordered_by))


def _oldest(page: Page, ordered_by: str) -> Moment:
    """Give the moment since which nothing is missing; ValueError for a server that does not tell."""
    time = moment(page.answers[-1].get(ordered_by)) if page.answers else None
    if time is None:
        raise ValueError(ordered_by)
    return time


def _actor(user: Json | None) -> dict[str, Any] | None:
    return {"login": user.get("login"), "__typename": user.get("type")} if user else None
