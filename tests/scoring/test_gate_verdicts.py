"""When conditions pass, fail or stay open; what is learned only settles what was undetermined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.gates import NO, NOT_APPLICABLE, PARTLY, UNKNOWN, YES, judged
from support.rubrics import gate, headline, level, make_rubric, practice
from support.said import answers_of, scored
from support.solidity import NAMES, random_trees, unit

from mrl.model.gate import Verdict
from mrl.scoring.gate_verdicts import of_all, of_fall, of_range

PASS, FAIL, UNDETERMINED = Verdict.PASS, Verdict.FAIL, Verdict.UNDETERMINED
verdicts = st.sampled_from(list(Verdict))


@pytest.mark.parametrize(
    ("lowest", "highest", "verdict"),
    [(5, 9, PASS), (6, 6, PASS), (1, 4.99, FAIL), (4.99, 5, UNDETERMINED), (0, 10, UNDETERMINED)],
)
def test_a_range_decides_where_it_lies_on_one_side(lowest, highest, verdict):
    assert of_range(5, lowest, highest) is verdict


@pytest.mark.parametrize(
    ("fall", "verdict"), [(0.5, PASS), (-3, PASS), (0.51, FAIL), (None, UNDETERMINED), (0, PASS)]
)
def test_a_fall_may_be_as_large_as_is_said(fall, verdict):
    assert of_fall(0.5, fall) is verdict


@given(st.floats(0, 10), st.lists(st.floats(0, 10), min_size=4, max_size=4))
def test_a_narrower_range_only_settles_what_was_open(wanted, ends):
    lowest, inner_lowest, inner_highest, highest = sorted(ends)
    before, after = of_range(wanted, lowest, highest), of_range(wanted, inner_lowest, inner_highest)
    assert before in (UNDETERMINED, after)


@given(st.lists(verdicts, min_size=1), st.data())
def test_verdicts_add_up_monotonically(each, data):
    order = [FAIL, UNDETERMINED, PASS]
    place = data.draw(st.integers(0, len(each) - 1))
    better = data.draw(st.sampled_from(order[order.index(each[place]) :]))
    improved = [*each[:place], better, *each[place + 1 :]]
    assert order.index(of_all(improved)) >= order.index(of_all(each))
    assert of_all([*each, PASS]) is of_all(each)
    assert (of_all(each) is PASS) == all(one is PASS for one in each)


answers = st.sampled_from([YES, PARTLY, NO, UNKNOWN, UNKNOWN, NOT_APPLICABLE])


@st.composite
def learned(draw):
    """What was answered of a random rubric before and after some of the unknown was found out."""
    levels = [
        level(1, 0),
        level(2, draw(st.integers(1, 6)), gate("low", draw(unit))),
        level(3, 7, gate("a", 1)),
    ]
    floor = draw(st.sampled_from([0, 0.4, 0.8]))
    condition = draw(st.sampled_from([None, {"node": "low", "hypotheses": [0.5]}]))
    top = headline("top", levels=levels, coverage_floor=floor, assessed_when=condition)
    rubric = make_rubric({name: practice() for name in NAMES}, draw(random_trees()), [top])
    before = {name: draw(answers) for name in NAMES}
    after = {name: words or draw(answers) for name, words in before.items()}
    return [scored(rubric, answers_of("lead", each)) for each in (before, after)]


@given(
    learned(),
    st.fixed_dictionaries(
        {
            "min_level": st.integers(1, 3),
            "min_readiness": st.floats(0, 10),
            "min": st.dictionaries(st.sampled_from(["left", "right", "low"]), st.floats(0, 10)),
            "met": st.lists(st.sampled_from(NAMES), unique=True),
        }
    ),
)
def test_learning_something_turns_no_pass_into_a_fail_and_no_fail_into_a_pass(both, conditions):
    before, after = (judged(each, **conditions) for each in both)
    for old, new in zip(before.conditions, after.conditions, strict=True):
        assert old.verdict in (UNDETERMINED, new.verdict), old.id
    assert before.verdict in (UNDETERMINED, after.verdict)
