import pytest

from mrl.collectors.http.errors import RateLimited, SourceError, Unreachable
from mrl.collectors.http.limits import Limits
from mrl.collectors.http.patience import next_pause, purpose_of
from mrl.model.base import say

WHY = say("why")
LIMITS = Limits(attempts=3, longest_wait=100, longest_wait_without_token=10)


@pytest.mark.parametrize(
    ("problem", "attempt", "seconds"),
    [
        (RateLimited(WHY, passes=True, seconds=100), 1, 100),
        (RateLimited(WHY, passes=True, seconds=101), 1, None),
        (RateLimited(WHY, passes=True, seconds=100), 3, None),
        (RateLimited(WHY, passes=True), 1, 60),
        (RateLimited(WHY, passes=True), 2, None),
        (Unreachable(WHY, passes=True, seconds=7), 2, 7),
        (Unreachable(WHY), 1, None),
    ],
)
def test_pauses(problem: SourceError, attempt: int, seconds: float | None) -> None:
    assert next_pause(problem, attempt, LIMITS, with_token=True) == seconds


def test_less_patience_without_a_token() -> None:
    problem = RateLimited(WHY, passes=True, seconds=11)
    assert next_pause(problem, 1, LIMITS, with_token=False) is None


def test_pauses_double_and_differ() -> None:
    problem = Unreachable(WHY, passes=True)
    drawn = {
        attempt: [next_pause(problem, attempt, LIMITS, with_token=True) for _ in range(50)]
        for attempt in (1, 2)
    }
    for attempt, pauses in drawn.items():
        assert len(set(pauses)) > 5
        assert all(pause is not None and 0.5 <= pause / 2 ** (attempt - 1) < 1.5 for pause in pauses)


@pytest.mark.parametrize(
    ("path", "purpose"),
    [
        ("/graphql", "graphql"),
        ("/api/graphql", "graphql"),
        ("/search/issues?q=graphql", "search"),
        ("/repos/a/searches", ""),
    ],
)
def test_purposes(path: str, purpose: str) -> None:
    assert purpose_of(f"https://forge.example.org{path}") == purpose
