"""Forges of one repository each, and the files of one assessment to attach."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.release_github import GithubReleases
from support.release_gitlab import GitlabReleases
from support.release_runs import Runs, write_files


@pytest.fixture
def github() -> Iterator[GithubReleases]:
    with GithubReleases.serving() as server:
        yield server


@pytest.fixture
def gitlab() -> Iterator[GitlabReleases]:
    with GitlabReleases.serving() as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_files(tmp_path / "out")


@pytest.fixture
def on_github(github: GithubReleases, folder: Path) -> Runs:
    """Attach to the stand-in for GitHub."""
    return Runs("github", github.url, folder)


@pytest.fixture
def on_gitlab(gitlab: GitlabReleases, folder: Path) -> Runs:
    """Attach to the stand-in for GitLab."""
    return Runs("gitlab", gitlab.url, folder)


Make = Callable[..., Any]
