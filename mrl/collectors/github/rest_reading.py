"""Reading repositories without GraphQL: without a token, or from a server that has none.

Without a token GitHub answers 60 requests an hour. One request describes a hundred repositories of
an owner; what is left goes to the details of the first repositories, and the rest is unknown.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from mrl.collectors.github.answers import Branch, ItemNode, ReleaseNode, RepositoryNode
from mrl.collectors.github.api import Api, FirstPage, Form
from mrl.collectors.github.batch_reading import Found, Missing
from mrl.collectors.github.batches import Failure
from mrl.collectors.github.failing import Part, attempt, is_about_all
from mrl.collectors.github.places import Place
from mrl.collectors.github.records import Failed, Record, Section
from mrl.collectors.github.rest_answers import (
    BranchAnswer,
    CommentAnswer,
    ItemAnswer,
    ProfileAnswer,
    ReleaseAnswer,
    RepositoryAnswer,
)
from mrl.collectors.github.rest_facts import Comments, items, profile_facts, section
from mrl.collectors.github.security import with_security
from mrl.collectors.http.errors import InvalidAnswer, NotThere, SourceError
from mrl.model.base import say

DETAILS = 8
"""Requests for the details of one repository."""

WORTH_A_LIST = 3
"""So many repositories of one owner are asked for in a list."""

_NO_MORE = say("without a token the forge answers only few requests an hour, and these are used up")
_SUBJECTS = ("forge releases", "community files", "branch rules", "issues", "change requests")
_NO_RELEASE_DATES = say("the forge does not say when its releases were published")
_NEEDS_TOKEN = say("the forge tells this only to those who have a token")


class RestReader:
    """Reads repositories of one server through its REST interface."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._lists: dict[str, dict[str, dict[str, Any]]] = {}
        """By owner, then by full name, in lower case."""

    def read(self, places: Mapping[Place, bool], found: Found) -> None:
        """Read repositories and add them to `found`; raises `SourceError` as the other reader does."""
        owners = Counter(place.owner.casefold() for place in places)
        for place, core in places.items():
            try:
                is_listed = owners[place.owner.casefold()] >= WORTH_A_LIST
                described = self._list_of(place.owner).get(str(place).casefold()) if is_listed else None
                answer = described or self._description(place)
                found[place] = self._with_details(answer, place, core=core)
            except SourceError as problem:
                if is_about_all(problem):
                    raise
                found[place] = Missing((Failure((), problem.reason, problem.passes),))

    def _description(self, place: Place) -> dict[str, Any]:
        if not self._may_ask(1):
            raise InvalidAnswer(_NO_MORE, passes=True)
        return self._api.get(place.path, dict[str, Any])

    def _list_of(self, owner: str) -> dict[str, dict[str, Any]]:
        """Give the descriptions of all that an owner has; asked for once."""
        key = owner.casefold()
        if key not in self._lists:
            pages = self._api.pages(f"/users/{quote(owner, safe='')}/repos", dict[str, Any], sort="full_name")
            every = [answer for page in pages for answer in page]
            self._lists[key] = {str(answer.get("full_name")).casefold(): answer for answer in every}
        return self._lists[key]

    def _with_details(self, content: dict[str, Any], place: Place, *, core: bool) -> Record:
        answer, wrong = self._api.software.salvaged(RepositoryAnswer, content, part="repository")
        if answer is None:
            raise InvalidAnswer(next(iter(wrong.values())), passes=True)
        unread = [Failed(subject="forge", reason=reason, passes=True) for reason in wrong.values()]
        facts = answer.node()
        if not self._may_ask(DETAILS):
            failed = tuple(Failed(subject=each, reason=_NO_MORE, passes=True) for each in _SUBJECTS)
            return Record(facts=facts, failed=(*unread, *failed))
        record = _Details(self._api, place, facts, unread).read(answer.default_branch or "")
        if self._api.has_token:
            return with_security(self._api, record, place, core=core)
        unknown = Failed(subject="forge", reason=_NEEDS_TOKEN, passes=True)
        return record.model_copy(update={"failed": (*record.failed, unknown)})

    def _may_ask(self, requests: int) -> bool:
        """Whether so many requests may be made without waiting for the next hour."""
        return self._api.has_token or self._api.remaining is None or self._api.remaining >= requests


