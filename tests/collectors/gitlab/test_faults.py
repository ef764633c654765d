"""A GitLab server that refuses, limits, breaks or lies: each repository is given, with a gap's reason."""

import ssl

import pytest
import trustme
from support.doors import TOKEN
from support.gitlab_server import GRAPHQL, GitlabServer
from support.gitlab_state import Item, ago
from support.http_server import EPOCH, Fault, Reply, of_json, of_text, redirect

from mrl.collectors.http.budget import Budget
from mrl.collectors.http.journal import Journal


def reasons(reading, subject):
    return [gap.reason.in_english() for gap in reading.gaps if gap.subject == subject]


@pytest.fixture
def broken(gitlab, read):
    """Break requests that have these words, and give the reading of the one project."""

    def reading(words: str, reply: Reply, **options):
        gitlab.add("g/t", issues=[Item(ago(3))])
        gitlab.faults[words] = reply
        return read("g/t", **options)["g/t"]

    return reading


def test_not_there(gitlab, read):
    reading = read("g/nothing")["g/nothing"]
    assert reading.forge is None
    assert reasons(reading, "forge") == [f"{gitlab.http.host} has nothing there, or does not show it"]


def test_a_private_project_needs_the_token(gitlab, read, make_door):
    gitlab.token = TOKEN
    gitlab.add("g/t", visibility="private")
    assert read("g/t")["g/t"].forge is None
    known = read("g/t", door=make_door(tokens={gitlab.http.host: TOKEN}))["g/t"]
    assert known.forge is not None
    assert known.forge.private_vulnerability_reports is False


def test_a_wrong_token(gitlab, read, make_door):
    gitlab.token = "another"
    gitlab.add("g/t")
    reading = read("g/t", door=make_door(tokens={gitlab.http.host: TOKEN}))["g/t"]
    assert reading.forge is None
    assert reasons(reading, "forge") == [
        f"{gitlab.http.host} does not accept the token: it is wrong, expired or revoked"
    ]
    assert len(gitlab.http.requests) <= 2


def test_a_token_without_the_scope(gitlab, broken, make_door):
    gitlab.token = TOKEN
    body = {"error": "insufficient_scope", "scope": "api read_api"}
    door = make_door(tokens={gitlab.http.host: TOKEN})
    reading = broken("projects/g%2Ft?", of_json(body, 403), door=door)
    assert reading.forge is None
    assert "needs the scope read_api" in reasons(reading, "forge")[0]


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("/repository/branches/", "branch rules"),
        ("query Overview", "forge"),
        ("openedInYear: issues", "issues"),
        ("openedInYear: mergeRequests", "change requests"),
    ],
)
@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_part_that_is_not_offered(gitlab, broken, words, subject, status):
    reading = broken(words, of_json({"message": "no"}, status))
    assert reading.forge is not None
    assert reading.forge.license == "BSD-3-Clause"
    assert any(gitlab.http.host in reason for reason in reasons(reading, subject))
    parts = (
        reading.forge.branch_protected,
        reading.forge.releases,
        reading.forge.issues,
        reading.forge.change_requests,
    )
    assert sum(part is None for part in parts) == 1


def test_limits_are_waited_for(gitlab, broken, waits):
    headers = {"RateLimit-Remaining": "0", "RateLimit-Reset": str(EPOCH + 30)}
    gitlab.http.script(GRAPHQL, Reply(429, b"Retry later", headers), of_json({"errors": [{"message": "no"}]}))
    gitlab.add("g/t")
    reading = broken("never asked", Reply())
    assert waits.seconds == [30]
    assert reading.forge is not None


def test_limits_that_last_too_long(gitlab, broken):
    headers = {"RateLimit-Remaining": "0", "RateLimit-Reset": str(EPOCH + 7200)}
    reading = broken("projects/g%2Ft?", Reply(429, b"Retry later", headers))
    assert reading.forge is None
    assert reasons(reading, "forge") == [
        f"{gitlab.http.host} limits how much it answers and goes on in 120 minutes"
    ]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b'{"path_with_namespace": "g/t", ', {"Content-Type": "application/json"}),
        of_json({"path_with_namespace": "g/t"}).having(),
        of_text("<html>Sign in</html>", "text/html"),
        of_json(["no", "project"]),
        of_json({"path_with_namespace": "../..", "description": 7}),
        of_text("[" * 100_000),
    ],
)
def test_answers_of_another_form(broken, reply):
    reading = broken("projects/g%2Ft?", reply)
    if reading.forge is None:
        assert len(reasons(reading, "forge")) == 1
    else:
        assert reading.forge.description is reading.forge.license is reading.forge.branch_protected is None


