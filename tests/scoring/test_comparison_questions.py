"""Questions before signing: which are asked, in which order, how many, and what for."""

from support import comparisons
from support.rubrics import evidence, gate, headline, level, make_rubric, node, practice
from support.solidity import project

from mrl import pipeline
from mrl.model.comparison import AskKind
from mrl.scoring.comparison import compare


def questions(rubric, assessment):
    return compare(rubric, [assessment, assessment], "0").questions[0]


def small(*, levels=(), metric=None, count=12):
    names = [f"c{number}" for number in range(count)]
    criteria = {name: practice() for name in names}
    if metric:
        criteria["c0"] = practice(metric, "supports")
    weights = {name: number + 1 for number, name in enumerate(names)}
    return make_rubric(criteria, {"all": node(weights)}, [headline("all", levels=list(levels))])


def test_what_opens_most_comes_first_and_ten_are_enough():
    found = questions(small(), project(small()))
    assert [ask.of for ask in found.asked] == [f"c{number}" for number in range(11, 1, -1)]
    assert {ask.kind for ask in found.asked} == {AskKind.UNKNOWN}
    assert found.more == 2
    assert found.asked[0].question.en == "Is it so?"


def test_failed_gates_come_first_with_their_level():
    rubric = small(levels=[level(1, 0), level(2, 1, gate("c1", 1)), level(3, 2, gate("c2", 1))])
    found = questions(rubric, project(rubric, answers={"c1": "no", "c2": "no"}))
    assert [(ask.kind, ask.of) for ask in found.asked[:2]] == [(AskKind.GATE, "c1"), (AskKind.GATE, "c2")]
    assert found.asked[0].because.in_english() == "a condition of level 2 that is not met. It must hold."


def test_a_gate_of_a_node_is_asked_about_by_its_title():
    rubric = small(levels=[level(1, 0, gate("all", 1))], count=1)
    (ask,) = questions(rubric, project(rubric, answers={"c0": "no"})).asked
    assert ask.question.in_english() == "What is done about “A node”?"


def test_an_unnumbered_level_is_called_by_its_name():
    rubric = small(levels=[level(1, 0, gate("c0", 1))], count=1)
    named = rubric.headlines[0].model_copy(update={"numbered": False})
    rubric = rubric.model_copy(update={"headlines": (named,)})
    (ask,) = questions(rubric, project(rubric, answers={"c0": "no"})).asked
    assert ask.because.in_english() == "a condition of “Level 1” that is not met. It must hold."


def test_contradictions_are_asked_about():
    rubric = small(metric="flag")
    found = questions(rubric, project(rubric, [evidence("flag", False)], {"c0": "yes"}))
    assert (found.asked[0].kind, found.asked[0].of) == (AskKind.CONTRADICTION, "c0")
    assert "the answer was “yes”" in found.asked[0].because.in_english()


def test_nothing_is_asked_where_all_is_known_and_well():
    rubric = small(count=2)
    found = questions(rubric, project(rubric, answers={"c0": "yes", "c1": "yes"}))
    assert (found.asked, found.more) == ((), 0)


def test_no_question_is_asked_twice():
    rubric = pipeline.open_rubric("market-readiness").rubric
    for assessment in (comparisons.plain(), comparisons.rich(), comparisons.unknown()):
        asked = [ask.of for ask in questions(rubric, assessment).asked]
        assert len(asked) == len(set(asked)) == 10


def test_evidence_is_asked_for_by_what_is_asked():
    rubric = pipeline.open_rubric("market-readiness").rubric
    found = {ask.of: ask.evidence.template for ask in questions(rubric, comparisons.unknown()).asked}
    assert found["MKT-3"].startswith("which situation it is")
    figures = [template for template in found.values() if template.startswith("the figure")]
    assert figures
