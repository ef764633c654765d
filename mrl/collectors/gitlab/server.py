"""One GitLab server: python-gitlab asks, the door carries, and answers are checked for their form."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import gitlab
import requests
from gitlab.exceptions import GitlabError
from pydantic import BaseModel

from mrl.collectors.git.address import Address
from mrl.collectors.gitlab.answers import BranchAnswer, Envelope, ListedProject, ProjectAnswer
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import InvalidAnswer, NotThere, Refused, SourceError
from mrl.collectors.http.limits import MOST_PAGES
from mrl.collectors.http.moments import header_moment
from mrl.collectors.http.shapes import Software, whole_number
from mrl.errors import printable
from mrl.model.base import Message, Moment, say

Form = TypeVar("Form", bound=BaseModel)
Given = TypeVar("Given")

PAGE = 100
"""Entries of a page, the most that GitLab gives."""

_SHOWN = 200
_TIMEOUT = "Timeout on"
"""How GitLab begins to say that a question took too long; the rest of its answer is then empty."""

_FORBIDDEN = 403


class Server:
    """Asks one server; every failure is a SourceError in words for a user."""

    def __init__(self, address: Address, door: Door) -> None:
        parts = urlsplit(address.url)
        self.host = parts.netloc
        self.software = Software("GitLab", self.host)
        self.has_token = door.token(self.host) is not None
        self.now: Moment | None = None
        """The server's own time at its last answer; None before the first one."""
        self._url = f"{parts.scheme}://{parts.netloc}"
        self._client = gitlab.Gitlab(
            self._url, session=door.session(self.host), keep_base_url=True, per_page=PAGE
        )

    def page(self, path: str) -> str:
        """Give the address of a project, or of a page below it."""
        return f"{self._url}/{path}"

    def project(self, path: str) -> ProjectAnswer:
        """Ask about one project by its full path; a path it had before leads to the one it has now."""
        return self._get(f"/projects/{quote(path, safe='')}", ProjectAnswer, license="true")

    def branch(self, path: str, name: str) -> BranchAnswer:
        """Ask about one branch, which is shown to everybody where the code is."""
        place = f"/projects/{quote(path, safe='')}/repository/branches/{quote(name, safe='')}"
        return self._get(place, BranchAnswer)

    def projects_of(self, namespace: str) -> Iterator[ListedProject]:
        """List the projects of a group with its subgroups, or else of a user; oldest first."""
        options = {"include_subgroups": "true", "with_shared": "false", "order_by": "id", "sort": "asc"}
        try:
            yield from self._list(f"/groups/{quote(namespace, safe='')}/projects", options)
        except NotThere:
            if "/" in namespace:
                raise
            options = {"order_by": "id", "sort": "asc"}
            yield from self._list(f"/users/{quote(namespace, safe='')}/projects", options)

    def first_page(self, path: str, form: type[Given], **options: str) -> tuple[list[Given], int | None]:
        """Give the first page of a list, and how long the list is; None where the server does not count."""
        response = self._respond("get", path, query_data={"per_page": str(PAGE), **options})
        entries = self.software.checked(list[form], _json(response))  # type: ignore[valid-type]
        return entries, whole_number(response.headers.get("X-Total", ""))

    def graphql(self, query: str, variables: Mapping[str, object]) -> Mapping[str, Any]:
        """Ask a GraphQL question; gives its data, of which parts may be null. Raises QueryRefused."""
        question = {"query": query, "variables": dict(variables)}
        content = self._ask("post", f"{self._url}/api/graphql", post_data=question)
        envelope = self.software.checked(Envelope, content)
        words = _words_of(envelope)
        if envelope.data is not None and not words.startswith(_TIMEOUT):
            return envelope.data
        if not words:
            raise self.software.invalid()
        raise QueryRefused(say("{host} did not answer the question: {words}", host=self.host, words=words))

    def reason(self, problem: SourceError) -> Message:
        """Give the words for a user; where the token may lack its scope, name it."""
        if isinstance(problem, Refused) and problem.status == _FORBIDDEN and self.has_token:
            return say(
                "{host} does not show this to the token; it needs the scope read_api, and its owner the"
                " right to see the repository",
                host=self.host,
            )
        return problem.reason

    def _get(self, path: str, form: type[Form], **options: str) -> Form:
        return self.software.checked(form, self._ask("get", path, query_data=options))

    def _ask(self, method: str, path: str, **content: Any) -> Any:
        """Ask through the client; gives the JSON of the answer, None where it is none."""
        return _json(self._respond(method, path, **content))

    def _respond(self, method: str, path: str, **content: Any) -> requests.Response:
        response = self._called(lambda: self._client.http_request(method, path, **content))
        self.now = header_moment(response.headers.get("Date")) or self.now
        return response

    def _list(self, path: str, options: Mapping[str, str]) -> Iterator[ListedProject]:
        """Follow the pages of a list, however the server counts them; an entry may come twice."""
        following, asked, count = path, {"per_page": str(PAGE), **options}, 0
        while count < PAGE * MOST_PAGES:
            response = self._respond("get", following, query_data=asked)
            entries = self.software.checked(list[ListedProject], _json(response))
            yield from entries
            count += max(len(entries), PAGE)  # an empty page counts as well, or there could be any number
            link = response.links.get("next", {}).get("url")
            if not link:
                return
            following, asked = link, {}
        raise InvalidAnswer(say("the list of {host} does not end", host=self.host))

    def _called(self, call: Callable[[], Given]) -> Given:
        """Call python-gitlab, which expects an honest server; nothing of ours runs within but the session."""
        try:
            return call()
        except (GitlabError, ValueError, TypeError, LookupError, AttributeError) as problem:
            raise self.software.invalid() from problem


class QueryRefused(SourceError):  # noqa: N818 - named for what happened
    """A GraphQL question was understood and not answered: too complex, too slow, unknown words."""


def _json(response: requests.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None


def _words_of(envelope: Envelope) -> str:
    """Repeat, shortened and made safe, what a server says against a question; empty for nothing."""
    return printable(envelope.errors[0].message)[:_SHOWN] if envelope.errors else ""
