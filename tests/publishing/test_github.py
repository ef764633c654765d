"""Attaching to a GitHub release: what is there before, during and after; what a user reads when it fails."""

from dataclasses import replace

import pytest
from support.http_server import Reply, Seen, of_json
from support.release_exchanges import refused
from support.release_github import COMMIT, TAG, GithubReleases, Release
from support.release_runs import ATTACHED, Runs, assessment_of, outcomes, refusal, steps, write_files

from mrl.publishing.notes import BEGIN, END, UNPUBLISHED
from mrl.publishing.result import Outcome

NOTES = "\ufeff# Changes\r\n\r\n* one  \r\n"
OWN = b"made by the project"


def filled(github: GithubReleases, **options: object) -> Release:
    release = github.add(body=NOTES, **options)
    github.put(release, "services.jar", OWN, label="The program")
    return release


def test_the_first_run(github: GithubReleases, on_github: Runs) -> None:
    release = filled(github)
    result = on_github()
    assert list(release.contents()) == ["services.jar", *ATTACHED]
    assert release.contents()["report.pdf"] == (on_github.folder / "report.pdf").read_bytes()
    assert release.assets[0].label == "The program"
    assert [each.label for each in release.assets[1:]] == [f"{name} (mrl)" for name in ATTACHED]
    body = release.body or ""
    assert body.startswith(f"{NOTES}\r\n{BEGIN}\r\n### Assessment of this release\r\n")
    assert body.endswith(END)
    assert f"[report.pdf]({github.url}/releases/download/{TAG}/report.pdf)" in body
    assert (result.changed, result.draft, outcomes(result)) == (True, False, [Outcome.ADDED] * 3)


def test_the_second_run_changes_nothing(github: GithubReleases, on_github: Runs) -> None:
    release = filled(github)
    on_github()
    body, ids = release.body, [each.id for each in release.assets]
    github.exchanges.behave()
    result = on_github()
    assert github.exchanges.changes == []
    assert (result.changed, steps(result), outcomes(result)) == (False, [], [Outcome.UNCHANGED] * 3)
    assert (release.body, [each.id for each in release.assets]) == (body, ids)


def test_changed_content_takes_the_old_ones_place(github: GithubReleases, on_github: Runs) -> None:
    release = filled(github)
    on_github()
    write_files(on_github.folder, pdf=b"%PDF-1.7 two")
    result = on_github()
    assert release.contents()["report.pdf"] == b"%PDF-1.7 two"
    assert outcomes(result) == [Outcome.REPLACED, Outcome.UNCHANGED, Outcome.REPLACED]
    verbs = [words.split()[0] for words in steps(result)]
    assert verbs == ["upload"] * 2 + ["rename"] * 4 + ["delete"] * 2
    assert sorted(release.contents()) == sorted(["services.jar", *ATTACHED])


def test_a_dry_run_changes_nothing(github: GithubReleases, on_github: Runs) -> None:
    release = filled(github)
    result = on_github(dry_run=True)
    assert (github.exchanges.changes, result.changed, result.dry_run) == ([], False, True)
    assert steps(result)[0] == "upload report.pdf (12 bytes) and check it"
    assert release.body == NOTES
    github.releases.clear()
    assert steps(on_github(dry_run=True, create=True))[0] == f"make a draft release of {TAG}"
    assert github.exchanges.changes == []


def test_a_release_is_made_as_a_draft_and_published_last(github: GithubReleases, on_github: Runs) -> None:
    github.immutable_releases = True
    result = on_github(create=True)
    (release,) = github.releases
    assert steps(result)[-1] == "publish the release"
    assert (release.draft, release.immutable, release.latest) == (False, True, "legacy")
    assert (release.body or "").startswith(BEGIN)
    assert list(release.contents()) == ATTACHED
    assert result.release == f"{github.url}/releases/tag/{TAG}"
    assert on_github(create=True).changed is False


def test_a_draft_stays_one(github: GithubReleases, on_github: Runs) -> None:
    assert on_github(create=True, draft=True).draft is True
    on_github(create=True)
    (release,) = github.releases
    assert release.draft
    assert UNPUBLISHED not in (release.body or "")


