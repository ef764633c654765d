"""What is read of repositories on a GitLab server, what that costs, and what an old server lacks."""

from support.gitlab_graphql import MOST_POINTS, schema_of
from support.gitlab_server import GitlabServer, described
from support.gitlab_state import Item, Note, Release, ago
from support.http_server import of_json

from mrl.collectors.forge import ForgeReading
from mrl.collectors.gitlab import forecast
from mrl.collectors.http.budget import Budget
from mrl.collectors.http.journal import Journal
from mrl.model.forge import Forge, ForgeKind, ForgeRelease, IssueSample


def forge_of(reading: ForgeReading) -> Forge:
    assert reading.forge is not None
    return reading.forge


def reasons(reading: ForgeReading, subject: str) -> list[str]:
    return [gap.reason.in_english() for gap in reading.gaps if gap.subject == subject]


def test_settings(gitlab, read):
    gitlab.add(
        "group/sub/tool", description="A <b>tool</b>\x07", topics=("city", "java"), fork_of="else/tool"
    )
    reading = read("group/sub/tool")["group/sub/tool"]
    forge = forge_of(reading)
    assert forge.kind is ForgeKind.GITLAB
    assert forge.description == "A <b>tool</b>"
    assert (forge.archived, forge.fork, forge.moved_to, forge.topics) == (False, True, "", ("city", "java"))
    assert (forge.license, forge.issues_enabled, forge.branch_protected) == ("BSD-3-Clause", True, True)
    assert forge.private_vulnerability_reports is True
    assert forge.good_first_issues == 0
    assert forge.releases == ()
    assert (forge.homepage, forge.discussions, forge.template, forge.security_advisories) == (None,) * 4
    assert reasons(reading, "forge") == [
        "GitLab has no homepages, templates, discussions and security advisories of repositories"
    ]


def test_what_is_not_there_is_empty(gitlab, read):
    gitlab.add("g/t", description=None, license=None, topics=(), protected=False, issues_enabled=False)
    forge = forge_of(read("g/t")["g/t"])
    assert (forge.description, forge.license, forge.topics, forge.branch_protected) == ("", "", (), False)
    assert (forge.issues_enabled, forge.issues, forge.private_vulnerability_reports) == (False, None, False)
    assert forge.pipelines_succeed is None
    assert forge.change_requests is not None
    assert forge.change_requests.open_total == 0


def test_unknown_license_is_unknown(gitlab, read):
    gitlab.add("g/t", license="other")
    reading = read("g/t")["g/t"]
    assert forge_of(reading).license is None
    assert "GitLab sees a license that it does not know, or does not tell which" in reasons(reading, "forge")


def test_releases_pipelines_and_files(gitlab, read):
    gitlab.add(
        "g/t",
        releases=[
            Release("v1.0.0", ago(30), files=2),
            Release("v1.1.0-rc.1", ago(3)),
            Release("v9", ago(-3)),
        ],
        pipelines=[("main", "SUCCESS"), ("other", "FAILED"), ("main", "FAILED"), ("main", "CANCELED")],
        issues=[Item(ago(3), labels=("good first issue",)), Item(ago(2))],
    )
    forge = forge_of(read("g/t")["g/t"])
    assert forge.releases == (
        ForgeRelease(tag="v1.1.0-rc.1", time=ago(3), pre_release=True, assets=0),
        ForgeRelease(tag="v1.0.0", time=ago(30), pre_release=False, assets=2),
    )
    assert forge.pipelines_succeed == 0.5
    assert forge.good_first_issues == 1
    assert forge.community_files == {
        "change_request_templates": False,
        "changelog": False,
        "code_of_conduct": False,
        "contributing": False,
        "issue_templates": True,
        "license": True,
        "readme": True,
        "security": False,
    }


def test_files_that_are_not_all_shown(gitlab, read):
    gitlab.add("g/hidden", code_shown=False)
    gitlab.add("g/many", files=("README.md", *(f"z{number}.txt" for number in range(120))))
    readings = read("g/hidden", "g/many")
    assert forge_of(readings["g/hidden"]).community_files is None
    assert forge_of(readings["g/many"]).community_files == {"readme": True}
    for reading in readings.values():
        assert reasons(reading, "community files") == ["GitLab does not show all files of the repository"]


def test_more_releases_than_a_page(gitlab, read):
    gitlab.add("g/t", releases=[Release(f"v1.{number}", ago(number)) for number in range(130)])
    reading = read("g/t")["g/t"]
    assert len(forge_of(reading).releases or ()) == 100
    assert reasons(reading, "forge releases") == ["only the newest 100 of 130 releases were read"]


def test_moved_project(gitlab, read):
    gitlab.add("new/place")
    gitlab.moved["old/place"] = "new/place"
    forge = forge_of(read("old/place")["old/place"])
    assert forge.moved_to == f"{gitlab.http.url}/new/place"
    assert forge.issues is not None
    assert forge.issues.url == f"{gitlab.http.url}/new/place/-/issues"


def test_an_empty_repository(gitlab, read):
    gitlab.add("g/t", branch=None, files=())
    reading = read("g/t")["g/t"]
    assert forge_of(reading).branch_protected is None
    assert reasons(reading, "branch rules") == ["GitLab names no default branch"]


