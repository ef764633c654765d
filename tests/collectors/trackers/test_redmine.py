"""The same against a real Redmine: tests/integration/test_redmine.py."""

import sys
from collections.abc import Callable

import pytest
from support.http_server import HttpServer, of_json
from support.redmine_server import Redmine, issue, person
from support.trackers import DAY, HOUR, NOW, is_unread, issues_of, open_door, read, reasons

from mrl.model.project import Tracker, TrackerKind

Serve = Callable[[Redmine], Tracker]


@pytest.fixture
def serve(server: HttpServer) -> Serve:
    def serve(redmine: Redmine) -> Tracker:
        server.rule(redmine.answer)
        return Tracker(kind=TrackerKind.REDMINE, url=f"{server.url}/tracker/projects/tide/issues")

    return serve


def test_samples_counts_and_answers(serve: Serve) -> None:
    issues = [
        issue(1, NOW - 800 * DAY, closed=NOW - 700 * DAY),
        issue(2, NOW - 50 * DAY, closed=NOW - 2 * DAY, assignee=2),
        issue(3, NOW - 30 * DAY, notes=[(person(2, "Ben Sample"), NOW - 29 * DAY, "seen")], assignee=2),
        issue(4, NOW - 20 * DAY, closed=NOW + DAY),
        issue(5, NOW + DAY),
    ]
    sample = issues_of(read(serve(Redmine(issues)), open_door()))
    assert [each.opened for each in sample.open] == [NOW - 20 * DAY, NOW - 30 * DAY]
    assert [each.first_response for each in sample.open] == [None, NOW - 29 * DAY]
    assert [each.closed for each in sample.closed] == [NOW - 2 * DAY, NOW - 700 * DAY]
    assert (sample.open_total, sample.closed_total) == (2, 2)
    assert (sample.opened_12_months, sample.closed_12_months) == (3, 1)
    assert [each.assignees for each in sample.closed] == [(0,), ()]


@pytest.mark.parametrize(
    ("user", "text", "after"),
    [
        (person(1), "any news?", HOUR),
        (person(3, "translate-bot"), "thank you", HOUR),
        (person(2, "Ben Sample"), "", HOUR),
        (person(2, "Ben Sample"), " \n", HOUR),
        (person(2, "Ben Sample"), "seen", 6 * DAY),
    ],
    ids=["author", "robot", "no words", "only spaces", "after the moment"],
)
def test_what_is_no_answer(serve: Serve, user: dict[str, object], text: str, after: object) -> None:
    told = issue(1, NOW - 5 * DAY, notes=[(user, NOW - 5 * DAY + after, text)])
    (found,) = issues_of(read(serve(Redmine([told])), open_door())).open
    assert (found.first_response, found.answer_known) == (None, True)


def test_answers_of_the_first_25_are_asked_for(serve: Serve) -> None:
    note = (person(2, "Ben Sample"), NOW - HOUR, "seen")
    issues = [issue(number, NOW - number * DAY, notes=[note]) for number in range(1, 41)]
    issues += [issue(number, NOW - number * DAY) for number in range(41, 61)]
    door = open_door()
    sample = issues_of(read(serve(Redmine(issues)), door))
    assert [each.answer_known for each in sample.open] == [True] * 25 + [False] * 15 + [True] * 20
    assert sum(each.first_response is not None for each in sample.open) == 25
    assert door.budget.requests == 5 + 25


def test_samples_hold_a_hundred_and_totals_all(serve: Serve) -> None:
    issues = [issue(number, NOW - number * HOUR) for number in range(1, 131)]
    sample = issues_of(read(serve(Redmine(issues)), open_door()))
    assert (len(sample.open), sample.open_total) == (100, 130)
    assert sample.open[0].opened == NOW - HOUR


def test_answers_that_fail_leave_the_rest(serve: Serve) -> None:
    note = (person(2, "Ben Sample"), NOW - HOUR, "seen")
    issues = [issue(number, NOW - number * DAY, notes=[note]) for number in range(1, 5)]
    door = open_door()
    reading = read(serve(Redmine(issues, broken={2})), door)
    assert [each.answer_known for each in issues_of(reading).open] == [True, False, False, False]
    (reason,) = reasons(reading)
    assert reason.startswith("answers to issues: ")
    assert door.budget.requests == 5 + 2


def test_a_login_is_asked_for_and_the_key_opens(serve: Serve, server: HttpServer) -> None:
    redmine = Redmine([issue(1, NOW - DAY)], key="opensesame")
    closed = read(serve(redmine), open_door())
    assert is_unread(closed)
    assert "only with a token" in reasons(closed)[0]
    opened = read(serve(redmine), open_door({server.host: "opensesame"}))
    assert issues_of(opened).open_total == 1


def test_the_address_without_project_needs_one(serve: Serve) -> None:
    tracker = serve(Redmine([issue(1, NOW - DAY)]))
    root = tracker.model_copy(update={"url": (tracker.url or "").replace("/projects/tide/issues", "")})
    assert "names no project" in reasons(read(root, open_door()))[0]
    named = root.model_copy(update={"project": "tide"})
    reading = read(named, open_door())
    assert issues_of(reading).open_total == 1
    assert reading.facts is not None
    assert (reading.facts.project, reading.facts.url) == ("tide", root.url)


@pytest.mark.parametrize(
    "answer",
    [
        {"issues": [{"id": 1}], "total_count": 1, "limit": 1, "offset": 0},
        {"issues": 5, "total_count": 1, "limit": 1, "offset": 0},
        {"issues": [], "total_count": -1, "limit": 1, "offset": 0},
        {"something": []},
        [],
        "text",
    ],
)
def test_strange_answers_are_a_gap(server: HttpServer, answer: object) -> None:
    server.rule(lambda _: of_json(answer))
    reading = read(Tracker(kind=TrackerKind.REDMINE, url=f"{server.url}/projects/tide"), open_door())
    assert is_unread(reading)
    assert "answered something else than Redmine does" in reasons(reading)[0]


def test_without_the_package_it_says_what_to_install(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redminelib", None)
    reading = read(serve(Redmine([])), open_door())
    assert "pip install 'mrl-assess[redmine]'" in reasons(reading)[0]