def test_a_draft_made_on_the_way_is_published_by_the_next_run(
    github: GithubReleases, on_github: Runs
) -> None:
    github.exchanges.instead = lambda number, _seen: of_json({}, 403) if number == 12 else None
    refusal(on_github, create=True)
    (release,) = github.releases
    assert release.draft
    github.exchanges.behave()
    on_github(create=True)
    assert (release.draft, len(github.releases)) == (False, 1)


def test_an_immutable_release(github: GithubReleases, on_github: Runs) -> None:
    release = filled(github, immutable=True)
    words = refusal(on_github)
    assert words[0] == f"the release of {TAG} is immutable: its files can no longer change"
    assert words[1].startswith("the only way is to attach before it is published: to a draft")
    assert (list(release.contents()), github.exchanges.changes) == (["services.jar"], [])


def test_a_release_that_becomes_immutable_meanwhile(github: GithubReleases, on_github: Runs) -> None:
    filled(github)
    github.refusal = refused("Cannot upload assets to an immutable release.", 422)
    words = refusal(on_github)
    assert words[0].endswith("the release is immutable: its files can no longer change")
    assert words[1] == f"{github.http.host} says: Cannot upload assets to an immutable release."


def test_two_releases_of_one_tag(github: GithubReleases, on_github: Runs) -> None:
    for draft in (False, True):
        github.add(draft=draft)
        github.add("v1.1.0")
    words = refusal(on_github)
    first, last = github.releases[0], github.releases[2]
    assert words[0] == (
        f"there are several releases of {TAG}: {github.url}/releases/tag/{TAG},"
        f" {github.url}/releases/tag/untagged-{last.id}"
    )
    assert (first.assets, github.exchanges.changes) == ([], [])


def test_no_release(github: GithubReleases, on_github: Runs) -> None:
    github.add("v1.1.0")
    words = refusal(on_github)
    assert words == [
        f"there is no release of {TAG}, or the token does not show it",
        "add --create to have one made, and --draft for one that you publish yourself",
    ]


def test_another_commit(github: GithubReleases, on_github: Runs) -> None:
    filled(github)
    github.references[TAG] = ("commit", "d" * 40)
    assert refusal(on_github) == [
        f"{TAG} is of commit {'d' * 40}, and assessed was {COMMIT}",
        "assess the commit of the tag; nothing was changed",
    ]
    del github.references[TAG]
    assert refusal(on_github)[1] == "push the tag first; mrl makes none"
    assert github.exchanges.changes == []


def test_an_annotated_tag_of_a_tag(github: GithubReleases, on_github: Runs) -> None:
    filled(github)
    github.references[TAG] = ("tag", "a" * 40)
    github.tag_objects = {"a" * 40: ("tag", "b" * 40), "b" * 40: ("commit", COMMIT)}
    assert on_github().changed
    github.tag_objects["b" * 40] = ("tag", "a" * 40)
    assert "answered something else than GitHub does" in refusal(on_github)[0]


def test_a_tag_with_a_slash(github: GithubReleases, on_github: Runs) -> None:
    tag = "release/1.0 é"
    github.references[tag] = ("commit", COMMIT)
    release = github.add(tag)
    result = on_github(tag=tag)
    assert list(release.contents()) == ATTACHED
    assert result.files[0].url == f"{github.url}/releases/download/release/1.0%20%C3%A9/report.pdf"


def test_a_draft_whose_tag_is_still_to_be_made(github: GithubReleases, on_github: Runs) -> None:
    github.references.clear()
    release = github.add(draft=True, target=COMMIT)
    assert on_github().draft
    assert list(release.contents()) == ATTACHED
    release.target = "main"
    assert refusal(on_github)[0] == f"{TAG} is of commit main, and assessed was {COMMIT}"


def test_a_file_that_is_not_ours_is_not_replaced(github: GithubReleases, on_github: Runs) -> None:
    release = filled(github)
    github.put(release, "SHA256SUMS", b"of the project")
    words = refusal(on_github)
    assert words == [
        f"{github.url}/releases/tag/{TAG} has a SHA256SUMS that mrl did not put there",
        "choose other names with --prefix, or allow to replace it with --replace; nothing was changed",
    ]
    assert github.exchanges.changes == []
    on_github(prefix="mrl-")
    assert release.contents()["SHA256SUMS"] == b"of the project"
    assert "mrl-SHA256SUMS" in release.contents()
    on_github(replace=True)
    assert b"of the project" not in release.contents().values()


