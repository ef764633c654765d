"""Questions to one GitHub server: PyGithub asks and reads, the connections of the run carry."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from github import GithubException
from requests.utils import parse_header_links

from mrl.collectors.github.places import Server
from mrl.collectors.github.requester import requester_over
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import InvalidAnswer
from mrl.collectors.http.journal import Journal
from mrl.model.base import Moment, say

PAGE = 100
"""The most that one answer lists."""

_MOST_PAGES = 50

_FEWEST = 20
"""No server gives fewer at a time, whatever it is asked for; GitBucket gives 25."""


@dataclass(frozen=True)
class Page:
    """The first page of a list, and whether it is all of it."""

    answers: list[dict[str, Any]]
    is_whole: bool


@dataclass(frozen=True, kw_only=True)
class GraphAnswer:
    """What a GraphQL question gave: data, errors as the server wrote them, and when it answered."""

    data: Mapping[str, Any]
    errors: tuple[Mapping[str, Any], ...]
    date: Moment | None


class Api:
    """One GitHub server, asked with the token that the run has for it, if it has one.

    Every method raises `SourceError` where there is no answer.
    """

    def __init__(self, door: Door, server: Server) -> None:
        self.server = server
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
        headers, content = self._ask("POST", self._requester.graphql_url, question=question)
        errors = content.get("errors") if isinstance(content, dict) else None
        data = content.get("data") if isinstance(content, dict) else None
        if not isinstance(data, dict) and not isinstance(errors, list):
            raise self._invalid()
        return GraphAnswer(
            data=data if isinstance(data, dict) else {},
            errors=tuple(each for each in errors or () if isinstance(each, dict)),
            date=self._noted(headers),
        )

    def get(self, path: str, **parameters: str | int) -> Any:
        """Give one answer of the REST interface."""
        headers, content = self._ask("GET", path, parameters=parameters)
        self._noted(headers)
        return content

    def first_page(self, path: str, **parameters: str | int) -> Page:
        """Give the first page of a REST list; looks behind one as long as the server may ever give."""
        asked = {**parameters, "per_page": PAGE}
        headers, content = self._ask("GET", path, parameters=asked)
        self._noted(headers)
        if not isinstance(content, list):
            raise self._invalid()
        is_whole = self._next(headers) is None and len(content) < PAGE
        if is_whole and len(content) >= self._gives:
            is_whole = self.get(path, **asked, page=2) == []
            self._gives = len(content) if is_whole else self._gives
        return Page([each for each in content if isinstance(each, dict)], is_whole)

    def pages(self, path: str, **parameters: str | int) -> Iterator[list[dict[str, Any]]]:
        """Give a REST list page by page, following the server's links to its own next pages."""
        following: str | None = path
        asked: dict[str, str | int] = {**parameters, "per_page": PAGE}
        for _ in range(_MOST_PAGES):
            if following is None:
                return
            headers, content = self._ask("GET", following, parameters=asked)
            self._noted(headers)
            if not isinstance(content, list):
                raise self._invalid()
            yield [each for each in content if isinstance(each, dict)]
            following, asked = self._next(headers), {}
        raise InvalidAnswer(say("{host} goes on giving pages without end", host=self.server.host))

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
        except (GithubException, json.JSONDecodeError, UnicodeDecodeError) as problem:
            # What was wrong on the way was told by the session; the rest PyGithub could not read.
            raise self._invalid() from problem
        return headers, content

    def _noted(self, headers: Mapping[str, Any]) -> Moment | None:
        """Keep what an answer says of the server's clock and limits."""
        remaining = str(headers.get("x-ratelimit-remaining", ""))
        self.remaining = int(remaining) if remaining.isdecimal() else None
        try:
            moment = parsedate_to_datetime(str(headers.get("date", "")))
        except ValueError:
            return self.date
        self.date = moment.astimezone(dt.UTC) if moment.tzinfo else None
        return self.date

    def _next(self, headers: Mapping[str, Any]) -> str | None:
        links = parse_header_links(str(headers.get("link", "")))
        address = next((link["url"] for link in links if link.get("rel") == "next"), None)
        if address is None:
            return None
        parts, own = urlsplit(address), urlsplit(self.server.api)
        if (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
            raise InvalidAnswer(
                say("{host} leads to another server for its next page", host=self.server.host)
            )
        return f"{parts.path.removeprefix(own.path)}?{parts.query}"

    def _invalid(self) -> InvalidAnswer:
        return InvalidAnswer(
            say("{host} gave an answer that cannot be read", host=self.server.host), passes=True
        )


def _authorization(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
