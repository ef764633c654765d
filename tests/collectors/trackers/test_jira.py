import base64
import sys
from collections.abc import Callable
from itertools import pairwise

import pytest
from support.http_server import HttpServer, of_json, of_text
from support.jira_server import Jira, issue, person
from support.trackers import DAY, HOUR, NOW, is_unread, issues_of, open_door, read, reasons

from mrl.model.project import Tracker, TrackerKind

Serve = Callable[[Jira], Tracker]
YEARS = 365 * DAY


@pytest.fixture
def serve(server: HttpServer) -> Serve:
    def serve(jira: Jira) -> Tracker:
        server.rule(jira.answer)
        return Tracker(kind=TrackerKind.JIRA, url=f"{server.url}/jira/browse/TIDE")

    return serve


def some_issues() -> list[dict[str, object]]:
    """Open ones, closed ones, one closed and one opened after the moment, one from years ago."""
    return [
        issue("TIDE-1", NOW - 3 * YEARS, resolved=NOW - 2 * YEARS),
        issue("TIDE-2", NOW - 40 * DAY, resolved=NOW - 30 * DAY, assignee="Ben Sample"),
        issue("TIDE-3", NOW - 20 * DAY, assignee="Ben Sample"),
        issue("TIDE-4", NOW - 10 * DAY, resolved=NOW + DAY, assignee="Cleo Muster"),
        issue("TIDE-5", NOW + DAY),
        issue("REEF-1", NOW - 5 * DAY),
    ]


@pytest.mark.parametrize("is_cloud", [False, True])
def test_both_kinds_of_jira_tell_the_same(serve: Serve, is_cloud: bool) -> None:
    sample = issues_of(read(serve(Jira(some_issues(), is_cloud=is_cloud)), open_door()))
    assert [each.opened for each in sample.open] == [NOW - 10 * DAY, NOW - 20 * DAY]
    assert [each.closed for each in sample.closed] == [NOW - 30 * DAY, NOW - 2 * YEARS]
    assert all(each.closed is None for each in sample.open)
    assert (sample.open_total, sample.closed_total) == (2, 2)
    assert (sample.opened_12_months, sample.closed_12_months) == (3, 1)
    assert [each.assignees for each in (*sample.open, *sample.closed)] == [(0,), (1,), (1,), ()]


@pytest.mark.parametrize("is_cloud", [False, True])
def test_a_reading_takes_five_requests(serve: Serve, is_cloud: bool) -> None:
    door = open_door()
    reading = read(serve(Jira(some_issues(), is_cloud=is_cloud)), door)
    assert door.budget.requests == 5
    assert reading.gaps == ()


def test_the_first_response_is_by_another_person() -> None:
    told = issue(
        "TIDE-1",
        NOW - 5 * DAY,
        comments=[
            (person("Ada Example"), NOW - 5 * DAY + HOUR),
            (person("Build Helper", is_app=True), NOW - 5 * DAY + 2 * HOUR),
            (person("translate-bot"), NOW - 5 * DAY + 3 * HOUR),
            (person("Cleo Muster"), NOW - 5 * DAY + 9 * HOUR),
            (person("Ben Sample"), NOW - 5 * DAY + 4 * HOUR),
        ],
    )
    with HttpServer.serving() as server:
        server.rule(Jira([told]).answer)
        tracker = Tracker(kind=TrackerKind.JIRA, url=f"{server.url}/jira/projects/TIDE")
        (found,) = issues_of(read(tracker, open_door())).open
        assert found.first_response == NOW - 5 * DAY + 4 * HOUR
        (then,) = issues_of(read(tracker, open_door(), NOW - 5 * DAY + 3 * HOUR)).open
    assert (then.first_response, then.answer_known) == (None, True)


def test_answers_are_unknown_where_some_are_not_shown(serve: Serve) -> None:
    issues = [
        issue("TIDE-1", NOW - DAY, comments=[(person("Ben Sample"), NOW - HOUR)], hidden_comments=3),
        issue("TIDE-2", NOW - 2 * DAY, reporter=None, comments=[(person("Ben Sample"), NOW - HOUR)]),
        issue("TIDE-3", NOW - 3 * DAY),
    ]
    sample = issues_of(read(serve(Jira(issues)), open_door()))
    assert [each.answer_known for each in sample.open] == [False, False, True]
    assert all(each.first_response is None for each in sample.open)


@pytest.mark.parametrize("is_cloud", [False, True])
def test_comments_that_are_too_long_are_left_out(serve: Serve, is_cloud: bool) -> None:
    said = [(person("Ben Sample"), NOW - HOUR)] * 200
    jira = Jira([issue("TIDE-1", NOW - DAY, comments=said)], is_cloud=is_cloud)
    reading = read(serve(jira), open_door(largest_body=10_000))
    (found,) = issues_of(reading).open
    assert (found.opened, found.answer_known, found.first_response) == (NOW - DAY, False, None)
    assert any("does not show all comments" in reason for reason in reasons(reading))


