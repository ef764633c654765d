"""An organisation of some repositories from forecast to snapshot, through the command line."""

import json

import pytest
from support.doors import TOKEN
from support.forge_host import ForgeHost, fill
from support.github_state import Item, Release, Repository, days_ago

from mrl.model.snapshot import Snapshot

CHOICES = {
    "include": ["plugin-*", "core-*"],
    "exclude": ["*-sandbox"],
    "core": ["core-*"],
    "retired": ["plugin-old*"],
}
SPENT = "the requests this run was allowed are spent; run it again to go on"


def organisation():
    """Ten repositories: eight are chosen, one of them core, one archived and one retired by name."""
    issues = [Item(1, days_ago(9), assignees=("grace",)), Item(2, days_ago(90), closed=days_ago(30))]
    chosen = [Repository("city", f"plugin-{name}", issues=list(issues)) for name in "abcde"]
    return [
        Repository("city", "core-main", releases=[Release("1.0", days_ago(3))], issues=list(issues)),
        *chosen,
        Repository("city", "plugin-archived", archived=days_ago(400)),
        Repository("city", "plugin-old-forms"),
        Repository("city", "plugin-sandbox"),
        Repository("city", "website"),
    ]


@pytest.fixture
def host(tmp_path, monkeypatch):
    with ForgeHost.serving(tmp_path / "served") as served:
        fill(served, organisation(), tmp_path / "origins")
        monkeypatch.setenv(served.token_variable, TOKEN)
        monkeypatch.setenv("MRL_CACHE", str(tmp_path / "cache"))
        yield served


@pytest.fixture
def project(host, tmp_path):
    return host.write_project(tmp_path / "project", **CHOICES)


@pytest.fixture
def collect(cli_invoke, host, project):
    """Collect once; give the snapshot and the number of questions to the forge."""

    def run(*options):
        before = len(host.api_requests())
        result = cli_invoke("collect", project, "--json", "--quiet", *options)
        assert result.exit_code == 0, result.stderr
        return Snapshot.model_validate_json(result.stdout), len(host.api_requests()) - before

    return run


def without_cost(snapshot):
    return snapshot.model_dump(exclude={"cost", "as_of", "digest"})


def gaps_of(snapshot):
    return {(gap.repository, gap.subject): gap.reason.in_english() for gap in snapshot.gaps}


def test_forecast_beside_actual(cli_invoke, project, collect, host):
    forecast = json.loads(cli_invoke("plan", project, "--json").stdout)
    assert not host.git_requests()
    snapshot, asked = collect()
    assert forecast["repositories"] == len(snapshot.repositories) == 8
    assert forecast["by_role"] == {"core": 1, "satellite": 5, "retired": 2}
    assert (forecast["clones"], snapshot.cost.clones) == (8, 8)
    assert forecast["without_token"] == []
    assert snapshot.cost.requests == asked
    assert abs(forecast["requests"] + forecast["requests_spent"] - asked) <= 2
    assert asked <= 2 * 8


def test_roles_archived_and_left_out(collect):
    snapshot, _ = collect()
    roles = {each.name: each.role.value for each in snapshot.repositories}
    assert list(roles) == [
        *("core-main", "plugin-a", "plugin-archived", "plugin-b"),
        *("plugin-c", "plugin-d", "plugin-e", "plugin-old-forms"),
    ]
    assert [name for name, role in roles.items() if role == "core"] == ["core-main"]
    assert [name for name, role in roles.items() if role == "retired"] == [
        "plugin-archived",
        "plugin-old-forms",
    ]
    archived = {each.name for each in snapshot.repositories if each.forge.archived}
    assert archived == {"plugin-archived"}
    assert not snapshot.gaps


def test_people_count_once(collect):
    """Three authors work on all eight repositories, and one person has an issue in six of them."""
    snapshot, _ = collect()
    assert (snapshot.authors.identities, snapshot.authors.authors) == (3, 3)
    issues = [issue for each in snapshot.repositories for issue in each.forge.issues.open]
    assert [issue.assignees for issue in issues] == [(1,)] * 6


def test_a_second_run_asks_little(collect, host):
    first, _ = collect()
    fetched = [host.fetches(each.name) for each in first.repositories]
    second, asked = collect()
    assert asked == 3  # the list, what the organisation hands down, what has changed
    assert [host.fetches(each.name) for each in first.repositories] == fetched
    assert second.cost.clones == 0
    assert without_cost(second) == without_cost(first)


def test_a_budget_ends_in_a_state_that_goes_on(collect):
    first, asked = collect("--max-requests", "3")
    assert asked == first.cost.requests == 3
    assert gaps_of(first) == {(each.name, "forge"): SPENT for each in first.repositories}
    assert all(each.history for each in first.repositories)
    second, again = collect()
    assert not second.gaps
    assert second.as_of == first.as_of  # it is the same run that goes on
    third, _ = collect()
    assert third.as_of >= second.as_of
    assert without_cost(third) == without_cost(second)
    assert again <= 2 * 8


def test_a_budget_too_small_to_list_says_what_to_do(cli_invoke, project):
    result = cli_invoke("collect", project, "--json", "--quiet", "--max-requests", "0")
    assert result.exit_code == 2
    assert "cannot be listed: the 0 requests this run was allowed are spent; allow" in result.stderr


def test_one_that_is_deleted_before_it_is_cloned(collect, host):
    """The list had it; git finds nothing there, and the others are read as if nothing had happened."""
    goner = next(each for each in host.members if each.name == "plugin-c")

    def delete(seen):
        if "/plugin-c/" in seen.path and goner.full_name in host.github.hub.repositories:
            host.remove(goner)

    host.before_git = delete
    snapshot, _ = collect()
    words = gaps_of(snapshot)
    assert list(words) == [("plugin-c", "repository")]
    assert words["plugin-c", "repository"].startswith("there is no repository at http://127.0.0.1:")
    found = {each.name: each for each in snapshot.repositories}
    assert len(found) == 8
    assert found["plugin-c"].history is None
    assert found["plugin-d"].history is not None
    assert found["plugin-d"].forge is not None


def test_one_that_is_deleted_after_it_was_cloned(collect, host):
    """Its history is known then, what the forge says of it is not."""
    goner = next(each for each in host.members if each.name == "plugin-c")
    host.github.before = lambda _number: (
        host.remove(goner)
        if host.fetches("plugin-c") and goner.full_name in host.github.hub.repositories
        else None
    )
    snapshot, _ = collect()
    assert gaps_of(snapshot) == {
        ("plugin-c", "forge"): "the forge has no such repository, or does not show it"
    }
    found = {each.name: each for each in snapshot.repositories}
    assert found["plugin-c"].history is not None
    assert found["plugin-c"].forge is None


def test_a_plan_begins_no_run(cli_invoke, project, collect, tmp_path):
    """What was listed for a forecast is not taken for what is there on another day."""
    cli_invoke("plan", project)
    assert not list((tmp_path / "cache" / "runs").glob("*/*"))
    collect("--max-requests", "3")
    cli_invoke("plan", project)
    assert list((tmp_path / "cache" / "runs").glob("*/*"))


def test_offline_knows_the_organisation_of_the_last_run(collect, host):
    online, _ = collect()
    asked = len(host.http.requests)
    offline, _ = collect("--offline")
    assert len(host.http.requests) == asked
    assert [each.name for each in offline.repositories] == [each.name for each in online.repositories]
    assert offline.authors == online.authors
