"""A made-up GitLab, a door to it that waits for nothing, and the whole way from paths to readings."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest
from support.doors import Waits
from support.gitlab_reading import open_door, read_projects
from support.gitlab_server import GitlabServer

from mrl.collectors.forge import ForgeReading
from mrl.collectors.http.door import Door

Read = Callable[..., dict[str, ForgeReading]]


@pytest.fixture
def gitlab() -> Iterator[GitlabServer]:
    with GitlabServer.serving() as serving:
        yield serving


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def make_door(waits: Waits) -> Iterator[Callable[..., Door]]:
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(open_door(**{"wait": waits, **options}))


@pytest.fixture
def numbers() -> dict[str, int]:
    """The numbers given to people so far."""
    return {}


@pytest.fixture
def read_from(make_door: Callable[..., Door], numbers: dict[str, int]) -> Read:
    """Read projects of a server by their paths; gives the readings by path."""

    def reading(
        gitlab: GitlabServer, *paths: str, door: Door | None = None, **options: Any
    ) -> dict[str, ForgeReading]:
        return read_projects(gitlab, paths, door=door or make_door(), numbers=numbers, **options)

    return reading


@pytest.fixture
def read(gitlab: GitlabServer, read_from: Read) -> Read:
    """Read projects of the one server."""
    return partial(read_from, gitlab)
