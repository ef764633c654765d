"""The collector and its stand-in against what GitHub publishes: GraphQL schema and OpenAPI description."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType
from support.github_graphql import EXCERPT, schema_of
from support.github_rest import PREFIX
from support.github_server import GithubServer
from support.github_state import Item, Release, Repository, days_ago, organisation
from support.npm import published_file
from support.openapi import Description

from mrl.collectors.github import discover

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def published():
    path = published_file("@octokit/graphql-schema", "schema.graphql")
    return schema_of(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def description():
    path = published_file("@octokit/openapi", "generated/api.github.com.json")
    return Description(json.loads(path.read_bytes()))


@pytest.fixture
def github(published):
    """Serve from the published schema, in place of our excerpt of it."""
    with GithubServer.serving(published) as server:
        yield server


def fill(github):
    organisation(github.hub, "city", 8)
    github.hub.add(
        Repository(
            "city",
            "full",
            license="MIT",
            homepage="https://example.org",
            topics=("java",),
            required_reviews=1,
            rules=("PULL_REQUEST",),
            advisories=[days_ago(3)],
            releases=[Release(f"1.{number}", days_ago(number + 1), assets=1) for number in range(40)],
            issues=[Item(number, days_ago(number)) for number in range(1, 200)],
            files=("README.md", "CONTRIBUTING.md", ".github/ISSUE_TEMPLATE/bug.yml"),
        )
    )
    return [repository.full_name for repository in github.hub.owned("city")]


def test_every_question_is_valid_and_answered(collector, github):
    """Cold, warm and discovery; a field that does not exist would fail the whole question."""
    names = fill(github)
    cold = collector.read(*names)
    assert collector.read(*names) == cold
    with collector.door() as door:
        assert len(discover(collector.address("city"), (), (), door)) == len(names)
    assert all(reading.forge and not reading.gaps for reading in cold.values())
    for word in ("newestIssue", "list: releases", "list: pullRequests", "search(", "repositoryOwner"):
        assert github.questions(word), word


def test_the_excerpt_is_part_of_the_published_schema(published):
    excerpt = schema_of(EXCERPT.read_text("utf-8"))
    for name, kind in excerpt.type_map.items():
        if not name.startswith("__"):
            assert type(published.type_map.get(name)) is type(kind), name
            assert differences(kind, published.type_map[name]) == []


def differences(ours, theirs):
    """List what our part of a type says otherwise than the published type."""
    if isinstance(ours, GraphQLEnumType):
        return sorted(set(ours.values) - set(theirs.values))
    if isinstance(ours, GraphQLInputObjectType):
        return [
            name for name, field in ours.fields.items() if str(field.type) != str(theirs.fields[name].type)
        ]
    if isinstance(ours, GraphQLObjectType | GraphQLInterfaceType):
        implemented = {each.name for each in ours.interfaces} - {each.name for each in theirs.interfaces}
        return [*implemented, *(name for name in ours.fields if not same_field(ours, theirs, name))]
    return []


def same_field(ours, theirs, name):
    mine, published_field = ours.fields[name], theirs.fields.get(name)
    if published_field is None or str(mine.type) != str(published_field.type):
        return False
    return all(
        argument in published_field.args and str(value.type) == str(published_field.args[argument].type)
        for argument, value in mine.args.items()
    )


@pytest.mark.parametrize("token", [True, False])
def test_the_stand_in_answers_as_the_description_says(collector, github, description, token):
    names = fill(github)
    collector.token = collector.token if token else None
    collector.read(*names)
    collector.read("city/full")
    with collector.door() as door:
        discover(collector.address("city"), (), (), door)
    paths = sorted({seen.path for seen in github.http.requests if seen.path.startswith(PREFIX)})
    assert len(paths) > 10
    for path in paths:
        answer, _ = github.rest.answer(path)
        plain = urlsplit(path).path.removeprefix(PREFIX)
        assert description.problems(plain, answer) == [], path
        assert set(parse_qs(urlsplit(path).query)) <= description.parameters(plain), path


def test_the_check_of_answers_finds_what_is_wrong(description):
    path = "/repos/city/forms/private-vulnerability-reporting"
    assert description.problems(path, {"enabled": True}) == []
    assert description.problems(path, {"enabled": "yes"})
    assert description.problems("/repos/city/forms", {"full_name": "city/forms", "invented": 1})
    with pytest.raises(LookupError):
        description.problems("/repos/city/forms/invented", {})
