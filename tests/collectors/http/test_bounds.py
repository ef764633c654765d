"""Bounds that no server gets beyond: headers, packing, pauses and time, by a clock of the test's own."""

import gzip
import tracemalloc
from dataclasses import replace

import pytest
from support.doors import MakeDoor, Waits
from support.http_server import Fault, HttpServer, Reply, Seen, of_json, zipped

from mrl.collectors.http.errors import InvalidAnswer, RateLimited, SourceError, TooLarge, Unreachable

GOOD = of_json({"name": "example"})


class Clock:
    """A clock that goes on by so much each time it is asked."""

    def __init__(self, step: float) -> None:
        self.now = 0.0
        self.step = step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def refused(make_door: MakeDoor, server: HttpServer, kind: type[SourceError], **options: object) -> str:
    door = make_door(**{"limits": {"attempts": 1}, **options})
    with pytest.raises(kind) as raised:
        door.session(server.host).get(f"{server.url}/")
    return str(raised.value).replace(server.host, "HOST")


def test_headers_without_measure(server: HttpServer, make_door: MakeDoor) -> None:
    server.script("/", replace(GOOD, headers={f"X-{number}": "x" * 60_000 for number in range(20)}))
    assert refused(make_door, server, TooLarge) == "the headers of HOST are too long"


@pytest.mark.parametrize("headers", [{"X-Long": "x" * 70_000}, {f"X-{number}": "x" for number in range(101)}])
def test_headers_that_the_library_refuses(
    server: HttpServer, make_door: MakeDoor, headers: dict[str, str]
) -> None:
    server.script("/", replace(GOOD, headers=headers))
    assert "HOST cannot be made or broke off" in refused(make_door, server, Unreachable)


@pytest.mark.parametrize("packing", ["gzip, gzip", "gzip,gzip,gzip,gzip", "br", "zstd", "nonsense"])
def test_packing_that_was_not_offered(server: HttpServer, make_door: MakeDoor, packing: str) -> None:
    """A bomb in a bomb unfolds a million times; nothing of it is unpacked."""
    body = gzip.compress(gzip.compress(b" " * 50_000_000))
    server.script("/", replace(GOOD, body=body, headers={"Content-Encoding": packing}))
    tracemalloc.start()
    assert "in a way it was not asked for" in refused(make_door, server, InvalidAnswer)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_small_bomb_is_told_by_its_ratio(server: HttpServer, make_door: MakeDoor) -> None:
    server.script("/", replace(zipped(b""), body=gzip.compress(b"[" + b" " * 9_000_000 + b"]")))
    assert "only a bomb is" in refused(make_door, server, TooLarge)


def test_what_honest_servers_pack_passes(server: HttpServer, make_door: MakeDoor) -> None:
    rows = (
        b"["
        + b",".join(b'{"id": %d, "state": "open", "labels": []}' % number for number in range(90_000))
        + b"]"
    )
    server.script("/", zipped(rows))
    assert len(make_door().session(server.host).get(f"{server.url}/").content) == len(rows)


def test_packed_content_is_bounded_as_it_comes(server: HttpServer, make_door: MakeDoor) -> None:
    server.script("/", Reply(200, b"[", {"Content-Type": "application/json"}, stream=2_000_000))
    limits = {"attempts": 1, "largest_packed": 500_000}
    assert "is larger than" in refused(make_door, server, TooLarge, limits=limits)
    assert server.sent < 2_500_000


def test_a_host_that_takes_all_the_time_is_asked_no_more(server: HttpServer, make_door: MakeDoor) -> None:
    """Each answer takes 100 seconds, which no single deadline minds."""
    server.rule(lambda _seen: GOOD)
    session = make_door(clock=Clock(100), limits={"time_per_host": 950}).session(server.host)
    for _ in range(10):
        session.get(f"{server.url}/")
    with pytest.raises(Unreachable, match="so slowly that it took the 16 minutes of a run"):
        session.get(f"{server.url}/")
    assert len(server.requests) == 10


def test_time_is_counted_for_each_host(server: HttpServer, make_door: MakeDoor) -> None:
    server.rule(lambda _seen: GOOD)
    with HttpServer.serving() as other:
        other.rule(lambda _seen: GOOD)
        door = make_door(clock=Clock(100), limits={"time_per_host": 50})
        door.session(server.host).get(f"{server.url}/")
        assert door.session(other.host).get(f"{other.url}/").ok


def test_a_host_may_not_ask_for_pauses_without_end(
    server: HttpServer, make_door: MakeDoor, waits: Waits
) -> None:
    """Every other answer asks for a minute, for ever."""
    count = [0]

    def rule(_seen: Seen) -> Reply:
        count[0] += 1
        return GOOD if count[0] % 2 == 0 else Reply(429, b"{}", {"Retry-After": "60"})

    server.rule(rule)
    session = make_door(limits={"waits_per_host": 300}).session(server.host)
    for _ in range(5):
        session.get(f"{server.url}/")
    with pytest.raises(RateLimited):
        session.get(f"{server.url}/")
    assert sum(waits.seconds) == 300


@pytest.mark.parametrize("fault", [Fault.CHUNKS_WITHOUT_END, Fault.CONTINUES_WITHOUT_END])
def test_parts_without_end(server: HttpServer, make_door: MakeDoor, fault: Fault) -> None:
    server.script("/", Reply(fault=fault))
    limits = {"attempts": 1, "total_time": 0.2}
    assert refused(make_door, server, Unreachable, limits=limits) == "HOST did not answer in time"


@pytest.mark.parametrize("status", [102, 103, 299, 304, 999])
def test_a_status_that_makes_no_sense(server: HttpServer, make_door: MakeDoor, status: int) -> None:
    server.script("/", Reply(status))
    assert refused(make_door, server, SourceError)
