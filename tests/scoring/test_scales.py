import math

import pytest

from mrl.rubric.types import Bands, Choice, Goalposts, Ladder, LogGoalposts, YesNo
from mrl.scoring.scales import full_points, points_for, points_on_ladder, range_from

RISING = Bands(kind="bands", at_least={1: 0.4, 3: 0.7, 6: 1})
FALLING = Bands(kind="bands", at_most={30: 1, 90: 0.5})


@pytest.mark.parametrize(
    ("scale", "value", "points"),
    [
        (YesNo(kind="yes_no"), True, 1),
        (YesNo(kind="yes_no"), False, 0),
        (YesNo(kind="yes_no", good="no"), True, 0),
        (YesNo(kind="yes_no"), 1, None),
        (RISING, 0, 0),
        (RISING, 1, 0.4),
        (RISING, 5.9, 0.7),
        (RISING, 600, 1),
        (RISING, True, None),
        (FALLING, 30, 1),
        (FALLING, 31, 0.5),
        (FALLING, 91, 0),
        (Goalposts(kind="goalposts", worst=0, best=10), 2.5, 0.25),
        (Goalposts(kind="goalposts", worst=0, best=10), 12, 1),
        (Goalposts(kind="goalposts", worst=100, best=0), 25, 0.75),
        (LogGoalposts(kind="log_goalposts", worst=0, best=99), 9, 0.5),
        (LogGoalposts(kind="log_goalposts", worst=0, best=99), -5, 0),
        (Choice(kind="choice", points={"weak": 0.5}), "weak", 0.5),
        (Choice(kind="choice", points={"weak": 0.5}), "strong", None),
        (RISING, "many", None),
    ],
)
def test_a_value_earns_points(scale, value, points):
    earned = points_for(scale, value)
    assert earned == (None if points is None else pytest.approx(points))


def test_a_lower_bound_gives_a_range():
    assert range_from(RISING, 3) == (0.7, 1)
    assert range_from(FALLING, 50) == (0, 0.5)
    assert range_from(Goalposts(kind="goalposts", worst=10, best=0), 4) == (0, 0.6)
    assert range_from(RISING, "word") == (0, 1)


def test_infinity_gives_the_limit_of_every_scale_of_figures():
    assert points_for(RISING, math.inf) == 1
    assert points_for(FALLING, math.inf) == 0
    assert points_for(LogGoalposts(kind="log_goalposts", worst=5, best=0), math.inf) == 0


def test_situations_are_even_steps():
    ladder = Ladder(kind="ladder", situations=tuple({"en": str(number)} for number in range(5)))
    assert [points_on_ladder(ladder, index) for index in range(5)] == [0, 0.25, 0.5, 0.75, 1]


def test_full_points_are_said_in_words():
    assert full_points(RISING, "releases").in_english() == "at least 6 releases"
    assert full_points(FALLING, "days").in_english() == "at most 30 days"
    assert full_points(Goalposts(kind="goalposts", worst=0, best=0.8), "share").values == {"share": 0.8}
    assert full_points(YesNo(kind="yes_no"), "") is None
