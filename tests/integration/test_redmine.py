"""The Redmine collector against a real Redmine with a project that these tests put in."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from support.redmine_instance import Redmine, missing
from support.trackers import DAY, HOUR, NOW, is_unread, issues_of, open_door, read, reasons

from mrl.model.project import Tracker, TrackerKind

pytestmark = pytest.mark.integration

PEOPLE = {"ada": ("Ada", "Example"), "ben": ("Ben", "Sample"), "robot": ("translate", "bot")}


@dataclass
class Filled:
    """A project being filled: who is who, and the issues by a name that only the tests use."""

    redmine: Redmine
    users: dict[str, int] = field(default_factory=dict)
    issues: dict[str, int] = field(default_factory=dict)

    def add_people(self) -> None:
        """Make the users and the projects, one of them hidden."""
        for login, (first, last) in PEOPLE.items():
            person = {"login": login, "firstname": first, "lastname": last, "password": "opensesame"}
            made = self.redmine.call("POST", "users", user=person | {"mail": f"{login}@city.example"})
            self.users[login] = made["user"]["id"]
        for name, public in (("tide", True), ("deep", False)):
            self.redmine.call(
                "POST", "projects", project={"name": name, "identifier": name, "is_public": public}
            )
        member = {"user_id": self.users["ben"], "role_ids": [self.id_of("roles", "Manager")]}
        self.redmine.call("POST", "projects/tide/memberships", membership=member)

    def id_of(self, kind: str, name: str) -> int:
        """Find a role or status by its name."""
        return next(each["id"] for each in self.redmine.call("GET", kind)[kind] if each["name"] == name)

    def set_status(self, name: str, status: str, when: dt.datetime) -> None:
        """Change the status without a word, which is no answer."""
        self.note(name, "admin", when, status_id=self.id_of("issue_statuses", status))

    def open(self, name: str, author: str, when: dt.datetime, **more: object) -> None:
        """Open an issue as somebody, and put its creation where it belongs."""
        issue = {"project_id": "tide", "subject": f"<b>{name}</b>", **more}
        number = self.redmine.call("POST", "issues", login=author, issue=issue)["issue"]["id"]
        self.issues[name] = number
        self.redmine.change(
            "UPDATE issues SET created_on=?, updated_on=? WHERE id=?", *[_text(when)] * 2, number
        )

    def note(self, name: str, author: str, when: dt.datetime, **change: object) -> None:
        """Write on an issue, or change it, as somebody (the administrator may change the status)."""
        number = self.issues[name]
        self.redmine.call("PUT", f"issues/{number}", login=author, issue=change)
        newest = "(SELECT MAX(id) FROM journals WHERE journalized_id=?)"
        self.redmine.change(f"UPDATE journals SET created_on=? WHERE id={newest}", _text(when), number)  # noqa: S608
        self.redmine.change("UPDATE issues SET updated_on=? WHERE id=?", _text(when), number)

    def close(self, name: str, when: dt.datetime) -> None:
        """Close an issue without a word."""
        self.set_status(name, "Closed", when)
        self.redmine.change("UPDATE issues SET closed_on=? WHERE id=?", _text(when), self.issues[name])


def _text(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")


def fill(filled: Filled) -> None:
    """Put in what the tests look for."""
    filled.add_people()
    filled.open("old", "ada", NOW - 900 * DAY)
    filled.close("old", NOW - 800 * DAY)
    filled.open("answered", "ada", NOW - 20 * DAY, assigned_to_id=filled.users["ben"])
    filled.note("answered", "ada", NOW - 20 * DAY + HOUR, notes="any news?")
    filled.note("answered", "robot", NOW - 20 * DAY + 2 * HOUR, notes="thank you for your interest")
    filled.set_status("answered", "In Progress", NOW - 20 * DAY + 3 * HOUR)
    filled.note("answered", "ben", NOW - 20 * DAY + 5 * HOUR, notes="<script>alert(1)</script>")
    filled.open("silent", "ben", NOW - 10 * DAY)
    filled.open("closed", "ada", NOW - 40 * DAY, assigned_to_id=filled.users["ben"])
    filled.close("closed", NOW - 30 * DAY)
    filled.open("closed later", "ben", NOW - 3 * DAY)
    filled.close("closed later", NOW + DAY)
    filled.open("opened later", "ada", NOW + 2 * DAY)


@pytest.fixture(scope="module")
def redmine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redmine]:
    reason = missing()
    if reason:
        pytest.skip(reason)
    with Redmine.running(tmp_path_factory.mktemp("redmine")) as redmine:
        fill(Filled(redmine))
        yield redmine


def tracker(redmine: Redmine, project: str = "tide") -> Tracker:
    return Tracker(kind=TrackerKind.REDMINE, url=f"{redmine.url}/projects/{project}/issues")


def test_samples_and_counts_are_those_put_in(redmine: Redmine) -> None:
    reading = read(tracker(redmine), open_door())
    sample = issues_of(reading)
    assert reading.gaps == ()
    assert [each.opened for each in sample.open] == [NOW - 3 * DAY, NOW - 10 * DAY, NOW - 20 * DAY]
    assert [each.closed for each in sample.closed] == [NOW - 30 * DAY, NOW - 800 * DAY]
    assert [each.opened for each in sample.closed] == [NOW - 40 * DAY, NOW - 900 * DAY]
    assert (sample.open_total, sample.closed_total) == (3, 2)
    assert (sample.opened_12_months, sample.closed_12_months) == (4, 1)


def test_answers_are_those_of_other_people(redmine: Redmine) -> None:
    sample = issues_of(read(tracker(redmine), open_door()))
    responses = [each.first_response for each in (*sample.open, *sample.closed)]
    assert responses == [None, None, NOW - 20 * DAY + 5 * HOUR, None, None]
    assert all(each.answer_known for each in (*sample.open, *sample.closed))
    assert [each.assignees for each in (*sample.open, *sample.closed)] == [(), (), (0,), (0,), ()]


def test_an_issue_nobody_touched_costs_no_request(redmine: Redmine) -> None:
    door = open_door()
    read(tracker(redmine), door)
    changed = 4
    assert door.budget.requests == 5 + changed


def test_a_moment_in_the_past_shows_what_was_open_then(redmine: Redmine) -> None:
    sample = issues_of(read(tracker(redmine), open_door(), NOW - 35 * DAY))
    assert [each.opened for each in sample.open] == [NOW - 40 * DAY]
    assert [each.closed for each in sample.closed] == [NOW - 800 * DAY]
    assert (sample.open_total, sample.closed_total) == (1, 1)
    assert (sample.opened_12_months, sample.closed_12_months) == (1, 0)


def test_a_hidden_project_needs_a_token(redmine: Redmine) -> None:
    door = open_door()
    hidden = read(tracker(redmine, "deep"), door)
    assert is_unread(hidden)
    assert "only with a token" in reasons(hidden)[0]
    assert door.budget.requests == 1
    host = redmine.url.removeprefix("http://")
    shown = issues_of(read(tracker(redmine, "deep"), open_door({host: redmine.key})))
    assert (shown.open, shown.open_total) == ((), 0)


def test_a_project_that_is_not_there_is_a_gap(redmine: Redmine) -> None:
    reading = read(tracker(redmine, "nowhere"), open_door())
    assert is_unread(reading)
    assert "nothing there" in reasons(reading)[0]
