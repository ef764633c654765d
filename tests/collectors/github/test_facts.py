"""What one repository on the server becomes in facts."""

import pytest
from support.github_server import GithubServer
from support.github_state import NOW, Item, Release, Repository, days_ago

from mrl.model.forge import ForgeRelease


def test_settings_are_read_as_the_server_has_them(collector, github):
    github.hub.add(
        Repository(
            "city",
            "forms",
            description="Forms for citizens",
            homepage="https://forms.example.org",
            template=True,
            topics=("forms", "java"),
            license="BSD-3-Clause",
            has_discussions=True,
            private_reports=True,
            advisories=[days_ago(300), days_ago(20)],
        )
    )
    forge = collector.forge("city/forms")
    assert (forge.description, forge.homepage) == ("Forms for citizens", "https://forms.example.org")
    assert (forge.archived, forge.fork, forge.template) == (False, False, True)
    assert forge.topics == ("forms", "java")
    assert forge.license == "BSD-3-Clause"
    assert forge.discussions is True
    assert forge.private_vulnerability_reports is True
    assert forge.security_advisories == 2
    assert forge.moved_to == ""


def test_what_is_not_there_is_empty_and_not_unknown(collector, github):
    github.hub.add(Repository("city", "bare", files=()))
    forge = collector.forge("city/bare")
    assert (forge.description, forge.homepage, forge.license, forge.topics) == ("", "", "", ())
    assert forge.releases == ()
    assert forge.issues is not None
    assert (forge.issues.open, forge.issues.closed, forge.issues.open_total) == ((), (), 0)
    assert forge.security_advisories == 0
    assert forge.community_files is not None
    assert not any(forge.community_files.values())


def test_a_license_that_the_server_cannot_name_is_unknown(collector, github):
    github.hub.add(Repository("city", "odd", license="NOASSERTION"))
    assert collector.forge("city/odd").license is None


def test_a_server_that_disabled_issues_says_nothing_about_them(collector, github):
    github.hub.add(Repository("city", "elsewhere", has_issues=False, issues=[Item(1, days_ago(3))]))
    forge = collector.forge("city/elsewhere")
    assert forge.issues_enabled is False
    assert forge.issues is None
    assert forge.change_requests is not None


def test_releases_without_drafts_latest_first(collector, github):
    releases = [
        Release("1.0", days_ago(90), assets=2),
        Release("1.1-rc", days_ago(20), pre_release=True),
        Release("2.0", days_ago(1), draft=True),
    ]
    github.hub.add(Repository("city", "forms", releases=releases))
    assert collector.forge("city/forms").releases == (
        ForgeRelease(tag="1.1-rc", time=days_ago(20), pre_release=True, assets=0),
        ForgeRelease(tag="1.0", time=days_ago(90), pre_release=False, assets=2),
    )


def test_more_releases_than_one_page_holds(collector, github):
    releases = [Release(f"1.{number}", days_ago(number + 1)) for number in range(150)]
    github.hub.add(Repository("city", "forms", releases=releases))
    found = collector.forge("city/forms").releases
    assert found is not None
    assert {each.tag for each in found} == {each.tag for each in releases}


@pytest.mark.parametrize(
    ("rules", "reviews", "protected"),
    [
        ((), None, False),
        (("DELETION", "NON_FAST_FORWARD"), None, False),
        (("PULL_REQUEST",), None, True),
        (("REQUIRED_STATUS_CHECKS",), None, True),
        ((), 1, True),
        ((), 0, False),
    ],
)
def test_a_branch_is_protected_by_reviews_or_checks(collector, github, rules, reviews, protected):
    github.hub.add(Repository("city", "forms", rules=rules, required_reviews=reviews))
    assert collector.forge("city/forms").branch_protected is protected


def test_without_a_branch_its_protection_is_unknown(collector, github):
    github.hub.add(Repository("city", "new", empty=True))
    assert collector.forge("city/new").branch_protected is None


def test_first_tasks_by_the_usual_labels(collector, github):
    labels = ("good first issue", "Good-First-Issue", "first-timers-only", "first quarter", "bug")
    issues = [Item(number, days_ago(9), labels=(label,)) for number, label in enumerate(labels)]
    done = Item(90, days_ago(9), closed=days_ago(8), labels=("good first issue",))
    github.hub.add(Repository("city", "forms", issues=[*issues, done]))
    assert collector.forge("city/forms").good_first_issues == 2


def test_files_of_the_organisation_count_where_the_repository_has_none(collector, github):
    github.hub.add(Repository("city", ".github", files=("SECURITY.md", ".github/ISSUE_TEMPLATE/bug.yml")))
    github.hub.add(Repository("city", "forms", files=("README.md", "docs/SECURITY.md")))
    github.hub.add(Repository("town", "forms", files=("README.md",)))
    found = collector.read("city/forms", "town/forms")
    city, town = found["city/forms"].forge, found["town/forms"].forge
    assert city.community_files["security"] is True
    assert city.inherited_files == {
        "issue_templates": f"{github.http.url}/city/.github/blob/HEAD/.github/ISSUE_TEMPLATE/bug.yml"
    }
    assert town.inherited_files == {}


def test_files_of_an_organisation_that_could_not_be_read_are_unknown(collector, github, words):
    github.hub.add(Repository("city", ".github"))
    github.hub.add(Repository("city", "forms"))
    github.fail("city/.github", "RATE_LIMITED")
    reading = collector.read("city/forms")["city/forms"]
    assert reading.forge.inherited_files is None
    assert "all its repositories" in words(reading)["community files"]


def test_a_renamed_repository_says_where_it_is_now(collector, github):
    github.hub.rename(github.hub.add(Repository("city", "old", description="same")), "new")
    forge = collector.forge("city/old")
    assert (forge.moved_to, forge.description) == (f"{github.http.url}/city/new", "same")


def test_upper_case_in_an_address_is_no_move(collector, github):
    github.hub.add(Repository("city", "forms"))
    assert collector.forge("City/Forms").moved_to == ""


def test_texts_of_strangers_stay_text_without_control_characters(collector, github: GithubServer):
    github.hub.add(
        Repository(
            "city", "forms", description="<script>x</script>\x1b[31m\u202e", topics=("<b>",), license="<i>"
        )
    )
    forge = collector.forge("city/forms")
    assert forge.description == "<script>x</script>[31m"
    assert (forge.topics, forge.license) == (("<b>",), "<i>")


def test_a_past_day_has_what_has_dates_and_no_settings(collector, github, words):
    releases = [Release("1.0", days_ago(200)), Release("2.0", days_ago(10))]
    github.hub.add(
        Repository(
            "city",
            "forms",
            description="today's words",
            archived=days_ago(20),
            releases=releases,
            advisories=[days_ago(10)],
        )
    )
    reading = collector.read("city/forms", as_of=days_ago(100))["city/forms"]
    forge = reading.forge
    assert [each.tag for each in forge.releases] == ["1.0"]
    assert (forge.archived, forge.security_advisories) == (False, 0)
    assert (forge.description, forge.branch_protected, forge.private_vulnerability_reports) == (
        None,
        None,
        None,
    )
    assert "cannot be had" in words(reading)["forge"]


def test_today_is_what_the_server_says(collector, github):
    github.hub.add(Repository("city", "forms", description="words"))
    assert collector.forge("city/forms", as_of=NOW).description == "words"
