from support.facts import gap

from mrl.metrics.finding import Subject
from mrl.metrics.gaps import Reasons
from mrl.model.base import say


def test_the_gap_of_the_repository_goes_before_that_of_the_project() -> None:
    reasons = Reasons([gap("tree", "no tree anywhere", None), gap("tree", "no tree here")])
    assert reasons.of(Subject.TREE, "main") == say("no tree here")
    assert reasons.of(Subject.TREE, "other") == say("no tree anywhere")


def test_the_best_explanation_goes_first() -> None:
    reasons = Reasons(
        [gap("repository", "gone"), gap("license.headers", "3 files"), gap("license", "unread")]
    )
    assert reasons.of(Subject.LICENSE, "main") == say("unread")
    assert reasons.of(Subject.TREE, "main") == say("gone")


def test_gaps_about_something_else_explain_nothing() -> None:
    reasons = Reasons([gap("history.dates", "2 commits without a date"), gap("answers", "unreadable")])
    assert reasons.of(Subject.HISTORY, "main") is None
