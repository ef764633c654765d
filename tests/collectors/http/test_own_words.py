"""What a server says itself, short and harmless."""

import json
from typing import Any

import pytest
from requests.structures import CaseInsensitiveDict

from mrl.collectors.http.answers import Answer
from mrl.collectors.http.own_words import own_words


def words(body: bytes) -> str:
    headers: CaseInsensitiveDict[str] = CaseInsensitiveDict()
    return own_words(Answer("https://forge.example/x", 422, headers, body))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            {
                "message": "Validation Failed",
                "errors": [{"resource": "Asset", "field": "name", "code": "taken"}],
            },
            "Validation Failed; name; taken",
        ),
        ({"message": "x", "errors": ["x", {"message": "y", "documentation_url": "z"}]}, "x; y"),
        (
            {"error": "insufficient_scope", "error_description": "needs more", "scope": "api"},
            "insufficient_scope; needs more",
        ),
        ({"message": {"url": ["is odd", "is long"], "name": "n"}}, "url: is odd; url: is long; name: n"),
        ({"message": "a\n\x1b[31mb\u202e"}, "a [31mb"),
        ({"message": "x" * 900}, "x" * 400),
        ({"message": 4}, ""),
        ([], ""),
    ],
)
def test_words(content: Any, said: str) -> None:
    assert words(json.dumps(content).encode()) == said


@pytest.mark.parametrize("body", [b"", b"<html>", b"[" * 60_000, b'"' + b"x" * 70_000 + b'"', b"\xff\xfe"])
def test_what_cannot_be_read_says_nothing(body: bytes) -> None:
    assert words(body) == ""


@pytest.mark.parametrize(
    ("opening", "closing"), [("[", "]"), ('{"message":', "}"), ('{"errors":[', "]}"), ('{"n":', "}")]
)
def test_depth_ends_no_reading(opening: str, closing: str) -> None:
    """Each depth up to what the reader of JSON takes, also where few calls are left."""

    def deeper(calls: int, body: bytes) -> str:
        return deeper(calls - 1, body) if calls else words(body)

    said = {
        deeper(calls, (opening * depth + '"x"' + closing * depth).encode())
        for depth in (*range(1, 60), *range(900, 1010, 3), 3000)
        for calls in (0, 300)
    }
    assert {each.removeprefix("n: " * each.count("n: ")) for each in said} == {"x", ""}