@pytest.mark.parametrize(
    "data",
    [
        {"projects": None},
        {"projects": {"nodes": [None]}},
        {"projects": {"nodes": [{"fullPath": "g/t", "open": 7}]}},
        {"projects": {"nodes": [{"fullPath": "other/project"}]}},
        {},
    ],
)
def test_graphql_answers_of_another_form(broken, data):
    reading = broken("openedInYear: issues", of_json({"data": data}))
    assert reading.forge.issues is None
    assert len(reasons(reading, "issues")) == 1


def test_a_broken_connection(gitlab, broken):
    reading = broken("openedInYear: issues", Reply(200, b"{}" * 100, fault=Fault.TRUNCATE))
    assert reading.forge.issues is None
    assert gitlab.http.host in reasons(reading, "issues")[0]


def test_hidden_issues_are_unknown_not_none(broken):
    hidden = {"fullPath": "g/t", "open": None, "closed": None}
    reading = broken("openedInYear: issues", of_json({"data": {"projects": {"nodes": [hidden]}}}))
    assert reading.forge.issues is None
    assert reasons(reading, "issues") == ["GitLab does not show the list"]


def test_another_host_never_sees_the_token(gitlab, broken, make_door):
    gitlab.token = TOKEN
    with GitlabServer.serving() as other:
        elsewhere = redirect(f"{other.http.url}/api/v4/projects/1?token=x", 301)
        reading = broken("projects/g%2Ft?", elsewhere, door=make_door(tokens={gitlab.http.host: TOKEN}))
        assert other.http.requests == []
    assert reading.forge is None
    assert reasons(reading, "forge") == [
        f"{gitlab.http.host} leads to {other.http.url}/api/v4/projects/1, which was not followed"
    ]


@pytest.mark.parametrize("words", ["Query has complexity of 300, which exceeds", "Timeout on Project.issues"])
def test_questions_that_are_too_much_are_divided(gitlab, read, words):
    paths = [f"g/t{number}" for number in range(5)]
    for path in paths:
        gitlab.add(path, issues=[Item(ago(3))])
    gitlab.faults["first: 5) { nodes { fullPath open: issues"] = of_json(
        {"data": {"projects": None}, "errors": [{"message": words}]}
        if "Timeout" in words
        else {"errors": [{"message": words}]}
    )
    readings = read(*paths)
    assert all(reading.forge.issues.open_total == 1 for reading in readings.values())


def test_what_the_server_says_is_repeated_safely(broken):
    words = "no \x1b[31m <b>" + "x" * 500
    reading = broken("openedInYear: issues", of_json({"errors": [{"message": words}]}))
    (reason,) = reasons(reading, "issues")
    assert "\x1b" not in reason
    assert len(reason) < 300


def test_a_spent_budget_ends_early_and_goes_on_later(gitlab, read, make_door, tmp_path):
    paths = [f"g/t{number:02}" for number in range(30)]
    for path in paths:
        gitlab.add(path)
    first = read(*paths, door=make_door(budget=Budget(40), journal=Journal(tmp_path)))
    assert list(first) == paths[:10]
    second = read(*paths, door=make_door(budget=Budget(60), journal=Journal(tmp_path)))
    assert list(second) == paths
    assert {path: second[path] for path in first} == first


def test_a_private_authority(make_door, read_from, tmp_path):
    authority, stranger = trustme.CA(), trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    for name, each in (("known.pem", authority), ("other.pem", stranger)):
        each.cert_pem.write_to_path(str(tmp_path / name))
    with GitlabServer.serving(tls=context) as gitlab:
        gitlab.add("g/t")
        for name, is_read in (("known.pem", True), ("other.pem", False)):
            door = make_door(limits={"ca_bundle": {gitlab.http.host: str(tmp_path / name)}})
            reading = read_from(gitlab, "g/t", door=door)["g/t"]
            assert (reading.forge is not None) is is_read
    assert "certificate of a private authority" in reasons(reading, "forge")[0]
