"""A public name that leads to an address inside is not asked; what was looked at is what is connected to."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from support.doors import MakeDoor
from urllib3.util import connection

from mrl.collectors.http.errors import SourceError, Unreachable
from mrl.collectors.http.found import FoundDoor

HOST = "jira.city.example"
PUBLIC, OTHER = "8.8.8.8", "2001:4860:4860::8888"


class Net:
    """Names that lead to addresses, and what was connected to; none of it is there."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = iter(answers)
        self.looked_up: list[str] = []
        self.connected: list[str] = []

    def getaddrinfo(self, name: str, port: int, **_options: Any) -> list[Any]:
        self.looked_up.append(name)
        addresses = next(self.answers, ("127.0.0.1",))
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [(0, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    def connect(self, address: tuple[str, int], *_arguments: Any, **_options: Any) -> Any:
        self.connected.append(address[0])
        raise ConnectionRefusedError


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Net]]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)

    def make(*answers: tuple[str, ...]) -> Net:
        made = Net(*answers)
        monkeypatch.setattr(socket, "getaddrinfo", made.getaddrinfo)
        monkeypatch.setattr(connection, "create_connection", made.connect)
        return made

    return make


def ask(make_door: MakeDoor, host: str = HOST, given: tuple[str, ...] = ()) -> None:
    FoundDoor(make_door(limits={"attempts": 1}), given).session(host).get(f"https://{host}/")


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.1",),
        ("10.0.0.8",),
        ("169.254.169.254",),
        ("100.64.0.1",),
        ("::1",),
        ("fd00::1",),
        ("fe80::1%eth0",),
        ("64:ff9b::7f00:1",),
        ("2002:7f00:1::",),
        (PUBLIC, "192.168.0.1"),
        (OTHER, "::ffff:10.0.0.1"),
    ],
)
def test_a_name_that_leads_inside_is_not_asked(net, make_door, addresses):
    inside = net(addresses)
    with pytest.raises(SourceError, match=rf"{HOST} is not asked: a repository may name public servers"):
        ask(make_door)
    assert inside.connected == []


@pytest.mark.parametrize("host", [HOST, f"{HOST}:8443"])
def test_a_name_is_looked_up_once_as_it_stands_and_all_its_addresses_are_tried(net, make_door, host):
    outside = net((PUBLIC, OTHER, PUBLIC))
    with pytest.raises(Unreachable, match="cannot be made"):
        ask(make_door, host)
    assert outside.looked_up == [f"{HOST}."], "no domain of this network is added to it"
    assert outside.connected == [PUBLIC, OTHER]


def test_each_connection_is_looked_at_anew(net, make_door):
    """The second answer for the same name leads inside."""
    changing = net((PUBLIC,), ("127.0.0.1",))
    session = FoundDoor(make_door(limits={"attempts": 1, "silences": 9}), ()).session(HOST)
    with pytest.raises(Unreachable):
        session.get(f"https://{HOST}/")
    with pytest.raises(SourceError, match="public servers only"):
        session.get(f"https://{HOST}/")
    assert changing.connected == [PUBLIC]


def test_an_address_needs_no_final_dot(net, make_door):
    outside = net((PUBLIC,), (OTHER,))
    for host in (PUBLIC, f"[{OTHER}]"):
        with pytest.raises(Unreachable):
            ask(make_door, host)
    assert outside.looked_up == outside.connected == [PUBLIC, OTHER]


def test_a_name_that_leads_nowhere_is_said_to_be_out_of_reach(net, make_door):
    nowhere = net(())
    with pytest.raises(Unreachable, match="cannot be made"):
        ask(make_door)
    assert nowhere.connected == []


def test_what_a_person_gave_may_lead_inside(net, make_door):
    own = net(("10.0.0.8",))
    with pytest.raises(Unreachable):
        ask(make_door, given=(HOST,))
    assert own.connected == [HOST], "looked up by the connection itself, with the domains of this network"


def test_behind_a_proxy_names_are_still_checked(net, make_door, monkeypatch):
    monkeypatch.setenv("https_proxy", "http://10.0.0.1:3128")
    proxied = net()
    with pytest.raises(Unreachable):
        ask(make_door)
    assert (proxied.looked_up, proxied.connected) == ([], ["10.0.0.1"])
    with pytest.raises(SourceError, match="public servers only"):
        ask(make_door, "sonar.intra")
