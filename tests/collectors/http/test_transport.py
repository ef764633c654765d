"""The wire: sizes, times, certificates, proxies."""

import contextlib
import json
import ssl
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import trustme
from support.doors import MakeDoor
from support.http_proxy import Proxy
from support.http_server import Fault, HttpServer, Reply, of_json, zipped

from mrl.collectors.http.errors import TooLarge, Unreachable

GOOD = of_json({"name": "example"})
FORGE = "forge.example.org"


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def bundle(authority: trustme.CA, tmp_path: Path) -> str:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return str(tmp_path / "ca.pem")


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[HttpServer]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(FORGE, "127.0.0.1").configure_cert(context)
    with HttpServer.serving(context) as server:
        server.script("/", GOOD)
        yield server


@pytest.fixture
def proxy(secure: HttpServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """Lead every host to the secure server."""
    with Proxy.serving(secure.host) as proxy:
        monkeypatch.setenv("no_proxy", "")
        monkeypatch.setenv("https_proxy", proxy.url.replace("//", "//ada:proxy-password@"))
        yield proxy


def test_a_certificate_of_an_unknown_authority(secure: HttpServer, make_door: MakeDoor) -> None:
    door = make_door()
    with pytest.raises(Unreachable, match=r"cannot prove who it is.*REQUESTS_CA_BUNDLE"):
        door.session(secure.host).get(secure.url + "/", verify=False)
    assert (secure.requests, door.budget.requests) == ([], 1)


def test_a_private_authority_of_one_host(secure: HttpServer, make_door: MakeDoor, bundle: str) -> None:
    door = make_door(limits={"ca_bundle": {secure.host: bundle}})
    assert door.session(secure.host).get(secure.url + "/").ok


def test_a_private_authority_of_the_environment(
    secure: HttpServer, make_door: MakeDoor, bundle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", bundle)
    assert make_door().session(secure.host).get(secure.url + "/").ok


def test_a_file_of_an_authority_that_is_not_there(secure: HttpServer, make_door: MakeDoor) -> None:
    door = make_door(limits={"ca_bundle": {secure.host: "/nowhere/ca.pem"}})
    with pytest.raises(Unreachable, match="with this proxy or file of certificate authorities"):
        door.session(secure.host).get(secure.url + "/")


def test_a_proxy_whose_address_is_none(make_door: MakeDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http:///nowhere")
    with pytest.raises(Unreachable, match="with this proxy or file of certificate authorities"):
        make_door().session(FORGE).get(f"https://{FORGE}/")


def test_a_certificate_for_another_name(
    proxy: Proxy, secure: HttpServer, make_door: MakeDoor, bundle: str
) -> None:
    door = make_door(limits={"ca_bundle": {"other.example.org": bundle}})
    with pytest.raises(Unreachable, match="cannot prove who it is"):
        door.session("other.example.org").get("https://other.example.org/")
    assert (proxy.connects, secure.requests) == (["other.example.org:443"], [])


def test_a_proxy_of_the_environment(
    proxy: Proxy, secure: HttpServer, make_door: MakeDoor, bundle: str, token: str
) -> None:
    door = make_door(limits={"ca_bundle": {FORGE: bundle}}, tokens={FORGE: token})
    assert door.session(FORGE).get(f"https://{FORGE}/").json() == {"name": "example"}
    assert proxy.connects == [f"{FORGE}:443"]
    assert secure.requests[0].headers["authorization"] == f"Bearer {token}"


def test_a_proxy_that_refuses(proxy: Proxy, make_door: MakeDoor) -> None:
    proxy.status = 407
    with pytest.raises(Unreachable) as raised:
        make_door().session(FORGE).get(f"https://{FORGE}/")
    assert str(raised.value) == f"the proxy on the way to {FORGE} does not let us through"
    assert "proxy-password" not in repr(raised.value)
    assert raised.value.__suppress_context__


def test_a_body_of_a_gigabyte(server: HttpServer, make_door: MakeDoor) -> None:
    server.script("/", Reply(200, b"[", {"Content-Type": "application/json"}, stream=1_000_000_000))
    tracemalloc.start()
    with contextlib.closing(make_door()) as door, pytest.raises(TooLarge, match="is larger than 16 MB"):
        door.session(server.host).get(server.url + "/", stream=True)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40_000_000
    assert server.sent < 40_000_000


def test_a_bomb_of_gzip(server: HttpServer, make_door: MakeDoor) -> None:
    server.script("/", zipped(b"[" + b" " * 100_000_000))
    tracemalloc.start()
    with contextlib.closing(make_door()) as door, pytest.raises(TooLarge):
        door.session(server.host).get(server.url + "/")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40_000_000


def test_a_packed_answer(server: HttpServer, make_door: MakeDoor) -> None:
    server.script("/", zipped(json.dumps(["example"] * 9999).encode()))
    assert make_door().session(server.host).get(server.url + "/").json() == ["example"] * 9999


def test_broken_packing(server: HttpServer, make_door: MakeDoor) -> None:
    server.script("/", replace(zipped(b"[]"), body=b"not gzip"))
    with pytest.raises(Unreachable):
        make_door(limits={"attempts": 1}).session(server.host).get(server.url + "/")


@pytest.mark.parametrize("fault", [Fault.DRIP_HEADERS, Fault.DRIP_BODY])
def test_an_answer_that_never_ends(server: HttpServer, make_door: MakeDoor, fault: Fault) -> None:
    server.script("/", Reply(fault=fault))
    with pytest.raises(Unreachable, match="did not answer in time"):
        make_door(limits={"total_time": 0.1, "attempts": 1}).session(server.host).get(server.url + "/")


def test_an_answer_that_never_ends_by_https(secure: HttpServer, make_door: MakeDoor, bundle: str) -> None:
    secure.script("/drip", Reply(fault=Fault.DRIP_HEADERS))
    door = make_door(limits={"total_time": 0.2, "attempts": 1, "ca_bundle": {secure.host: bundle}})
    with pytest.raises(Unreachable, match="did not answer in time"):
        door.session(secure.host).get(secure.url + "/drip")


def test_connections_are_kept(server: HttpServer, make_door: MakeDoor) -> None:
    server.script("/", GOOD)
    session = make_door().session(server.host)
    for _ in range(3):
        session.get(server.url + "/")
    assert server.connections == 1
