import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.rubrics import headline, make_rubric, node, practice
from support.said import answers_of, scored

from mrl.model.movement import Cause
from mrl.scoring.again import score_again
from mrl.scoring.movement import Stages, movement

STEPS = {"kind": "bands", "at_least": {1: 0.5, 4: 1}}
CRITERIA = {
    "COUNT": practice("count", "decides", scale=STEPS),
    "SEEN": practice("seen", "decides"),
    "ASKED": practice(),
}


def rubric(aggregation="geometric", weight=1):
    nodes = {"all": node({"COUNT": weight, "SEEN": 1, "ASKED": 2}, aggregation)}
    return make_rubric(CRITERIA, nodes, [headline("all")])


def stages(old, new, new_rubric, **changes):
    reruled = score_again(new_rubric, "1" * 64, old)
    given_ = {"old": old, "retooled": old, "reruled": reruled, "rescored": new, "new": new}
    return Stages(**{**given_, "remeasured": True, **changes})


def changes_of(found):
    return {part.cause.value: part.change for part in found.headlines[0].parts}


def facts(count, *, seen, asked):
    files = [answers_of("lead", {"ASKED": asked})] if asked else []
    return files, {name: value for name, value in (("count", count), ("seen", seen)) if value is not None}


states = st.tuples(
    st.sampled_from([None, 0, 1, 4]), st.sampled_from([None, True, False]), st.sampled_from(["", "yes", "no"])
)


@given(states, states, st.sampled_from(["geometric", "arithmetic", "minimum"]), st.floats(0.1, 9))
def test_the_parts_add_up_exactly_to_the_whole(before, after, aggregation, weight):
    old_rubric, new_rubric = rubric(), rubric(aggregation, weight)
    (old_files, old_facts), (new_files, new_facts) = (
        facts(count, seen=seen, asked=asked) for count, seen, asked in (before, after)
    )
    old, new = scored(old_rubric, *old_files, **old_facts), scored(new_rubric, *new_files, **new_facts)
    (found,) = movement(new_rubric, stages(old, new, new_rubric)).headlines
    if old.headlines[0].score.point is None or new.headlines[0].score.point is None:
        assert found.change is None
        assert found.reason is not None
        return
    whole = round(new.headlines[0].score.point * 10**6) - round(old.headlines[0].score.point * 10**6)
    assert sum(round(part.change * 10**6) for part in found.parts) == whole
    assert round(found.change * 10**6) == whole
    assert [part.cause for part in found.parts] == list(Cause)


def test_nothing_changed_is_nothing_in_every_part():
    old = scored(rubric(), count=1, seen=True)
    assert set(changes_of(movement(rubric(), stages(old, old, rubric()))).values()) == {0}


def test_what_the_project_did_is_told_from_what_became_known():
    old = scored(rubric("arithmetic"), count=1)
    new = scored(rubric("arithmetic"), count=4, seen=False)
    (found,) = movement(rubric("arithmetic"), stages(old, new, rubric("arithmetic"))).headlines
    parts = {part.cause: part for part in found.parts}
    assert [moved.criterion for moved in parts[Cause.KNOWN].criteria] == ["SEEN"]
    assert [moved.criterion for moved in parts[Cause.PROJECT].criteria] == ["COUNT"]
    assert parts[Cause.KNOWN].change == pytest.approx(-2.5)  # 5 of 10, and then half of it
    assert parts[Cause.PROJECT].change == pytest.approx(2.5)


def test_another_weight_is_the_rubrics_doing():
    old_rubric, new_rubric = rubric("arithmetic"), rubric("arithmetic", 3)
    old = scored(old_rubric, count=1, seen=True)
    new = scored(new_rubric, count=1, seen=True)
    found = changes_of(movement(new_rubric, stages(old, new, new_rubric)))
    assert found["rubric"] == pytest.approx(6.25 - 7.5)
    assert (found["tool"], found["known"], found["project"]) == (0, 0, 0)


def test_another_measure_of_the_same_facts_is_the_tools_doing():
    old = scored(rubric("arithmetic"), count=1, seen=True)
    by_now = scored(rubric("arithmetic"), count=4, seen=True)
    same = stages(old, by_now, rubric("arithmetic"), retooled=by_now, reruled=by_now)
    found = changes_of(movement(rubric("arithmetic"), same))
    assert found == {"tool": 2.5, "rubric": 0, "known": 0, "project": 0}
