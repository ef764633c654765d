"""Inputs made to cost as much as they can stay within 5 CPU seconds and 400 MB, and raise nothing."""

import pytest
from support.worst_readers import READERS, known_worst
from support.worst_runs import Cost, costs

SEEDS = 200
MANY_SEEDS = 2000


def too_much(measured: list[Cost]) -> list[str]:
    return [str(cost) for cost in measured if cost.is_too_much]


@pytest.mark.integration
def test_seeded_inputs_stay_within_the_bounds() -> None:
    measured = list(costs(map(str, range(SEEDS))))
    assert too_much(measured) == []
    assert {cost.reader for cost in measured} == set(READERS)
    assert len(measured) == SEEDS


@pytest.mark.soak
def test_many_more_seeded_inputs_stay_within_the_bounds() -> None:
    measured = list(costs(map(str, range(MANY_SEEDS))))
    assert too_much(measured) == []
    assert len(measured) == MANY_SEEDS


@pytest.mark.soak
@pytest.mark.parametrize("reader", READERS)
def test_every_known_input_stays_within_the_bounds(reader: str) -> None:
    known = known_worst(reader)
    measured = list(costs(f"{reader}\t{name}" for name in known))
    assert too_much(measured) == []
    assert len(measured) == len(known)
