"""Issues and change requests: samples, first answers, totals and what twelve months brought."""

import datetime as dt

from support.github_state import NOW, Answer, Item, Repository, days_ago

HOUR = dt.timedelta(hours=1)


def add(github, issues=(), changes=()):
    return github.hub.add(Repository("city", "forms", issues=list(issues), changes=list(changes)))


def sample(collector, **options):
    found = collector.forge("city/forms", **options).issues
    assert found is not None
    return found


def test_the_first_answer_is_by_another_person(collector, github):
    opened = days_ago(9)
    answers = [
        Answer(opened + HOUR, "ada"),
        Answer(opened + 2 * HOUR, "dependabot[bot]"),
        Answer(opened + 3 * HOUR, "city-ci-bot"),
        Answer(opened + 4 * HOUR, "grace"),
        Answer(opened + 5 * HOUR, "joan"),
    ]
    add(github, [Item(1, opened, login="ada", comments=answers)])
    (issue,) = sample(collector).open
    assert (issue.first_response, issue.answer_known) == (opened + 4 * HOUR, True)


def test_nobody_answered_is_known(collector, github):
    add(github, [Item(1, days_ago(9), comments=[Answer(days_ago(8), "ada")])])
    (issue,) = sample(collector).open
    assert (issue.first_response, issue.answer_known) == (None, True)


def test_an_answer_behind_a_long_monologue_is_unknown(collector, github):
    talk = [Answer(days_ago(9 - number), "ada") for number in range(6)]
    add(github, [Item(1, days_ago(9), comments=[*talk, Answer(days_ago(1), "grace")])])
    (issue,) = sample(collector).open
    assert (issue.first_response, issue.answer_known) == (None, False)


def test_a_deleted_account_is_another_person_unless_the_author_is_deleted_too(collector, github):
    answer = [Answer(days_ago(8), None)]
    add(github, [Item(1, days_ago(9), comments=answer), Item(2, days_ago(10), login=None, comments=answer)])
    first, second = sample(collector).open
    assert (first.first_response, second.first_response) == (days_ago(8), None)


def test_a_review_answers_a_change_request(collector, github):
    merged = Item(
        1,
        days_ago(9),
        closed=days_ago(1),
        merged=True,
        reviews=[Answer(days_ago(7), "grace")],
        is_change=True,
    )
    refused = Item(2, days_ago(9), closed=days_ago(2), is_change=True)
    waiting = Item(3, days_ago(3), reviews=[Answer(days_ago(2), "ada")], is_change=True)
    add(github, changes=[merged, refused, waiting])
    found = collector.forge("city/forms").change_requests
    first, second = found.closed
    assert (first.merged, first.reviewed, first.first_response) == (True, True, days_ago(7))
    assert (second.merged, second.reviewed, second.first_response) == (False, False, None)
    assert (found.open[0].merged, found.open[0].reviewed) == (False, False)


def test_assignees_are_numbers(collector, github):
    add(
        github,
        [Item(1, days_ago(9), assignees=("grace", "joan")), Item(2, days_ago(8), assignees=("Grace",))],
    )
    second, first = sample(collector).open
    assert second.assignees == (first.assignees[0],)
    assert len(set(first.assignees)) == 2
    assert set(collector.people) == {f"{github.host}/grace", f"{github.host}/joan"}


def test_the_newest_hundred_open_by_creation(collector, github):
    add(github, [Item(number, days_ago(number), changed=NOW) for number in range(1, 151)])
    found = sample(collector)
    assert [issue.opened for issue in found.open] == [days_ago(number) for number in range(1, 101)]
    assert found.open_total == 150