@pytest.mark.parametrize(("page", "requests"), [(100, 7), (40, 11)])
def test_large_projects_of_the_cloud(serve: Serve, page: int, requests: int) -> None:
    issues = [issue(f"TIDE-{number}", NOW - number * HOUR) for number in range(1, 131)]
    issues += [
        issue(f"TIDE-{number}", NOW - 90 * DAY, resolved=NOW - number * HOUR) for number in range(131, 251)
    ]
    door = open_door()
    sample = issues_of(read(serve(Jira(issues, is_cloud=True, page=page)), door))
    assert (len(sample.open), len(sample.closed)) == (100, 100)
    assert (sample.open_total, sample.closed_total) == (130, 120)
    assert all(newer.opened > older.opened for newer, older in pairwise(sample.open))
    assert door.budget.requests == requests


def test_short_pages_end_somewhere(serve: Serve) -> None:
    issues = [issue(f"TIDE-{number}", NOW - number * HOUR) for number in range(1, 131)]
    reading = read(serve(Jira(issues, is_cloud=True, page=3)), open_door())
    assert len(issues_of(reading).open) == 15
    assert any("so few issues at once" in reason for reason in reasons(reading))


def test_counts_that_are_refused_leave_the_samples(serve: Serve) -> None:
    reading = read(serve(Jira(some_issues(), is_cloud=True, no_counts=True)), open_door())
    sample = issues_of(reading)
    assert (len(sample.open), sample.open_total, sample.opened_12_months) == (2, 2, None)
    assert len(reading.gaps) == 1


@pytest.mark.parametrize("is_cloud", [False, True])
def test_a_hidden_project_is_no_empty_one(serve: Serve, is_cloud: bool) -> None:
    jira = Jira(some_issues(), is_cloud=is_cloud, token="Bearer opensesame")
    reading = read(serve(jira), open_door())
    assert is_unread(reading)
    (reason,) = reasons(reading)
    assert "no project TIDE" in reason
    assert "token" in reason


def test_tokens_of_both_kinds(serve: Serve, server: HttpServer) -> None:
    basic = f"Basic {base64.b64encode(b'ada@city.example:opensesame').decode()}"
    for given, sent in (("opensesame", "Bearer opensesame"), ("ada@city.example:opensesame", basic)):
        tracker = serve(Jira(some_issues(), token=sent))
        assert len(issues_of(read(tracker, open_door({server.host: given}))).open) == 2


def test_an_empty_project_is_empty_and_an_unlisted_one_is_not(server: HttpServer) -> None:
    jira = Jira([])
    server.rule(jira.answer)
    tracker = Tracker(kind=TrackerKind.JIRA, url=f"{server.url}/jira/browse/TIDE")
    sample = issues_of(read(tracker, open_door()))
    assert (sample.open, sample.open_total) == ((), 0)

    def quiet(seen):
        empty = of_json({"issues": [], "total": 0})
        return empty if "/search" in seen.path else jira.answer(seen)

    server.rule(quiet)
    hidden = read(tracker.model_copy(update={"project": "DEEP"}), open_door())
    assert is_unread(hidden)
    assert "no project DEEP" in reasons(hidden)[0]


@pytest.mark.parametrize(
    "answer",
    [
        {"issues": "none"},
        {"issues": [{"fields": {"created": "yesterday"}}]},
        {"issues": [{"fields": {"created": "2026-01-01T00:00:00"}}], "total": 1},
        {"issues": [], "total": -4},
        [1, 2],
        None,
    ],
)
def test_strange_answers_are_a_gap(server: HttpServer, answer: object) -> None:
    server.rule(lambda seen: of_json({} if "serverInfo" in seen.path else answer))
    tracker = Tracker(kind=TrackerKind.JIRA, url=f"{server.url}/jira/browse/TIDE")
    reading = read(tracker, open_door())
    assert is_unread(reading)
    assert "answered something else than Jira does" in reasons(reading)[0]


def test_a_login_page_is_a_gap(server: HttpServer) -> None:
    server.rule(lambda _: of_text("<html>Log in</html>", "text/html"))
    reading = read(Tracker(kind=TrackerKind.JIRA, url=f"{server.url}/jira/browse/TIDE"), open_door())
    assert "web page" in reasons(reading)[0]


def test_a_spent_budget_is_a_gap(serve: Serve) -> None:
    reading = read(serve(Jira(some_issues())), open_door(most=2))
    assert is_unread(reading)
    assert "2 requests" in reasons(reading)[0]


def test_without_the_package_it_says_what_to_install(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jira", None)
    reading = read(serve(Jira([])), open_door())
    assert is_unread(reading)
    assert "pip install 'mrl-assess[jira]'" in reasons(reading)[0]
