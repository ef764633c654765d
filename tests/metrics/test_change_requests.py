import pytest
from support.facts import gap, repository, snapshot
from support.forge_facts import busy_change_requests, forge, issue, sample
from support.measures import by_metric, evidence_of, reason_of, value_of

from mrl.model.base import Value
from mrl.model.evidence import Bound
from mrl.model.facts import RepositoryFacts
from mrl.model.forge import Issue, IssueSample


def taking(*requests: Issue) -> RepositoryFacts:
    return of(sample(*requests))


def of(requests: IssueSample | None) -> RepositoryFacts:
    return repository(forge=forge(change_requests=requests))


@pytest.mark.parametrize(
    ("metric", "busy", "none"),
    [
        ("time_to_first_response", 20.0, "no change request of the sample was opened in the last 12 months"),
        ("closure_ratio", 0.8, "no change request was opened in the last 12 months"),
        ("reviewed_share", 0.666667, "no change request was accepted in the last 12 months"),
        ("merged_share", 0.75, "no change request was closed in the last 12 months"),
    ],
)
def test_with_and_without_change_requests(metric: str, busy: Value, none: str) -> None:
    metric = f"change_requests.{metric}"
    assert value_of(metric, of(busy_change_requests())) == busy
    assert reason_of(metric, taking()) == none
    assert reason_of(metric, of(None)) == "the change requests were not read"
    assert reason_of(metric, repository(forge=None)) == "to be read on a forge, which was not asked"
    project = snapshot(of(None), gaps=[gap("change requests", "the token may not")])
    assert by_metric(project)[metric].reason == gap("", "the token may not").reason


def test_waiting_for_an_answer_counts() -> None:
    found = evidence_of("change_requests.time_to_first_response", taking(issue(40, 5), issue(30), issue(20)))
    assert (found.value, found.bound) == (720.0, Bound.AT_LEAST)


def test_only_what_was_closed_within_a_year_tells_of_reviews() -> None:
    old = issue(500, None, 24, merged=True, reviewed=False)
    recent = issue(500, None, 24 * 400, merged=True, reviewed=True)
    assert value_of("change_requests.reviewed_share", taking(old, recent)) == 1.0
    assert value_of("change_requests.merged_share", taking(old, recent)) == 1.0


def test_reviews_and_ends_that_were_not_read_leave_the_shares_unknown() -> None:
    unreviewed = taking(issue(9, 1, 2, merged=True))
    assert reason_of("change_requests.reviewed_share", unreviewed) == (
        "reviews of change requests were not read"
    )
    assert value_of("change_requests.merged_share", unreviewed) == 1.0
    declined = taking(issue(9, 1, 2, merged=False), issue(9, 1, 2, merged=True, reviewed=True))
    assert value_of("change_requests.reviewed_share", declined) == 1.0
    unended = taking(issue(9, 1, 2))
    assert reason_of("change_requests.merged_share", unended) == (
        "whether change requests were accepted was not read"
    )
    assert value_of("change_requests.closure_ratio", unended) == 1.0
