"""Samples of issues and merge requests as they stood at a moment, from what GitLab lists."""

from collections.abc import Callable, Iterable

from mrl.collectors.git.commit_kinds import is_robot
from mrl.collectors.gitlab.answers import (
    Account,
    ChangeLists,
    ChangeNode,
    Count,
    IssueLists,
    IssueNode,
    Listed,
    Node,
    NoteNode,
)
from mrl.model.base import Moment
from mrl.model.forge import LARGEST_SAMPLE, Issue, IssueSample
from mrl.model.project import TrackerKind

Number = Callable[[str], int]
"""Gives each person's name the same number every time."""


def issue_sample(lists: IssueLists, url: str, as_of: Moment, number: Number) -> IssueSample | None:
    """Give the sample of issues; None where the lists could not be read.

    `later` holds those closed after the moment: they were open then.
    """
    if lists.open is None or lists.closed is None:
        return None
    later = _seen(lists.later)
    return IssueSample(
        source=TrackerKind.GITLAB,
        url=url,
        open=_newest_open((_issue(node, as_of, number) for node in (*lists.open.seen, *later)), as_of),
        closed=_last_closed((_issue(node, as_of, number) for node in lists.closed.seen), as_of),
        open_total=_total(lists.open, lists.later),
        closed_total=lists.closed.count,
        opened_12_months=_total(lists.opened_in_year),
        closed_12_months=_total(lists.closed_in_year),
    )


def change_sample(lists: ChangeLists, url: str, as_of: Moment, *, closing_told: bool) -> IssueSample | None:
    """Give the sample of merge requests; None where the lists could not be read.

    Where the version does not tell when one was closed without being merged (`closing_told`), the
    closed ones are the merged ones and totals of closed ones are unknown.
    """
    if lists.open is None or lists.merged is None:
        return None
    later = (*_seen(lists.later_merged), *_seen(lists.later_closed))
    ended = (*lists.merged.seen, *_seen(lists.closed))
    return IssueSample(
        source=TrackerKind.GITLAB,
        url=url,
        open=_newest_open((_change(node, as_of) for node in (*lists.open.seen, *later)), as_of),
        closed=_last_closed((_change(node, as_of) for node in ended), as_of),
        open_total=_total(lists.open, lists.later_merged, lists.later_closed),
        closed_total=_total(lists.merged, lists.closed) if closing_told else None,
        opened_12_months=_total(lists.opened_in_year),
        closed_12_months=_total(lists.merged_in_year, lists.closed_in_year) if closing_told else None,
    )


def _seen(listed: Listed[Node] | None) -> tuple[Node, ...]:
    return listed.seen if listed is not None else ()


def _total(first: Count | None, *others: Count | None) -> int | None:
    """Add up counts, where lists that were not asked for are None; unknown if one of them has no count."""
    counts = [each.count for each in (first, *others) if each is not None]
    known = [count for count in counts if count is not None]
    return sum(known) if first is not None and len(known) == len(counts) else None


def _newest_open(issues: Iterable[Issue], as_of: Moment) -> tuple[Issue, ...]:
    then_open = [
        issue.model_copy(update={"closed": None, "merged": False if issue.merged is not None else None})
        for issue in issues
        if issue.opened <= as_of and (issue.closed is None or issue.closed > as_of)
    ]
    return tuple(sorted(then_open, key=lambda issue: issue.opened, reverse=True)[:LARGEST_SAMPLE])


def _last_closed(issues: Iterable[Issue], as_of: Moment) -> tuple[Issue, ...]:
    dated = [(issue.closed, issue) for issue in issues if issue.closed is not None and issue.closed <= as_of]
    newest_first = sorted(dated, key=lambda pair: pair[0], reverse=True)
    return tuple(issue for _, issue in newest_first[:LARGEST_SAMPLE])


def _issue(node: IssueNode, as_of: Moment, number: Number) -> Issue:
    first, known = _first_answer(node.notes, node.author, as_of)
    return Issue(
        opened=node.created_at,
        closed=node.closed_at,
        first_response=first,
        answer_known=known,
        assignees=tuple(number(person.username) for person in _seen(node.assignees) if not _is_robot(person)),
    )


def _change(node: ChangeNode, as_of: Moment) -> Issue:
    """Read a merge request; an approval without a comment is an answer of unknown time."""
    first, known = _first_answer(node.notes, node.author, as_of)
    approved = any(_is_other(person, node.author) for person in _seen(node.approved_by))
    told = node.approved_by is not None and not node.approved_by.hides
    return Issue(
        opened=node.created_at,
        closed=node.merged_at or node.closed_at,
        first_response=first,
        answer_known=known and not (approved and first is None),
        merged=node.merged_at is not None and node.merged_at <= as_of,
        reviewed=True if approved or first is not None else (False if known and told else None),
    )


def _first_answer(
    notes: Listed[NoteNode] | None, author: Account | None, as_of: Moment
) -> tuple[Moment | None, bool]:
    """Give the time of the first comment by another person, and whether that is known."""
    if notes is None or author is None:
        return None, False
    times = [
        note.created_at
        for note in notes.seen
        if not note.system and note.author is not None and _is_other(note.author, author)
    ]
    before = [time for time in times if time <= as_of]
    return (min(before), True) if before else (None, bool(times) or not notes.goes_on)


def _is_other(person: Account, author: Account | None) -> bool:
    """Whether this is a person, and not the author."""
    return author is not None and person.username != author.username and not _is_robot(person)


def _is_robot(person: Account) -> bool:
    return bool(person.bot) or is_robot(person.username, "")
