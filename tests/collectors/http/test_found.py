"""Servers that only a repository names: public ones, a bounded number of them."""

import pytest
from support.doors import TOKEN, MakeDoor
from support.http_server import HttpServer, of_json

from mrl.collectors.http.errors import SourceError
from mrl.collectors.http.found import MOST_FOUND, FoundDoor

GOOD = of_json({"a": 1})


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
