"""Finding the repositories of an organisation."""

import pytest
from support.github_state import Repository, days_ago, organisation

from mrl.collectors.github import discover
from mrl.collectors.http.errors import NotThere


@pytest.fixture
def city(github):
    organisation(github.hub, "city", 250)
    github.hub.add(Repository("city", "Plugin-Fork", fork=True, empty=True, pushed=days_ago(7)))
    github.hub.add(Repository("town", "plugin-elsewhere"))
    return github


@pytest.fixture(params=["token", None])
def found(collector, request, city):  # noqa: ARG001 - the organisation must be there
    """Discover with and without a token: both ways give the same."""

    def discovered(patterns=(), exclude=(), owner="city"):
        collector.token = collector.token if request.param else None
        with collector.door() as door:
            return discover(collector.address(owner), patterns, exclude, door)

    return discovered


def test_all_repositories_by_name(found):
    names = [each.name for each in found()]
    assert len(names) == 252
    assert names == sorted(names, key=str.casefold)


def test_patterns_and_exclusions(found):
    names = [each.name for each in found(["PLUGIN-*"], ["plugin-0*", "*-1??"])]
    assert names == ["plugin-200", *(f"plugin-{number}" for number in range(201, 250)), "Plugin-Fork"]


def test_flags_and_addresses(found, github):
    by_name = {each.name: each for each in found(["plugin-fork", "plugin-009"])}
    fork, archived = by_name["Plugin-Fork"], by_name["plugin-009"]
    assert fork.address.url == f"{github.http.url}/city/Plugin-Fork"
    assert (fork.fork, fork.archived, fork.pushed) == (True, False, days_ago(7))
    assert fork.empty in (True, None)
    assert (archived.archived, archived.empty) == (True, False)


def test_no_such_organisation(found):
    with pytest.raises(NotThere):
        found(owner="nowhere")


def test_a_list_that_moves_gives_nothing_twice(collector, city):
    def push(_number: int) -> None:
        if city.questions("after: $"):
            city.hub.add(Repository("city", "aaa-first"))

    city.before = push
    with collector.door() as door:
        names = [each.name for each in discover(collector.address("city"), (), (), door)]
    assert len(names) == len(set(names)) == 252


def test_names_and_addresses_of_no_use_are_left_out(collector, github):
    github.hub.add(Repository("city", "good"))
    github.hub.add(Repository("city", "../evil"))
    github.hub.add(Repository("city", "a b"))
    with collector.door() as door:
        assert [each.name for each in discover(collector.address("city"), (), (), door)] == ["good"]
