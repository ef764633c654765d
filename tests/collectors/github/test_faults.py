"""A server that fails: what is lost is a gap with its reason, and nothing else is."""

import dataclasses

import pytest
from support.github_server import graph_error
from support.github_state import Item, Repository, days_ago, organisation
from support.http_server import Fault, Reply, limited, of_json, of_text

NAMES = tuple(f"city/plugin-{number:03}" for number in range(6))


@pytest.fixture
def city(github):
    organisation(github.hub, "city", 6)
    return github


def read(collector, **options):
    return collector.read(*NAMES, **options)


def assert_only_lost(found, *lost):
    assert list(found) == list(NAMES)
    assert [name for name in NAMES if found[name].forge is None] == list(lost)


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("FORBIDDEN", "does not allow the token"),
        ("RATE_LIMITED", "limits how much"),
        ("RESOURCE_LIMITS_EXCEEDED", "too much for the forge"),
        ("SOMETHING_NEW", "could not answer: something_new <b>for</b> the test"),
    ],
)
def test_an_error_about_one_repository_leaves_the_others(collector, city, words, kind, word):
    city.fail(NAMES[2], kind)
    found = read(collector)
    assert_only_lost(found, NAMES[2])
    assert word in words(found[NAMES[2]])["forge"]


def test_one_that_is_not_there_leaves_the_others(collector, city, words):
    city.hub.remove(city.hub.find(NAMES[1]))
    found = read(collector)
    assert_only_lost(found, NAMES[1])
    assert "no such repository" in words(found[NAMES[1]])["forge"]


@pytest.mark.parametrize("kind", ["RATE_LIMITED", "RESOURCE_LIMITS_EXCEEDED"])
def test_what_passes_is_asked_again(collector, city, kind):
    city.fail(NAMES[2], kind, times=1)
    assert_only_lost(read(collector))


def test_an_error_about_one_part_loses_that_part(collector, city, words):
    city.fail(NAMES[0], "FORBIDDEN", part="defaultBranchRef")
    reading = read(collector)[NAMES[0]]
    assert reading.forge.branch_protected is None
    assert reading.forge.description == "Plugin number 0"
    assert list(words(reading)) == ["branch rules"]


def test_a_repository_deleted_half_way_keeps_what_was_read(collector, city, words):
    gone = city.hub.find(NAMES[0])

    def delete(_number: int) -> None:
        if city.questions("list: issues") and city.hub.find(NAMES[0]):
            city.hub.remove(gone)

    city.before = delete
    found = read(collector)
    reading = found[NAMES[0]]
    assert (reading.forge.description, reading.forge.issues) == ("Plugin number 0", None)
    assert {"issues", "change requests"} <= set(words(reading))
    assert found[NAMES[1]].forge.issues is not None


def test_a_repository_renamed_half_way_is_read_to_its_end(collector, city):
    renamed = city.hub.find(NAMES[0])

    def rename(_number: int) -> None:
        if city.questions("list: issues") and renamed.name != "moved":
            city.hub.rename(renamed, "moved")

    city.before = rename
    forge = read(collector)[NAMES[0]].forge
    assert forge.issues.open_total == 60


@pytest.mark.parametrize(
    "fault",
    [
        Reply(502, b"<html>Bad Gateway</html>", {"Content-Type": "text/html"}),
        of_text('{"data": {"a0": '),
        of_text("<!DOCTYPE html><h1>Down</h1>", "text/html"),
        dataclasses.replace(of_json({"data": {}}), fault=Fault.TRUNCATE),
        limited(reset_in=30),
    ],
)
def test_a_fault_that_passes_costs_nothing_but_time(collector, city, fault):
    city.faults.append(("newestIssue", fault))
    assert_only_lost(read(collector))


def test_a_question_that_is_too_much_is_asked_in_halves(collector, city):
    """The server gives up on whatever asks about more than two repositories."""
    answer = city.graph.answer

    def overloaded(question):
        if question["query"].count("newestIssue") > 2:
            return {"message": "too much"}
        return answer(question)

    city.graph.answer = overloaded
    assert_only_lost(read(collector))


