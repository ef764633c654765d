import pytest
from requests.structures import CaseInsensitiveDict
from support.http_server import DATE, EPOCH

from mrl.collectors.http.answers import Answer
from mrl.collectors.http.limited import asked_wait, is_limited, says_limited

LATER = "Thu, 01 Jan 2026 12:01:30 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "0"}, 1),
        ({"Retry-After": LATER, "Date": DATE}, 90),
        ({"Retry-After": DATE, "Date": LATER}, 1),
        ({"Retry-After": LATER}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "nan"}, None),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(EPOCH + 40), "Date": DATE}, 40),
        ({"RateLimit-Remaining": "0", "RateLimit-Reset": str(EPOCH + 40), "Date": DATE}, 40),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(EPOCH - 40), "Date": DATE}, 1),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(EPOCH + 40)}, None),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "never", "Date": DATE}, None),
        ({"RateLimit-Remaining": "0", "RateLimit-Reset": "25"}, 25),
        ({"X-RateLimit-Remaining": "12", "X-RateLimit-Reset": str(EPOCH + 40), "Date": DATE}, None),
        ({"Retry-After": "5", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "900"}, 5),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(EPOCH), "Date": "yesterday"}, None),
        ({}, None),
    ],
)
def test_how_long_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert asked_wait(CaseInsensitiveDict(headers)) == seconds


@pytest.mark.parametrize(
    ("status", "headers", "body", "expected"),
    [
        (429, {}, b"", True),
        (403, {}, b"Resource not accessible", False),
        (403, {"Retry-After": "1"}, b"", True),
        (403, {"X-RateLimit-Remaining": "0"}, b"", True),
        (403, {"X-RateLimit-Remaining": "12"}, b"You have exceeded a secondary rate limit", True),
        (403, {}, b"abuse detection mechanism", True),
        (404, {"X-RateLimit-Remaining": "0"}, b"", False),
        (503, {"Retry-After": "1"}, b"", False),
    ],
)
def test_limits_are_told_from_refusals(
    status: int, headers: dict[str, str], body: bytes, expected: bool
) -> None:
    assert is_limited(Answer("", status, CaseInsensitiveDict(headers), body)) is expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}, True),
        ({"data": None, "errors": [{"message": "You have exceeded a secondary rate limit"}]}, True),
        ({"data": {"a": 1}, "errors": [{"type": "RATE_LIMITED"}]}, False),
        ({"errors": [{"type": "NOT_FOUND"}, "RATE_LIMITED", None]}, False),
        ({"errors": "RATE_LIMITED"}, False),
        ([{"errors": [{"type": "RATE_LIMITED"}]}], False),
        (None, False),
    ],
)
def test_limits_in_graphql(content: object, expected: bool) -> None:
    assert says_limited(content) is expected
