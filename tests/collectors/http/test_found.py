"""Servers that only a repository names: public ones, for a short time, a bounded number of them."""

from dataclasses import replace

import pytest
from support.doors import TOKEN, MakeDoor
from support.http_server import HttpServer, Reply, of_json

from mrl.collectors.http.errors import SourceError, Unreachable
from mrl.collectors.http.found import MOST_FOUND, FoundDoor, limits_of_found
from mrl.collectors.http.limits import Limits

GOOD = of_json({"a": 1})


class Clock:
    """Goes on by so many seconds each time it is looked at."""

    def __init__(self, step: float) -> None:
        self.step, self.now = step, 0.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "jira", "169.254.169.254", "jira.local"])
def test_a_repository_leads_to_no_host_inside(make_door: MakeDoor, host: str) -> None:
    with pytest.raises(SourceError, match="a repository may name public servers only"):
        FoundDoor(make_door(), ()).session(host)


def test_a_server_of_this_machine_is_asked_only_where_a_person_gave_it(
    server: HttpServer, make_door: MakeDoor
) -> None:
    server.rule(lambda _seen: GOOD)
    door = make_door(tokens={server.host: TOKEN})
    with pytest.raises(SourceError, match="is not asked"):
        FoundDoor(door, ["forge.city.example"]).session(server.host)
    assert server.requests == []
    assert FoundDoor(door, [server.host]).session(server.host).get(f"{server.url}/").ok
    assert TOKEN in server.requests[0].headers["authorization"]


def test_plain_http_leads_to_no_found_server(make_door: MakeDoor) -> None:
    session = FoundDoor(make_door(), ()).session("jira.city.example")
    with pytest.raises(SourceError, match="was not followed"):
        session.get("http://jira.city.example/")


def test_a_run_asks_a_bounded_number_of_found_servers(make_door: MakeDoor) -> None:
    door = FoundDoor(make_door(), ())
    for _ in range(2):
        for number in range(MOST_FOUND):
            door.session(f"jira{number}.city.example")
    with pytest.raises(SourceError, match=f"more than {MOST_FOUND} servers"):
        door.session("jira.town.example")


def test_a_slow_found_server_takes_half_a_minute_of_a_run(
    server: HttpServer, make_door: MakeDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each answer takes eleven seconds by the clock of the run."""
    monkeypatch.setattr("mrl.collectors.http.found.is_public", lambda _host: True)
    server.rule(lambda _seen: GOOD)
    session = FoundDoor(make_door(clock=Clock(11)), ()).session(server.host)
    for _ in range(3):
        session.get(f"{server.url}/")
    with pytest.raises(Unreachable, match="it took the 30 seconds of a server that a repository names"):
        session.get(f"{server.url}/")
    assert len(server.requests) == 3


def test_a_found_server_may_not_ask_for_long_pauses(
    server: HttpServer, make_door: MakeDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mrl.collectors.http.found.is_public", lambda _host: True)
    server.rule(lambda _seen: Reply(429, b"{}", {"Retry-After": "16"}))
    with pytest.raises(SourceError):
        FoundDoor(make_door(), ()).session(server.host).get(f"{server.url}/")
    assert len(server.requests) == 1


def test_limits_are_never_wider_than_those_of_the_run() -> None:
    tight = Limits(time_per_host=3, total_time=2, read_timeout=1, connect_timeout=1, attempts=1)
    assert limits_of_found(tight) == replace(tight, waits_per_host=15, silences=2, is_found=True)
