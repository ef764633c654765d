"""The repositories of a group, by pattern."""

import pytest
from support.gitlab_server import API, described
from support.http_server import of_json

from mrl.collectors.git.address import parse_address
from mrl.collectors.gitlab import discover
from mrl.collectors.http.errors import InvalidAnswer, NotThere


@pytest.fixture
def find(gitlab, make_door):
    def finding(group, patterns=("*",), exclude=()):
        return discover(parse_address(f"{gitlab.http.url}/{group}"), patterns, exclude, make_door())

    return finding


def test_subgroups_patterns_and_exclusions(gitlab, find):
    for path in (
        "city/core",
        "city/tools/plugin-a",
        "city/tools/Plugin-B",
        "city/old/plugin-c",
        "other/plugin-d",
    ):
        gitlab.add(path)
    assert [found.name for found in find("city")] == [
        "core",
        "old/plugin-c",
        "tools/Plugin-B",
        "tools/plugin-a",
    ]
    assert [found.name for found in find("city", ["plugin-*"], ["old/*"])] == [
        "tools/Plugin-B",
        "tools/plugin-a",
    ]
    assert find("city", ["nothing"]) == []


def test_what_is_told_of_each(gitlab, find):
    gitlab.add("city/tool", archived=True, fork_of="x/tool", branch=None)
    (found,) = find("city")
    assert found.address.url == f"{gitlab.http.url}/city/tool"
    assert (found.archived, found.fork, found.empty) == (True, True, True)
    assert found.pushed is not None
    assert found.pushed.isoformat() == "2025-12-31T12:00:00+00:00"


@pytest.mark.parametrize("keyset", [False, True])
def test_pages_are_followed_however_they_are_counted(gitlab, find, keyset):
    gitlab.page_size, gitlab.keyset = 10, keyset
    for number in range(35):
        gitlab.add(f"city/tool-{number:02}")
    assert len(find("city")) == 35
    assert len(gitlab.http.requests) == 4


def test_a_list_that_moves_while_it_is_read(gitlab, find):
    gitlab.page_size = 2
    for number in range(5):
        gitlab.add(f"city/tool-{number}")
    second = [described(gitlab.projects[f"city/tool-{number}"]) for number in (1, 2, 3, 4)]
    gitlab.faults["page=2"] = of_json(second)
    assert [found.name for found in find("city")] == [f"tool-{number}" for number in range(5)]


def test_projects_of_a_person(gitlab, find):
    gitlab.users.add("ada")
    gitlab.add("ada/tool")
    assert [found.name for found in find("ada")] == ["tool"]


def test_no_such_group(find):
    with pytest.raises(NotThere, match="has nothing there"):
        find("nowhere")


def test_a_list_without_end(gitlab, find):
    gitlab.add("city/tool")
    entry = described(gitlab.projects["city/tool"])
    path = f"{API}groups/city/projects"
    gitlab.faults[path] = of_json([entry] * 2000).having(Link=f'<{gitlab.http.url}{path}?page=2>; rel="next"')
    with pytest.raises(InvalidAnswer, match="does not end"):
        find("city")
    assert len(gitlab.http.requests) == 5


@pytest.mark.parametrize("path", ["../../elsewhere", "city/to ol", "city/<b>"])
def test_a_path_that_leads_elsewhere(gitlab, find, path):
    gitlab.add("city/tool")
    entry = described(gitlab.projects["city/tool"]) | {"path_with_namespace": path}
    gitlab.faults["groups/city"] = of_json([entry])
    with pytest.raises(InvalidAnswer, match="something else than GitLab"):
        find("city")
