"""Questions to one GitHub server: PyGithub asks and reads, the connections of the run carry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from github import GithubException
from requests.utils import parse_header_links

from mrl.collectors.github.answers import Envelope, ErrorNode
from mrl.collectors.github.places import Server
from mrl.collectors.github.requester import requester_over
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import InvalidAnswer
from mrl.collectors.http.journal import Journal
from mrl.collectors.http.limits import MOST_PAGES
from mrl.collectors.http.moments import header_moment
from mrl.collectors.http.shapes import Software, whole_number
from mrl.model.base import Moment, say

PAGE = 100
"""The most that one answer lists."""

_FEWEST = 20
"""No server gives fewer at a time, whatever it is asked for; GitBucket gives 25."""

Form = TypeVar("Form")


@dataclass(frozen=True)
class FirstPage(Generic[Form]):
    """The first page of a list, and whether it is all of it."""

    answers: list[Form]
    is_whole: bool


@dataclass(frozen=True, kw_only=True)
class GraphAnswer:
    """What a GraphQL question gave: data by alias, not read yet, and errors about parts of it."""

    data: Mapping[str, Any]
    errors: tuple[ErrorNode, ...]


class Api:
    """One GitHub server, asked with the token that the run has for it, if it has one.

    Every method raises `SourceError` where there is no answer.
    """

    def __init__(self, door: Door, server: Server) -> None:
        self.server = server
        self.software = Software("GitHub", server.host)
        session = door.session(server.api_host, authorization=_authorization)
        self.has_token = door.token(server.api_host) is not None
        self.journal: Journal | None = door.journal
        self.date: Moment | None = None
        """When the server last answered, by its own clock."""
        self.remaining: int | None = None
        """Answers it will still give before its limit, as it last said."""
        self._requester = requester_over(session, server.api)
        self._gives = PAGE if server.is_public else _FEWEST
        """So many at a time the server is known to give."""

    def graphql(self, query: str, variables: Mapping[str, str]) -> GraphAnswer:
        """Ask a GraphQL question; errors about a part of it are given, not raised."""
        question = {"query": query, "variables": dict(variables)}
        content = self._ask("POST", self._requester.graphql_url, question=question)[1]
        envelope = self._checked(Envelope, content)
        if envelope.data is None and envelope.errors is None:
            raise self.software.invalid(passes=True)
        return GraphAnswer(data=envelope.data or {}, errors=envelope.errors or ())

    def get(self, path: str, form: type[Form], **parameters: str | int) -> Form:
        """Give one answer of the REST interface."""
        return self._checked(form, self._ask("GET", path, parameters=parameters)[1])

    def first_page(self, path: str, form: type[Form], **parameters: str | int) -> FirstPage[Form]:
        """Give the first page of a REST list; looks behind one as long as the server may ever give."""
        asked = {**parameters, "per_page": PAGE}
        headers, content = self._ask("GET", path, parameters=asked)
        answers = self._checked(list[form], content)  # type: ignore[valid-type]
        is_whole = self._next(headers) is None and len(answers) < PAGE
        if is_whole and len(answers) >= self._gives:
            is_whole = self.get(path, list[Any], **asked, page=2) == []
            self._gives = len(answers) if is_whole else self._gives
        return FirstPage(answers, is_whole)

    def pages(self, path: str, form: type[Form], **parameters: str | int) -> Iterator[list[Form]]:
        """Give a REST list page by page, following the server's links to its own next pages."""
        following: str | None = path
        asked: dict[str, str | int] = {**parameters, "per_page": PAGE}
        turned: set[str] = set()
        while following is not None and following not in turned and len(turned) < MOST_PAGES:
            turned.add(following)
            headers, content = self._ask("GET", following, parameters=asked)
            yield self._checked(list[form], content)  # type: ignore[valid-type]
            following, asked = self._next(headers), {}
        if following is None:
            return
        raise InvalidAnswer(say("{host} goes on giving pages without end", host=self.server.host))

    def _checked(self, form: type[Form], content: object) -> Form:
        return self.software.checked(form, content, passes=True)

    def _ask(
        self,
        verb: str,
        url: str,
        *,
        parameters: dict[str, Any] | None = None,
        question: dict[str, Any] | None = None,
    ) -> tuple[dict[str, Any], Any]:
        try:
            headers, content = self._requester.requestJsonAndCheck(verb, url, parameters, None, question)
        except (GithubException, ValueError, TypeError, LookupError, AttributeError) as problem:
            # What was wrong on the way was told by the session; the rest PyGithub, which expects an honest
            # server, could not read. Nothing of ours runs within this call but the session.
            raise self.software.invalid(passes=True) from problem
        self._note(headers)
        return headers, content

    def _note(self, headers: Mapping[str, Any]) -> None:
        """Keep what an answer says of the server's clock and limits."""
        self.remaining = whole_number(headers.get("x-ratelimit-remaining", ""))
        self.date = header_moment(str(headers.get("date", ""))) or self.date

    def _next(self, headers: Mapping[str, Any]) -> str | None:
        links = parse_header_links(str(headers.get("link", "")))
        address = next((link["url"] for link in links if link.get("rel") == "next"), None)
        if address is None:
            return None
        try:
            parts, own = urlsplit(address), urlsplit(self.server.api)
        except ValueError as problem:
            raise self.software.invalid() from problem
        if (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
            raise InvalidAnswer(
                say("{host} leads to another server for its next page", host=self.server.host)
            )
        return f"{parts.path.removeprefix(own.path)}?{parts.query}"


def _authorization(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
