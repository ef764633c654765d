"""Tokens: each for its host, and to be found nowhere else."""

import io
import logging
import traceback
from pathlib import Path

import pytest
from support.doors import MakeDoor
from support.http_server import HttpServer, Reply, of_json, redirect
from support.processes import listed_processes

from mrl.collectors.http.budget import Budget
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import InvalidAnswer, Redirected, SourceError
from mrl.collectors.http.journal import Journal
from mrl.errors import TargetError

GOOD = of_json({"name": "example"}).having(ETag='"1"')


def test_tokens_by_host(make_door: MakeDoor, token: str) -> None:
    door = make_door(tokens={"GitHub.com": token, "gitlab.example.org:8443": "other"})
    assert door.token("github.com") == door.token("github.com:443") == door.token("api.github.com") == token
    assert door.token("gitlab.example.org:8443") == "other"
    for host in ("gitlab.example.org", "evil.github.com", "github.com.evil.example", "raw.github.com", ""):
        assert door.token(host) is None


@pytest.mark.parametrize("bad", ["", "with space", "line\nend", "line\r\nX-Evil: 1", "caf\u00e9", "tab\t"])
def test_a_token_that_is_none_is_refused_and_not_repeated(make_door: MakeDoor, bad: str) -> None:
    with pytest.raises(TargetError, match=r"the token for github\.com is empty, or has") as raised:
        make_door(tokens={"github.com": bad})
    assert not bad or bad not in str(raised.value)


def test_a_header_of_its_own(server: HttpServer, make_door: MakeDoor, token: str) -> None:
    server.script("/", GOOD)
    door = make_door(tokens={server.host: token})
    session = door.session(server.host, authorization=lambda secret: {"PRIVATE-TOKEN": secret})
    session.get(server.url + "/")
    assert server.requests[0].headers["private-token"] == token
    assert "authorization" not in server.requests[0].headers


def test_another_host_is_not_asked_at_all(make_door: MakeDoor, token: str) -> None:
    """A link or `url` field of an answer that leads elsewhere ends here."""
    with HttpServer.serving() as own, HttpServer.serving() as other:
        own.script("/", redirect(other.url + "/take"))
        door = make_door(tokens={own.host: token})
        session = door.session(own.host)
        for url in (own.url + "/", other.url + "/take?page=2", other.url.replace("://", f"://{own.host}@")):
            with pytest.raises(Redirected):
                session.get(url)
        assert other.requests == []
        assert door.budget.by_host == {own.host: 1}


@pytest.mark.parametrize("url", ["http://forge.example.org/", "ftp://forge.example.org/x"])
def test_only_https_leaves_this_machine(make_door: MakeDoor, url: str) -> None:
    door = make_door()
    with pytest.raises((Redirected, ValueError)):
        door.session("forge.example.org").get(url)
    assert door.budget.requests == 0


def exercise(server: HttpServer, door: Door) -> list[SourceError]:
    """Have answers of all kinds."""
    server.script("/good", GOOD)
    server.script("/moved", redirect("https://evil.example/x"))
    for status in (400, 401, 403, 404, 429, 500):
        server.script(f"/{status}", Reply(status))
    problems = []
    for path in ("/good", "/good", "/moved", "/404", "/403", "/400", "/500", "/429", "/401"):
        try:
            door.session(server.host).get(server.url + path)
        except SourceError as problem:
            problems.append(problem)
    return problems


def test_no_token_in_errors_logs_and_files(
    server: HttpServer, make_door: MakeDoor, token: str, tmp_path: Path
) -> None:
    log = io.StringIO()
    handler, root = logging.StreamHandler(log), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        door = make_door(tokens={server.host: token}, journal=Journal(tmp_path))
        problems = exercise(server, door)
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    assert len(problems) == 7
    shown = [log.getvalue(), repr(door), repr(door.session(server.host)), repr(door.budget)]
    for problem in problems:
        shown += [repr(problem), repr(problem.reason), *traceback.format_exception(problem)]
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert files
    assert "GET /good" in log.getvalue()
    assert not any(token in text for text in shown)
    assert not any(token.encode() in file.read_bytes() or token in file.name for file in files)


def test_no_token_in_what_libraries_see(server: HttpServer, make_door: MakeDoor, token: str) -> None:
    server.script("/", GOOD)
    session = make_door(tokens={server.host: token}).session(server.host)
    response = session.get(server.url + "/")
    assert token not in f"{session.headers} {response.headers} {response.request.headers} {response.url}"


def test_no_token_in_the_list_of_processes(server: HttpServer, make_door: MakeDoor, token: str) -> None:
    exercise(server, make_door(tokens={server.host: token}))
    listed = listed_processes()
    assert "pytest" in listed
    assert token not in listed


@pytest.mark.parametrize("reply", [of_json({"description": "TOKEN"}), of_json([]).having(Link="<x?t=TOKEN>")])
def test_an_answer_that_repeats_the_token_is_thrown_away(
    server: HttpServer, make_door: MakeDoor, token: str, tmp_path: Path, reply: Reply
) -> None:
    headers = {name: value.replace("TOKEN", token) for name, value in reply.headers.items()}
    echo = Reply(200, reply.body.replace(b"TOKEN", token.encode()), {**headers, "ETag": '"1"'})
    server.script("/", echo)
    door = make_door(tokens={server.host: token}, journal=Journal(tmp_path))
    with pytest.raises(InvalidAnswer, match="repeats the token") as raised:
        door.session(server.host).get(server.url + "/")
    assert token not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_a_netrc_is_not_used(
    server: HttpServer, make_door: MakeDoor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ada password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    server.script("/", GOOD)
    make_door().session(server.host).get(server.url + "/")
    assert "authorization" not in server.requests[0].headers


def test_a_closed_door_can_be_used_again(server: HttpServer, waits: object) -> None:
    server.script("/", GOOD)
    with Door(budget=Budget(), wait=waits, journal=None, tokens={}) as door:  # type: ignore[arg-type]
        session = door.session(server.host)
        assert session.get(server.url + "/").ok
    with door:
        assert session.get(server.url + "/").ok
