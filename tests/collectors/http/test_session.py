"""What a session makes of each thing a server can do; every word is one a user may read."""

import pickle

import pytest
from support.doors import MakeDoor, Waits
from support.http_server import (
    EPOCH,
    Fault,
    HttpServer,
    Reply,
    limited,
    of_json,
    of_text,
    redirect,
    secondary_limit,
)

from mrl import __version__
from mrl.collectors.http.budget import Budget
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import (
    BudgetSpent,
    InvalidAnswer,
    NotThere,
    RateLimited,
    Redirected,
    Refused,
    SourceError,
    TooLarge,
    Unreachable,
)

GOOD = of_json({"name": "example"})
PATH = "/api"


def ask(door: Door, server: HttpServer, path: str = PATH) -> object:
    return door.session(server.host).get(server.url + path).json()


def refused(door: Door, server: HttpServer, kind: type[SourceError]) -> str:
    """Ask and give the words of the error, without the host."""
    with pytest.raises(kind) as raised:
        ask(door, server)
    assert str(raised.value) == raised.value.reason.in_english()
    return str(raised.value).replace(server.host, "HOST")


def test_a_good_answer(server: HttpServer, make_door: MakeDoor, token: str) -> None:
    server.script(PATH + "?a=b+c", GOOD.having(Link='<x>; rel="next"'))
    door = make_door(tokens={server.host: token})
    response = door.session(server.host).get(server.url + PATH, params={"a": "b c"})
    assert (response.status_code, response.json(), response.text) == (
        200,
        {"name": "example"},
        '{"name": "example"}',
    )
    assert response.links["next"]["url"] == "x"
    (seen,) = server.requests
    assert seen.headers["user-agent"] == f"mrl/{__version__}"
    assert seen.headers["authorization"] == f"Bearer {token}"
    assert seen.headers["accept-encoding"] == "gzip, deflate"
    assert door.budget.by_host == {server.host: 1}


def test_a_question_with_a_body(server: HttpServer, make_door: MakeDoor) -> None:
    server.script(PATH, Reply(502), GOOD)
    assert make_door().session(server.host).post(server.url + PATH, json={"query": "{a}"}).ok
    assert [(each.method, each.body) for each in server.requests] == [("POST", b'{"query": "{a}"}')] * 2
    assert "authorization" not in server.requests[0].headers


@pytest.mark.parametrize("status", [500, 502, 503, 504, 522])
def test_errors_of_the_server_that_pass(
    server: HttpServer, make_door: MakeDoor, waits: Waits, status: int
) -> None:
    server.script(PATH, Reply(status), Reply(status), GOOD)
    door = make_door()
    assert ask(door, server) == {"name": "example"}
    assert door.budget.requests == 3
    first, second = waits.seconds
    assert 0.5 <= first < 1.5
    assert 1 <= second < 3


def test_errors_of_the_server_that_stay(server: HttpServer, make_door: MakeDoor) -> None:
    server.script(PATH, Reply(503))
    door = make_door()
    assert refused(door, server, Unreachable) == "HOST is out of order (HTTP 503)"
    assert door.budget.requests == 4


def test_an_error_of_the_server_that_names_a_time(
    server: HttpServer, make_door: MakeDoor, waits: Waits
) -> None:
    server.script(PATH, Reply(503).having(Retry_After="17"), GOOD)
    ask(make_door(), server)
    assert waits.seconds == [17]
    assert waits.words[0].endswith("did not answer properly; asking again in 17 seconds")


def test_an_error_of_the_server_that_does_not_pass(server: HttpServer, make_door: MakeDoor) -> None:
    server.script(PATH, Reply(501))
    assert refused(make_door(), server, Unreachable) == "HOST is out of order (HTTP 501)"
    assert len(server.requests) == 1


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.TRUNCATE])
def test_broken_connections_are_mended(server: HttpServer, make_door: MakeDoor, fault: Fault) -> None:
    server.script(PATH, Reply(200, GOOD.body, GOOD.headers, fault), GOOD)
    door = make_door()
    assert ask(door, server) == {"name": "example"}
    assert door.budget.requests == 2


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.TRUNCATE])
def test_broken_connections_that_stay_broken(server: HttpServer, make_door: MakeDoor, fault: Fault) -> None:
    server.script(PATH, Reply(200, GOOD.body, GOOD.headers, fault))
    words = refused(make_door(), server, Unreachable)
    assert words == "the connection to HOST cannot be made or broke off"