def test_names_with_spaces_and_accents(github: GithubReleases, on_github: Runs) -> None:
    release = filled(github)
    report = on_github.folder / "rapport d'évaluation.pdf"
    report.write_bytes(b"%PDF-1.7 un")
    paths = [on_github.folder / "assessment.json", report]
    result = on_github(*paths)
    assert "rapport.d.evaluation.pdf" in release.contents()
    assert release.assets[2].label == "rapport d'évaluation.pdf (mrl)"
    assert result.files[1].stored == "rapport.d.evaluation.pdf"
    assert b"  rapport.d.evaluation.pdf\n" in release.contents()["SHA256SUMS"]
    assert on_github(*paths).changed is False


def test_an_upload_that_is_cut(github: GithubReleases, on_github: Runs) -> None:
    release = filled(github)
    github.cuts = 1
    result = on_github()
    assert list(release.contents()) == ["services.jar", *ATTACHED]
    assert len(release.assets) == 4
    assert steps(result)[0].startswith("delete mrl-new.")


def test_uploads_that_are_always_cut(github: GithubReleases, on_github: Runs) -> None:
    release = filled(github)
    github.cuts = 1000
    words = refusal(on_github)
    assert words[0].startswith("could not upload report.pdf (12 bytes) and check it: ")
    assert "out of order (HTTP 502)" in words[0]
    assert words[-1].startswith("nothing that was on the release is lost; the same command goes on")
    assert [each.name for each in release.assets] == ["services.jar"]


def test_what_a_run_that_was_killed_left(github: GithubReleases, on_github: Runs) -> None:
    release = filled(github)
    on_github()
    report = next(each for each in release.assets if each.name == "report.pdf")
    report.name = f"mrl-old.{report.id}.report.pdf"
    github.put(release, "mrl-new.000000000000.report.pdf", b"", state="starter", label="report.pdf (mrl)")
    on_github()
    assert sorted(release.contents()) == sorted(["services.jar", *ATTACHED])
    assert len(release.assets) == 4


def test_a_file_that_somebody_deletes_meanwhile(github: GithubReleases, on_github: Runs) -> None:
    release = filled(github)
    on_github()
    write_files(on_github.folder, pdf=b"%PDF-1.7 two")
    gone = [each for each in release.assets if each.name == "report.pdf"]
    github.exchanges.instead = lambda _number, seen: (
        release.assets.remove(gone.pop()) if seen.method == "POST" and gone else None
    )
    on_github()
    assert not gone
    assert release.contents()["report.pdf"] == b"%PDF-1.7 two"


def test_notes_that_somebody_edits_meanwhile(github: GithubReleases, on_github: Runs) -> None:
    release = filled(github)

    def edit(number: int, _seen: object) -> None:
        if number == 8:
            release.body = "Edited.\n"

    github.exchanges.instead = edit
    on_github()
    assert (release.body or "").startswith(f"Edited.\n\n{BEGIN}\n")


def test_notes_may_be_left_alone(github: GithubReleases, on_github: Runs) -> None:
    release = filled(github)
    release.body = f"{NOTES}{BEGIN}"
    assert "should be one pair" in refusal(on_github)[0]
    assert github.exchanges.changes == []
    on_github(notes=False)
    assert release.body == f"{NOTES}{BEGIN}"
    release.body = "x" * 124_900
    assert "longer than the 125000 characters GitHub takes" in refusal(on_github)[0]


def test_no_token(github: GithubReleases, on_github: Runs) -> None:
    words = refusal(replace(on_github, token=None))
    assert words[0] == f"there is no token for {github.http.host}"
    assert words[1].startswith(
        "put one into GITHUB_TOKEN; it needs the right to write releases: `contents: write`"
    )
    assert github.exchanges.count == 0


def test_a_token_that_is_not_accepted(github: GithubReleases, on_github: Runs) -> None:
    github.token = "another"
    words = refusal(on_github)
    assert words[0].endswith("does not accept the token: it is wrong, expired or revoked")
    assert words[1].startswith("make a new token; it needs the right to write releases")


