"""How issues and change requests are answered and closed: what the metrics of both have in common."""

from collections.abc import Iterable, Mapping
from math import floor
from typing import TYPE_CHECKING

from mrl.metrics.adding_up import ENOUGH_WEIGHT
from mrl.metrics.context import YEAR
from mrl.metrics.finding import Finding, Subject, filled, rounded, undefined, unread
from mrl.metrics.pool import OUTSIDE
from mrl.metrics.survival import Median, median_time
from mrl.model.base import Message, Value, say
from mrl.model.evidence import Bound
from mrl.model.forge import IssueSample

if TYPE_CHECKING:
    from pandas import DataFrame, Series

RESPONSE = "https://chaoss.community/kb/metric-time-to-first-response/"
HOURS = 24
TWO_DAYS = 2
"""Business days within which a first answer is called quick."""

Samples = Iterable[IssueSample]


def closings_known(samples: Samples, subject: Subject) -> None:
    """Raise where the closing of a closed one is not known."""
    if any(issue.closed is None for sample in samples for issue in sample.closed):
        raise unread(subject, say("the days of closing were not read"))


def answers_known(samples: Samples, subject: Subject) -> None:
    """Raise where the answers to more than one in ten could not be read; few others are left out."""
    issues = [issue for sample in samples for issue in (*sample.open, *sample.closed)]
    known = sum(issue.answer_known or issue.first_response is not None for issue in issues)
    if known < ENOUGH_WEIGHT * len(issues):
        reason = say("answers could be read for {known} of {total} only", known=known, total=len(issues))
        raise unread(subject, reason)


def totals(sample: IssueSample, subject: Subject) -> tuple[int, int]:
    """Give how many were closed and opened in 12 months, of all there are; raises where not known."""
    if sample.closed_12_months is None or sample.opened_12_months is None:
        raise unread(subject, say("how many were opened and closed in 12 months was not read"))
    return sample.closed_12_months, sample.opened_12_months


def opened_in_year(rows: "DataFrame") -> "DataFrame":
    """Give those opened in the last 12 months."""
    return rows[rows["age"] < YEAR]


def with_answers(rows: "DataFrame") -> "DataFrame":
    """Give those opened in the last 12 months whose answers could be read."""
    return opened_in_year(rows[rows["answer_known"]])


def first_answer(rows: "DataFrame", sentence: Message, at_least: Message, nothing: Message) -> Finding:
    """Give the median of the hours to the first answer; sentences get `count`, `over` and `hours`."""
    asked = with_answers(rows)
    median = median_time((asked["wait"] * HOURS).tolist(), asked["answered"].tolist())
    if median is None:
        raise undefined(nothing)
    counts = {"count": len(asked), "over": int(asked["answered"].sum()), "hours": one_decimal(median)}
    return of_median(median, filled(sentence if median.reached else at_least, **counts))


def of_median(median: Median, sentence: Message) -> Finding:
    """Make a finding of a median; one that is not reached is a lower bound."""
    return Finding(one_decimal(median), sentence, bound=Bound.EXACT if median.reached else Bound.AT_LEAST)


def one_decimal(median: Median) -> float:
    """Round to one decimal; a lower bound only downwards."""
    return round(median.time, 1) if median.reached else floor(median.time * 10) / 10


def medians(rows: "DataFrame", times: str, over: "Series[bool]", unit: float = 1) -> Mapping[int, Value]:
    """Give the median of the column `times` for each repository, 1 / `unit` of a day as unit."""
    together: dict[int, tuple[list[float], list[bool]]] = {}
    for position, time, is_over in zip(
        rows["repository"].tolist(), (rows[times] * unit).tolist(), over.tolist(), strict=True
    ):
        of_repository = together.setdefault(position, ([], []))
        of_repository[0].append(time)
        of_repository[1].append(is_over)
    found = {position: median_time(*of_one) for position, of_one in together.items() if position != OUTSIDE}
    return {position: one_decimal(median) for position, median in found.items() if median}


def first_answer_by_repository(rows: "DataFrame") -> Mapping[int, Value]:
    """Give the median of the hours to the first answer for each repository."""
    asked = with_answers(rows)
    return medians(asked, "wait", asked["answered"], HOURS)


def ratio_of_totals(samples: Samples, subject: Subject, sentence: Message, nothing: Message) -> Finding:
    """Divide all that were closed by all that were opened; `sentence` gets `closed` and `opened`."""
    counted = [totals(sample, subject) for sample in samples]
    closed, opened = (sum(numbers) for numbers in zip(*counted, strict=True)) if counted else (0, 0)
    if not opened:
        raise undefined(nothing)
    return Finding(rounded(closed / opened), filled(sentence, closed=closed, opened=opened))


def ratios(samples: Iterable[tuple[int, IssueSample]], subject: Subject) -> Mapping[int, Value]:
    """Give the ratio of closed to opened for each repository that has one."""
    counted = {at: totals(sample, subject) for at, sample in samples if at != OUTSIDE}
    return {at: rounded(closed / opened) for at, (closed, opened) in counted.items() if opened}


def share(part: "Series[bool]", sentence: Message, nothing: Message) -> Finding:
    """Give the share of rows that hold; `sentence` gets `part`, `whole` and `share`."""
    if part.empty:
        raise undefined(nothing)
    held = rounded(part.mean())
    return Finding(held, filled(sentence, part=int(part.sum()), whole=len(part), share=held))


def shares(rows: "DataFrame", part: "Series[bool]") -> Mapping[int, Value]:
    """Give the share of rows that hold for each repository."""
    means = part.groupby(rows["repository"]).mean()
    return {
        at: rounded(held)
        for at, held in zip(means.index.tolist(), means.tolist(), strict=True)
        if at != OUTSIDE
    }


def settled(rows: "DataFrame") -> "DataFrame":
    """Leave out the unanswered that have waited less than two business days: nobody is late yet."""
    return rows[rows["answered"] | (rows["business_wait"] >= TWO_DAYS)]


def is_quick(rows: "DataFrame") -> "Series[bool]":
    """Tell which were answered within two business days."""
    return rows["answered"] & (rows["business_wait"] <= TWO_DAYS)
