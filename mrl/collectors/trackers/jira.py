"""Jira, Cloud as well as Server and Data Center: an issue is closed where it has a resolution.

The two differ in how they search. A Server answers `search` with a total. The Cloud removed that in 2025
and has `search/jql`, which goes from page to page by a token and tells no total, and
`search/approximate-count` (https://developer.atlassian.com/changelog/#CHANGE-2046).

Requests: 5 to a Server (which Jira it is, open, closed, two counts); 5 to 7 to the Cloud, more where its
pages are short; one more for a project without any issue, which may be a hidden one.
"""

from mrl.collectors.http.errors import SourceError
from mrl.collectors.trackers.jira_answers import Comment, Found
from mrl.collectors.trackers.jira_client import JiraClient
from mrl.collectors.trackers.sample import Question, Reply, TrackerAnswer, first_response
from mrl.model.base import Message, Moment, say
from mrl.model.forge import LARGEST_SAMPLE, Issue, IssueSample
from mrl.model.project import TrackerKind

_MOST_PAGES = 5
"""The Cloud gives fewer issues at once than asked for where they are long."""


def read_jira(question: Question) -> TrackerAnswer:
    """Read a project's issues; raises SourceError where they cannot be had."""
    return _Reader(question).read()


class _Reader:
    """One conversation with one Jira."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.client = JiraClient(question)
        self.missing: list[Message] = []

    def read(self) -> TrackerAnswer:
        """Ask for both samples and the counts."""
        until, year_ago = _jql_time(self.question.as_of), _jql_time(self.question.year_ago)
        opened = f'project = "{self.question.place.project}" AND created <= {until}'
        closed = f"{opened} AND resolution IS NOT EMPTY AND resolved <= {until}"
        still_open = f"{opened} AND (resolution IS EMPTY OR resolved > {until})"
        newest, open_total = self._sample(still_open, "created")
        latest, closed_total = self._sample(closed, "resolved")
        if not newest and not latest:
            self.client.check_visible()
        if any(found.fields.comment is None for found in (*newest, *latest)):
            self._note(say("{host} does not show all comments", host=self.question.place.host))
        sample = IssueSample(
            source=TrackerKind.JIRA,
            url=self.question.place.root,
            open=tuple(self._issue(found, is_open=True) for found in newest),
            closed=tuple(self._issue(found, is_open=False) for found in latest),
            open_total=open_total,
            closed_total=closed_total,
            opened_12_months=self._count(f"{opened} AND created > {year_ago}"),
            closed_12_months=self._count(f"{closed} AND resolved > {year_ago}"),
        )
        return TrackerAnswer(issues=sample, missing=tuple(self.missing))

    def _sample(self, jql: str, order: str) -> tuple[list[Found], int | None]:
        """Give the first issues in falling order, and how many there are."""
        ordered = f"{jql} ORDER BY {order} DESC"
        if not self.client.is_cloud:
            page = self.client.search(ordered, LARGEST_SAMPLE)
            return list(page.issues[:LARGEST_SAMPLE]), page.total
        found, has_more = self._pages(ordered)
        return found, self._count(jql) if has_more else len(found)

    def _pages(self, jql: str) -> tuple[list[Found], bool]:
        """Turn the Cloud's pages until the sample is full; tell whether there would be more."""
        found: list[Found] = []
        token: str | None = None
        for _ in range(_MOST_PAGES):
            left = LARGEST_SAMPLE - len(found)
            page = self.client.search_cloud(jql, left, token)
            found += page.issues[:left]
            token = page.next_page_token
            if token is None or len(found) == LARGEST_SAMPLE:
                return found, token is not None
        host = self.question.place.host
        self._note(say("{host} gives so few issues at once that the sample is short", host=host))
        return found, True

    def _count(self, jql: str) -> int | None:
        """Count issues; a count that cannot be had is no reason to lose the samples."""
        try:
            return self.client.count_cloud(jql) if self.client.is_cloud else self.client.search(jql, 1).total
        except SourceError as problem:
            self._note(problem.reason)
            return None

    def _note(self, reason: Message) -> None:
        if reason not in self.missing:
            self.missing.append(reason)

    def _issue(self, found: Found, *, is_open: bool) -> Issue:
        fields = found.fields
        person, comments = fields.reporter or fields.creator, fields.comment
        author = person.identity if person else None
        replies = [_reply(comment) for comment in comments.comments] if comments else []
        # An answer may hold only some of the comments, and then not the first ones.
        known = author is not None and comments is not None and len(replies) >= comments.total
        return Issue(
            opened=fields.created,
            closed=None if is_open else fields.resolutiondate,
            first_response=first_response(author, replies, self.question.as_of) if known else None,
            answer_known=known,
            assignees=self.question.number_of(fields.assignee.identity if fields.assignee else None),
        )


def _reply(comment: Comment) -> Reply:
    person = comment.author
    if person is None:
        return Reply(person=None, name="", time=comment.created)
    return Reply(
        person=person.identity,
        name=person.display_name or person.name or "",
        time=comment.created,
        by_robot=person.account_type == "app",
    )


def _jql_time(moment: Moment) -> int:
    """Write a time as milliseconds, the one form that JQL does not read in somebody's time zone."""
    return int(moment.timestamp() * 1000)
