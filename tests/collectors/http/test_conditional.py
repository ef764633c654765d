from pathlib import Path

import pytest
from support.doors import MakeDoor
from support.http_server import HttpServer, Reply, of_json

from mrl.collectors.http.errors import NotThere
from mrl.collectors.http.journal import Journal

OLD = of_json({"stars": 1}).having(ETag='"1"', Link='</2>; rel="next"')


def test_unchanged_answers_come_from_the_journal(
    server: HttpServer, make_door: MakeDoor, tmp_path: Path
) -> None:
    server.script("/a?page=1", OLD)
    door = make_door(journal=Journal(tmp_path))
    first = door.session(server.host).get(server.url + "/a?page=1")
    again = make_door(journal=Journal(tmp_path), budget=door.budget).session(server.host)
    second = again.get(server.url + "/a", params={"page": 1})
    assert [each.headers.get("if-none-match") for each in server.requests] == [None, '"1"']
    assert (second.status_code, second.json(), second.links) == (200, first.json(), first.links)
    assert (door.budget.requests, door.budget.unchanged) == (2, 1)


def test_a_date_of_change_serves_as_well(server: HttpServer, make_door: MakeDoor, tmp_path: Path) -> None:
    day = "Wed, 31 Dec 2025 00:00:00 GMT"
    server.script("/a", of_json([1]).having(Last_Modified=day), Reply(304))
    session = make_door(journal=Journal(tmp_path)).session(server.host)
    assert session.get(server.url + "/a").json() == session.get(server.url + "/a").json() == [1]
    assert server.requests[1].headers["if-modified-since"] == day


def test_changed_answers_replace_kept_ones(server: HttpServer, make_door: MakeDoor, tmp_path: Path) -> None:
    server.script("/a", OLD, of_json({"stars": 2}).having(ETag='"2"'))
    session = make_door(journal=Journal(tmp_path)).session(server.host)
    assert [session.get(server.url + "/a").json()["stars"] for _ in range(3)] == [1, 2, 2]
    assert server.requests[2].headers["if-none-match"] == '"2"'


def test_limits_are_those_of_the_new_answer(server: HttpServer, make_door: MakeDoor, tmp_path: Path) -> None:
    server.script("/a", OLD.having(X_RateLimit_Remaining="9"), OLD.having(X_RateLimit_Remaining="8"))
    session = make_door(journal=Journal(tmp_path)).session(server.host)
    remaining = [session.get(server.url + "/a").headers["X-RateLimit-Remaining"] for _ in range(2)]
    assert remaining == ["9", "8"]


def test_what_is_gone_is_not_served_from_the_journal(
    server: HttpServer, make_door: MakeDoor, tmp_path: Path
) -> None:
    server.script("/a", OLD, of_json({}, 404))
    session = make_door(journal=Journal(tmp_path)).session(server.host)
    session.get(server.url + "/a")
    with pytest.raises(NotThere):
        session.get(server.url + "/a")


def test_answers_without_a_mark_are_not_kept(server: HttpServer, make_door: MakeDoor, tmp_path: Path) -> None:
    server.script("/a", of_json([1]))
    make_door(journal=Journal(tmp_path)).session(server.host).get(server.url + "/a")
    assert list(tmp_path.iterdir()) == []


def test_questions_with_a_body_are_not_kept(server: HttpServer, make_door: MakeDoor, tmp_path: Path) -> None:
    server.script("/a", OLD)
    make_door(journal=Journal(tmp_path)).session(server.host).post(server.url + "/a", json={})
    assert list(tmp_path.iterdir()) == []


def test_the_known_and_the_unknown_have_their_own_answers(
    server: HttpServer, make_door: MakeDoor, tmp_path: Path, token: str
) -> None:
    server.script("/a", OLD)
    journal = Journal(tmp_path)
    make_door(journal=journal, tokens={server.host: token}).session(server.host).get(server.url + "/a")
    make_door(journal=journal).session(server.host).get(server.url + "/a")
    assert "if-none-match" not in server.requests[1].headers


def test_a_disk_that_is_full_costs_no_answer(server: HttpServer, make_door: MakeDoor, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    journal = Journal(tmp_path / "cache")
    server.script("/a", OLD)
    session = make_door(journal=journal).session(server.host)
    assert [session.get(server.url + "/a").json() for _ in range(2)] == [{"stars": 1}] * 2
    assert journal.problem is not None
    assert journal.problem.in_english().startswith("answers cannot be kept for the next run: ")
