"""Look-ups and orderings of an assessment."""

from support.assessments import fully_answered, many_repositories, not_assessed, nothing_known
from support.awkward_assessments import real_length
from support.explained_assessments import explained, history

from mrl.model.assessment import Outcome
from mrl.rendering.rows import StepState
from mrl.rendering.view import SHOWN_REPOSITORIES, ReportView


def test_criteria_below_a_node_follow_the_tree() -> None:
    view = ReportView(not_assessed())
    resilience = [one.id for one in view.below("resilience")]
    assert resilience[:2] == ["RSK-1", "RSK-2"]
    assert "SECURITY-KEYS" in resilience
    assert set(resilience) < {one.id for one in view.below("project-readiness")}


def test_every_criterion_is_either_decided_or_open() -> None:
    assessment = not_assessed()
    view = ReportView(assessment)
    decided, groups = view.decided(assessment.criteria), view.open(assessment.criteria)
    shown = [*decided, *(one for group in groups for one in group.criteria)]
    assert sorted(one.id for one in shown) == sorted(one.id for one in assessment.criteria)
    assert {group.outcome for group in groups} == {Outcome.UNKNOWN, Outcome.NOT_APPLICABLE}
    assert len(groups) == 3


def test_ladder_states() -> None:
    level = fully_answered().headlines[1].level
    assert level is not None
    level = level.model_copy(update={"lowest": 2, "point": 4, "highest": 7})
    states = [one.state for one in ReportView(fully_answered()).ladder(level)]
    expected = (
        [StepState.CERTAIN] * 2 + [StepState.REACHED] * 2 + [StepState.POSSIBLE] * 3 + [StepState.BEYOND] * 2
    )
    assert states == expected


def test_ladder_shows_the_hypotheses_while_not_assessed() -> None:
    level = not_assessed().headlines[1].level
    assert level is not None
    steps = ReportView(not_assessed()).ladder(level)
    assert sorted(share for one in steps for share in one.hypotheses) == [0.25, 0.5, 0.75]
    assert StepState.REACHED not in {one.state for one in steps}


def test_caps_stop_at_the_level_the_score_alone_reaches_and_are_few() -> None:
    market = real_length().headlines[1]
    assert [gate.level for gate in ReportView(not_assessed()).caps(market)] == [2, 3]
    assert market.level is not None
    low = tuple(one.model_copy(update={"score": 2.5}) for one in market.level.conditional)
    lower = market.model_copy(update={"level": market.level.model_copy(update={"conditional": low})})
    assert [gate.level for gate in ReportView(not_assessed()).caps(lower)] == [2]


def test_a_criterion_caps_once_at_its_lowest_level() -> None:
    market = real_length().headlines[1]
    assert market.level is not None
    gates = tuple(gate.model_copy(update={"of": "ONE"}) for gate in reversed(market.level.capped_by))
    same = market.model_copy(update={"level": market.level.model_copy(update={"capped_by": gates})})
    assert [gate.level for gate in ReportView(not_assessed()).caps(same)] == [2]


def test_gain_is_shown_for_a_level_only_once_it_is_assessed() -> None:
    assert [one.id for one in ReportView(not_assessed()).gaining] == ["project-readiness"]
    assert len(ReportView(fully_answered()).gaining) == 2


def test_core_share() -> None:
    assert ReportView(many_repositories(5)).core_share == 0.6


def test_weights_are_shares() -> None:
    view = ReportView(not_assessed())
    node = view.node("project-readiness")
    assert node is not None
    assert [round(share, 3) for _, share in view.weights(node)] == [0.2] * 5


def test_repositories_are_few_and_weigh_most() -> None:
    view = ReportView(many_repositories(60))
    assert len(view.repositories) == SHOWN_REPOSITORIES
    assert [one.role for one in view.repositories[:3]] == ["core", "core", "satellite"]


def test_spread_names_who_has_the_ends() -> None:
    spread = next(
        one for one in ReportView(many_repositories(60)).spreads if one.evidence.metric == "activity.commits"
    )
    assert (spread.lowest, spread.lowest_in) == (412, "town-services-000")
    assert (spread.highest, spread.highest_in) == (471, "town-services-059")
    assert (spread.middle, spread.known) == (441.5, 60)


def test_one_repository_has_no_spread() -> None:
    assert ReportView(not_assessed()).spreads == ()


def test_equal_gaps_of_several_repositories_are_one() -> None:
    assessment = nothing_known()
    gap = assessment.gaps[0]
    gaps = tuple(gap.model_copy(update={"repository": name}) for name in ("a", "b"))
    (group,) = ReportView(assessment.model_copy(update={"gaps": gaps})).gaps
    assert (group.subject, group.repositories) == ("issues", ("a", "b"))


def test_answers_are_grouped_by_who_gave_them() -> None:
    groups = ReportView(fully_answered()).answer_groups
    assert [(str(group.basis), len(group.answers)) for group in groups] == [
        ("declaration", 34),
        ("interview", 7),
    ]


def test_shares_of_the_draws_are_parts_of_one_bar_lowest_level_first() -> None:
    view = ReportView(explained(fully_answered()))
    found = view.robustness(view.assessment.headlines[1])
    assert found is not None
    shown = [(one.level, round(one.from_share, 2)) for one in view.shares(found)]
    assert shown == [(None, 0.0), (6, 0.02), (7, 0.3)]


def test_the_good_end_of_a_yes_no_question_is_read_from_what_was_found() -> None:
    assessment = not_assessed()
    criterion = next(one for one in assessment.criteria if one.outcome is Outcome.MET and one.evidence)
    evidence = next(one for one in assessment.evidence if one.metric == criterion.evidence)

    def wanted(value: object, outcome: Outcome) -> str:
        found = evidence.model_copy(update={"value": value})
        changed = assessment.model_copy(update={"evidence": (found,)})
        return ReportView(changed).wanted(criterion.model_copy(update={"outcome": outcome}))

    assert wanted(True, Outcome.MET) == wanted(False, Outcome.NOT_MET) == "yes"
    assert wanted(False, Outcome.MET) == wanted(True, Outcome.NOT_MET) == "no"


def test_measures_alone_are_shown_only_beside_somebodys_word() -> None:
    assert ReportView(not_assessed()).own_measure("vitality") is None
    assert ReportView(fully_answered()).own_measure("vitality") is not None
    assert ReportView(fully_answered()).assessors == ("product owner",)


def test_a_trend_without_any_score_is_none() -> None:
    assessment = explained()
    view, found = ReportView(assessment), history(assessment)
    assert view.trend(None, "vitality") is None
    assert view.trend(found, "vitality") is not None
    points = tuple(one.model_copy(update={"point": None}) for one in found.trends[0].points)
    empty = tuple(one.model_copy(update={"points": points}) for one in found.trends)
    assert view.trend(found.model_copy(update={"trends": empty}), "vitality") is None
