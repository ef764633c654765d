import pytest
from hypothesis import given
from support.gates import NO, NOT_APPLICABLE, YES, assessment, only
from support.solidity import random_projects

from mrl.model.assessment import Child, Outcome
from mrl.model.gate import Verdict
from mrl.pipeline import explained, open_rubric
from mrl.scoring.gate_mends import Mends, shares_below
from mrl.scoring.routes import routes


def test_a_share_is_the_product_of_the_weights_on_the_way():
    assert shares_below(assessment(), "top") == {"A1": 0.375, "A2": 0.125, "B1": 0.25, "B2": 0.25}
    assert shares_below(assessment(), "left") == {"A1": 0.75, "A2": 0.25}
    assert shares_below(assessment(), "A1") == {"A1": 1}


def test_what_does_not_apply_leaves_its_share_to_the_others():
    assert shares_below(assessment(NOT_APPLICABLE), "top") == {"A2": 0.5, "B1": 0.25, "B2": 0.25}
    assert shares_below(assessment(NOT_APPLICABLE), "A1") == {}
    assert shares_below(assessment(NOT_APPLICABLE, NOT_APPLICABLE), "top") == {"B1": 0.5, "B2": 0.5}


@given(random_projects())
def test_shares_add_up_to_the_whole(project):
    _, found = project
    shares = shares_below(found, "top")
    applicable = any(each.outcome is not Outcome.NOT_APPLICABLE for each in found.criteria)
    assert sum(shares.values()) == pytest.approx(1 if applicable else 0)


def test_nodes_in_a_circle_give_nothing_and_do_not_hang():
    found = assessment()
    nodes = tuple(
        node.model_copy(update={"children": (Child(id="top", weight=1),)}) if node.id == "left" else node
        for node in found.nodes
    )
    circle = found.model_copy(update={"nodes": nodes})
    assert shares_below(circle, "top") == {}
    assert only(circle, min_readiness=6).mends == ()


def test_the_cheapest_route_is_named_where_it_leads_far_enough():
    from support.gates import rubric  # noqa: PLC0415

    found = assessment(NO, YES, NO, NO)
    routed = found.model_copy(update={"routes": routes(rubric(), found)})
    (way,) = routed.routes
    near = only(routed, min_level=2)
    assert near.verdict is Verdict.FAIL
    assert [mend.of for mend in near.mends] == [step.criterion for step in way.routes[0].steps]
    far = only(routed, min_level=3)
    assert [mend.of for mend in far.mends] == ["A1", "B1", "B2"]
    assert Mends(found).routed("top", level=2) == []


def test_a_real_rubric_gives_advice_in_both_languages():
    from support.facts import repository, snapshot  # noqa: PLC0415

    from mrl import pipeline  # noqa: PLC0415

    rubric = open_rubric("screening")
    scored = pipeline.score(snapshot(repository()), pipeline.Scoring(rubric=rubric))
    found = only(explained(rubric, scored), min_readiness=10)
    assert found.mends
    assert all(mend.text.fr for mend in found.mends)