def test_a_server_that_hangs(server: HttpServer, make_door: MakeDoor) -> None:
    server.script(PATH, Reply(fault=Fault.HANG))
    door = make_door(limits={"read_timeout": 0.05, "attempts": 2})
    assert refused(door, server, Unreachable) == "HOST did not answer in time"
    assert door.budget.requests == 2


def test_a_server_that_is_not_there(make_door: MakeDoor) -> None:
    door = make_door()
    with pytest.raises(Unreachable, match=r"the connection to 127.0.0.1:9 cannot be made or broke off"):
        door.session("127.0.0.1:9").get("http://127.0.0.1:9/")


def test_a_server_that_stays_silent_is_asked_no_more(server: HttpServer, make_door: MakeDoor) -> None:
    server.script(PATH, Reply(fault=Fault.RESET))
    door = make_door(limits={"attempts": 2, "silences": 3})
    for _ in range(5):
        refused(door, server, Unreachable)
    assert len(server.requests) == 6


def test_answers_in_between_keep_a_host_open(server: HttpServer, make_door: MakeDoor) -> None:
    server.script(PATH, Reply(fault=Fault.RESET))
    server.script("/good", GOOD)
    door = make_door(limits={"attempts": 1, "silences": 2})
    for _ in range(3):
        refused(door, server, Unreachable)
        assert ask(door, server, "/good")


def test_an_answer_still_in_preparation(server: HttpServer, make_door: MakeDoor, waits: Waits) -> None:
    server.script(PATH, Reply(202, b"{}"), GOOD)
    assert ask(make_door(), server) == {"name": "example"}
    assert len(waits.seconds) == 1
    server.script(PATH, Reply(202, b"{}"))
    assert refused(make_door(), server, Unreachable) == "HOST is still preparing the answer"


@pytest.mark.parametrize(
    ("reply", "seconds"),
    [
        (limited(403, reset_in=30), 30),
        (limited(429, reset_in=30), 30),
        (Reply(429).having(Retry_After="12"), 12),
        (Reply(403).having(Retry_After="12"), 12),
        (secondary_limit(403), 60),
        (secondary_limit(429), 60),
        (of_json({"data": None, "errors": [{"type": "RATE_LIMITED"}]}).having(Retry_After="9"), 9),
        (Reply(429).having(RateLimit_Remaining="0", RateLimit_Reset=str(EPOCH + 5)), 5),
    ],
)
def test_limits_are_waited_for(
    server: HttpServer, make_door: MakeDoor, waits: Waits, reply: Reply, seconds: float
) -> None:
    server.script(PATH, reply, GOOD)
    assert ask(make_door(), server) == {"name": "example"}
    assert waits.seconds == [seconds]
    assert waits.words == [f"{server.host} limits how much it answers; going on in {seconds} seconds"]


def test_unnamed_waits_grow_and_end(
    server: HttpServer, make_door: MakeDoor, waits: Waits, token: str
) -> None:
    server.script(PATH, secondary_limit())
    door = make_door(tokens={server.host: token})
    assert refused(door, server, RateLimited) == "HOST limits how much it answers"
    assert waits.seconds == [60, 120, 240]


def test_a_limit_for_too_long_closes_the_host(
    server: HttpServer, make_door: MakeDoor, waits: Waits, token: str
) -> None:
    server.script(PATH, limited(reset_in=7200))
    door = make_door(tokens={server.host: token})
    for _ in range(3):
        assert (
            refused(door, server, RateLimited) == "HOST limits how much it answers and goes on in 120 minutes"
        )
    assert (door.budget.requests, waits.seconds) == (1, [])


def test_nobody_waits_for_an_hour_without_a_token(
    server: HttpServer, make_door: MakeDoor, waits: Waits
) -> None:
    server.script(PATH, limited(reset_in=3000))
    assert "50 minutes" in refused(make_door(), server, RateLimited)
    assert waits.seconds == []


