"""Issues and merge requests: who answered first, what was open when, and how many there were."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from support.gitlab_state import Item, Note, ago

from mrl.collectors.gitlab.answers import Account, IssueLists, IssueNode, Listed, NoteNode, PageInfo
from mrl.collectors.gitlab.samples import issue_sample
from mrl.model.forge import IssueSample
from mrl.model.project import TrackerKind

ROBOTS = ("renovate-bot", "dependabot", "project_7_bot_0123")


def issues_of(gitlab, read, *items: Item, **options) -> IssueSample:
    gitlab.add("g/t", issues=list(items))
    sample = read("g/t", **options)["g/t"].forge.issues
    assert sample is not None
    return sample


def changes_of(gitlab, read, *items: Item, **options) -> IssueSample:
    gitlab.add("g/t", changes=list(items))
    sample = read("g/t", **options)["g/t"].forge.change_requests
    assert sample is not None
    return sample


def test_first_answer_by_another_person(gitlab, read):
    robots = [Note(name, ago(8.9)) for name in ROBOTS]
    notes = [
        Note("ada", ago(8.95)),
        Note("bea", ago(8.8), system=True),
        *robots,
        Note("bea", ago(8)),
        Note("cem", ago(7)),
    ]
    sample = issues_of(gitlab, read, Item(ago(9), notes=notes))
    assert sample.source is TrackerKind.GITLAB
    assert (sample.open[0].opened, sample.open[0].first_response) == (ago(9), ago(8))


def test_no_answer_is_known_only_if_all_comments_were_seen(gitlab, read):
    quiet = Item(ago(3), notes=[Note("ada", ago(2))])
    busy = Item(ago(4), notes=[Note("ada", ago(3)) for _ in range(30)])
    sample = issues_of(gitlab, read, quiet, busy)
    assert [issue.first_response for issue in sample.open] == [None, None]
    assert [issue.answer_known for issue in sample.open] == [True, False]


def test_people_are_numbered_alike(gitlab, read, numbers):
    items = [
        Item(ago(3), assignees=("bea", "renovate-bot")),
        Item(ago(4), closed=ago(1), assignees=("cem", "bea")),
    ]
    sample = issues_of(gitlab, read, *items)
    assert [issue.assignees for issue in (*sample.open, *sample.closed)] == [(0,), (1, 0)]
    assert list(numbers) == ["bea", "cem"]


def test_totals_and_twelve_months(gitlab, read):
    old = [Item(ago(800), closed=ago(700)) for _ in range(3)]
    sample = issues_of(gitlab, read, *old, Item(ago(500)), Item(ago(400), closed=ago(20)), Item(ago(10)))
    assert (sample.open_total, sample.closed_total) == (2, 4)
    assert (sample.opened_12_months, sample.closed_12_months) == (1, 1)


def test_newest_open_and_last_closed_hundred(gitlab, read):
    opened = [Item(ago(200 + number), notes=[Note("bea", ago(130 - number))]) for number in range(130)]
    closed = [Item(ago(500 - number), closed=ago(20 + number)) for number in range(130)]
    sample = issues_of(gitlab, read, *opened, *closed)
    assert [issue.opened for issue in sample.open] == [ago(200 + number) for number in range(100)]
    assert [issue.closed for issue in sample.closed] == [ago(20 + number) for number in range(100)]
    assert (sample.open_total, sample.closed_total) == (130, 130)


def test_merge_requests(gitlab, read):
    sample = changes_of(
        gitlab,
        read,
        Item(ago(9), merged=ago(8), approvers=("bea",)),
        Item(ago(7), closed=ago(6), notes=[Note("bea", ago(6.5))]),
        Item(ago(5), merged=ago(4), approvers=("ada", "renovate-bot")),
        Item(ago(3)),
    )
    assert [(change.merged, change.reviewed, change.answer_known) for change in sample.closed] == [
        (True, False, True),
        (False, True, True),
        (True, True, False),
    ]
    assert [change.merged for change in sample.open] == [False]
    assert (sample.open_total, sample.closed_total) == (1, 3)
    assert (sample.opened_12_months, sample.closed_12_months) == (4, 3)


def test_a_moment_in_the_past(gitlab, read):
    sample = issues_of(
        gitlab,
        read,
        Item(ago(90), closed=ago(80)),
        Item(ago(70), closed=ago(5), notes=[Note("bea", ago(4))]),
        Item(ago(60), notes=[Note("bea", ago(50))]),
        Item(ago(3)),
        as_of=ago(10),
    )
    assert [(issue.opened, issue.closed, issue.first_response) for issue in sample.open] == [
        (ago(60), None, ago(50)),
        (ago(70), None, None),
    ]
    assert [issue.answer_known for issue in sample.open] == [True, True]
    assert [issue.closed for issue in sample.closed] == [ago(80)]
    assert (sample.open_total, sample.closed_total) == (2, 1)


def test_merge_requests_in_the_past(gitlab, read):
    sample = changes_of(
        gitlab,
        read,
        Item(ago(30), merged=ago(5)),
        Item(ago(29), closed=ago(5)),
        Item(ago(28), merged=ago(20)),
        as_of=ago(10),
    )
    assert [(change.opened, change.merged) for change in sample.open] == [(ago(29), False), (ago(30), False)]
    assert [change.closed for change in sample.closed] == [ago(20)]
    assert sample.open_total == 2


def test_settings_in_the_past_are_unknown(gitlab, read):
    gitlab.add("g/t")
    reading = read("g/t", as_of=ago(10))["g/t"]
    assert (
        reading.forge.description is reading.forge.branch_protected is reading.forge.community_files is None
    )
    assert reading.forge.archived is False
    assert [gap.reason.in_english() for gap in reading.gaps] == [
        "the forge tells its settings as they are today; for a day in the past they cannot be had"
    ]


_TIMES = st.integers(0, 365 * 24).map(lambda hours: ago(hours / 24))


@given(
    st.lists(st.tuples(_TIMES, st.sampled_from(["ada", "bea", "renovate-bot"]), st.booleans())),
    st.booleans(),
    _TIMES,
)
def test_a_known_answer_is_a_comment_of_another_person(notes, more, as_of):
    nodes = tuple(
        NoteNode(created_at=time, system=system, author=Account(username=name))
        for time, name, system in notes
    )
    listed = Listed[NoteNode](nodes=nodes, page_info=PageInfo(has_next_page=more))
    node = IssueNode(
        created_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC), author=Account(username="ada"), notes=listed
    )
    lists = IssueLists(open=Listed[IssueNode](nodes=(node,)), closed=Listed[IssueNode](nodes=()))
    sample = issue_sample(lists, "https://gitlab.example/issues", as_of, lambda _name: 0)
    assert sample is not None
    issue = sample.open[0]
    by_others = [time for time, name, system in notes if name == "bea" and not system]
    before = [time for time in by_others if time <= as_of]
    assert issue.first_response == min(before, default=None)
    assert issue.answer_known == bool(by_others or not more)