def test_a_spent_limit_is_waited_for(collector, city):
    city.faults.append(("newestIssue", graph_error("RATE_LIMITED")))
    assert_only_lost(read(collector))
    assert any("limits how much it answers" in word for word in collector.waits.words)


def test_a_token_that_expired_half_way_leaves_what_was_read(collector, github, words):
    organisation(github.hub, "city", 104)
    names = [f"city/plugin-{number:03}" for number in range(104)]
    github.token = collector.token

    def expire(_number: int) -> None:
        # named by what is asked: a question may be asked again or in parts, which changes their number
        if github.questions("newestIssue", "plugin-103"):
            github.token = "another"

    github.before = expire
    found = collector.read(*names)
    assert list(found) == names
    assert all(found[name].forge for name in names[:100])
    assert "token" in words(found[names[102]])["forge"]
    assert found[names[102]].forge is None


def test_what_an_expired_token_could_not_read_is_read_with_the_next_one(collector, city, words):
    city.token = collector.token

    def expire(_number: int) -> None:
        if city.questions("plugin-003/security-advisories"):
            city.token = "another"

    city.before = expire
    found = read(collector)
    assert_only_lost(found, *NAMES[3:])
    assert "token" in words(found[NAMES[3]])["forge"]
    city.before, city.token = (lambda _number: None), collector.token
    found = read(collector)
    assert_only_lost(found)
    assert all(reading.forge.security_advisories == 0 for reading in found.values())


def test_a_token_that_is_no_good_is_said_for_all(collector, city, words):
    city.token = "another"
    found = read(collector)
    assert_only_lost(found, *NAMES)
    assert all("token" in words(reading)["forge"] for reading in found.values())


def test_blocked_for_legal_reasons(collector, city, words):
    city.faults.append(("/plugin-001/security-advisories", of_json({"message": "blocked"}, 451)))
    reading = read(collector)[NAMES[1]]
    assert reading.forge.security_advisories is None
    assert reading.forge.description == "Plugin number 1"
    assert "nothing there" in words(reading)["forge"]


@pytest.mark.parametrize(
    "answer",
    [
        [],
        "text",
        {"data": None},
        {"data": []},
        {"data": {"a0": 3}},
        {"data": {"a0": {"nameWithOwner": 1, "openIssues": "x"}}},
        {"data": {"a0": {"releases": {"nodes": 7}}}},
        {"data": {"a0": {"labels": {"nodes": ["x"]}, "repositoryTopics": 5}}},
        {"errors": ["x", {"path": 4}, {"path": ["b"], "message": {"a": 1}}]},
    ],
)
def test_a_server_that_does_not_keep_to_its_schema(collector, city, answer):
    city.graph.answer = lambda _question: answer
    found = collector.read("city/plugin-001")["city/plugin-001"]
    assert found.forge is None or found.forge.issues is None
    assert found.gaps


def test_an_address_of_no_repository(collector, words):
    reading = collector.read("city")["city"]
    assert "is not the address of a repository" in words(reading)["forge"]


@pytest.mark.usefixtures("city")
def test_names_are_no_part_of_the_question(collector, words):
    name = 'city/x"){name}b:repository(owner:"city",name:"plugin-000'
    assert "no such repository" in words(collector.read(name)[name])["forge"]


def test_html_in_every_field(collector, github):
    html = "<img src=x onerror=alert(1)>"
    item = Item(1, days_ago(4), login=html, assignees=(html,), labels=(html,))
    github.hub.add(
        Repository(
            "city", "forms", description=html, homepage=html, topics=(html,), license=html, issues=[item]
        )
    )
    forge = collector.forge("city/forms")
    assert (forge.description, forge.homepage, forge.topics, forge.license) == (html, html, (html,), html)
    assert forge.issues.open[0].assignees == (0,)
