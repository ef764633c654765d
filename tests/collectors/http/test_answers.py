import json
from typing import Any

import pytest

from mrl.collectors.http.answers import parsed
from mrl.collectors.http.errors import InvalidAnswer, TooLarge
from mrl.collectors.http.limits import Limits

HOST = "forge.example.org"
LIMITS = Limits(deepest=5, most_values=100)


@pytest.mark.parametrize("value", [None, 0, "x", [], {}, [[[[["deep enough"]]]]], {"a": [1, {"b": 2}]}])
def test_good_json_is_read(value: Any) -> None:
    assert parsed(json.dumps(value).encode(), HOST, LIMITS) == value


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"a": 1', b"[NaN]", b"[Infinity]", b"\xff\xfe\x00", b"9" * 5000]
)
def test_broken_json_may_pass(body: bytes) -> None:
    with pytest.raises(InvalidAnswer, match="broken JSON") as raised:
        parsed(body, HOST, LIMITS)
    assert raised.value.passes


@pytest.mark.parametrize(
    ("body", "most"),
    [
        (b"[" * 6 + b"]" * 6, 100),
        (b'{"a":' * 6 + b"1" + b"}" * 6, 100),
        (b"[" * 900_000 + b"]" * 900_000, 1_000_000),
        (b"[" * 900_000, 1_000_000),
    ],
)
def test_deep_json_is_refused_and_not_asked_for_again(body: bytes, most: int) -> None:
    with pytest.raises(InvalidAnswer, match="nested too deeply") as raised:
        parsed(body, HOST, Limits(deepest=5, most_values=most))
    assert not raised.value.passes


def test_json_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(TooLarge, match="too many values"):
        parsed(b"[" + b"[]," * 60 + b"[]]", HOST, LIMITS)
