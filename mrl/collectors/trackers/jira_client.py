"""The package `jira`, made to speak through our door and to fail in our words."""

import base64
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel

from mrl.collectors.http.errors import SourceError, TooLarge
from mrl.collectors.http.shapes import Software
from mrl.collectors.trackers.jira_answers import Count, Page, Server
from mrl.collectors.trackers.place import Place
from mrl.collectors.trackers.sample import Question, missing_package
from mrl.model.base import say

FIELDS = ("created", "resolutiondate", "assignee", "reporter", "creator", "comment")
_BAD_REQUEST = 400

Answer = TypeVar("Answer")
Form = TypeVar("Form", bound=BaseModel)


class JiraClient:
    """Asks one Jira; every method raises SourceError and nothing else."""

    def __init__(self, question: Question) -> None:
        self.place = question.place
        self._library = _library(question)
        self.software = Software("Jira", question.place.host)
        server = self._read(Server, self._library.server_info)
        self.is_cloud = server.deployment_type == "Cloud"
        self._library.deploymentType = server.deployment_type

    def search(self, jql: str, most: int) -> Page:
        """Search a Server."""
        return self._page(self._library.search_issues, jql, most)

    def search_cloud(self, jql: str, most: int, token: str | None) -> Page:
        """Give one page of a search in the Cloud, the first one without token."""
        return self._page(self._library.enhanced_search_issues, jql, most, nextPageToken=token)

    def count_cloud(self, jql: str) -> int:
        """Count issues in the Cloud, which may be behind by what happened in the last seconds."""
        return self._read(Count, lambda: self._library.approximate_issue_count(jql, json_result=True)).count

    def check_visible(self) -> None:
        """Raise SourceError for a project that is not there or that we may not see."""
        try:
            self._ask(lambda: self._library.project(self.place.project))
        except SourceError as problem:
            raise _no_such_project(self.place) from problem

    def _page(self, search: Any, jql: str, most: int, **more: Any) -> Page:
        """Search; comments are left out where with them the answer would be longer than we take."""
        named = {"maxResults": most, "json_result": True, **more}
        try:
            return self._read(Page, lambda: search(jql, fields=list(FIELDS), **named))
        except TooLarge:
            less = [field for field in FIELDS if field != "comment"]
            return self._read(Page, lambda: search(jql, fields=less, **named))

    def _read(self, form: type[Form], call: Callable[[], object]) -> Form:
        return self.software.checked(form, self._ask(call))

    def _ask(self, call: Callable[[], Answer]) -> Answer:
        """Call the library, which expects an honest server; nothing of ours runs within but the session."""
        from jira import JIRAError  # noqa: PLC0415 - an optional package

        try:
            return call()
        except SourceError as problem:
            if problem.status == _BAD_REQUEST:
                raise _no_such_project(self.place) from problem
            raise
        except (JIRAError, ValueError, TypeError, LookupError, AttributeError) as problem:
            raise self.software.invalid() from problem


def _library(question: Question) -> Any:
    """Make the library's client with our session in place of its own, which would wait and print."""
    try:
        from jira import JIRA  # noqa: PLC0415 - an optional package
    except ImportError as problem:
        raise missing_package("jira", "jira") from problem
    library = JIRA(options={"server": question.place.root}, get_server_info=False, logging=False)
    session: Any = question.door.session(question.place.host, authorization=authorization)
    session.headers["Content-Type"] = "application/json"
    library._session = session  # noqa: SLF001 - there is no public way in
    # Otherwise the library asks for the list of all fields before its first search.
    library._fields_cache_value = {field: field for field in FIELDS}  # noqa: SLF001
    return library


def authorization(token: str) -> dict[str, str]:
    """Give the header for a token: `address:token` as the Cloud wants it, else a personal access token."""
    if ":" in token:
        return {"Authorization": f"Basic {base64.b64encode(token.encode()).decode()}"}
    return {"Authorization": f"Bearer {token}"}


def _no_such_project(place: Place) -> SourceError:
    return SourceError(
        say(
            "{host} has no project {project}, or does not show it to us; it may need a token",
            host=place.host,
            project=place.project,
        )
    )
