"""Without GraphQL: no token, or a server that has none."""

import pytest
from support.github_state import Answer, Item, Release, Repository, days_ago, organisation
from support.http_server import of_json


@pytest.fixture
def stranger(collector):
    collector.token = None
    return collector


def fill(github):
    github.hub.add(Repository("city", ".github", files=("CODE_OF_CONDUCT.md",)))
    issues = [
        Item(1, days_ago(9), comments=[Answer(days_ago(8), "grace")], assignees=("grace",)),
        Item(2, days_ago(90), closed=days_ago(30)),
    ]
    changes = [Item(3, days_ago(20), closed=days_ago(2), merged=True, is_change=True)]
    return github.hub.add(
        Repository(
            "city",
            "forms",
            description="Forms",
            license="MIT",
            topics=("java",),
            required_reviews=1,
            releases=[Release("1.0", days_ago(3), assets=2), Release("2.0", days_ago(1), draft=True)],
            files=("README.md", "CONTRIBUTING.md"),
            issues=issues,
            changes=changes,
        )
    )


def test_what_a_stranger_may_know(stranger, github):
    fill(github)
    forge = stranger.forge("city/forms")
    assert (forge.description, forge.license, forge.topics) == ("Forms", "MIT", ("java",))
    assert [(each.tag, each.assets) for each in forge.releases] == [("1.0", 2)]
    assert forge.branch_protected is True
    assert forge.community_files["contributing"] is True
    assert forge.community_files["code_of_conduct"] is False
    assert list(forge.inherited_files) == ["code_of_conduct"]
    assert forge.security_advisories is None
    assert forge.private_vulnerability_reports is None
    assert not github.questions("graphql")


def test_samples_of_a_stranger(stranger, github):
    fill(github)
    forge = stranger.forge("city/forms")
    (issue,) = forge.issues.open
    assert (issue.first_response, issue.answer_known, issue.assignees) == (days_ago(8), True, (0,))
    assert [each.closed for each in forge.issues.closed] == [days_ago(30)]
    assert (forge.issues.open_total, forge.issues.closed_12_months) == (1, 1)
    (change,) = forge.change_requests.closed
    assert (change.merged, change.reviewed, change.answer_known) == (True, None, False)


def test_long_lists_have_an_unknown_total(stranger, github):
    github.hub.add(
        Repository(
            "city",
            "forms",
            issues=[Item(n, days_ago(n), comments=[Answer(days_ago(n / 2), "grace")]) for n in range(1, 151)],
        )
    )
    issues = stranger.forge("city/forms").issues
    assert (len(issues.open), issues.open_total, issues.opened_12_months) == (100, None, None)
    assert issues.open[0].answer_known
    assert not issues.open[99].answer_known


def test_sixty_requests_describe_all_and_detail_some(stranger, github, words):
    organisation(github.hub, "city", 250)
    names = [f"city/plugin-{number:03}" for number in range(250)]
    github.limit = 60
    found = stranger.read(*names)
    assert github.requests <= 60
    assert all(reading.forge.description for reading in found.values())
    assert found[names[0]].forge.issues is not None
    assert found[names[200]].forge.issues is None
    assert "without a token" in words(found[names[200]])["issues"]
    assert not stranger.waits.all


def test_a_server_without_graphql_is_read_all_the_same(collector, github):
    fill(github)
    github.has_graphql = False
    github.token = collector.token
    assert collector.forge("city/forms").description == "Forms"


def test_one_that_is_missing_leaves_the_others(stranger, github, words):
    fill(github)
    found = stranger.read("city/gone", "city/forms")
    assert found["city/gone"].forge is None
    assert "nothing there" in words(found["city/gone"])["forge"]
    assert found["city/forms"].forge.description == "Forms"


def test_a_detail_that_is_not_offered_is_a_gap(stranger, github, words):
    fill(github)
    github.rest._profile = lambda _repository: {"unexpected": 1}
    reading = stranger.read("city/forms")["city/forms"]
    assert reading.forge.community_files is None
    assert words(reading)["community files"].endswith("than GitHub does: files is missing")
    assert reading.forge.releases


def test_one_that_is_refused_leaves_the_others(stranger, github, words):
    fill(github)
    github.faults.append(("/repos/city/secret", of_json({"message": "Repository access blocked"}, 403)))
    found = stranger.read("city/secret", "city/forms")
    assert found["city/secret"].forge is None
    assert words(found["city/secret"])["forge"]
    assert found["city/forms"].forge.description == "Forms"


def like_gitbucket(github, *left_out, count=0):
    """Answer as GitBucket does: 25 at a time, no links, and no dates where nobody has looked for them."""
    github.rest.largest_page, github.rest.left_out = 25, left_out
    issues = [Item(number, days_ago(number)) for number in range(1, count + 1)]
    repository = fill(github)
    repository.issues += [Item(100 + issue.number, issue.created) for issue in issues]
    return repository


def test_releases_without_dates_are_unknown(stranger, github, words):
    like_gitbucket(github, "created_at", "published_at")
    reading = stranger.read("city/forms")["city/forms"]
    assert reading.forge.releases is None
    assert words(reading)["forge releases"] == "the forge does not say when its releases were published"


def test_closings_without_dates_are_unknown(stranger, github):
    like_gitbucket(github, "closed_at")
    issues = stranger.forge("city/forms").issues
    assert (len(issues.open), issues.open_total, issues.opened_12_months) == (1, 1, 2)
    assert [each.closed for each in issues.closed] == [None]
    assert (issues.closed_total, issues.closed_12_months) == (1, None)


def test_closings_without_dates_say_nothing_of_a_past_day(stranger, github, words):
    like_gitbucket(github, "closed_at")
    reading = stranger.read("city/forms", as_of=days_ago(60))["city/forms"]
    assert reading.forge.issues is None
    assert "does not say when they were closed" in words(reading)["issues"]


@pytest.mark.parametrize(
    ("count", "read", "total"), [(23, 24, 24), (24, 25, 25), (25, 25, None), (80, 25, None)]
)
def test_a_server_with_short_pages(stranger, github, count, read, total):
    """One of the issues is there already; more than 25 are never given at once."""
    like_gitbucket(github, count=count)
    issues = stranger.forge("city/forms").issues
    assert (len(issues.open), issues.open_total) == (read, total)
    assert (issues.opened_12_months is None) == (total is None)