def test_limits_of_graphql_and_rest_are_apart(server: HttpServer, make_door: MakeDoor) -> None:
    server.script("/api/graphql", limited(reset_in=7200))
    server.script(PATH, GOOD)
    door = make_door()
    with pytest.raises(RateLimited):
        ask(door, server, "/api/graphql")
    assert ask(door, server) == {"name": "example"}


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(401), "HOST does not accept the token: it is wrong, expired or revoked"),
        (Reply(403), "HOST does not show this to the token"),
        (
            Reply(403).having(X_Accepted_OAuth_Scopes="admin:org, <b>read:org</b>"),
            "HOST does not show this to the token, which needs: admin:org, bread:org/b",
        ),
        (
            Reply(403).having(X_Accepted_GitHub_Permissions="administration=read"),
            "HOST does not show this to the token, which needs: administration=read",
        ),
    ],
)
def test_refusals(server: HttpServer, make_door: MakeDoor, token: str, reply: Reply, words: str) -> None:
    server.script(PATH, reply)
    assert refused(make_door(tokens={server.host: token}), server, Refused) == words


def test_refusals_of_nobody(server: HttpServer, make_door: MakeDoor) -> None:
    server.script(PATH, Reply(401), Reply(403))
    door = make_door()
    assert refused(door, server, Refused) == "HOST shows this only with a token"
    assert refused(door, server, Refused) == "HOST does not show this without a token"
    assert door.budget.requests == 2


def test_a_token_that_expires_half_way_is_shown_no_more(
    server: HttpServer, make_door: MakeDoor, token: str
) -> None:
    server.script(PATH, GOOD, GOOD, Reply(401))
    door = make_door(tokens={server.host: token})
    assert ask(door, server) == ask(door, server)
    for _ in range(4):
        assert "expired or revoked" in refused(door, server, Refused)
    assert door.budget.requests == 3


@pytest.mark.parametrize("status", [404, 410, 451])
def test_what_is_not_there(server: HttpServer, make_door: MakeDoor, status: int) -> None:
    server.script(PATH, Reply(status))
    assert refused(make_door(), server, NotThere) == "HOST has nothing there, or does not show it"


@pytest.mark.parametrize("status", [400, 409, 422, 300, 304])
def test_statuses_that_make_no_sense(server: HttpServer, make_door: MakeDoor, status: int) -> None:
    server.script(PATH, Reply(status))
    assert refused(make_door(), server, InvalidAnswer) == f"HOST did not accept the question (HTTP {status})"


def test_broken_json_is_asked_for_again(server: HttpServer, make_door: MakeDoor) -> None:
    server.script(PATH, of_text('{"name": "exa'), GOOD)
    assert ask(make_door(), server) == {"name": "example"}
    server.script(PATH, of_text('{"name": "exa'))
    assert refused(make_door(), server, InvalidAnswer) == "HOST answered with broken JSON"


def test_an_empty_answer_is_asked_for_again(server: HttpServer, make_door: MakeDoor) -> None:
    server.script(PATH, Reply(200), GOOD)
    assert ask(make_door(), server) == {"name": "example"}
    server.script(PATH, Reply(200))
    assert refused(make_door(), server, InvalidAnswer) == "HOST answered with nothing"


@pytest.mark.parametrize("status", [201, 204, 205])
def test_nothing_is_an_answer_to_a_change_only(server: HttpServer, make_door: MakeDoor, status: int) -> None:
    server.script(PATH, Reply(status))
    assert refused(make_door(), server, InvalidAnswer) == "HOST answered with nothing"
    session = make_door().session(server.host, writes=True)
    assert session.delete(server.url + PATH).content == b""


@pytest.mark.parametrize("body", ["[" * 70 + "]" * 70, '{"a":' * 100_000, "[" * 500_000])
def test_deep_json_never_reaches_a_client(server: HttpServer, make_door: MakeDoor, body: str) -> None:
    server.script(PATH, of_text(body, "application/vnd.github+json"))
    assert refused(make_door(), server, InvalidAnswer) == "the answer of HOST is nested too deeply"
    assert len(server.requests) == 1


def test_json_of_too_many_values_never_reaches_a_client(server: HttpServer, make_door: MakeDoor) -> None:
    server.script(PATH, of_text("[" + "[]," * 600_000 + "[]]"))
    assert refused(make_door(), server, TooLarge) == "the answer of HOST holds too many values"