def test_another_case_is_not_moved(gitlab, read):
    gitlab.add("Group/Tool")
    forge = forge_of(read("group/tool")["group/tool"])
    assert forge.moved_to == ""
    assert forge.issues is not None


def test_requests_of_many_projects(gitlab, read, make_door):
    paths = [f"group/tool-{number}" for number in range(60)]
    for path in paths:
        gitlab.add(path, rules_shown=True, issues=[Item(ago(9))], changes=[Item(ago(9), merged=ago(8))])
    door = make_door(budget=Budget())
    readings = read(*paths, door=door)
    assert list(readings) == paths
    # introspection, 60 projects, 6 overviews and 12 lists each of issues and merge requests
    assert door.budget.requests == 1 + 60 + 6 + 12 + 12 <= forecast(60, has_token=False)
    assert gitlab.graph.most_expensive <= MOST_POINTS


def test_unchanged_projects_are_not_asked_again(gitlab, read, make_door, tmp_path):
    paths = [f"group/tool-{number}" for number in range(50)]
    for path in paths:
        gitlab.add(path, issues=[Item(ago(9), assignees=("bea",))])
    first = read(*paths, door=make_door(journal=Journal(tmp_path)))
    door = make_door(journal=Journal(tmp_path))
    assert read(*paths, door=door) == first
    assert door.budget.requests == 2


def test_what_an_answer_left_out_stays_unknown_when_kept(gitlab, read, make_door, tmp_path):
    entry = described(gitlab.add("g/t"))
    gitlab.faults["projects/g%2Ft?"] = of_json({name: entry[name] for name in entry if name != "license"})
    first = read("g/t", door=make_door(journal=Journal(tmp_path)))
    door = make_door(journal=Journal(tmp_path))
    assert read("g/t", door=door) == first
    assert door.budget.requests == 2
    assert forge_of(first["g/t"]).license is None


def test_what_failed_is_asked_again(gitlab, read, make_door, tmp_path):
    gitlab.add("g/t")
    gitlab.faults["/branches/"] = of_json({}, 403)
    assert forge_of(read("g/t", door=make_door(journal=Journal(tmp_path)))["g/t"]).branch_protected is None
    gitlab.faults.clear()
    assert forge_of(read("g/t", door=make_door(journal=Journal(tmp_path)))["g/t"]).branch_protected is True


def test_a_changed_project_is_asked_again(gitlab, read, make_door, tmp_path):
    projects = [gitlab.add(f"g/t{number}", issues=[Item(ago(9))]) for number in range(6)]
    paths = [project.path for project in projects]
    read(*paths, door=make_door(journal=Journal(tmp_path)))
    projects[2].issues[0].notes.append(Note("bea", ago(1)))
    projects[4].head = "2" * 40
    projects[4].description = "Renamed"
    door = make_door(journal=Journal(tmp_path))
    readings = read(*paths, door=door)
    assert forge_of(readings["g/t2"]).issues.open[0].first_response == ago(1)
    assert forge_of(readings["g/t4"]).description == "Renamed"
    # introspection, changes, and for two: project, branch, overview, issues, merge requests
    assert door.budget.requests == 2 + 2 * 2 + 3


def test_without_graphql_by_pages(gitlab, read):
    gitlab.has_graphql = False
    gitlab.add(
        "g/t",
        releases=[Release("v1.0", ago(9), files=1)],
        pipelines=[("main", "SUCCESS")],
        issues=[Item(ago(9)), Item(ago(8), notes=[Note("bea", ago(7))]), Item(ago(30), closed=ago(3))],
        changes=[Item(ago(5), merged=ago(4)), Item(ago(7), closed=ago(6))],
    )
    forge = forge_of(read("g/t")["g/t"])
    assert forge.releases == (ForgeRelease(tag="v1.0", time=ago(9), pre_release=False, assets=1),)
    assert forge.pipelines_succeed == 1
    assert forge.community_files is None
    assert isinstance(forge.issues, IssueSample)
    assert [issue.answer_known for issue in forge.issues.open] == [False, True]
    assert (forge.issues.open_total, forge.issues.closed_total) == (2, 1)
    assert forge.change_requests is not None
    assert [change.merged for change in forge.change_requests.closed] == [True, False]
    assert [change.reviewed for change in forge.change_requests.closed] == [None, None]


def test_an_older_version(read_from):
    with GitlabServer.serving(schema_of(15)) as gitlab:
        gitlab.add(
            "g/t",
            issues=[
                Item(ago(9), closed=ago(8), notes=[Note("bea", ago(8.5), system=True), Note("bea", ago(8.4))])
            ],
            changes=[Item(ago(5), merged=ago(4)), Item(ago(7), closed=ago(6))],
        )
        reading = read_from(gitlab, "g/t")["g/t"]
    forge = forge_of(reading)
    assert forge.issues is not None
    assert forge.issues.closed[0].first_response == ago(8.4)
    assert forge.change_requests is not None
    assert len(forge.change_requests.closed) == 1
    assert (forge.change_requests.closed_total, forge.change_requests.closed_12_months) == (None, None)
    assert reasons(reading, "change requests") == [
        "this version of GitLab does not tell when a merge request was closed unmerged"
    ]
