"""An empty list of issues on a forge is zero only where nothing says that issues are kept elsewhere."""

from typing import Any

import pytest
from support.facts import commits, declared, gap, history, repository, snapshot, unknown_repository
from support.forge_facts import busy_sample, forge, issue, sample, tracker
from support.measures import by_metric

from mrl.model.evidence import Bound, Evidence
from mrl.model.facts import RepositoryFacts
from mrl.model.forge import IssueSample
from mrl.model.project import Role, Tracker, TrackerKind

JIRA = Tracker(kind=TrackerKind.JIRA)
GITHUB = Tracker(kind=TrackerKind.GITHUB)
GITLAB = Tracker(kind=TrackerKind.GITLAB, url="https://gitlab.example.org/")
EMPTY, FULL = sample(), busy_sample()
IN_JIRA = "issues are kept in a tracker of the kind jira"


def keeping(
    issues: IssueSample | None, *trackers: Tracker, keys: dict[str, int] | None = None, **changes: Any
) -> RepositoryFacts:
    return repository(
        forge=forge(issues=issues, **changes),
        declared=declared(trackers=trackers),
        history=history(*commits(1, 10, count=40), issue_keys=keys or {}),
    )


def assignees(facts: RepositoryFacts, **changes: Any) -> Evidence:
    return by_metric(snapshot(facts, **changes))["issues.active_assignees"]


def said(evidence: Evidence) -> str:
    assert evidence.reason is not None
    return evidence.reason.in_english()


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        (keeping(EMPTY), 0),
        (keeping(FULL), 3),
        (keeping(EMPTY, GITHUB), 0),
        (keeping(FULL, GITHUB, JIRA), 3),
        (keeping(FULL, keys={"ABC": 30}), 3),
        (keeping(EMPTY, keys={"UTF": 3}), 0),
    ],
)
def test_issues_on_the_forge(facts: RepositoryFacts, count: int) -> None:
    assert assignees(facts).value == count


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (keeping(EMPTY, JIRA), IN_JIRA),
        (keeping(FULL, JIRA), IN_JIRA),
        (keeping(EMPTY, GITHUB, JIRA), IN_JIRA),
        (
            keeping(EMPTY, GITLAB),
            "issues are kept in a tracker of the kind gitlab: https://gitlab.example.org/",
        ),
        (keeping(EMPTY, keys={"ABC": 30}), "commits begin with keys of issues, which are kept elsewhere"),
        (
            keeping(EMPTY, issues_enabled=False),
            "issues are switched off on the forge; where else they are kept was not read",
        ),
        (keeping(EMPTY, issues_enabled=None), "the forge does not say"),
        (keeping(None), "the issues were not read"),
        (repository(declared=None), "README and manifests were not read"),
        (repository(history=None), "the history was not read"),
        (repository(forge=None), "to be read in a tracker, which was not asked"),
        (unknown_repository(), "README and manifests were not read"),
    ],
)
def test_issues_elsewhere_or_nobody_knows_where_are_unknown(facts: RepositoryFacts, reason: str) -> None:
    found = assignees(facts)
    assert (found.value, found.known) == (None, 0)
    assert said(found) == reason


def test_the_project_file_outranks_readme_and_keys() -> None:
    assert assignees(keeping(FULL, JIRA), tracker=GITHUB).value == 3
    assert assignees(keeping(EMPTY, JIRA, keys={"ABC": 30}), tracker=GITHUB).value == 0
    assert said(assignees(keeping(FULL, GITHUB), tracker=JIRA)) == IN_JIRA


@pytest.mark.parametrize(
    "facts",
    [
        keeping(FULL, JIRA),
        keeping(EMPTY, issues_enabled=False),
        keeping(EMPTY, keys={"ABC": 30}),
        repository(forge=None, declared=declared(trackers=(JIRA,))),
    ],
)
def test_the_tracker_that_was_read_has_the_issues(facts: RepositoryFacts) -> None:
    read = tracker(sample(issue(5, assignees=(7, 8, 9, 10))))
    assert assignees(facts, tracker_facts=(read,)).value == 4


def test_a_tracker_of_another_kind_or_one_that_failed_does_not_answer() -> None:
    facts = keeping(EMPTY, JIRA)
    assert said(assignees(facts, tracker_facts=(tracker(kind=TrackerKind.REDMINE),))) == IN_JIRA
    assert said(assignees(facts, tracker_facts=(tracker(None),))) == IN_JIRA
    assert assignees(facts, tracker_facts=(tracker(), tracker(None))).value is None


def test_gaps_say_why_a_source_failed() -> None:
    wanted = {"tracker": keeping(EMPTY, JIRA), "issues": keeping(None), "forge": repository(forge=None)}
    for subject, facts in wanted.items():
        assert said(assignees(facts, gaps=[gap(subject, "it was down", None)])) == "it was down"
    no_commit = [gap("head", "no commit yet")]
    assert (
        said(assignees(repository(forge=None), gaps=no_commit))
        == "to be read in a tracker, which was not asked"
    )


def test_people_are_counted_once_over_forges_and_a_shared_tracker() -> None:
    hosted = [keeping(FULL).model_copy(update={"name": name}) for name in ("a", "b")]
    planned = [
        keeping(EMPTY, JIRA).model_copy(update={"name": name, "role": Role.SATELLITE}) for name in ("c", "d")
    ]
    project = snapshot(*hosted, *planned, tracker_facts=(tracker(sample(issue(5, assignees=(3, 4)))),))
    found = by_metric(project)
    assert (found["issues.active_assignees"].value, found["issues.active_assignees"].known) == (4, 4)
    # 12 on the forges, 1 in the tracker that two repositories share
    assert found["issues.closure_ratio"].value == round(6 / 13, 6)


def test_first_tasks_are_zero_only_where_issues_are_kept_on_the_forge() -> None:
    def count(facts: RepositoryFacts) -> Evidence:
        return by_metric(snapshot(facts))["forge.good_first_issues"]

    assert count(keeping(EMPTY)).value == 0
    assert said(count(keeping(EMPTY, JIRA))) == IN_JIRA
    assert count(keeping(EMPTY, JIRA, good_first_issues=2)).value == 2


def test_a_list_that_is_cut_gives_a_lower_bound() -> None:
    many = sample(*(issue(5, assignees=(number,)) for number in range(100)))
    assert assignees(keeping(many)).bound is Bound.AT_LEAST
    assert assignees(keeping(FULL)).bound is Bound.EXACT
