import pytest
from support.facts import (
    commits,
    declared,
    history,
    repository,
    rich_repository,
    snapshot,
    unknown_repository,
)
from support.measures import by_metric, reason_of, sentence_of, value_of

from mrl.model.facts import RepositoryFacts
from mrl.model.project import Tracker, TrackerKind

JIRA, GITHUB = Tracker(kind=TrackerKind.JIRA), Tracker(kind=TrackerKind.GITHUB)


def naming(*trackers: Tracker) -> RepositoryFacts:
    return repository(declared=declared(trackers=trackers))


def with_keys(**keys: int) -> RepositoryFacts:
    return repository(history=history(*commits(1, 10, count=40), issue_keys=keys))


@pytest.mark.parametrize(
    ("trackers", "named", "kind", "outside"),
    [
        ((JIRA,), True, "jira", True),
        ((GITHUB,), True, "github", False),
        ((GITHUB, JIRA), True, "github", True),
        ((), False, None, False),
    ],
)
def test_trackers_that_readme_and_manifests_name(
    trackers: tuple[Tracker, ...], named: bool, kind: str | None, outside: bool
) -> None:
    facts = naming(*trackers)
    assert value_of("tracker.named", facts) is named
    assert value_of("tracker.kind", facts) == kind
    assert value_of("project.tracker_outside_forge", facts) is outside


def test_the_project_file_outranks_what_readme_names() -> None:
    found = by_metric(snapshot(naming(GITHUB), tracker=JIRA))
    assert found["tracker.kind"].value == "jira"
    assert by_metric(snapshot(unknown_repository(), tracker=JIRA))["tracker.named"].value is True


def test_keys_in_commits_are_a_sign_of_a_tracker() -> None:
    assert (
        sentence_of("tracker.named", with_keys(ABC=10, UTF=1)) == "10 commits begin with a key such as ABC-1"
    )
    assert value_of("tracker.named", with_keys(UTF=9)) is False


def test_without_a_whole_history_a_miss_is_unknown() -> None:
    shallow = history(*commits(1, 1), complete=False)
    assert value_of("tracker.named", repository(history=shallow)) is None
    keyed = shallow.model_copy(update={"issue_keys": {"ABC": 30}})
    assert value_of("tracker.named", repository(history=keyed)) is True


@pytest.mark.parametrize(("keys", "share"), [({}, 0.0), ({"ABC": 10, "XYZ": 20}, 0.75), ({"ABC": 90}, 1.0)])
def test_the_share_of_commits_with_a_key(keys: dict[str, int], share: float) -> None:
    assert value_of("tracker.issue_keys_share", with_keys(**keys)) == share


def test_no_commit_has_no_share() -> None:
    empty = repository(history=history())
    assert reason_of("tracker.issue_keys_share", empty) == "no person ever committed"


def test_several_repositories() -> None:
    assert value_of("project.several_repositories", rich_repository()) is False
    assert value_of("project.several_repositories", rich_repository(), unknown_repository()) is True
