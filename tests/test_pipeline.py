"""What joins the stages: answers found in the assessed repository."""

import pytest
from support.facts import repository, snapshot

from mrl import pipeline
from mrl.model.answers import Answers
from mrl.model.assessment import Assessment
from mrl.model.snapshot import OwnAnswers, Server


def scored(rubric: str) -> Assessment:
    answers = Answers.model_validate(
        {
            "schema": "mrl-answers/1",
            "rubric": rubric,
            "role": "maintainer",
            "date": "2024-01-01",
            "answers": {"COM-4": {"answer": "yes"}},
        }
    )
    own = OwnAnswers(repository="example", path=".mrl/answers.yaml", answers=answers)
    collected = snapshot(repository()).model_copy(update={"own_answers": (own,)})
    return pipeline.score(collected, pipeline.Scoring(rubric=pipeline.open_rubric("market-readiness")))


def gaps_of(assessment: Assessment) -> list[str]:
    return [gap.reason.in_english() for gap in assessment.gaps if gap.subject == "answers"]


def test_own_answers_for_the_rubric_are_used():
    assessment = scored("market-readiness")
    assert [record.criterion for record in assessment.answers] == ["COM-4"]
    assert gaps_of(assessment) == []


@pytest.mark.parametrize("rubric", ["another", "market-readyness"])
def test_own_answers_for_another_rubric_are_a_gap(rubric):
    assessment = scored(rubric)
    assert assessment.answers == ()
    assert (
        f"these answers are for the rubric '{rubric}', not for 'market-readiness'" in gaps_of(assessment)[0]
    )


def test_an_assessment_says_which_servers_were_not_asked():
    assert scored("market-readiness").not_asked == (Server.TRACKER,)