def test_the_last_hundred_closed_by_closing_though_old_ones_were_touched(collector, github):
    """The server can order by last change only: 120 old ones with a fresh comment come first there."""
    touched = [
        Item(number, days_ago(2000), closed=days_ago(1000 + number), comments=[Answer(days_ago(1), "grace")])
        for number in range(120)
    ]
    fresh = [Item(1000 + number, days_ago(90), closed=days_ago(number / 10 + 2)) for number in range(150)]
    add(github, [*touched, *fresh])
    found = sample(collector)
    assert [issue.closed for issue in found.closed] == [days_ago(number / 10 + 2) for number in range(100)]
    assert found.closed_total == 270


def test_when_everything_was_touched_the_last_closed_are_unknown(collector, github, words):
    add(github, [Item(n, days_ago(2000), closed=days_ago(1000 + n), changed=days_ago(1)) for n in range(500)])
    reading = collector.read("city/forms")["city/forms"]
    assert reading.forge.issues is None
    assert "changed lately" in words(reading)["issues"]


def test_twelve_months_are_counted_in_the_lists_where_they_reach_back(collector, github):
    old = Item(1, days_ago(500), closed=days_ago(10))
    recent = [Item(2, days_ago(300)), Item(3, days_ago(20), closed=days_ago(5))]
    add(github, [old, *recent, Item(4, days_ago(900), closed=days_ago(800))])
    found = sample(collector)
    assert (found.opened_12_months, found.closed_12_months) == (2, 2)
    assert not github.questions("search(")


def test_twelve_months_of_a_busy_repository_are_counted_by_search(collector, github):
    opened = [Item(number, days_ago(number / 2)) for number in range(1, 301)]
    closed = [Item(1000 + n, days_ago(400), closed=days_ago(n)) for n in range(1, 500)]
    add(github, [*opened, *closed])
    found = sample(collector)
    assert (found.opened_12_months, found.closed_12_months) == (300, 364)
    assert len(github.questions("search(")) == 1


def test_a_past_day_sees_what_was_open_then(collector, github):
    since_closed = Item(1, days_ago(200), closed=days_ago(50), comments=[Answer(days_ago(60), "grace")])
    later = Item(2, days_ago(30))
    done = Item(3, days_ago(300), closed=days_ago(250))
    add(github, [since_closed, later, done])
    found = sample(collector, as_of=days_ago(100))
    (issue,) = found.open
    assert (issue.opened, issue.closed, issue.first_response) == (days_ago(200), None, None)
    assert [each.closed for each in found.closed] == [days_ago(250)]
    assert (found.open_total, found.closed_total) == (1, 1)


def test_a_past_day_behind_too_many_changes_is_unknown(collector, github, words):
    add(github, [Item(number, days_ago(number / 10)) for number in range(1, 300)])
    reading = collector.read("city/forms", as_of=days_ago(200))["city/forms"]
    assert reading.forge.issues is None
    assert "too many since then" in words(reading)["issues"]


def test_one_that_is_closed_while_we_read_is_there_once(collector, github):
    """The light facts counted one closed; when the lists are read there are two."""
    issue = Item(1, days_ago(9))
    add(github, [issue, Item(2, days_ago(8), closed=days_ago(2))])

    def close(_number: int) -> None:
        if github.questions("list: issues"):
            issue.closed = days_ago(0.5)

    github.before = close
    found = sample(collector)
    assert found.open == ()
    assert [each.closed for each in found.closed] == [days_ago(0.5), days_ago(2)]


def test_pages_that_move_give_nothing_twice(collector, github):
    """Between two pages an issue closes; all others slide down by one."""
    closed = [
        Item(n, days_ago(200), closed=days_ago(n / 2 + 1), changed=days_ago(0.9)) for n in range(1, 181)
    ]
    repository = add(github, closed)

    def push(_number: int) -> None:
        if github.questions("after: $") and len(repository.issues) == 180:
            repository.issues.append(Item(999, days_ago(5), closed=days_ago(0.2)))

    github.before = push
    found = sample(collector)
    assert len(repository.issues) == 181
    assert len({issue.closed for issue in found.closed}) == len(found.closed) == 100
