import pytest
from support.http_server import HttpServer
from support.jira_server import Jira, issue
from support.trackers import DAY, NOW, is_unread, numbering, open_door, read, reasons

from mrl.collectors.trackers.reading import MOST_TRACKERS, forecast, read_trackers, trackers_to_read
from mrl.model.project import Tracker, TrackerKind

TIDE = Tracker(kind=TrackerKind.JIRA, url="https://bugs.city.example/browse/TIDE")
REEF = Tracker(kind=TrackerKind.REDMINE, url="https://city.example/projects/reef/issues")
ON_A_FORGE = Tracker(kind=TrackerKind.GITHUB, url="https://github.com/tide/pool/issues")


@pytest.mark.parametrize("kind", [TrackerKind.BUGZILLA, TrackerKind.OTHER])
def test_trackers_that_are_not_read_are_a_gap(kind: TrackerKind) -> None:
    door = open_door()
    reading = read(Tracker(kind=kind, url="https://ada:secret@city.example/buglist.cgi?x=1"), door)
    assert is_unread(reading)
    assert reading.facts is not None
    assert reading.facts.url == "https://city.example/buglist.cgi"
    assert f"of the kind {kind.value}" in reasons(reading)[0]
    assert ([gap.subject for gap in reading.gaps], door.budget.requests) == (["tracker"], 0)


def test_a_tracker_without_address_has_no_facts() -> None:
    reading = read(Tracker(kind=TrackerKind.JIRA), open_door())
    assert reading.facts is None
    assert "without a usable address" in reasons(reading)[0]


def test_one_that_fails_spoils_no_other(server: HttpServer) -> None:
    server.rule(Jira([issue("TIDE-1", NOW - DAY)]).answer)
    trackers = [
        Tracker(kind=TrackerKind.JIRA, url=f"{server.url}/jira/browse/{key}") for key in ("DEEP", "TIDE")
    ]
    first, second = read_trackers(trackers, open_door(), NOW, numbering(), lambda _: None)
    assert is_unread(first)
    assert second.facts is not None
    assert second.facts.issues is not None
    assert (second.facts.project, second.gaps) == ("TIDE", ())


def test_very_many_trackers_are_not_all_read(server: HttpServer) -> None:
    jira = Jira([], projects=tuple(f"T{number}" for number in range(25)))
    server.rule(jira.answer)
    trackers = [
        Tracker(kind=TrackerKind.JIRA, url=f"{server.url}/jira/browse/T{number}") for number in range(25)
    ]
    readings = read_trackers(trackers, open_door(), NOW, numbering(), lambda _: None)
    assert [is_unread(each) for each in readings] == [False] * MOST_TRACKERS + [True] * 5
    assert "so many trackers" in reasons(readings[-1])[0]


def test_the_project_file_outranks_what_repositories_name() -> None:
    assert trackers_to_read(REEF, [TIDE, ON_A_FORGE]) == (REEF,)
    assert trackers_to_read(ON_A_FORGE, [TIDE]) == ()


def test_each_project_on_a_tracker_is_read_once() -> None:
    again = Tracker(kind=TrackerKind.JIRA, url="https://bugs.city.example/projects/TIDE/summary")
    nameless = Tracker(kind=TrackerKind.JIRA)
    by_keys = Tracker(kind=TrackerKind.OTHER)
    declared = [nameless, TIDE, ON_A_FORGE, again, REEF, TIDE, by_keys]
    assert trackers_to_read(None, declared) == (TIDE, REEF, by_keys)
    assert trackers_to_read(None, [nameless, nameless]) == (nameless,)


def test_the_forecast_is_of_what_is_asked_at_most() -> None:
    other = Tracker(kind=TrackerKind.OTHER)
    assert forecast([TIDE]) == 7
    assert forecast([TIDE, REEF, other]) == 7 + 55
    assert forecast([TIDE] * 100) == 7 * MOST_TRACKERS
