from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrl.metrics.survival import Median, median_time

TIMES = st.lists(st.integers(min_value=0, max_value=50).map(float), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("over", "going_on", "expected"),
    [
        ((1, 2, 3), (), Median(2, reached=True)),
        ((1, 3), (), Median(2, reached=True)),
        ((1, 2), (9,), Median(2, reached=True)),
        ((2,), (1,), Median(2, reached=True)),
        ((1,), (9,), Median(5, reached=False)),
        ((1,), (4, 9), Median(9, reached=False)),
        ((), (4,), Median(4, reached=False)),
        # what ends goes before what is lost from sight at the same time
        ((5, 5), (5, 5), Median(5, reached=False)),
        ((5, 5), (5,), Median(5, reached=True)),
        # 6 of 7, then of the 4 that are left 3, then of the 2 that are left 1: 0.857, 0.643, 0.321
        ((1, 4, 6), (2, 3, 5, 7), Median(6, reached=True)),
    ],
)
def test_medians_worked_out_by_hand(
    over: tuple[float, ...], going_on: tuple[float, ...], expected: Median
) -> None:
    is_over = [True] * len(over) + [False] * len(going_on)
    assert median_time([*over, *going_on], is_over) == expected


def test_the_median_of_remission_times_that_textbooks_give() -> None:
    """Freireich and others 1963: of 21 patients treated, the median is 23 weeks, of the others 8."""
    over = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    going_on = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    treated = median_time([*over, *going_on], [True] * len(over) + [False] * len(going_on))
    assert treated == Median(23, reached=True)
    others = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
    assert median_time(others, [True] * 21) == Median(8, reached=True)


def test_no_times_have_no_median() -> None:
    assert median_time([], []) is None


@given(TIMES)
def test_with_nothing_going_on_it_is_the_ordinary_median(times: list[float]) -> None:
    assert median_time(times, [True] * len(times)) == Median(median(times), reached=True)


@given(TIMES, st.data())
def test_waiting_on_never_shortens_the_median(times: list[float], data: st.DataObject) -> None:
    over = data.draw(st.lists(st.booleans(), min_size=len(times), max_size=len(times)))
    one = data.draw(st.integers(min_value=0, max_value=len(times) - 1))
    before = median_time(times, [*over[:one], True, *over[one + 1 :]])
    after = median_time(times, [*over[:one], False, *over[one + 1 :]])
    assert before is not None
    assert after is not None
    assert after.time >= before.time
