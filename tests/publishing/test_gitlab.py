"""Attaching to a GitLab release: what is there before, during and after; what a user reads when it fails."""

from dataclasses import replace

import pytest
from support.http_server import of_json
from support.release_exchanges import refused
from support.release_gitlab import COMMIT, PROJECT, TAG, GitlabReleases, Release
from support.release_runs import ATTACHED, Runs, outcomes, refusal, steps, write_files

from mrl.publishing.notes import BEGIN, END
from mrl.publishing.result import Outcome

NOTES = "# Changes\r\n\r\n* one  \r\n"
ELSEWHERE = "https://files.example/services.jar"


def filled(gitlab: GitlabReleases) -> Release:
    release = gitlab.add(description=NOTES)
    gitlab.put(release, "services.jar", ELSEWHERE, kind="package")
    return release


def test_the_first_run(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    release = filled(gitlab)
    result = on_gitlab()
    assert [link.name for link in release.links] == ["services.jar", *ATTACHED]
    assert gitlab.contents()["report.pdf"] == (on_gitlab.folder / "report.pdf").read_bytes()
    (package,) = gitlab.packages
    assert package.name == "mrl-assessment"
    assert package.version.startswith(f"{TAG}-")
    report = release.links[1]
    start = f"{gitlab.http.url}/api/v4/projects/city%2Fservices/packages/generic/mrl-assessment/"
    assert report.url == f"{start}{package.version}/report.pdf"
    assert (report.path, report.kind) == ("/report.pdf", "other")
    description = release.description or ""
    assert description.startswith(f"{NOTES}\r\n{BEGIN}\r\n")
    assert description.endswith(END)
    assert f"[report.pdf]({gitlab.url}/-/releases/{TAG}/downloads/report.pdf)" in description
    assert outcomes(result) == [Outcome.ADDED] * 3


def test_the_second_run_changes_nothing(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    filled(gitlab)
    on_gitlab()
    gitlab.exchanges.behave()
    result = on_gitlab()
    assert (gitlab.exchanges.changes, result.changed, steps(result)) == ([], False, [])
    assert outcomes(result) == [Outcome.UNCHANGED] * 3


def test_changed_content_takes_the_old_ones_place(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    release = filled(gitlab)
    on_gitlab()
    ids = [link.id for link in release.links]
    write_files(on_gitlab.folder, pdf=b"%PDF-1.7 two")
    gitlab.duplicates = False
    result = on_gitlab()
    assert gitlab.contents()["report.pdf"] == b"%PDF-1.7 two"
    assert [link.id for link in release.links] == ids
    assert [words.split()[0] for words in steps(result)] == ["upload"] * 3 + ["turn"] * 3 + ["delete"]
    assert len(gitlab.packages) == 1
    assert release.links[0].url == ELSEWHERE


def test_a_release_is_made_whole_at_once(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    assert refusal(on_gitlab)[1] == "add --create to have one made"
    result = on_gitlab(create=True)
    assert steps(result)[-1] == f"make a release of {TAG} with links to the files"
    assert len([change for change in gitlab.exchanges.changes if change.startswith("POST")]) == 1
    release = gitlab.releases[TAG]
    assert (release.description or "").startswith(BEGIN)
    assert list(gitlab.contents()) == ATTACHED
    assert on_gitlab(create=True).changed is False


def test_a_dry_run_changes_nothing(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    filled(gitlab)
    result = on_gitlab(dry_run=True)
    assert (gitlab.exchanges.changes, len(result.steps)) == ([], 7)


def test_another_commit_and_no_tag(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    gitlab.tags[TAG] = "d" * 40
    assert refusal(on_gitlab)[0] == f"{TAG} is of commit {'d' * 40}, and assessed was {COMMIT}"
    gitlab.tags.clear()
    assert refusal(on_gitlab) == [
        f"{gitlab.url} has no tag {TAG}, or the token does not show it",
        "push the tag first; mrl makes none",
    ]


def test_a_tag_with_a_slash(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    tag = "release/1.0"
    gitlab.tags[tag] = COMMIT
    gitlab.add(tag)
    on_gitlab(tag=tag)
    assert list(gitlab.contents(tag)) == ATTACHED
    assert gitlab.contents(tag)["report.pdf"]
    assert gitlab.packages[0].version.startswith("release.1.0-")
    assert on_gitlab(tag=tag).changed is False


def test_a_link_that_is_not_ours_is_not_turned(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    release = filled(gitlab)
    gitlab.put(release, "SHA256SUMS", "https://files.example/SHA256SUMS", kind="runbook")
    words = refusal(on_gitlab)
    assert words[0] == f"the release of {TAG} has a link SHA256SUMS that mrl did not put there"
    assert "--prefix" in words[1]
    assert (gitlab.exchanges.changes, gitlab.packages) == ([], [])
    on_gitlab(replace=True)
    assert gitlab.contents()["SHA256SUMS"]
    assert release.links[1].kind == "runbook"


def test_an_address_that_is_taken(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    release = filled(gitlab)
    gitlab.put(release, "The report", "https://files.example/report.pdf", path="/report.pdf")
    assert refusal(on_gitlab)[0].startswith("the link The report of the release has the address ")
    assert gitlab.packages == []


def test_names_with_spaces_and_accents(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    release = filled(gitlab)
    report = on_gitlab.folder / "rapport d'évaluation.pdf"
    report.write_bytes(b"%PDF-1.7 un")
    paths = [on_gitlab.folder / "assessment.json", report]
    on_gitlab(*paths)
    assert gitlab.contents()["rapport d'évaluation.pdf"] == b"%PDF-1.7 un"
    assert release.links[2].path == "/rapport.d.evaluation.pdf"
    assert on_gitlab(*paths).changed is False


def test_an_upload_of_which_half_arrives(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    filled(gitlab)
    gitlab.halves = 1
    on_gitlab()
    assert gitlab.contents()["report.pdf"] == (on_gitlab.folder / "report.pdf").read_bytes()
    assert len(gitlab.packages[0].files) == 3


def test_half_a_file_where_no_second_one_may_be(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    filled(gitlab)
    gitlab.halves, gitlab.duplicates = 1, False
    words = refusal(on_gitlab)
    assert "the registry takes no second file of a name" in words[0]
    assert gitlab.packages == []
    assert on_gitlab().changed


def test_a_package_of_another_release_stays(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    gitlab.tags["v1.2.0-rc.1"] = COMMIT
    gitlab.add("v1.2.0-rc.1")
    filled(gitlab)
    on_gitlab(tag="v1.2.0-rc.1")
    on_gitlab()
    write_files(on_gitlab.folder, pdf=b"%PDF-1.7 two")
    on_gitlab()
    assert gitlab.contents("v1.2.0-rc.1")["report.pdf"] == b"%PDF-1.7 one"
    assert len(gitlab.packages) == 2


def test_a_file_that_is_no_longer_attached_keeps_its_link(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    filled(gitlab)
    (on_gitlab.folder / "report.svg").write_text("<svg/>")
    on_gitlab()
    (on_gitlab.folder / "report.svg").unlink()
    on_gitlab()
    assert gitlab.contents()["report.svg"] == b"<svg/>"
    assert on_gitlab().changed is False


def test_a_release_that_somebody_makes_meanwhile(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    def make(_number: int, seen: object) -> None:
        if seen.method == "POST" and not gitlab.releases:  # type: ignore[attr-defined]
            gitlab.add(description="Mine.")

    gitlab.exchanges.instead = make
    on_gitlab(create=True)
    assert (gitlab.releases[TAG].description or "").startswith(f"Mine.\n\n{BEGIN}")
    assert list(gitlab.contents()) == ATTACHED


def test_drafts_are_not_known(on_gitlab: Runs) -> None:
    assert refusal(on_gitlab, create=True, draft=True) == [
        "GitLab has no draft releases",
        "leave --draft out",
    ]


def test_no_token(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    words = refusal(replace(on_gitlab, token=None))
    needed = "the scope api, and for its owner at least the role Developer in the project"
    assert words == [
        f"there is no token for {gitlab.http.host}",
        f"put one into GITLAB_TOKEN; it needs {needed}",
    ]


def test_the_token_of_a_ci_job(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    gitlab.token = "glcbt-64_" + "x" * 20
    filled(gitlab)
    assert replace(on_gitlab, token=gitlab.token)().changed


def test_a_protected_tag(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    gitlab.protected = True
    gitlab.exchanges.instead = lambda _number, seen: (
        refused("403 Forbidden", 403) if seen.method == "POST" else None
    )
    words = refusal(on_gitlab, create=True)
    assert f"the tag {TAG} is protected, and the token's owner may not make or change its release" in words[0]
    assert words[2].startswith("let the rule of the protected tag allow them to create it")
    assert gitlab.packages == []


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        ({"error": "insufficient_scope", "scope": "api"}, 403, ("the token lacks a scope", "the scope api")),
        ({"message": "403 Forbidden"}, 403, ("does not allow this to the token", "the role Developer")),
        ({"message": "Package protected."}, 403, ("protected by a rule of the project", "mrl-assessment")),
        ({"message": "404 Not Found"}, 404, ("has nothing there, or does not show it", "package registry")),
        ({"message": "Conflict"}, 409, ("something else changes this release", "the other run has ended")),
        ({"message": "413 Request Entity Too Large"}, 413, ("larger than the server takes", "administrator")),
        ({"message": {"file": ["is odd"]}}, 422, ("did not accept the question (HTTP 422)", "goes on from")),
        ({"message": "Oops"}, 500, ("is out of order (HTTP 500)", "it goes on from what is there")),
    ],
)
def test_refusals_name_the_remedy(
    gitlab: GitlabReleases, on_gitlab: Runs, answer: object, status: int, words: tuple[str, str]
) -> None:
    release = filled(gitlab)
    gitlab.refusal = of_json(answer, status)
    lines = refusal(on_gitlab)
    assert lines[0].startswith("could not upload report.pdf (12 bytes) and check it: ")
    assert words[0] in lines[0]
    assert words[1] in lines[2]
    assert (release.description, [link.name for link in release.links]) == (NOTES, ["services.jar"])


def test_what_the_server_says_is_repeated(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    filled(gitlab)
    gitlab.refusal = of_json({"message": {"url": ["is blocked\x1b[2J", "is odd"]}}, 400)
    assert refusal(on_gitlab)[1] == f"{gitlab.http.host} says: url: is blocked[2J; url: is odd"


def test_a_limit_is_waited_for(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    filled(gitlab)
    limit = refused("429 Too Many Requests", 429).having(Retry_After="7")
    gitlab.exchanges.instead = lambda number, _seen: limit if number == 6 else None
    assert on_gitlab().changed
    assert on_gitlab.waits.seconds == [7]


def test_notes_marked_twice(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    release = filled(gitlab)
    release.description = f"{BEGIN}{END}{BEGIN}{END}"
    assert refusal(on_gitlab)[0].startswith("the notes of the release hold 2 times")
    assert gitlab.exchanges.changes == []
    on_gitlab(notes=False)
    assert release.description == f"{BEGIN}{END}{BEGIN}{END}"


def test_a_project_that_is_not_there(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    filled(gitlab)
    old = on_gitlab.url.replace(PROJECT, "town/old")
    words = refusal(replace(on_gitlab, url=old))
    assert words[0] == f"{gitlab.http.host} has nothing there, or does not show it to the token"
    assert words[1] == f"{gitlab.http.host} says: 404 Project Not Found"


def test_links_from_before_a_project_was_moved(gitlab: GitlabReleases, on_gitlab: Runs) -> None:
    release = filled(gitlab)
    on_gitlab()
    for link in release.links:
        link.url = link.url.replace("city%2Fservices", "town%2Fold")
    write_files(on_gitlab.folder, pdf=b"%PDF-1.7 two")
    on_gitlab()
    assert gitlab.contents()["report.pdf"] == b"%PDF-1.7 two"
