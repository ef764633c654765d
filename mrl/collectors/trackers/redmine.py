"""Redmine, through the package `python-redmine`.

Requests: 5 for issues and counts, and one for each issue whose answers are looked at, as Redmine tells
them (its journals) only one issue at a time: of both samples the first 25 that changed after they were
opened. Issues that never changed have no answer, which costs nothing to know; those beyond the 25 are
marked as not known.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from mrl.collectors.http.errors import SourceError
from mrl.collectors.trackers.redmine_answers import Found, Journal, Listing
from mrl.collectors.trackers.redmine_client import RedmineClient
from mrl.collectors.trackers.sample import Question, Reply, TrackerAnswer, first_response
from mrl.model.base import Message, Moment, say
from mrl.model.forge import LARGEST_SAMPLE, Issue, IssueSample
from mrl.model.project import TrackerKind

MOST_ANSWERS = 25
"""Issues of each sample whose journals are asked for."""

_SECOND = dt.timedelta(seconds=1)


def read_redmine(question: Question) -> TrackerAnswer:
    """Read a project's issues; raises SourceError where they cannot be had."""
    reader = _Reader(question, RedmineClient(question))
    return TrackerAnswer(issues=reader.read(), missing=tuple(reader.missing))


@dataclass
class _Reader:
    """One conversation with one Redmine."""

    question: Question
    client: RedmineClient
    missing: list[Message] = field(default_factory=list)

    def read(self) -> IssueSample:
        """Ask for both samples, the counts and some of the answers."""
        as_of, year_ago = self.question.as_of, self.question.year_ago
        newest = self._open_then()
        latest = self.client.list(
            "closed", order="closed_on", most=LARGEST_SAMPLE, closed_on=f"<={_written(as_of)}"
        )
        year = f"><{_written(year_ago + _SECOND)}|{_written(as_of)}"
        return IssueSample(
            source=TrackerKind.REDMINE,
            url=self.question.place.root,
            open=tuple(self._issues(newest.issues, are_open=True)),
            closed=tuple(self._issues(latest.issues, are_open=False)),
            open_total=newest.total_count,
            closed_total=latest.total_count,
            opened_12_months=self.client.list("*", order="created_on", most=1, created_on=year).total_count,
            closed_12_months=self.client.list(
                "closed", order="closed_on", most=1, closed_on=year
            ).total_count,
        )

    def _open_then(self) -> Listing:
        """Give what was open at the moment asked about: what still is, and what was closed since."""
        as_of = self.question.as_of
        opened = f"<={_written(as_of)}"
        now = self.client.list("open", order="created_on", most=LARGEST_SAMPLE, created_on=opened)
        since = self.client.list(
            "closed",
            order="created_on",
            most=LARGEST_SAMPLE,
            created_on=opened,
            closed_on=f">={_written(as_of + _SECOND)}",
        )
        both = sorted((*now.issues, *since.issues), key=lambda issue: issue.created_on, reverse=True)
        return Listing(issues=tuple(both[:LARGEST_SAMPLE]), total_count=now.total_count + since.total_count)

    def _issues(self, found: Iterable[Found], *, are_open: bool) -> Iterable[Issue]:
        """Turn a list into facts, with the answers of the first ones."""
        left = MOST_ANSWERS
        for issue in found:
            journals: tuple[Journal, ...] | None = () if issue.is_untouched else None
            if journals is None and left and not self.missing:
                left -= 1
                journals = self._journals(issue)
            yield self._issue(issue, journals, is_open=are_open)

    def _journals(self, issue: Found) -> tuple[Journal, ...] | None:
        """Ask for what happened on an issue; after the first failure nothing more is asked."""
        try:
            return self.client.journals(issue.id)
        except SourceError as problem:
            self.missing.append(say("answers to issues: {reason}", reason=problem.reason))
            return None

    def _issue(self, found: Found, journals: tuple[Journal, ...] | None, *, is_open: bool) -> Issue:
        known = journals is not None
        replies = [_reply(journal) for journal in journals or () if journal.notes and journal.notes.strip()]
        return Issue(
            opened=found.created_on,
            closed=None if is_open else found.closed_on,
            first_response=first_response(str(found.author.id), replies, self.question.as_of),
            answer_known=known,
            assignees=self.question.number_of(str(found.assigned_to.id) if found.assigned_to else None),
        )


def _reply(journal: Journal) -> Reply:
    return Reply(person=str(journal.user.id), name=journal.user.name, time=journal.created_on)


def _written(moment: Moment) -> str:
    """Write a time as Redmine's filters take it."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
