"""Answers GraphQL questions from a made-up server's memory, by running them against a schema."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from graphql import GraphQLError, GraphQLSchema, build_schema, execute, parse, validate
from support.github_state import Hub, Item, Release, Repository, written

EXCERPT = Path(__file__).with_name("github_schema.graphql")

Args = Any


class ForgeError(Exception):
    """An error as GitHub names it: `NOT_FOUND`, `FORBIDDEN` ..."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def schema_of(text: str) -> GraphQLSchema:
    """Build a schema; the published one has small faults (a field defined twice), so it is taken as it is."""
    return build_schema(text, assume_valid=True, assume_valid_sdl=True)


def node_count(node: Any) -> int:
    """Count the nodes a question may give: each list its `first`, times what is below each of them."""
    selected = getattr(node, "selection_set", None)
    below = sum(node_count(each) for each in (selected.selections if selected else ()))
    sizes = [
        each.value.value for each in getattr(node, "arguments", None) or () if each.name.value == "first"
    ]
    return int(sizes[0]) * (1 + below) if sizes else below


class Graph:
    """Runs questions; `spoil` may raise a ForgeError for a repository and a field of it ('' for itself)."""

    def __init__(self, hub: Hub, schema: GraphQLSchema) -> None:
        self._hub = hub
        self._schema = schema
        self.most_nodes = 0
        """Of the questions so far, counted as GitHub does before it answers (its limit is 500,000)."""
        self.spoil: Callable[[str, str], None] = lambda _name, _field: None

    def answer(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """Give data and errors, shaped as GitHub shapes them."""
        document = parse(question["query"], no_location=True)
        problems = validate(self._schema, document)
        if problems:
            return {"errors": [{"message": each.message} for each in problems]}
        variables = question.get("variables") or {}
        self.most_nodes = max(self.most_nodes, node_count(document.definitions[0]))
        root = {
            "repository": self._repository,
            "repositoryOwner": self._owner,
            "search": self._search,
        }
        result = execute(self._schema, document, root, variable_values=variables)
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = [_error(each) for each in result.errors]
        return answer

    def _repository(self, _info: Args, owner: str, name: str, **_: Args) -> dict[str, Any]:
        found = self._hub.find(f"{owner}/{name}")
        if found is None:
            raise ForgeError(
                "NOT_FOUND", f"Could not resolve to a Repository with the name '{owner}/{name}'."
            )
        self.spoil(found.full_name, "")
        return self._node(found)

    def _owner(self, _info: Args, login: str) -> dict[str, Any] | None:
        owned = self._hub.owned(login)
        if not owned:
            return None
        nodes = [self._node(each) for each in owned]
        return {"__typename": "Organization", "login": login, "repositories": _connection(nodes)}

    def _search(self, _info: Args, query: str, **_: Args) -> dict[str, Any]:
        words = dict(word.split(":", 1) for word in query.split())
        found = self._hub.find(words["repo"])
        items = (found.changes if words["is"] == "pr" else found.issues) if found else []
        key = "created" if "created" in words else "closed"
        start, end = words[key].split("..")
        return {"issueCount": sum(start <= (written(getattr(each, key)) or "") <= end for each in items)}

    def _node(self, repository: Repository) -> dict[str, Any]:
        node = {**_settings(repository, self._hub.web), **_lists(repository)}
        return {key: self._guarded(repository, key, value) for key, value in node.items()}

    def _guarded(self, repository: Repository, key: str, value: Any) -> Callable[..., Any]:
        def resolve(info: Args, **arguments: Args) -> Any:
            self.spoil(repository.full_name, key)
            return value(info, **arguments) if callable(value) else value

        return resolve


def _settings(repository: Repository, web: str) -> dict[str, Any]:
    rule = {"requiredApprovingReviewCount": repository.required_reviews, "requiredStatusCheckContexts": []}
    types = [{"type": each} for each in repository.rules]
    branch = {
        "refUpdateRule": rule if repository.required_reviews is not None else None,
        "rules": _connection(types),
    }
    return {
        "nameWithOwner": repository.full_name,
        "name": repository.name,
        "url": f"{web}/{repository.full_name}",
        "description": repository.description,
        "homepageUrl": repository.homepage,
        "isArchived": repository.archived is not None,
        "archivedAt": written(repository.archived),
        "isFork": repository.fork,
        "isTemplate": repository.template,
        "isEmpty": repository.empty,
        "pushedAt": written(repository.pushed),
        "updatedAt": written(repository.pushed),
        "licenseInfo": {"spdxId": repository.license} if repository.license else None,
        "hasIssuesEnabled": repository.has_issues,
        "hasDiscussionsEnabled": repository.has_discussions,
        "defaultBranchRef": None if repository.empty else branch,
        "object": lambda _info, expression: _tree(repository.files, expression.removeprefix("HEAD:")),
    }


def _lists(repository: Repository) -> dict[str, Any]:
    latest_first = sorted(repository.releases, key=lambda each: each.time, reverse=True)
    releases = [_release(each) for each in latest_first]
    labels = sorted({label for item in repository.issues for label in item.labels})
    return {
        "repositoryTopics": _connection([{"topic": {"name": each}} for each in repository.topics]),
        "labels": lambda _info, query="", **page: _page(
            [_label(repository, name) for name in labels if query in name], **page
        ),
        "issues": _items(repository.issues),
        "pullRequests": _items(repository.changes),
        "releases": lambda _info, **page: _page(releases, **page),
    }


def _label(repository: Repository, name: str) -> dict[str, Any]:
    return {"name": name, "issues": _items([each for each in repository.issues if name in each.labels])}


def _items(items: Sequence[Item]) -> Callable[..., Any]:
    def resolve(
        _info: Args,
        states: Sequence[str] = (),
        orderBy: Mapping[str, str] | None = None,  # noqa: N803 - GitHub's name
        **page: Args,
    ) -> dict[str, Any]:
        wanted = [each for each in items if not states or _state(each) in states]
        key = "updated" if orderBy and orderBy["field"] == "UPDATED_AT" else "created"
        wanted.sort(key=lambda each: getattr(each, key), reverse=True)
        return _page([_item(each) for each in wanted], **page)

    return resolve


def _state(item: Item) -> str:
    return "OPEN" if item.closed is None else "MERGED" if item.merged else "CLOSED"


def _item(item: Item) -> dict[str, Any]:
    return {
        "number": item.number,
        "createdAt": written(item.created),
        "updatedAt": written(item.updated),
        "closedAt": written(item.closed),
        "mergedAt": written(item.closed) if item.merged else None,
        "author": actor(item.login),
        "assignees": _connection([{"login": each} for each in item.assignees]),
        "comments": _connection(
            [{"createdAt": written(e.time), "author": actor(e.login)} for e in item.comments]
        ),
        "reviews": _connection(
            [{"submittedAt": written(e.time), "author": actor(e.login)} for e in item.reviews]
        ),
    }


def _release(release: Release) -> dict[str, Any]:
    return {
        "tagName": release.tag,
        "createdAt": written(release.time),
        "updatedAt": written(release.time),
        "publishedAt": None if release.draft else written(release.time),
        "isPrerelease": release.pre_release,
        "isDraft": release.draft,
        "releaseAssets": {"totalCount": release.assets},
    }


def actor(login: str | None) -> dict[str, Any] | None:
    """Give an account; robots have a type of their own and, here, no mark in their name."""
    if login is None:
        return None
    name, mark, _ = login.partition("[bot]")
    return {"__typename": "Bot" if mark else "User", "login": name}


def _tree(files: Sequence[str], folder: str) -> dict[str, Any] | None:
    start = f"{folder}/" if folder else ""
    below = [path.removeprefix(start) for path in files if path.startswith(start)]
    names = {path.partition("/")[0]: "/" in path for path in below}
    if not names:
        return None
    entries = [
        {
            "name": name,
            "type": "tree" if is_folder else "blob",
            "object": _tree(files, start + name) if is_folder else {"__typename": "Blob"},
        }
        for name, is_folder in names.items()
    ]
    return {"__typename": "Tree", "entries": entries}


def _connection(nodes: Sequence[Any]) -> Callable[..., dict[str, Any]]:
    return lambda _info, **page: _page(nodes, **page)


def _page(
    nodes: Sequence[Any], first: int | None = None, after: str | None = None, **_: Args
) -> dict[str, Any]:
    """Cut a page; cursors are positions, so pages move when something is added at the front."""
    if first is not None and not 1 <= first <= 100:
        raise ForgeError("EXCESSIVE_PAGINATION", f"`first` of {first} is not between 1 and 100")
    start = int(re.sub(r"\D", "", after or "") or 0)
    shown = nodes[start : start + first] if first else []
    end = start + len(shown)
    return {
        "totalCount": len(nodes),
        "nodes": shown,
        "pageInfo": {"endCursor": f"position:{end}" if shown else None, "hasNextPage": end < len(nodes)},
    }


def _error(error: GraphQLError) -> dict[str, Any]:
    original = error.original_error
    described: dict[str, Any] = {"message": error.message, "path": error.path}
    return described | ({"type": original.kind} if isinstance(original, ForgeError) else {})
