"""How firm an order is: shared draws, ties, several projects, and the order of the scores."""

from support.rubrics import headline, make_rubric, node, practice
from support.solidity import project

from mrl.model.comparison import Order
from mrl.scoring.comparison import compare
from mrl.scoring.draws import DRAWS


def made(**changes):
    criteria = {name: practice() for name in ("a", "b", "c")}
    return make_rubric(criteria, {"all": node(dict.fromkeys(criteria, 1))}, [headline("all", **changes)])


def order_of(*answers, names=None):
    rubric = made()
    projects = [
        project(rubric, answers=dict(zip("abc", each, strict=True))).model_copy(update={"project": name})
        for each, name in zip(answers, names or "TUVWXY", strict=False)
    ]
    return compare(rubric, projects, "0").orders[0]


def test_what_is_known_and_better_is_ahead_in_every_draw():
    order = order_of(("no",) * 3, ("yes",) * 3, ("yes", "yes", "no"))
    assert order.draws == DRAWS
    assert order.by_score == order.by_draws == Order(groups=(("B",), ("C",), ("A",)), share=1)
    assert [(pair.first, pair.second, pair.ahead, pair.behind) for pair in order.pairs] == [
        ("A", "B", 0, 1),
        ("A", "C", 0, 1),
        ("B", "C", 1, 0),
    ]


def test_weights_are_drawn_for_all_together():
    # With weights of their own, B would now and then be ahead of A.
    order = order_of(("yes", "yes", "no"), ("yes", "no", "no"))
    assert order.pairs[0].ahead == 1


def test_the_unknown_is_drawn_for_each_by_itself():
    (pair,) = order_of(("yes", "", "no"), ("yes", "", "no")).pairs
    assert pair.ahead > 0.2
    assert pair.behind > 0.2
    assert pair.tied > 0.2  # three places on the scale: equal in a third of the draws


def test_entries_of_one_project_have_the_same_unknowns():
    (pair,) = order_of(("yes", "", "no"), ("yes", "", "no"), names="TT").pairs
    assert pair.tied == 1


def test_equal_scores_stand_together_and_the_rest_must_be_apart():
    order = order_of(("yes", "yes", "no"), ("yes", "no", "yes"), ("no", "no", "no"))
    assert order.by_score.groups == (("A", "B"), ("C",))
    assert order.by_score.share == 1
    assert order.by_draws.share < 1


def test_without_a_score_there_is_no_order_of_scores():
    order = order_of(("", "", ""), ("yes", "yes", "yes"))
    assert order.by_score is None
    assert order.by_draws.groups == (("B",), ("A",))


def test_a_headline_that_applies_to_one_alone_orders_nothing():
    rubric = made()
    answers = [dict.fromkeys("abc", word) for word in ("yes", "not applicable")]
    assert compare(rubric, [project(rubric, answers=each) for each in answers], "0").orders == ()
