import pytest

from mrl.collectors.git.commit_kinds import commit_kind, is_release, is_robot
from mrl.model.facts import CommitKind


@pytest.mark.parametrize(
    "subject",
    [
        "[maven-release-plugin] prepare release example-1.0",
        "[site-release] Update version",
        "[Gradle Release Plugin] - new version commit: '1.1'",
        "chore(release): 1.2.3 [skip ci]",
        "chore: release v1.2.3",
        "build(release): publish",
        "Bump version: 1.0 -> 1.1",
        "bump version (#12)",
        "Bumped API version to 2.0",
        "Version bump 2.0",
        "Release 1.2.3",
        "prepare release",
        "Prepare for next development iteration",
        "v1.2.3",
        "1.2.3-SNAPSHOT",
        "Version Packages",
    ],
)
def test_subjects_of_release_tooling(subject: str) -> None:
    assert is_release(subject)


@pytest.mark.parametrize(
    "subject",
    [
        "Bump version of guava from 1 to 2",
        "Bump guava from 1.0 to 2.0",
        "update version for the core",
        "chore(release): track tags",
        "Release the lock when a form fails",
        "1.5 times faster",
        "ABC-1 : prepare release notes",
        "[ABC-1] release the lock",
        "Set the version of the library",
        "",
    ],
)
def test_subjects_of_people(subject: str) -> None:
    assert not is_release(subject)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
        ("Renovate Bot", "x@example.org"),
        ("github-actions", "actions@example.org"),
        ("jenkins", "jenkins@build.example"),
        ("Version changer", "city_jenkins@city.example"),
        ("Weblate", "noreply@weblate.example"),
        ("City translations", "12+city-crowdin@users.noreply.github.com"),
        ("Release Automation", "a@city.example"),
        ("ci-robot", "x@example.org"),
    ],
)
def test_robots(name: str, address: str) -> None:
    assert is_robot(name, address)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Kim Jenkins", "kim.jenkins@city.example"),
        ("Travis Example", "travis@city.example"),
        ("Ada Abbot", "abbot@city.example"),
        ("Ada Example", "ada@jenkins.example"),
        ("root", "root@localhost"),
        ("", ""),
    ],
)
def test_people_who_are_called_like_machines(name: str, address: str) -> None:
    assert not is_robot(name, address)


def test_a_release_made_by_a_robot_is_a_release() -> None:
    assert commit_kind("jenkins", "j@x.example", "[site-release] publish") == CommitKind.RELEASE
    assert commit_kind("jenkins", "j@x.example", "Format") == CommitKind.ROBOT
    assert commit_kind("Ada Example", "ada@x.example", "Format") == CommitKind.HUMAN


@pytest.mark.parametrize("start", ["prepare ", "[ ", "1.x ", "chore(release): v1"])
def test_only_the_beginning_of_a_huge_subject_is_looked_at(start: str) -> None:
    assert not is_release(start * 200_000)
