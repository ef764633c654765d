"""A door that waits for nothing, and what it is tried with."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from support.doors import TOKEN, MakeDoor, Waits

from mrl.collectors.http.budget import Budget
from mrl.collectors.http.door import Door
from mrl.collectors.http.limits import Limits


@pytest.fixture(autouse=True)
def _no_authorities_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the certificate authorities that the environment of the tests may name."""
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def make_door(waits: Waits) -> Iterator[MakeDoor]:
    """Make a door with short timeouts; everything of it can be given otherwise."""
    with ExitStack() as stack:

        def make(*, limits: dict[str, Any] | None = None, **options: Any) -> Door:
            bounds = Limits(**{"read_timeout": 5, "connect_timeout": 5, **(limits or {})})
            given = {"budget": Budget(), "wait": waits, "journal": None, "tokens": {}, **options}
            return stack.enter_context(Door(limits=bounds, **given))

        yield make


@pytest.fixture
def token() -> str:
    return f"{TOKEN}{secrets.token_hex(8)}"  # of this test alone: others may run beside it
