import threading

import pytest

from mrl.collectors.http.budget import Budget
from mrl.collectors.http.errors import BudgetSpent


def test_counts_by_host() -> None:
    budget = Budget()
    for host in ("b.example.org", "a.example.org", "b.example.org"):
        budget.spend(host)
    budget.note_unchanged()
    assert (budget.requests, budget.unchanged, budget.is_overdrawn) == (3, 1, False)
    assert list(budget.by_host.items()) == [("a.example.org", 1), ("b.example.org", 2)]


def test_stops_at_the_bound_and_counts_nothing_more() -> None:
    budget = Budget(2)
    budget.spend("a.example.org")
    budget.spend("a.example.org")
    assert not budget.is_overdrawn
    with pytest.raises(BudgetSpent, match="the 2 requests this run was allowed are spent"):
        budget.spend("b.example.org")
    assert (budget.requests, budget.is_overdrawn, budget.by_host) == (2, True, {"a.example.org": 2})


def test_no_request_is_allowed_at_zero() -> None:
    with pytest.raises(BudgetSpent):
        Budget(0).spend("a.example.org")


def test_threads_never_spend_one_too_many() -> None:
    budget, refused = Budget(1000), []

    def spend() -> None:
        for _ in range(200):
            try:
                budget.spend("a.example.org")
            except BudgetSpent as problem:
                refused.append(problem)

    threads = [threading.Thread(target=spend) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (budget.requests, len(refused)) == (1000, 600)