def test_a_web_page_is_no_answer(server: HttpServer, make_door: MakeDoor) -> None:
    server.script(PATH, of_text("<h1>Log in</h1>", "text/html; charset=utf-8"))
    words = refused(make_door(), server, InvalidAnswer)
    assert words == "HOST answered with a web page where data was asked for"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_within_the_host_are_followed(
    server: HttpServer, make_door: MakeDoor, token: str, status: int
) -> None:
    server.script(PATH, redirect("/repositories/1?x=1#top", status))
    server.script("/repositories/1?x=1", redirect(server.url + "/renamed name", status))
    server.script("/renamed%20name", GOOD)
    door = make_door(tokens={server.host: token})
    response = door.session(server.host).get(server.url + PATH)
    assert response.url == server.url + "/renamed%20name"
    assert response.history == []
    assert {each.headers["authorization"] for each in server.requests} == {f"Bearer {token}"}
    assert door.budget.requests == 3


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("https://evil.example/take?token=1", "https://evil.example/take"),
        ("//evil.example/take", "http://evil.example/take"),
        ("https://ada:pw@evil.example:99/x?y#z", "https://evil.example:99/x"),
        ("file:///etc/passwd", "file:///etc/passwd"),
        ("http://127.0.0.1:1/x", "http://127.0.0.1:1/x"),
        ("https://[broken/", "an address that cannot be read"),
        ("https:///nowhere", "an address that cannot be read"),
    ],
)
def test_redirects_to_another_host_are_not(
    server: HttpServer, make_door: MakeDoor, location: str, shown: str
) -> None:
    server.script(PATH, redirect(location))
    door = make_door()
    with pytest.raises(Redirected) as raised:
        ask(door, server)
    assert raised.value.address == shown
    assert raised.value.status == 302
    assert len(server.requests) == 1


def test_redirects_in_circles(server: HttpServer, make_door: MakeDoor) -> None:
    server.script(PATH, redirect(PATH))
    assert refused(make_door(), server, InvalidAnswer) == "HOST redirects in circles"
    assert len(server.requests) == 6


def test_the_budget_ends_in_the_middle_of_retries(server: HttpServer, make_door: MakeDoor) -> None:
    server.script(PATH, Reply(500))
    words = refused(make_door(budget=Budget(2)), server, BudgetSpent)
    assert words == "the 2 requests this run was allowed are spent"
    assert len(server.requests) == 2


def test_cookies_are_not_kept(server: HttpServer, make_door: MakeDoor) -> None:
    server.script(PATH, GOOD.having(Set_Cookie="a=b; Path=/"))
    session = make_door().session(server.host)
    for _ in range(2):
        session.get(server.url + PATH)
    assert "cookie" not in server.requests[1].headers


def test_what_callers_say_of_safety_does_not_count(server: HttpServer, make_door: MakeDoor) -> None:
    server.script(PATH, redirect("https://evil.example/"))
    session = make_door().session(server.host)
    session.verify = False
    with pytest.raises(Redirected):
        session.get(
            server.url + PATH, verify=False, allow_redirects=True, timeout=9999, auth=("ada", "password")
        )
    assert "authorization" not in server.requests[0].headers


def test_a_session_stays_in_its_process(server: HttpServer, make_door: MakeDoor) -> None:
    with pytest.raises(TypeError):
        pickle.dumps(make_door().session(server.host))


@pytest.mark.parametrize("fault", [Reply(503), Reply(fault=Fault.RESET)])
def test_a_change_whose_answer_was_lost_is_not_repeated(
    server: HttpServer, make_door: MakeDoor, fault: Reply
) -> None:
    server.script(PATH, fault)
    session = make_door().session(server.host, writes=True)
    with pytest.raises(Unreachable):
        session.post(server.url + PATH, data=b"x")
    assert len(server.requests) == 1
    with pytest.raises(Unreachable):
        session.get(server.url + PATH)
    assert len(server.requests) == 5


def test_a_change_that_was_limited_is_asked_for_again(
    server: HttpServer, make_door: MakeDoor, waits: Waits
) -> None:
    server.script(PATH, secondary_limit().having(Retry_After="3"), GOOD)
    make_door().session(server.host, writes=True).post(server.url + PATH, data=b"x")
    assert waits.seconds == [3]
    assert [seen.body for seen in server.requests] == [b"x", b"x"]


def test_a_refusal_keeps_what_the_server_said(server: HttpServer, make_door: MakeDoor) -> None:
    server.script(PATH, of_json({"message": "Name is taken"}, 422))
    with pytest.raises(InvalidAnswer) as raised:
        make_door().session(server.host).get(server.url + PATH)
    assert raised.value.said == "Name is taken"
    assert "taken" not in raised.value.reason.in_english()
