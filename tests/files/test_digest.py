"""The digest tells an edited snapshot from one as it was collected."""

from support.facts import repository, snapshot

from mrl.files.digest import is_as_collected, with_digest
from mrl.model.snapshot import Cost


def test_a_changed_fact_shows():
    collected = with_digest(snapshot(repository()))
    assert is_as_collected(collected)
    assert not is_as_collected(collected.model_copy(update={"project": "Another"}))
    assert not is_as_collected(collected.model_copy(update={"digest": None}))


def test_what_a_run_cost_makes_no_difference():
    first = with_digest(snapshot(repository()))
    cost = Cost(seconds=1.5, git_commands=100, clones=3, requests=9)
    second = with_digest(first.model_copy(update={"cost": cost}))
    assert first.cost != second.cost
    assert first.digest == second.digest
