"""What `mrl attach` asks, and what the stand-ins answer, against what GitHub and GitLab publish."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from support.npm import published_file
from support.openapi import Description
from support.published import published
from support.release_descriptions import contradictions
from support.release_exchanges import Exchange
from support.release_github import API, COMMIT, TAG, UPLOADS, GithubReleases
from support.release_gitlab import GitlabReleases
from support.release_runs import Runs, write_files

from mrl.publishing.problems import AttachError

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def of_github() -> Description:
    path = published_file("@octokit/openapi", "generated/api.github.com.json")
    return Description(json.loads(path.read_bytes()))


@pytest.fixture(scope="module")
def of_gitlab() -> Description:
    text = published("MRL_GITLAB_OPENAPI_3", "doc/api/openapi/openapi_v3.yaml")
    return Description(yaml.load(text, yaml.CSafeLoader))


@pytest.fixture
def github() -> Iterator[GithubReleases]:
    with GithubReleases.serving() as server:
        yield server


@pytest.fixture
def gitlab() -> Iterator[GitlabReleases]:
    with GitlabReleases.serving() as server:
        yield server


def life_of(run: Runs) -> None:
    """Make a release, attach again, attach something else, and be refused."""
    run(create=True)
    run()
    write_files(run.folder, pdf=b"%PDF-1.7 two")
    run()
    with pytest.raises(AttachError):
        run(tag="absent")


def of_start(exchanges: list[Exchange], start: str) -> list[Exchange]:
    return [each for each in exchanges if each.path.startswith(start)]


def test_github(of_github: Description, github: GithubReleases, tmp_path: Path) -> None:
    github.references[TAG] = ("tag", "a" * 40)
    github.tag_objects["a" * 40] = ("commit", COMMIT)
    life_of(Runs("github", github.url, write_files(tmp_path / "out")))
    kept = github.exchanges.kept
    methods = {(each.method, each.status) for each in kept}
    assert methods >= {("GET", 200), ("GET", 404), ("POST", 201), ("PATCH", 200), ("DELETE", 204)}
    assert contradictions(of_github, of_start(kept, API), API) == []
    assert contradictions(of_github, of_start(kept, UPLOADS), UPLOADS) == []


def test_gitlab(of_gitlab: Description, gitlab: GitlabReleases, tmp_path: Path) -> None:
    life_of(Runs("gitlab", gitlab.url, write_files(tmp_path / "out")))
    kept = gitlab.exchanges.kept
    methods = {(each.method, each.status) for each in kept}
    assert methods >= {("GET", 200), ("PUT", 201), ("POST", 201), ("PUT", 200), ("DELETE", 204)}
    assert contradictions(of_gitlab, kept, "") == []


def test_contradictions_are_found(of_github: Description) -> None:
    path = f"{API}/repos/example/services/releases/7"
    wrong = Exchange(
        "PATCH", path, {"odd": "1"}, "application/json", b'{"draft": "no", "odd": 1}', 200, {"id": "x"}
    )
    assert len(contradictions(of_github, [wrong], API)) == 4
    assert contradictions(of_github, [Exchange("DELETE", path, {}, "", b"", 200, None)], API)
    with pytest.raises(LookupError):
        contradictions(of_github, [Exchange("PUT", path, {}, "", b"", 200, None)], API)
