import pytest
from support.rubrics import gate, headline, level, make_rubric, node, practice, text

from mrl.model.assessment import GateState, LevelState
from mrl.scoring.levels import level_of
from mrl.scoring.tree import UNKNOWN, Range, Tree, exactly

LADDER = {"kind": "ladder", "situations": [text(str(step)) for step in range(5)]}
BANDS = [level(1, 0), level(2, 3), level(3, 6, gate("A", 1)), level(4, 8)]


def result(values, levels=BANDS, **changes):
    nodes = {"all": node({"A": 1, "B": 1})}
    rubric = make_rubric(
        {"A": practice(), "B": practice()}, nodes, [headline("all", levels=levels, **changes)]
    )
    tree = Tree(rubric)
    return level_of(rubric, rubric.headlines[0], tree, tree.evaluate(values))


@pytest.mark.parametrize(
    ("a", "b", "reached"), [(0, 0, 1), (0.5, 0.1, 2), (1, 0.2, 3), (1, 0.6, 4), (0.9, 0.9, 2), (1, 1, 4)]
)
def test_bands_and_gates_give_the_level(a, b, reached):
    assert result({"A": exactly(a), "B": exactly(b)}).point == reached


def test_a_failed_gate_is_named_as_what_caps_the_level():
    found = result({"A": exactly(0.9), "B": exactly(0.9)})
    assert [(gate_.of, gate_.level) for gate_ in found.capped_by] == [("A", 3)]
    assert result({"A": exactly(0.2), "B": exactly(0.2)}).capped_by == ()


def test_an_undetermined_gate_opens_the_range_and_is_a_proviso():
    found = result({"A": Range(0.9, 0.5, 1.0, 1.0), "B": exactly(0.9)})
    assert (found.lowest, found.point, found.highest) == (2, 4, 4)
    assert [gate_.state for gate_ in found.provided] == [GateState.UNDETERMINED]


def test_below_the_floor_there_is_no_level_but_a_range():
    found = result({"A": exactly(1), "B": UNKNOWN}, coverage_floor=0.6)
    assert found.state is LevelState.BELOW_COVERAGE_FLOOR
    assert found.point is None
    assert (found.lowest, found.highest) == (2, 4)


def test_below_the_first_band_there_is_no_level():
    assert result({"A": exactly(0.1), "B": exactly(0)}, [level(1, 2), level(2, 5)]).point is None


def test_a_gate_on_what_does_not_apply_holds_nobody_back():
    assert result({"A": None, "B": exactly(0.9)}).point == 4


def capability_rubric():
    nodes = {
        "market": node({"readiness": 1, "capabilities": 1}),
        "readiness": node({"A": 1}),
        "capabilities": node({"M1": 1, "M2": 1}),
    }
    criteria = {"A": practice(), "M1": practice(scale=LADDER), "M2": practice(scale=LADDER)}
    waits = {"node": "capabilities", "hypotheses": [0.25, 0.5, 0.75]}
    return make_rubric(criteria, nodes, [headline("market", levels=BANDS, assessed_when=waits)])


def judged(values):
    rubric = capability_rubric()
    tree = Tree(rubric)
    return level_of(rubric, rubric.headlines[0], tree, tree.evaluate(values))


def test_a_level_waits_for_the_answers_it_needs():
    found = judged({"A": exactly(1), "M1": exactly(1), "M2": UNKNOWN})
    assert found.state is LevelState.NOT_ASSESSED
    assert found.point is None
    assert found.unanswered == ("M2",)
    assert [(item.hypothesis, item.score, item.level) for item in found.conditional] == [
        (0.25, pytest.approx(8.125), 4),
        (0.5, pytest.approx(8.75), 4),
        (0.75, pytest.approx(9.375), 4),
    ]


def test_with_all_answers_the_level_is_assessed():
    found = judged({"A": exactly(1), "M1": exactly(0.5), "M2": exactly(0.25)})
    assert (found.state, found.point, found.conditional) == (LevelState.ASSESSED, 3, ())


def test_a_view_without_the_questions_waits_for_all_of_them():
    found = judged({"A": exactly(1)})
    assert found.state is LevelState.NOT_ASSESSED
    assert found.unanswered == ("capabilities",)
    assert found.conditional == ()


def test_a_score_a_hair_below_a_band_through_rounding_still_counts():
    assert result({"A": exactly(1), "B": exactly(0.6 - 1e-12)}).point == 4
