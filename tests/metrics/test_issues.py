import pytest
from support.facts import declared, repository, unknown_repository
from support.forge_facts import busy_sample, forge, issue, sample
from support.measures import evidence_of, reason_of, sentence_of, value_of

from mrl.model.base import Value
from mrl.model.evidence import Bound
from mrl.model.facts import RepositoryFacts
from mrl.model.forge import Issue, IssueSample
from mrl.model.project import Role


def keeping(*issues: Issue, name: str = "main", role: Role = Role.CORE) -> RepositoryFacts:
    return of(sample(*issues), name, role)


def of(issues: IssueSample, name: str = "main", role: Role = Role.CORE) -> RepositoryFacts:
    return repository(name, role, forge=forge(issues=issues), declared=declared())


@pytest.mark.parametrize(
    ("metric", "busy", "none"),
    [
        ("issues.active_assignees", 3, 0),
        # answered after 5, 30 and 100 hours; waiting since 72 and 960, closed unanswered after 20
        ("issues.time_to_first_response", 100.0, None),
        # closed after 20, 50 and 700 hours; open since 3, 40 and 90 days
        ("issues.time_to_close", 29.2, None),
        ("issues.unanswered_share", 0.5, None),
        ("issues.closure_ratio", 0.5, None),
        ("issues.answered_within_two_business_days", 0.5, None),
    ],
)
def test_a_busy_and_an_unused_tracker(metric: str, busy: Value, none: Value | None) -> None:
    assert value_of(metric, of(busy_sample())) == busy
    assert value_of(metric, keeping()) == none
    assert evidence_of(metric, keeping()).known == 1


def test_unanswered_issues_lengthen_the_median_instead_of_being_dropped() -> None:
    quick = [issue(50, 2), issue(60, 4)]
    assert value_of("issues.time_to_first_response", keeping(*quick)) == 3.0
    assert value_of("issues.time_to_first_response", keeping(*quick, issue(30))) == 4.0
    found = evidence_of("issues.time_to_first_response", keeping(*quick, issue(30), issue(20), issue(10)))
    assert (found.value, found.bound) == (720.0, Bound.AT_LEAST)
    assert found.sentence is not None
    assert found.sentence.in_english() == (
        "Median wait at least 720.0 hours; only 2 of 5 issues of 12 months answered"
    )


def test_open_issues_lengthen_the_time_to_close() -> None:
    found = evidence_of("issues.time_to_close", keeping(issue(50, None, 24), issue(40), issue(30)))
    assert (found.value, found.bound) == (40.0, Bound.AT_LEAST)
    assert value_of("issues.time_to_close", keeping(issue(50, None, 24), issue(40, None, 72))) == 2.0


def test_a_lower_bound_is_rounded_downwards() -> None:
    assert value_of("issues.time_to_close", keeping(issue(10.09))) == 10.0


def test_issues_opened_before_the_year_do_not_count_for_times() -> None:
    old = keeping(issue(400, 1), issue(366, None, 24 * 300))
    for metric in ("time_to_first_response", "time_to_close", "answered_within_two_business_days"):
        assert reason_of(f"issues.{metric}", old) == (
            "no issue of the sample was opened in the last 12 months"
        )


@pytest.mark.parametrize(
    ("one", "share"),
    [
        (issue(20, 47), 1.0),
        (issue(19, 73), 0.0),  # from a Wednesday noon to Saturday
        (issue(17, 72), 1.0),  # from a Friday noon to Monday
        (issue(20), 0.0),
        (issue(3), None),  # since a Friday noon: one business day
        (issue(4), 0.0),  # since Thursday noon: two
        (issue(20, None, 10), None),  # closed before anybody was late
        (issue(20, None, 100), 0.0),
    ],
)
def test_two_business_days(one: Issue, share: float | None) -> None:
    assert value_of("issues.answered_within_two_business_days", keeping(one)) == share


def test_unanswered_are_the_open_ones_that_have_waited_longer_than_two_business_days() -> None:
    assert value_of("issues.unanswered_share", keeping(issue(900), issue(500, 3), issue(1))) == 0.5
    assert sentence_of("issues.unanswered_share", keeping(issue(1), issue(9, None, 200))) == (
        "No open issue waits for an answer"
    )


def test_answers_that_could_not_be_read_are_left_out_while_they_are_few() -> None:
    unread = issue(30, answer_known=False)
    few = keeping(unread, *(issue(30, 2) for _ in range(9)))
    assert value_of("issues.unanswered_share", few) == 0.0
    assert value_of("issues.time_to_first_response", few) == 2.0
    many = keeping(unread, *(issue(30, 2) for _ in range(8)))
    assert reason_of("issues.unanswered_share", many) == "answers could be read for 8 of 9 only"
    assert value_of("issues.closure_ratio", many) == 0.0


def test_what_the_sample_does_not_say_is_unknown() -> None:
    undated = sample().model_copy(update={"closed": (Issue(opened=issue(5).opened),)})
    assert reason_of("issues.time_to_close", of(undated)) == "the days of closing were not read"
    uncounted = busy_sample(opened_12_months=None)
    assert reason_of("issues.closure_ratio", of(uncounted)) == (
        "how many were opened and closed in 12 months was not read"
    )
    assert value_of("issues.time_to_close", of(uncounted)) == 29.2


def test_more_may_be_closed_than_opened() -> None:
    assert value_of("issues.closure_ratio", of(sample(opened_12_months=4, closed_12_months=6))) == 1.5


def test_assignees_of_issues_closed_long_ago_do_not_count() -> None:
    old = keeping(issue(900, None, 24, assignees=(1,)), issue(900, assignees=(2,)), issue(-1, assignees=(3,)))
    assert value_of("issues.active_assignees", old) == 1


def test_several_repositories_are_pooled_by_issues_and_need_nine_tenths_of_the_weight() -> None:
    one = keeping(issue(50, 10), issue(50, 20), issue(50, 30))
    two = keeping(issue(50, 90), name="b")
    assert value_of("issues.time_to_first_response", one, two) == 25.0
    assert value_of("issues.time_to_first_response", one, unknown_repository("c")) is None
    people = keeping(issue(5, assignees=(1, 2)))
    found = evidence_of("issues.active_assignees", people, unknown_repository("c"))
    assert (found.value, found.bound, found.known) == (2, Bound.AT_LEAST, 1)
