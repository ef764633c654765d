"""The comparison on what is known for all: the tree's own arithmetic on fewer criteria."""

import pytest
from hypothesis import given, settings
from support import comparisons
from support.rubrics import headline, make_rubric, node, practice
from support.solidity import project, random_pairs

from mrl import pipeline
from mrl.scoring.comparison import compare
from mrl.scoring.finished import finished_leaves
from mrl.scoring.tree import Tree


@settings(max_examples=25)
@given(random_pairs())
def test_scores_are_those_of_the_tree_without_what_is_not_common(pair):
    made, one, other = pair
    ground = compare(made, [one, other], "0").common_ground
    for place, each in enumerate((one, other)):
        leaves = {name: leaf for name, leaf in finished_leaves(each).items() if name in ground.criteria}
        expected = Tree(made).evaluate(leaves).get("top")
        found = ground.headlines[0].scores[place]
        assert (found is None) == (expected is None)
        if found is not None:
            assert found.point == pytest.approx(expected.point, abs=1e-6)


def made(weight=3):
    criteria = {name: practice() for name in ("a", "b", "c")}
    return make_rubric(criteria, {"all": node({"a": 1, "b": weight, "c": 4})}, [headline("all")])


def ground_of(rubric, *answers):
    projects = [project(rubric, answers=dict(zip("abc", each, strict=True))) for each in answers]
    return compare(rubric, projects, "0").common_ground


def test_the_part_of_the_weight_is_stated():
    ground = ground_of(made(), ("yes", "no", ""), ("yes", "yes", "no"))
    assert ground.criteria == ("a", "b")
    assert ground.headlines[0].shares == (0.5, 0.5)
    assert [score.point for score in ground.headlines[0].scores] == [0.25, 1]
    assert [score.point for score in ground.headlines[0].whole] == [0.25, 0.5]
    assert [counts.met for counts in ground.headlines[0].counts] == [1, 2]


def test_what_does_not_apply_to_one_is_left_out_for_all():
    ground = ground_of(made(), ("not applicable", "yes", "yes"), ("yes", "yes", "yes"))
    assert ground.criteria == ("b", "c")
    assert ground.headlines[0].shares == (1, pytest.approx(7 / 8))


def test_all_known_for_all_is_the_whole_comparison():
    ground = ground_of(made(), ("yes", "no", "partly"), ("no", "yes", "yes"))
    assert ground.headlines[0].scores == ground.headlines[0].whole
    assert ground.headlines[0].shares == (1, 1)


def test_nothing_common_has_no_score():
    ground = ground_of(made(), ("yes", "", ""), ("", "yes", "yes"))
    assert ground.criteria == ()
    assert ground.headlines[0].scores == (None, None)
    assert ground.headlines[0].shares == (0, 0)


def test_a_headline_that_waits_for_answers_is_not_compared():
    rubric = pipeline.open_rubric("market-readiness").rubric
    pair = [comparisons.rich(), comparisons.answered()]
    readiness, market = compare(rubric, pair, "0").common_ground.headlines
    assert None not in readiness.scores
    assert market.scores == (None, None)
    assert (market.whole[0].point, market.whole[1].point is None) == (None, False)
    both = compare(rubric, [pair[1], pair[1]], "0").common_ground.headlines[1]
    assert None not in both.scores
