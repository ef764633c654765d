"""A stand-in for a GitLab server on loopback: it remembers, it answers real questions, it can misbehave."""

import contextlib
import json
import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from graphql import GraphQLSchema
from support.gitlab_graphql import Graph, schema_of
from support.gitlab_state import Item, Project, chosen, written
from support.http_server import HttpServer, Reply, Seen, of_json

GRAPHQL = "/api/graphql"
API = "/api/v4/"

Query = dict[str, str]


@dataclass
class GitlabServer:
    """One server; `faults` spoil the requests whose path or body has their text, for ever."""

    http: HttpServer
    graph: Graph = field(init=False)
    projects: dict[str, Project] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    """Paths that projects had earlier, and those they have now."""
    users: set[str] = field(default_factory=set)
    """Names that are those of persons, not of groups."""
    token: str | None = None
    """Shows projects that are not public only with this token, and refuses every other one."""
    has_graphql: bool = True
    page_size: int = 100
    keyset: bool = False
    """Counts the pages of lists by the last entry instead of by number."""
    faults: dict[str, Reply] = field(default_factory=dict)

    @classmethod
    @contextlib.contextmanager
    def serving(
        cls, schema: GraphQLSchema | None = None, tls: ssl.SSLContext | None = None
    ) -> Iterator["GitlabServer"]:
        """Serve until the block ends."""
        with HttpServer.serving(tls) as http:
            server = cls(http)
            server.graph = Graph(lambda path: server.projects.get(path.casefold()), schema or schema_of())
            http.rule(server.answer)
            yield server

    def add(self, path: str, **options: Any) -> Project:
        """Make a project."""
        project = Project(path=path, id=len(self.projects) + 1, **options)
        self.projects[path.casefold()] = project
        return project

    def answer(self, seen: Seen) -> Reply:
        """Answer one request."""
        text = f"{seen.path} {seen.body.decode()}"
        fault = next((reply for words, reply in self.faults.items() if words in text), None)
        if fault is not None:
            return fault
        known = seen.headers.get("authorization")
        if known is not None and known != f"Bearer {self.token}":
            return of_json({"message": "401 Unauthorized"}, 401)
        if seen.path == GRAPHQL:
            return of_json(self.graph.answer(json.loads(seen.body))) if self.has_graphql else _not_found()
        parts = urlsplit(seen.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        segments = [unquote(each) for each in parts.path.removeprefix(API).split("/")]
        return self._rest(segments, query, parts.path, is_known=known is not None)

    def _rest(self, segments: Sequence[str], query: Query, path: str, *, is_known: bool) -> Reply:
        kind, name, *rest = segments
        if kind in ("groups", "users") and rest == ["projects"]:
            return self._listed(kind, name, query, path)
        if name in self.moved and not rest:
            place = self.projects[self.moved[name].casefold()].id
            return Reply(301, b"", {"Location": f"{self.http.url}{API}projects/{place}?{urlencode(query)}"})
        project = self._find(name)
        if kind != "projects" or project is None or not (is_known or project.visibility == "public"):
            return _not_found()
        if rest[:2] == ["repository", "branches"]:
            return of_json({"name": rest[2], "protected": project.protected})
        lists: dict[str, Callable[[], list[dict[str, Any]]]] = {
            "issues": lambda: [_issue(each) for each in chosen(project.issues, _arguments(query))],
            "merge_requests": lambda: [_issue(each) for each in chosen(project.changes, _arguments(query))],
            "releases": lambda: [
                _release(each.tag, written(each.time), each.files) for each in project.releases
            ],
            "pipelines": lambda: [
                {"status": status.lower()} for ref, status in project.pipelines if ref == query.get("ref")
            ],
        }
        if rest:
            return self._page(lists[rest[0]](), query, path)
        return of_json(described(project)).having(ETag=f'W/"{hash(str(project))}"')

    def _find(self, name: str) -> Project | None:
        """Find a project by its path or number."""
        return next(
            (
                each
                for each in self.projects.values()
                if name.casefold() in (each.path.casefold(), str(each.id))
            ),
            None,
        )

    def _listed(self, kind: str, name: str, query: Query, path: str) -> Reply:
        below = [each for each in self.projects.values() if each.path.startswith(f"{name}/")]
        if not below or (name in self.users) != (kind == "users"):
            return _not_found()
        return self._page([described(each) for each in below], query, path)

    def _page(self, entries: list[dict[str, Any]], query: Query, path: str) -> Reply:
        size = min(int(query.get("per_page", 20)), self.page_size)
        start = int(query.get("id_after", 0)) if self.keyset else (int(query.get("page", 1)) - 1) * size
        after = {"id_after": start + size} if self.keyset else {"page": start // size + 2}
        reply = of_json(entries[start : start + size])
        if not self.keyset:
            reply = reply.having(X_Total=str(len(entries)), X_Per_Page=str(size))
        if start + size < len(entries):
            reply = reply.having(Link=f'<{self.http.url}{path}?{urlencode({**query, **after})}>; rel="next"')
        return reply


def described(project: Project) -> dict[str, Any]:
    """Give a project as REST describes it."""
    described = {
        "id": project.id,
        "path": project.path.rpartition("/")[2],
        "path_with_namespace": project.path,
        "web_url": f"https://elsewhere.example/{project.path}",
        "http_url_to_repo": f"https://elsewhere.example/{project.path}.git",
        "description": project.description,
        "archived": project.archived,
        "default_branch": project.branch,
        "empty_repo": project.branch is None,
        "topics": list(project.topics),
        "license": {"key": project.license, "name": "A license"} if project.license else None,
        "issues_enabled": project.issues_enabled,
        "issues_access_level": "enabled" if project.issues_enabled else "disabled",
        "merge_requests_enabled": True,
        "visibility": project.visibility,
        "last_activity_at": "2025-12-31T13:00:00.000+01:00",
    }
    fork = {"forked_from_project": {"id": 99, "path_with_namespace": project.fork_of}}
    return described | (fork if project.fork_of else {})


def _arguments(query: Query) -> dict[str, Any]:
    return {
        "state": query.get("state"),
        "createdBefore": query.get("created_before"),
        "sort": query["order_by"].upper().replace("_AT", "_DESC"),
    }


def _issue(item: Item) -> dict[str, Any]:
    return {
        "created_at": written(item.opened),
        "closed_at": written(item.closed),
        "merged_at": written(item.merged),
        "author": {"username": item.author},
        "assignees": [{"username": name} for name in item.assignees],
        "user_notes_count": sum(not note.system for note in item.notes),
    }


def _release(tag: str, time: str | None, files: int) -> dict[str, Any]:
    return {
        "tag_name": tag,
        "released_at": time,
        "assets": {"links": [{"id": each} for each in range(files)]},
    }


def _not_found() -> Reply:
    return of_json({"message": "404 Not Found"}, 404)
