"""What the GitLab collector asks and reads, against the descriptions that GitLab publishes.

They are in GitLab's own repository and in no package, so they cannot be had while tests run: name copies in
`MRL_GITLAB_GRAPHQL` (the schema, in GraphQL's own language) and `MRL_GITLAB_OPENAPI` (`openapi_v2.yaml`).
"""

from typing import Any

import pytest
import yaml
from graphql import (
    GraphQLEnumType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    graphql_sync,
    parse,
    validate,
)
from support.gitlab_graphql import schema_of
from support.gitlab_reading import open_door, read_projects
from support.gitlab_server import GitlabServer
from support.gitlab_state import Item, Note, Release, ago
from support.published import published

from mrl.collectors.git.address import parse_address
from mrl.collectors.gitlab import queries
from mrl.collectors.gitlab.answers import BranchAnswer, ListedProject, ProjectAnswer
from mrl.collectors.gitlab.offered import OFFERED, ask_offered
from mrl.collectors.gitlab.server import Server

pytestmark = pytest.mark.integration

BUILT_IN = ("Int", "String", "Boolean", "ID", "Time")
REST_FORMS = {
    "/api/v4/projects/{id}": ProjectAnswer,
    "/api/v4/projects/{id}/repository/branches/{branch}": BranchAnswer,
    "/api/v4/groups/{id}/projects": ListedProject,
}


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(published("MRL_GITLAB_GRAPHQL", "doc/api/graphql/reference/gitlab_schema.graphql"))


@pytest.fixture(scope="module")
def openapi() -> dict[str, Any]:
    text = published("MRL_GITLAB_OPENAPI", "doc/api/openapi/openapi_v2.yaml")
    described: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return described


def test_every_question_is_understood(schema):
    assert not validate(schema, parse(OFFERED))
    assert graphql_sync(schema, OFFERED).errors is None
    with GitlabServer.serving(schema) as gitlab, open_door() as door:
        offered = ask_offered(Server(parse_address(f"{gitlab.http.url}/g/t"), door))
    for past in (False, True):
        for fields in (
            queries.overview_fields(offered, with_branch=True),
            queries.fingerprint_fields(offered),
            *queries.issue_fields(offered, past=past),
            *queries.change_fields(offered, past=past),
        ):
            document = queries.document("Question", fields, 2, offered)
            assert [problem.message for problem in validate(schema, parse(document))] == []


def test_a_project_is_read_by_the_published_schema(schema):
    with GitlabServer.serving(schema) as gitlab:
        notes = [Note("bea", ago(8))]
        gitlab.add(
            "g/t",
            issues=[Item(ago(9), notes=notes)],
            changes=[Item(ago(9), merged=ago(8), notes=notes)],
            releases=[Release("v1", ago(3), files=1)],
        )
        with open_door() as door:
            forge = read_projects(gitlab, ["g/t"], door=door)["g/t"].forge
    assert forge.issues.open[0].first_response == ago(8)
    assert forge.change_requests.closed[0].reviewed is True
    assert forge.releases[0].assets == 1


def test_our_excerpt_says_what_the_schema_says(schema):
    """Whatever the copy knows has there the type it has in the excerpt; older copies know less."""
    excerpt = schema_of()
    for name, ours in excerpt.type_map.items():
        if name.startswith("__") or name in BUILT_IN:
            continue
        theirs = schema.type_map.get(name)
        if isinstance(ours, GraphQLEnumType) and theirs is not None:
            assert set(ours.values) - set(theirs.values) <= {"CLOSED_AT_DESC"}  # type: ignore[attr-defined]
        if isinstance(ours, GraphQLObjectType) and theirs is not None:
            _compare(ours, theirs)


def _compare(ours: GraphQLObjectType, theirs: Any) -> None:
    for name, field in ours.fields.items():
        if name in theirs.fields:
            known = theirs.fields[name]
            assert str(field.type).strip("!") == str(known.type).strip("!"), f"{ours.name}.{name}"
            shared = set(field.args) & set(known.args)
            assert {each: str(field.args[each].type) for each in shared} == {
                each: str(known.args[each].type) for each in shared
            }


@pytest.mark.parametrize("path", REST_FORMS)
def test_every_field_of_rest_is_described(openapi, path):
    answer = openapi["paths"][path]["get"]["responses"]["200"]["schema"]
    name = (answer.get("items") or answer)["$ref"].rpartition("/")[2]
    described = openapi["definitions"][name]["properties"]
    assert set(REST_FORMS[path].model_fields) <= set(described)
