"""Projects beside each other: relations, what matters, dominance, and the laws that hold for any pair."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.rubrics import headline, make_rubric, node, practice
from support.solidity import NAMES, project, random_pairs, random_trees, rubric_of

from mrl.model.assessment import Outcome
from mrl.model.comparison import Relation
from mrl.scoring.comparison import compare
from mrl.scoring.tree import Tree, exactly

FEW = settings(max_examples=25)
SIDES = {"left": node({"a": 1, "b": 1}), "right": node({"c": 1, "d": 3})}


def rubric():
    """Two dimensions of two criteria each; `d` weighs most."""
    criteria = {name: practice() for name in ("a", "b", "c", "d")}
    made = make_rubric(criteria, {"all": node({"left": 1, "right": 1}), **SIDES}, [headline("all")])
    return made.model_copy(update={"dimensions": ("left", "right")})


def compared(*answers):
    made = rubric()
    return compare(
        made, [project(made, answers=dict(zip("abcd", each, strict=True))) for each in answers], "0"
    )


def measured(*answers):
    """Compare projects of which the same was measured as others say."""
    made = rubric()
    projects = [project(made, answers=dict(zip("abcd", each, strict=True))) for each in answers]
    as_facts = [
        one.model_copy(
            update={"nodes": tuple(each.model_copy(update={"on_facts": each.score}) for each in one.nodes)}
        )
        for one in projects
    ]
    return compare(made, as_facts, "0")


def relations(found):
    return {each.id: each.relation for each in found.criteria}


@FEW
@given(random_pairs())
def test_a_project_beside_itself_differs_in_nothing(pair):
    made, one, _ = pair
    found = compare(made, [one, one], "0")
    assert not {Relation.DIFFERS, Relation.UNKNOWN_FOR_SOME} & set(relations(found).values())
    assert [each.dominant for each in found.dominance] == [None]
    for order in found.orders:
        assert order.pairs[0].tied == 1
        assert order.by_draws.groups == (("A", "B"),)


@FEW
@given(random_pairs())
def test_shares_of_a_pair_and_its_ties_add_up_to_all(pair):
    made, one, other = pair
    for order in compare(made, [one, other], "0").orders:
        (each,) = order.pairs
        assert each.ahead + each.behind + each.tied == pytest.approx(1)
        assert order.by_draws.share <= max(each.ahead, each.behind, each.tied) + 1e-9


LOWER = {"yes": "partly", "partly": "no", "no": "no"}


@FEW
@given(random_trees(), st.fixed_dictionaries({name: st.sampled_from([*LOWER]) for name in NAMES}))
def test_what_is_nowhere_lower_is_behind_in_no_draw(nodes, answers):
    made = rubric_of(nodes)
    lower = {name: LOWER[word] for name, word in answers.items()}
    found = compare(made, [project(made, answers=each) for each in (answers, lower)], "0")
    assert [order.pairs[0].behind for order in found.orders] == [0]
    assert found.dominance[0].dominant in ("A", None)


@FEW
@given(random_pairs())
def test_the_other_way_round_says_the_same(pair):
    made, one, other = pair
    forth, back = compare(made, [one, other], "0"), compare(made, [other, one], "0")
    assert relations(forth) == relations(back)
    assert [each.matters for each in forth.criteria] == [each.matters for each in back.criteria]
    assert forth.dominance[0].ahead == back.dominance[0].behind
    assert [order.pairs[0].ahead for order in forth.orders] == [
        order.pairs[0].behind for order in back.orders
    ]


def test_relations_between_two():
    found = compared(("yes", "yes", "yes", ""), ("yes", "no", "", ""))
    assert relations(found) == {
        "a": Relation.SAME,
        "b": Relation.DIFFERS,
        "c": Relation.UNKNOWN_FOR_SOME,
        "d": Relation.UNKNOWN_FOR_ALL,
    }
    standing = found.criteria[1].standings[1]
    assert (standing.outcome, standing.value, standing.points.point) == (Outcome.NOT_MET, "no", 0)


def test_what_applies_to_one_alone_differs():
    found = compared(("yes",) * 4, ("not applicable", "yes", "yes", "yes"))
    assert relations(found)["a"] is Relation.DIFFERS
    assert found.criteria[0].matters == 0  # without it the rest is as good


def test_what_matters_is_what_the_headline_would_move():
    found = compared(("yes",) * 4, ("no",) * 4)
    assert [each.matters for each in found.criteria] == [2.5, 2.5, 1.25, 3.75]
    made = rubric()
    leaves = {name: exactly(1.0) for name in "abcd"}
    whole, without = (Tree(made).evaluate(each)["all"] for each in (leaves, leaves | {"d": exactly(0.0)}))
    assert found.criteria[3].matters == pytest.approx(10 * (whole.point - without.point))


def test_the_unknown_opens_where_it_is_unknown():
    found = compared(("", "yes", "yes", "yes"), ("yes",) * 4)
    assert [each.opens for each in found.criteria] == [2.5, 0, 0, 0]


@pytest.mark.parametrize(
    ("one", "other", "dominant"),
    [
        (("yes",) * 4, ("no",) * 4, "A"),
        (("no",) * 4, ("yes",) * 4, "B"),
        (("yes", "yes", "no", "no"), ("no", "no", "yes", "yes"), None),
        (("yes", "yes", "yes", "yes"), ("yes", "yes", "", "no"), "A"),
        (("yes", "yes", "yes", "yes"), ("yes", "yes", "", ""), None),
        (("yes",) * 4, ("yes",) * 4, None),
        (("yes", "yes", "yes", ""), ("no", "no", "no", "no"), "A"),
        (("not applicable",) * 2 + ("yes",) * 2, ("no",) * 4, None),
        (("not applicable",) * 2 + ("yes",) * 2, ("not applicable",) * 2 + ("no",) * 2, "A"),
    ],
)
def test_dominance_is_certain_on_every_dimension(one, other, dominant):
    assert measured(one, other).dominance[0].dominant == dominant
    assert compared(one, other).dominance[0].dominant is None  # answers can be wrong


def test_pairs_sort_the_dimensions():
    pair = measured(("yes", "yes", "yes", ""), ("no", "no", "yes", "yes")).dominance[0]
    assert (pair.ahead, pair.behind, pair.equal, pair.open) == (("left",), (), (), ("right",))


def test_six_projects_make_fifteen_pairs():
    found = compared(*[("yes", "no", "", "yes")] * 6)
    assert [project.letter for project in found.projects] == list("ABCDEF")
    assert len(found.dominance) == len(found.orders[0].pairs) == 15
    assert found.projects[0].counts.met == 2
