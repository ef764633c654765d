"""Losing facts never makes anything worse: a value stays, becomes unknown, or becomes a lower bound."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from support.facts import empty_repository, hosted_repository, repository, rich_repository, snapshot
from support.forge_facts import tracker
from support.measures import by_metric

from mrl.metrics import catalogue
from mrl.model.evidence import AddsUp, Bound, Evidence
from mrl.model.project import Role
from mrl.model.snapshot import Snapshot

LISTS_OF_FINDINGS = frozenset(("vendored", "issue_keys", "community_files", "inherited_files"))
"""Maps from what was found to how often: leaving an entry out is another finding, not a missing fact."""

STATEMENTS = frozenset(("first_response", "answer_known", "assignees"))
"""Keys of an issue that say by their default that nobody answered or was assigned: another finding too."""

POOLED = frozenset(info.id for info in catalogue() if info.adds_up in {AddsUp.SHARE, AddsUp.MEDIAN})
"""Over several repositories these may move while 90 % of the weight are known."""

Path = tuple[str | int, ...]
ALONE = (rich_repository(), hosted_repository(), repository(), empty_repository())
TRACKERS = (tracker(),)
SEVERAL = snapshot(
    rich_repository("one"),
    repository("two"),
    rich_repository("three", Role.SATELLITE),
    hosted_repository("five", Role.SATELLITE),
    empty_repository("four", Role.SATELLITE),
    tracker_facts=TRACKERS,
)


def facts_of(given_snapshot: Snapshot) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(given_snapshot.model_dump_json(by_alias=True, exclude={"cost"}))
    return data


def paths_below(data: Any, path: Path = ()) -> Iterator[Path]:
    """Give the way to every key below, except the entries of lists of findings."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, inner in entries:
        if isinstance(data, dict) and key not in STATEMENTS:
            yield (*path, key)
        if key not in LISTS_OF_FINDINGS and not (path[-1:] == ("license",) and key == "declared"):
            yield from paths_below(inner, (*path, key))


def without(data: dict[str, Any], paths: list[Path]) -> Snapshot | None:
    """Take keys out and read what is left; None where it is no snapshot any more."""
    left = deepcopy(data)
    for *way, key in paths:
        place: Any = left
        for step in way:
            place = place.get(step, {}) if isinstance(place, dict) else place[step]
        place.pop(key, None)
    cost = {"seconds": 0, "git_commands": 0, "clones": 0, "requests": 0}
    try:
        return Snapshot.model_validate_json(json.dumps(left | {"cost": cost}))
    except ValidationError:
        return None


Law = tuple[dict[str, Any], list[Path], dict[str, Evidence]]


def law_of(project: Snapshot) -> Law:
    """Give the facts as data, the keys that may be taken out of them, and the evidence with all of them."""
    data = facts_of(project)
    below = [("repositories", *path) for path in paths_below(data["repositories"])]
    below += [("authors", *path) for path in paths_below(data["authors"])]
    below += [("tracker_facts", *path) for path in paths_below(data["tracker_facts"])] + [("tracker_facts",)]
    return data, below, by_metric(project)


def is_no_worse(before: Evidence, after: Evidence) -> bool:
    if after.value is None or after.value == before.value:
        return True
    is_bound = after.bound is Bound.AT_LEAST and not isinstance(after.value, bool)
    return is_bound and before.value is not None and float(after.value) <= float(before.value)


def assert_no_worse(
    left: Snapshot, before: dict[str, Evidence], except_for: frozenset[str] = frozenset()
) -> None:
    for metric, after in by_metric(left).items():
        assert metric in except_for or is_no_worse(before[metric], after), metric


def are_another_project(paths: list[Path]) -> bool:
    """Say whether a kind of files is taken out of the headers and of the tree: nobody could miss it then."""
    of_headers = any(path[-2:-1] == ("headers",) for path in paths)
    of_kinds = any(path[-1] in {"tree", "kinds"} or path[-2:-1] == ("kinds",) for path in paths)
    return of_headers and of_kinds


def take_some(law: Law, data: st.DataObject) -> Snapshot:
    facts, paths, _before = law
    chosen = data.draw(st.lists(st.sampled_from(paths), min_size=1, max_size=3))
    assume(not are_another_project(chosen))
    left = without(facts, chosen)
    assume(left is not None)
    assert left is not None
    return left


LAWS = {each.name: law_of(snapshot(each, tracker_facts=TRACKERS)) for each in ALONE}
LAW_OF_SEVERAL = law_of(SEVERAL)


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS.keys())
@settings(max_examples=50)
@given(data=st.data())
def test_removing_facts_of_one_repository(law: Law, data: st.DataObject) -> None:
    assert_no_worse(take_some(law, data), law[2])


@settings(max_examples=50)
@given(data=st.data())
def test_removing_facts_of_several_repositories(data: st.DataObject) -> None:
    assert_no_worse(take_some(LAW_OF_SEVERAL, data), LAW_OF_SEVERAL[2], POOLED)


SECTIONS = ("history", "releases", "tree", "declared", "license", "change_requests", "head", "url")
BEYOND_GIT = ("forge", "quality")


@pytest.mark.parametrize("section", SECTIONS + BEYOND_GIT)
def test_removing_a_whole_section(section: str) -> None:
    project = snapshot(rich_repository(), tracker_facts=TRACKERS)
    before = by_metric(project)
    left = without(facts_of(project), [("repositories", 0, section)])
    assert left is not None
    assert_no_worse(left, before)
    changed = {metric for metric, after in by_metric(left).items() if after.value != before[metric].value}
    assert bool(changed) == (section not in {"head", "url"})


def test_an_incomplete_history_hides_all_that_needs_it() -> None:
    facts = facts_of(snapshot(rich_repository()))
    facts["repositories"][0]["history"]["complete"] = False
    left = without(facts, [])
    assert left is not None
    unknown = {metric for metric, evidence in by_metric(left).items() if evidence.value is None}
    assert {info.id for info in catalogue() if info.id.startswith(("activity.", "people."))} <= unknown
    assert {"releases.ever", "releases.final_12_months", "tracker.issue_keys_share"} <= unknown