class _Details:
    """Reads the details of one repository; each by itself, so that one that fails leaves the others."""

    def __init__(self, api: Api, place: Place, facts: RepositoryNode, failed: list[Failed]) -> None:
        self._api = api
        self._place = place
        self._facts = facts
        self._failed = list(failed)

    def read(self, branch: str) -> Record:
        """Give the record with everything that could be had."""
        releases = self._read("forge releases", self._releases)
        facts = dict(self._read("community files", self._profile) or {})
        rule = self._read("branch rules", lambda: self._branch(branch)) if branch else None
        sections: dict[str, Section[ItemNode]] = {}
        if self._facts.has_issues_enabled is not False:
            sections |= self._read("issues", self._issues) or {}
        sections |= self._read("change requests", self._changes) or {}
        told = {**facts, **({"default_branch_ref": rule} if rule else {})}
        return Record(
            facts=self._facts.model_copy(update=told),
            sections=sections,
            releases=releases,
            failed=tuple(self._failed),
        )

    def _read(self, subject: str, read: Callable[[], Part]) -> Part | None:
        return attempt(self._failed, subject, read)

    def _list(self, path: str, form: type[Form], **parameters: str) -> FirstPage[Form]:
        """Give one page; what is not on it is older than what is."""
        return self._api.first_page(f"{self._place.path}{path}", form, **parameters)

    def _releases(self) -> Section[ReleaseNode]:
        page = self._list("/releases", ReleaseAnswer)
        if any(not each.published_at and not each.created_at for each in page.answers):
            raise InvalidAnswer(_NO_RELEASE_DATES)
        return section(page, [each.node() for each in page.answers], "created_at")

    def _profile(self) -> Mapping[str, object]:
        answer = self._api.get(f"{self._place.path}/community/profile", ProfileAnswer)
        return profile_facts(answer, self._place.owner)

    def _branch(self, branch: str) -> Branch | None:
        place = f"{self._place.path}/branches/{quote(branch, safe='')}"
        answer = self._api.get(place, BranchAnswer)
        return None if answer.protected is None else Branch(protected=answer.protected)

    def _issues(self) -> dict[str, Section[ItemNode]]:
        opened = self._list("/issues", ItemAnswer, state="open", sort="created", direction="desc")
        closed = self._list("/issues", ItemAnswer, state="closed", sort="updated", direction="desc")
        has_comments = any(each.comments for each in (*opened.answers, *closed.answers))
        comments = self._comments() if has_comments else None
        return {
            "open_issues": section(opened, items(_without_changes(opened), comments), "created_at"),
            "closed_issues": section(closed, items(_without_changes(closed), comments), "updated_at"),
        }

    def _changes(self) -> dict[str, Section[ItemNode]]:
        opened = self._list("/pulls", ItemAnswer, state="open", sort="created", direction="desc")
        closed = self._list("/pulls", ItemAnswer, state="closed", sort="updated", direction="desc")
        return {
            "open_changes": section(opened, items(opened.answers, None), "created_at"),
            "closed_changes": section(closed, items(closed.answers, None), "updated_at"),
        }

    def _comments(self) -> Comments | None:
        try:
            page = self._list("/issues/comments", CommentAnswer, sort="created", direction="desc")
        except NotThere:
            return None  # a server that does not offer this; then the answers are unknown
        return Comments.of(page)


def _without_changes(page: FirstPage[ItemAnswer]) -> list[ItemAnswer]:
    """Leave out change requests, which GitHub lists among the issues."""
    return [answer for answer in page.answers if answer.pull_request is None]
