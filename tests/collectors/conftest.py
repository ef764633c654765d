"""A server on this machine that does as it is told."""

from collections.abc import Iterator

import pytest
from support.http_server import HttpServer


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with HttpServer.serving() as serving:
        yield serving
