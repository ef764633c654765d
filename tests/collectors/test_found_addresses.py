"""Addresses that stand in a repository lead to no server inside; those that a person gives do."""

import json
from pathlib import Path

import pytest
import yaml
from support.http_server import HttpServer, of_json
from support.people import ADA
from support.repository_builder import RepositoryBuilder

from mrl.cli.tokens import tokens_from
from mrl.collectors.options import CollectOptions, read_target
from mrl.collectors.progress import Silent
from mrl.collectors.run import Run


@pytest.fixture
def server():
    with HttpServer.serving() as serving:
        serving.rule(lambda _seen: of_json({}))
        yield serving


def checkout(path: Path, readme: str = "# City") -> Path:
    return RepositoryBuilder(path).commit("2026-01-31", ADA, {"README.md": readme}).write(work_tree=True)


def project(path: Path, source: str, server: HttpServer) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "schema": "mrl-project/1",
        "name": "City",
        "repositories": [{"source": source, "name": "city"}],
        "tracker": {"kind": "redmine", "url": f"{server.url}/projects/city/issues"},
        "quality": {"url": server.url, "keys": {"city": "city"}},
        "results": [f"{server.url}/scorecard.json"],
    }
    path.write_text(yaml.safe_dump(content))
    return path


def reasons(text: str) -> list[str]:
    return [json.dumps(gap["reason"]) for gap in json.loads(text)["gaps"]]


def test_a_readme_leads_to_no_server_of_this_machine(tmp_path, cli_invoke, server, monkeypatch):
    name = "MRL_TOKEN_" + server.host.replace(".", "_").replace(":", "_")
    monkeypatch.setenv(name, "invented-0123456789-token")
    assert server.host in tokens_from({name: "x"})
    pages = ("jira/browse/CITY", "redmine/projects/city/issues")
    readme = "# City\n\n" + " ".join(f"[issues]({server.url}/{page})" for page in pages)
    repository = checkout(tmp_path / "city", readme)
    result = cli_invoke("collect", repository, "--json", "--quiet")
    assert result.exit_code == 0, result.stderr
    assert server.requests == []
    assert any("public servers only" in reason for reason in reasons(result.stdout))


@pytest.mark.parametrize("place", ["project.yaml", "conf/project.yaml"])
def test_a_project_file_of_the_repository_is_its_word(tmp_path, cli_invoke, server, place):
    repository = checkout(tmp_path / "city")
    path = project(repository / place, str(repository), server)
    result = cli_invoke("collect", path, "--json", "--quiet")
    assert result.exit_code == 0, result.stderr
    assert server.requests == []
    assert sum("public servers only" in reason for reason in reasons(result.stdout)) == 3


def test_a_project_file_of_a_person_leads_where_it_says(tmp_path, cli_invoke, server):
    repository = checkout(tmp_path / "city")
    path = project(tmp_path / "mine" / "project.yaml", str(repository), server)
    result = cli_invoke("collect", path, "--json", "--quiet")
    assert result.exit_code == 0, result.stderr
    assert {request.path.split("?")[0].split("/")[1] for request in server.requests} >= {
        "scorecard.json",
        "api",
    }


def test_a_clone_of_an_assessed_repository_is_told_by_its_origin(tmp_path, server):
    address = "https://forge.city.example/city/services"
    repository = checkout(tmp_path / "city")
    config = repository / ".git" / "config"
    config.write_text(config.read_text() + f'[remote "origin"]\n\turl = {address}.git\n')
    for place, own in ((repository / "project.yaml", True), (tmp_path / "mine.yaml", False)):
        target = read_target(str(project(place, address, server)))
        options = CollectOptions(offline=True, cache=tmp_path / "cache")
        assert (Run(target, options, Silent()).why_own is not None) is own
