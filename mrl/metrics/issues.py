"""How issues are dealt with, wherever they are kept."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from mrl.metrics import responses
from mrl.metrics.context import YEAR, Context, in_utc
from mrl.metrics.finding import Finding, Subject, filled, undefined
from mrl.metrics.issue_homes import issue_samples
from mrl.metrics.pool import OUTSIDE, Pool
from mrl.metrics.registry import Theme
from mrl.metrics.survival import median_time
from mrl.model.base import Value, say
from mrl.model.evidence import AddsUp, Better, Bound, Kind
from mrl.model.facts import RepositoryFacts
from mrl.model.forge import LARGEST_SAMPLE, IssueSample

if TYPE_CHECKING:
    from pandas import DataFrame

THEME = Theme(needs="tracker")

NONE_OPENED = say("no issue of the sample was opened in the last 12 months")
NO_ISSUE = say("there is no issue")


def _samples(repository: RepositoryFacts, context: Context) -> tuple[IssueSample, ...]:
    samples = issue_samples(repository, context)
    responses.closings_known(samples, Subject.ISSUES)
    return samples


def _answered(repository: RepositoryFacts, context: Context) -> None:
    responses.answers_known(_samples(repository, context), Subject.ISSUES)


def _counted(repository: RepositoryFacts, context: Context) -> None:
    for sample in issue_samples(repository, context):
        responses.totals(sample, Subject.ISSUES)


def _assignees(samples: Iterable[IssueSample], context: Context) -> set[int]:
    """Give the people assigned to issues that are open or were closed in the last 12 months."""
    return {
        person
        for sample in samples
        for issue in (*sample.open, *sample.closed)
        if issue.assignees
        and in_utc(issue.opened) <= context.moment
        and (issue.closed is None or context.days_since_moment(issue.closed) < YEAR)
        for person in issue.assignees
    }


def assignees_by_repository(pool: Pool) -> Mapping[int, Value]:
    """Give the active assignees of each repository with a list of its own."""
    own = ((at, sample) for at, sample in pool.issue_samples if at != OUTSIDE)
    return {at: len(_assignees([sample], pool.context)) for at, sample in own}


@THEME.pooled(
    THEME.info(
        "issues.active_assignees",
        "People who take on issues",
        "Distinct people, over all repositories and trackers, assigned to an issue that is open or was "
        "closed in the last 12 months, among the 100 newest open and the 100 last closed issues of each. "
        "At least so many where there are more issues than that.",
        kind=Kind.COUNT,
        unit="people",
        adds_up=AddsUp.SUM,
    ),
    requires=_samples,
    by_repository=assignees_by_repository,
)
def active_assignees(pool: Pool) -> Finding:
    """Count distinct assignees."""
    samples = [sample for _position, sample in pool.issue_samples]
    count = len(_assignees(samples, pool.context))
    is_cut = any(max(len(sample.open), len(sample.closed)) >= LARGEST_SAMPLE for sample in samples)
    sentence = say(
        "People assigned to issues that are open or were closed in 12 months: {count}", count=count
    )
    return Finding(count, sentence, bound=Bound.AT_LEAST if is_cut else Bound.EXACT)


def first_answer_by_repository(pool: Pool) -> Mapping[int, Value]:
    """Give the median of the hours to the first answer for each repository."""
    return responses.first_answer_by_repository(pool.issues)


@THEME.pooled(
    THEME.info(
        "issues.time_to_first_response",
        "Time to the first answer to an issue",
        "Median of the hours from the opening of an issue to the first answer of a person other than its "
        "author, over the issues opened in the last 12 months among the 100 newest open and the 100 last "
        "closed of each repository or tracker. Unanswered issues count as still waiting, to this day or to "
        "their closing (Kaplan-Meier); where less than half were answered, the median is at least so long.",
        kind=Kind.NUMBER,
        unit="hours",
        better=Better.LOWER,
        adds_up=AddsUp.MEDIAN,
        source=responses.RESPONSE,
    ),
    requires=_answered,
    by_repository=first_answer_by_repository,
)
def time_to_first_response(pool: Pool) -> Finding:
    """Find the median wait."""
    return responses.first_answer(
        pool.issues,
        say(
            "Median wait for the first answer: {hours} hours; {over} of {count} issues of 12 months answered"
        ),
        say("Median wait at least {hours} hours; only {over} of {count} issues of 12 months answered"),
        NONE_OPENED,
    )


def time_to_close_by_repository(pool: Pool) -> Mapping[int, Value]:
    """Give the median of the days to the closing for each repository."""
    rows = responses.opened_in_year(pool.issues)
    return responses.medians(rows, "open_days", ~rows["is_open"])


@THEME.pooled(
    THEME.info(
        "issues.time_to_close",
        "Time to close an issue",
        "Median of the days from opening to closing, over the issues opened in the last 12 months among the "
        "100 newest open and the 100 last closed of each repository or tracker. Open issues count as still "
        "going on (Kaplan-Meier); where less than half were closed, the median is at least so long.",
        kind=Kind.NUMBER,
        unit="days",
        better=Better.LOWER,
        adds_up=AddsUp.MEDIAN,
        source="https://chaoss.community/kb/metric-issue-resolution-duration/",
    ),
    requires=_samples,
    by_repository=time_to_close_by_repository,
)
def time_to_close(pool: Pool) -> Finding:
    """Find the median time that issues stay open."""
    rows = responses.opened_in_year(pool.issues)
    median = median_time(rows["open_days"].tolist(), (~rows["is_open"]).tolist())
    if median is None:
        raise undefined(NONE_OPENED)
    sentence = say("Median time to closing: {days} days; {over} of {count} issues of 12 months closed")
    if not median.reached:
        sentence = say("Median time at least {days} days; only {over} of {count} issues of 12 months closed")
    closed, days = int((~rows["is_open"]).sum()), responses.one_decimal(median)
    return responses.of_median(median, filled(sentence, count=len(rows), over=closed, days=days))


def _waiting(pool: Pool) -> "DataFrame":
    """Give the open issues whose answers could be read and that nobody may call fresh."""
    return responses.settled(pool.issues[pool.issues["is_open"] & pool.issues["answer_known"]])


def unanswered_by_repository(pool: Pool) -> Mapping[int, Value]:
    """Give the share of open issues without an answer for each repository, 0 where none is open."""
    rows = _waiting(pool)
    none_open = dict.fromkeys(pool.issues["repository"].unique().tolist(), 0.0)
    none_open.pop(OUTSIDE, None)
    return none_open | dict(responses.shares(rows, ~rows["answered"]))


@THEME.pooled(
    THEME.info(
        "issues.unanswered_share",
        "Unanswered issues",
        "Share of the open issues, among the 100 newest open of each repository or tracker, that no person "
        "other than the author has answered. Those unanswered for less than two business days are left out; "
        "0 where issues are kept and none is open.",
        kind=Kind.SHARE,
        unit="share",
        better=Better.LOWER,
        adds_up=AddsUp.SHARE,
    ),
    requires=_answered,
    by_repository=unanswered_by_repository,
)
def unanswered_share(pool: Pool) -> Finding:
    """Count open issues without an answer."""
    rows = _waiting(pool)
    if rows.empty and not pool.issues.empty:
        return Finding(0.0, say("No open issue waits for an answer"))
    return responses.share(~rows["answered"], say("{part} of {whole} open issues have no answer"), NO_ISSUE)


def closure_by_repository(pool: Pool) -> Mapping[int, Value]:
    """Give the closure ratio of each repository."""
    return responses.ratios(pool.issue_samples, Subject.ISSUES)


@THEME.pooled(
    THEME.info(
        "issues.closure_ratio",
        "Closed against opened issues",
        "All issues closed in the last 12 months divided by all issues opened in them; 1 is as many closed "
        "as opened.",
        kind=Kind.NUMBER,
        unit="ratio",
        adds_up=AddsUp.SHARE,
    ),
    requires=_counted,
    by_repository=closure_by_repository,
)
def closure_ratio(pool: Pool) -> Finding:
    """Compare closed with opened issues."""
    return responses.ratio_of_totals(
        [sample for _position, sample in pool.issue_samples],
        Subject.ISSUES,
        say("Issues closed in 12 months: {closed}, opened: {opened}"),
        say("no issue was opened in the last 12 months"),
    )


def quick_by_repository(pool: Pool) -> Mapping[int, Value]:
    """Give the share of issues answered quickly for each repository."""
    rows = responses.settled(responses.with_answers(pool.issues))
    return responses.shares(rows, responses.is_quick(rows))


@THEME.pooled(
    THEME.info(
        "issues.answered_within_two_business_days",
        "Issues answered within two business days",
        "Share that a person other than the author answered within two business days (48 hours without "
        "Saturdays and Sundays, in UTC), over the issues opened in the last 12 months among the 100 newest "
        "open and the 100 last closed of each repository or tracker. Those unanswered for less than that "
        "are left out, those unanswered for longer count as not answered in time.",
        kind=Kind.SHARE,
        unit="share",
        adds_up=AddsUp.SHARE,
        source=responses.RESPONSE,
    ),
    requires=_answered,
    by_repository=quick_by_repository,
)
def answered_within_two_business_days(pool: Pool) -> Finding:
    """Count quick answers."""
    rows = responses.settled(responses.with_answers(pool.issues))
    sentence = say("{part} of {whole} issues of 12 months were answered within two business days")
    return responses.share(responses.is_quick(rows), sentence, NONE_OPENED)
