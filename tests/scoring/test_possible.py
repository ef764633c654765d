import pytest
from support.rubrics import criterion
from support.solidity import LADDER, STEPS

from mrl.rubric.types import Criterion
from mrl.scoring.possible import possible_points
from mrl.scoring.tree import UNKNOWN, Range

CHOICE = {"kind": "choice", "points": {"all": 1, "none": 0, "some": 0.4, "few": 0.4}}
LINE = {"kind": "goalposts", "worst": 0, "best": 10}
FALLING = {"kind": "bands", "at_most": {1: 1, 5: 0.6}}
DECIDES = {"metric": "m", "metric_role": "decides"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({}, (0, 0.5, 1)),
        (DECIDES, (0, 1)),
        ({"scale": STEPS, **DECIDES}, (0, 0.3, 1)),
        ({"scale": FALLING, **DECIDES}, (0, 0.6, 1)),
        ({"scale": STEPS, "metric": "m", "metric_role": "proves"}, (0, 0.5, 1)),
        ({"scale": LADDER}, (0, 1 / 3, 2 / 3, 1)),
        ({"scale": CHOICE}, (0, 0.4, 1)),
        ({"scale": LINE, **DECIDES}, ()),
        ({"scale": LINE}, (0, 0.5, 1)),
    ],
)
def test_a_criterion_stands_where_its_scale_or_its_answers_put_it(content, expected):
    made = Criterion.model_validate(criterion(**content))
    assert possible_points(made, UNKNOWN) == pytest.approx(expected)


def test_only_places_within_the_range_are_possible():
    made = Criterion.model_validate(criterion(scale=LADDER))
    assert possible_points(made, Range(0.5, 0.333333, 0.666667, 1.0)) == pytest.approx((1 / 3, 2 / 3))