@pytest.mark.parametrize(
    ("message", "status", "expected"),
    [
        (
            "Resource not accessible by integration",
            403,
            ("does not allow this to the token", "`contents: write`"),
        ),
        ("Not Found", 404, ("has nothing there, or does not let the token write it", "`contents: write`")),
        ("Repository rule violations found", 422, ("the tag is protected by a rule", "bypass list")),
        ("tag_name was used by an immutable release", 422, ("its tag cannot be used again", "a new tag")),
        ("refusing to allow without `workflow` scope", 403, ("changes workflows", "the scope workflow")),
        ("Conflict", 409, ("something else changes this release", "when the other run has ended")),
        (
            "Validation Failed; already_exists",
            422,
            ("there is a file of this name already", "it goes on from what"),
        ),
        ("name is odd", 422, ("did not accept the question (HTTP 422)", "it goes on from what is there")),
        ("Oops", 500, ("is out of order (HTTP 500)", "it goes on from what is there")),
    ],
)
def test_refusals_name_the_remedy(
    github: GithubReleases, on_github: Runs, message: str, status: int, expected: tuple[str, str]
) -> None:
    release = filled(github)
    github.refusal = refused(message, status)
    words = refusal(on_github)
    assert words[0].startswith("could not upload report.pdf (12 bytes) and check it: ")
    assert expected[0] in words[0]
    assert f"says: {message}" in words[1]
    assert expected[1] in words[2]
    assert (release.body, list(release.contents())) == (NOTES, ["services.jar"])


def test_a_limit_is_waited_for_within_bounds(github: GithubReleases, on_github: Runs) -> None:
    filled(github)
    limit = refused("secondary rate limit", 429).having(Retry_After="7")
    github.exchanges.instead = lambda number, _seen: limit if number == 5 else None
    assert on_github().changed
    assert on_github.waits.seconds == [7]
    github.exchanges.behave()
    write_files(on_github.folder, pdf=b"%PDF-1.7 two")
    github.refusal = limit.having(Retry_After="9999")
    words = refusal(on_github)
    assert words[0].endswith("limits how much it answers and goes on in 167 minutes")
    assert words[-2] == "run the same command later"


def test_servers_without_digests_are_asked_for_the_content(github: GithubReleases, on_github: Runs) -> None:
    github.knows_digests = False
    release = filled(github)
    on_github()
    github.exchanges.behave()
    assert on_github().changed is False
    assert github.exchanges.count == 7
    write_files(on_github.folder, pdf=b"%PDF-1.7 two")
    on_github()
    assert release.contents()["report.pdf"] == b"%PDF-1.7 two"


def test_content_that_lies_elsewhere_is_not_followed(github: GithubReleases, on_github: Runs) -> None:
    github.knows_digests = False
    github.elsewhere = "https://storage.example/secret?signature=1"
    release = filled(github)
    on_github()
    assert list(release.contents()) == ["services.jar", *ATTACHED]


def test_a_place_for_uploads_on_another_server_gets_nothing(github: GithubReleases, on_github: Runs) -> None:
    filled(github)

    def mislead(_number: int, _seen: Seen, reply: Reply) -> Reply:
        return replace(reply, body=reply.body.replace(b"/api/uploads/", b"@evil.example/api/uploads/"))

    github.exchanges.afterwards = mislead
    words = refusal(on_github)
    assert "which was not followed" in words[0]
    assert not [each for each in github.exchanges.kept if each.method == "POST"]


def test_an_assessment_of_several_repositories(github: GithubReleases, on_github: Runs) -> None:
    filled(github)
    one = assessment_of().repositories[0]
    several = tuple(
        one.model_copy(update={"url": f"https://x.example/{n}", "commit": f"{n}" * 40}) for n in (1, 2)
    )
    write_files(on_github.folder, assessment_of().model_copy(update={"repositories": several}))
    github.references[TAG] = ("commit", "2" * 40)
    assert "none is" in refusal(on_github)[0]
    assert on_github(commit="2222222").changed
    assert refusal(on_github, commit="1" * 40)[0].startswith(f"{TAG} is of commit {'2' * 40}")
