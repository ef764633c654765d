"""How proposed changes are dealt with on the forge."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mrl.metrics import responses
from mrl.metrics.context import YEAR, Context
from mrl.metrics.finding import Finding, Subject, unread
from mrl.metrics.pool import Pool
from mrl.metrics.reading import require, told
from mrl.metrics.registry import Theme
from mrl.model.base import Value, say
from mrl.model.evidence import AddsUp, Better, Kind
from mrl.model.facts import RepositoryFacts
from mrl.model.forge import Issue, IssueSample

if TYPE_CHECKING:
    from pandas import DataFrame

THEME = Theme(needs="forge")

ON_FORGE = Subject.FORGE_CHANGE_REQUESTS


def _sample(repository: RepositoryFacts, _context: Context) -> IssueSample:
    known = require(repository.forge, ON_FORGE)
    return told(known.change_requests, ON_FORGE, say("the change requests were not read"))


def _answered(repository: RepositoryFacts, context: Context) -> None:
    sample = _sample(repository, context)
    responses.closings_known([sample], ON_FORGE)
    responses.answers_known([sample], ON_FORGE)


def _counted(repository: RepositoryFacts, context: Context) -> None:
    responses.totals(_sample(repository, context), ON_FORGE)


def _closed(repository: RepositoryFacts, context: Context) -> tuple[Issue, ...]:
    """Give the last closed ones if their days and ends are known."""
    sample = _sample(repository, context)
    responses.closings_known([sample], ON_FORGE)
    if any(request.merged is None for request in sample.closed):
        raise unread(ON_FORGE, say("whether change requests were accepted was not read"))
    return sample.closed


def _reviewed(repository: RepositoryFacts, context: Context) -> None:
    if any(request.merged and request.reviewed is None for request in _closed(repository, context)):
        raise unread(ON_FORGE, say("reviews of change requests were not read"))


def first_answer_by_repository(pool: Pool) -> Mapping[int, Value]:
    """Give the median of the hours to the first answer for each repository."""
    return responses.first_answer_by_repository(pool.change_requests)


@THEME.pooled(
    THEME.info(
        "change_requests.time_to_first_response",
        "Time to the first answer to a change request",
        "Median of the hours from the opening of a change request to the first answer of a person other "
        "than its author, over those opened in the last 12 months among the 100 newest open and the 100 "
        "last closed of each repository. Unanswered ones count as still waiting, to this day or to their "
        "closing (Kaplan-Meier); where less than half were answered, the median is at least so long.",
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
        pool.change_requests,
        say(
            "Median wait for the first answer: {hours} hours; {over} of {count} change requests of 12 months "
            "answered"
        ),
        say(
            "Median wait at least {hours} hours; only {over} of {count} change requests of 12 months answered"
        ),
        say("no change request of the sample was opened in the last 12 months"),
    )


def closure_by_repository(pool: Pool) -> Mapping[int, Value]:
    """Give the closure ratio of each repository."""
    return responses.ratios(pool.change_request_samples, ON_FORGE)


@THEME.pooled(
    THEME.info(
        "change_requests.closure_ratio",
        "Closed against opened change requests",
        "All change requests closed in the last 12 months, accepted or not, divided by all opened in them; 1 "
        "is as many closed as opened.",
        kind=Kind.NUMBER,
        unit="ratio",
        adds_up=AddsUp.SHARE,
        source="https://chaoss.community/kb/metric-change-request-closure-ratio/",
    ),
    requires=_counted,
    by_repository=closure_by_repository,
)
def closure_ratio(pool: Pool) -> Finding:
    """Compare closed with opened change requests."""
    return responses.ratio_of_totals(
        [sample for _position, sample in pool.change_request_samples],
        ON_FORGE,
        say("Change requests closed in 12 months: {closed}, opened: {opened}"),
        say("no change request was opened in the last 12 months"),
    )


def _closed_in_year(pool: Pool) -> "DataFrame":
    return pool.change_requests[pool.change_requests["closed_age"] < YEAR]


def _merged_in_year(pool: Pool) -> "DataFrame":
    closed = _closed_in_year(pool)
    return closed[closed["merged"]]


def reviewed_by_repository(pool: Pool) -> Mapping[int, Value]:
    """Give the share of accepted change requests that were reviewed for each repository."""
    merged = _merged_in_year(pool)
    return responses.shares(merged, merged["reviewed"])


@THEME.pooled(
    THEME.info(
        "change_requests.reviewed_share",
        "Reviewed change requests",
        "Share that a person other than the author reviewed, over the change requests accepted in the last "
        "12 months among the 100 last closed of each repository.",
        kind=Kind.SHARE,
        unit="share",
        adds_up=AddsUp.SHARE,
        source="https://chaoss.community/kb/metric-change-request-reviews/",
    ),
    requires=_reviewed,
    by_repository=reviewed_by_repository,
)
def reviewed_share(pool: Pool) -> Finding:
    """Count reviews among accepted change requests."""
    return responses.share(
        _merged_in_year(pool)["reviewed"],
        say("{part} of {whole} change requests accepted in 12 months were reviewed"),
        say("no change request was accepted in the last 12 months"),
    )


def merged_by_repository(pool: Pool) -> Mapping[int, Value]:
    """Give the share of closed change requests that were accepted for each repository."""
    closed = _closed_in_year(pool)
    return responses.shares(closed, closed["merged"])


@THEME.pooled(
    THEME.info(
        "change_requests.merged_share",
        "Accepted change requests",
        "Share that was accepted, over the change requests closed in the last 12 months among the 100 last "
        "closed of each repository.",
        kind=Kind.SHARE,
        unit="share",
        better=Better.NEITHER,
        adds_up=AddsUp.SHARE,
        source="https://chaoss.community/kb/metric-change-request-acceptance-ratio/",
    ),
    requires=_closed,
    by_repository=merged_by_repository,
)
def merged_share(pool: Pool) -> Finding:
    """Count accepted ones among the closed."""
    return responses.share(
        _closed_in_year(pool)["merged"],
        say("{part} of {whole} change requests closed in 12 months were accepted"),
        say("no change request was closed in the last 12 months"),
    )
