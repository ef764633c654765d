"""A stand-in for a GitHub server on loopback: it remembers, it answers real questions, it can misbehave."""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from graphql import GraphQLSchema
from support.github_graphql import EXCERPT, ForgeError, Graph, schema_of
from support.github_rest import NotFoundError, Rest
from support.github_state import Hub
from support.http_server import HttpServer, Reply, Seen, of_json

GRAPHQL = "/api/graphql"


@dataclass
class GithubServer:
    """One server; `faults` spoil the requests they match, `before` may change what it holds half-way."""

    http: HttpServer
    hub: Hub
    graph: Graph
    rest: Rest
    token: str | None = None
    """Ask everybody for this token."""
    limit: int | None = None
    """Requests that are answered to those without a token."""
    has_graphql: bool = True
    faults: list[tuple[str, Reply]] = field(default_factory=list)
    """Text in the path or body of a request, and what it is answered; each once."""
    before: Callable[[int], None] = lambda _number: None
    """Called with the number of each request before it is answered."""
    latency: float = 0
    """Seconds before each answer, for measurements."""

    @classmethod
    @contextlib.contextmanager
    def serving(cls, schema: GraphQLSchema | None = None) -> Iterator["GithubServer"]:
        """Serve until the block ends; against our excerpt of the schema where none is given."""
        with HttpServer.serving() as http:
            hub = Hub(web=http.url)
            graph = Graph(hub, schema or schema_of(EXCERPT.read_text("utf-8")))
            server = cls(http, hub, graph, Rest(hub))
            http.rule(server.answer)
            yield server

    @property
    def host(self) -> str:
        return self.http.host

    @property
    def requests(self) -> int:
        return len(self.http.requests)

    def questions(self, *words: str) -> list[Seen]:
        """Give the requests that have all these words in path or body."""
        return [seen for seen in self.http.requests if all(word in _text(seen) for word in words)]

    def fail(self, repository: str, kind: str, *, part: str = "", times: int = 1_000_000) -> None:
        """Answer questions about a repository, or a part of it, with an error of this kind."""
        left, former = [times], self.graph.spoil

        def spoil(name: str, key: str) -> None:
            former(name, key)
            if (name, key) == (repository, part) and left[0] > 0:
                left[0] -= 1
                raise ForgeError(kind, f"{kind.lower()} <b>for</b> the test")

        self.graph.spoil = spoil

    def answer(self, seen: Seen) -> Reply:
        """Answer one request."""
        self.before(self.requests)
        if self.latency:
            self.http.closing.wait(self.latency)
        for fault in self.faults:
            if fault[0] in _text(seen):
                self.faults.remove(fault)
                return fault[1]
        if self.token and seen.headers.get("authorization") != f"Bearer {self.token}":
            return of_json({"message": "Bad credentials"}, 401)
        return self._limited(self._answer(seen))

    def _answer(self, seen: Seen) -> Reply:
        if seen.path == GRAPHQL:
            return of_json(self.graph.answer(json.loads(seen.body))) if self.has_graphql else _not_found()
        try:
            content, headers = self.rest.answer(seen.path)
        except NotFoundError:
            return _not_found()
        reply = of_json(content)
        return replace(reply, headers=reply.headers | headers)

    def _limited(self, reply: Reply) -> Reply:
        if self.limit is None:
            return reply
        left = max(self.limit - self.requests, 0)
        return replace(reply, headers=reply.headers | {"X-RateLimit-Remaining": str(left)})


def graph_error(kind: str) -> Reply:
    """Answer a GraphQL question with nothing but an error, as GitHub does for a spent limit."""
    return of_json({"errors": [{"type": kind, "message": f"{kind} for the test"}]})


def _not_found() -> Reply:
    return of_json({"message": "Not Found"}, 404)


def _text(seen: Seen) -> str:
    return f"{seen.path} {seen.body.decode()}"
