"""Facts of a snapshot made better one by one: no metric gets worse, and no rubric scores lower."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from support.facts import empty_repository, hosted_repository, repository, rich_repository, snapshot
from support.forge_facts import tracker
from support.measures import by_metric

from mrl import pipeline
from mrl.model.evidence import Better, Evidence
from mrl.model.snapshot import Snapshot
from mrl.scoring.leaves import decide
from mrl.scoring.tree import Range, Tree

RUBRICS = ("market-readiness", "screening", "osps-baseline", "public-code")
Json = Any
Change = Callable[[Json], bool]
"""Makes one repository better; false where there is nothing to be made better."""

BAD_FILES = frozenset({"security.secret_files", "binaries.executables", "submodules"})
"""Kinds of files that speak against a repository, or for nothing."""


NEW_ROWS = {
    "a newer release": {"releases.regularity", "releases.signed_share"},
    "one more committer of today": {"tracker.issue_keys_share"},
    "one more committer of spring": {"tracker.issue_keys_share"},
    "headers everywhere": {"license.distinct"},
}
"""By design: what is new is one more row of these, and may be one of the worse ones: a release off the rhythm
or without signature, a commit that names no issue, a header that names one more license."""


def a_file(key: str) -> Change:
    def change(facts: Json) -> bool:
        found = (facts.get("tree") or {}).get("found")
        if found is None or found.get(key, {}).get("count"):
            return False
        found[key] = {"count": 1, "paths": [f"{key.replace('.', '/')}.txt"]}
        return True

    return change


def turned(*path: str, to: Json, among: tuple[Json, ...] = (False,)) -> Change:
    """Turn a value that is one of these into a better one."""

    def change(facts: Json) -> bool:
        inside = facts
        for step in path[:-1]:
            inside = (inside or {}).get(step)
        if inside is None or inside.get(path[-1]) not in among:
            return False
        inside[path[-1]] = to
        return True

    return change


def each_issue(part: str, where: str, make: Callable[[Json], bool]) -> Change:
    def change(facts: Json) -> bool:
        sample = (facts.get("forge") or {}).get(part)
        changed = [make(item) for item in sample[where]] if sample else []
        return any(changed)

    return change


def answered_at_once(item: Json) -> bool:
    first = item["first_response"]
    if first is None or first == item["opened"]:
        return False
    item["first_response"] = item["opened"]
    return True


def answered_after_all(item: Json) -> bool:
    if item["first_response"] is not None or not item["answer_known"]:
        return False
    item["first_response"] = item["opened"]
    return True


def reviewed(item: Json) -> bool:
    was, item["reviewed"] = item["reviewed"], True
    return was is False


def closed_sooner(item: Json) -> bool:
    item["closed"] = item["first_response"] or item["opened"]
    return True


def a_commit_by(author: int, days: int) -> Change:
    def change(facts: Json) -> bool:
        history = facts.get("history")
        if not history or not history["default_branch"]:
            return False
        day = (dt.date(2025, 6, 30) - dt.timedelta(days=days)).isoformat()
        history["default_branch"] = sorted([*history["default_branch"], [day, author, "human", 1]])
        history["last_commit"] = max(history["last_commit"], day)
        history["commits_on_default_branch"] += 1
        history["commits_on_all_branches"] += 1
        return True

    return change


def a_release(facts: Json) -> bool:
    releases = facts.get("releases")
    if not releases or not releases["releases"]:
        return False
    newest = max(releases["releases"], key=lambda each: each["time"])
    major = int(newest["line"].split(".")[0]) if newest["line"] else 9
    later = {
        **newest,
        "tag": f"v{major}.99.0",
        "version": f"{major}.99.0",
        "kind": "final",
        "time": "2025-06-29T12:00:00Z",
        "line": f"{major}.99",
    }
    releases["releases"] = [*releases["releases"], later]
    return True


def signed(facts: Json) -> bool:
    releases = (facts.get("releases") or {}).get("releases") or []
    for each in releases:
        each |= {"annotated": True, "signed": True}
    return bool(releases)


def headers_everywhere(facts: Json) -> bool:
    license_ = facts.get("license") or {}
    counts, main = (license_.get("headers") or {}).values(), license_.get("main")
    if main is None:
        return False
    changed = [each for each in counts if each["without_header"]]
    for each in changed:
        each["by_license"][main] = each["by_license"].get(main, 0) + each["without_header"]
        each["with_header"], each["without_header"] = each["with_header"] + each["without_header"], 0
    return bool(changed)


def no_conflicts(facts: Json) -> bool:
    license_ = facts.get("license")
    if not license_ or not license_["conflicts"]:
        return False
    license_["conflicts"] = []
    return True


def without_file(key: str) -> Change:
    def change(facts: Json) -> bool:
        found = (facts.get("tree") or {}).get("found") or {}
        if not found.get(key, {}).get("count"):
            return False
        found[key] = {"count": 0, "paths": []}
        return True

    return change


CHANGES: dict[str, Change] = {
    "not archived": turned("forge", "archived", to=False, among=(True,)),
    "a protected branch": turned("forge", "branch_protected", to=True),
    "private reports": turned("forge", "private_vulnerability_reports", to=True),
    "discussions": turned("forge", "discussions", to=True),
    "good first issues": turned("forge", "good_first_issues", to=9, among=(0, 1, 2, 3, 4)),
    "a quality gate that passes": turned("quality", "gate_passed", to=True),
    "no blockers": turned("quality", "blocker_violations", to=0, among=tuple(range(1, 99))),
    "no critical violations": turned("quality", "critical_violations", to=0, among=tuple(range(1, 99))),
    "more coverage": turned("quality", "test_coverage", to=0.95, among=(0.0, 0.1, 0.4, 0.5)),
    "no duplication": turned("quality", "duplication", to=0.0, among=(0.05, 0.1, 0.2)),
    "an approved license": turned("license", "osi_approved", to=True),
    "no conflicts of licenses": no_conflicts,
    "headers everywhere": headers_everywhere,
    "signed releases": signed,
    "a newer release": a_release,
    "one more committer of today": a_commit_by(77, 3),
    "one more committer of spring": a_commit_by(78, 80),
    "answers at once": each_issue("issues", "open", answered_at_once),
    "answers at once to closed ones": each_issue("issues", "closed", answered_at_once),
    "answers to all": each_issue("issues", "open", answered_after_all),
    "change requests answered at once": each_issue("change_requests", "closed", answered_at_once),
    "change requests reviewed": each_issue("change_requests", "closed", reviewed),
    "issues closed sooner": each_issue("issues", "closed", closed_sooner),
    "change requests closed sooner": each_issue("change_requests", "closed", closed_sooner),
    **{f"no {key}": without_file(key) for key in ("security.secret_files", "binaries.executables")},
    **{
        f"a file {key}": a_file(key)
        for key in rich_repository().tree.found  # type: ignore[union-attr]
        if key not in BAD_FILES
    },
}

PROJECTS = {
    "rich": (rich_repository(),),
    "hosted": (hosted_repository(),),
    "plain": (repository(),),
    "empty": (empty_repository(),),
    "several": (rich_repository("one"), repository("two"), hosted_repository("three")),
}


def facts_of(repositories: tuple[Any, ...]) -> Json:
    given = snapshot(*repositories, tracker_facts=(tracker(),))
    return json.loads(given.model_dump_json(by_alias=True))


def improved(content: Json) -> Iterator[tuple[str, Snapshot]]:
    """Give a project with each repository made better in each way."""
    for name, change in CHANGES.items():
        for place in range(len(content["repositories"])):
            better = deepcopy(content)
            if change(better["repositories"][place]):
                yield name, Snapshot.model_validate_json(json.dumps(better))


def is_worse(before: Evidence, after: Evidence) -> bool:
    if before.better is Better.NEITHER or before.value is None or isinstance(before.value, str):
        return False
    if after.value is None:
        return True
    gain = float(after.value) - float(before.value)
    return (gain if before.better is Better.HIGHER else -gain) < -1e-6


def scored(rubric: Any, facts: dict[str, Evidence]) -> dict[str, Range | None]:
    leaves = {
        name: decide(each, facts, (), dt.date(2025, 6, 30), rubric.disagreement).range
        for name, each in rubric.criteria.items()
    }
    return Tree(rubric).evaluate(leaves)


def turned_on(before: dict[str, Evidence], after: dict[str, Evidence]) -> bool:
    """Whether the project has become one of which more is asked, by design: it has code, or a release."""
    names = [name for name in before if name.startswith("project.")]
    return any(before[name].value != after[name].value for name in names)


@pytest.mark.parametrize("name", PROJECTS)
def test_a_better_fact_makes_no_metric_worse(name: str) -> None:
    content = facts_of(PROJECTS[name])
    before = by_metric(Snapshot.model_validate_json(json.dumps(content)))
    count, worse = 0, []
    for change, better in improved(content):
        count += 1
        after = by_metric(better)
        worse += [
            f"{change}: {metric} {before[metric].value} -> {after[metric].value}"
            for metric in before.keys() - NEW_ROWS.get(change, set())
            if is_worse(before[metric], after[metric])
        ]
    assert worse == []
    assert count > (0 if name == "empty" else 15), count


@pytest.mark.parametrize("name", PROJECTS)
def test_a_better_fact_scores_no_lower(name: str) -> None:
    content = facts_of(PROJECTS[name])
    before = by_metric(Snapshot.model_validate_json(json.dumps(content)))
    rubrics = [pipeline.open_rubric(each).rubric for each in RUBRICS]
    scores = {rubric.id: scored(rubric, before) for rubric in rubrics}
    falls = []
    for change, better in improved(content):
        after = by_metric(better)
        if turned_on(before, after):
            continue
        after |= {metric: before[metric] for metric in NEW_ROWS.get(change, ())}
        for rubric in rubrics:
            for node, now in scored(rubric, after).items():
                was = scores[rubric.id][node]
                if was and now and (now.lowest < was.lowest - 1e-9 or now.highest < was.highest - 1e-9):
                    falls.append(f"{change}: {rubric.id} {node} {was} -> {now}")
    assert falls == []
