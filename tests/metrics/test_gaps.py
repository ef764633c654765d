import pytest
from support.facts import gap, repository, snapshot
from support.forge_facts import tracker

from mrl.metrics.finding import Subject
from mrl.metrics.gaps import Reasons, not_asked
from mrl.model.base import say
from mrl.model.snapshot import Server


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


@pytest.mark.parametrize(
    ("changes", "servers"),
    [
        ({}, [Server.TRACKER]),
        ({"forge": None}, [Server.FORGE, Server.TRACKER]),
        ({"forge": None, "quality": None}, list(Server)),
    ],
)
def test_servers_that_told_nothing_and_failed_nothing_were_not_asked(changes, servers) -> None:
    assert list(not_asked(snapshot(repository(**changes)))) == servers


def test_a_server_that_one_repository_was_read_on_was_asked() -> None:
    bare = repository("bare", forge=None, quality=None)
    assert not_asked(snapshot(bare, repository(), tracker_facts=(tracker(),))) == ()


def test_a_server_that_did_not_answer_was_asked() -> None:
    gaps = [gap("forge", "no answer"), gap("tracker", "no answer", None), gap("quality", "no answer")]
    assert not_asked(snapshot(repository(forge=None, quality=None), gaps=gaps)) == ()
