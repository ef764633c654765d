"""Answers of the REST interface under the names of the GraphQL one, so that one reader reads both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mrl.collectors.github.answers import AnswerNode, Answers, ItemNode
from mrl.collectors.github.api import FirstPage
from mrl.collectors.github.records import Node, Section
from mrl.collectors.github.rest_answers import CommentAnswer, ItemAnswer, ProfileAnswer, ReleaseAnswer
from mrl.collectors.http.errors import InvalidAnswer
from mrl.collectors.http.shapes import whole_number
from mrl.model.base import Moment, say

_PROFILE = {
    "readme": "readme",
    "license": "license",
    "contributing": "contributing",
    "code_of_conduct_file": "code_of_conduct",
    "issue_template": "issue_templates",
    "pull_request_template": "change_request_templates",
}

_NO_ORDER = say("the forge does not say when the last of a page of entries was created or changed")


def profile_facts(profile: ProfileAnswer, owner: str) -> dict[str, dict[str, bool] | dict[str, str]]:
    """Take apart the community profile: what is the repository's own, and what its organisation's."""
    files = {kind: profile.files[key] for key, kind in _PROFILE.items() if key in profile.files}
    addresses = {kind: (file.html_url if file else None) or "" for kind, file in files.items()}
    inherited = {
        kind: url for kind, url in addresses.items() if f"/{owner}/.github/".casefold() in url.casefold()
    }
    own = {kind: file is not None and kind not in inherited for kind, file in files.items()}
    return {"community_files": own, "inherited_files": inherited}


@dataclass(frozen=True)
class Comments:
    """The latest comments on a repository's issues, by issue; none is missing since `horizon`."""

    by_number: Mapping[int, Sequence[AnswerNode]]
    horizon: Moment | None

    @classmethod
    def of(cls, page: FirstPage[CommentAnswer]) -> "Comments":
        """Sort one page of comments, the latest first, by the issue they are on."""
        by_number: dict[int, list[AnswerNode]] = {}
        for answer in reversed(page.answers):
            number = whole_number(answer.issue_url.rpartition("/")[2])
            if number is not None:
                by_number.setdefault(number, []).append(answer.node())
        return cls(by_number, None if page.is_whole else oldest(page, "created_at"))

    def on(self, issue: ItemAnswer) -> Answers:
        """Give the comments on an issue; fewer than their count where some were not read."""
        found = self.by_number.get(issue.number, ())
        if self.horizon is None or issue.created_at >= self.horizon:
            return Answers(total_count=len(found), nodes=tuple(found))
        return Answers(total_count=issue.comments, nodes=())


def items(answers: Iterable[ItemAnswer], comments: Comments | None) -> list[ItemNode]:
    """Rename what is told of issues or change requests."""
    return [_item(answer, comments) for answer in answers]


def _item(answer: ItemAnswer, comments: Comments | None) -> ItemNode:
    merged = {"merged_at": answer.merged_at} if "merged_at" in answer.model_fields_set else {}
    return ItemNode(
        number=answer.number,
        created_at=answer.created_at,
        updated_at=answer.updated_at,
        closed_at=answer.closed_at,
        author=answer.user.actor() if answer.user else None,
        assignees=answer.assigned(),
        comments=comments.on(answer) if comments else Answers(total_count=answer.comments, nodes=()),
        **merged,
    )


def section(
    page: FirstPage[ItemAnswer] | FirstPage[ReleaseAnswer], nodes: Sequence[Node], ordered_by: str
) -> Section[Node]:
    """Make a list of one page of answers, the latest first; `nodes` are those of them that belong in it."""
    if page.is_whole:
        return Section(nodes=tuple(nodes), total=len(nodes))
    return Section(nodes=tuple(nodes), horizon=oldest(page, ordered_by))


def oldest(
    page: FirstPage[ItemAnswer] | FirstPage[ReleaseAnswer] | FirstPage[CommentAnswer], ordered_by: str
) -> Moment:
    """Give the moment since which nothing is missing; raises InvalidAnswer where the server does not tell."""
    time: Moment | None = getattr(page.answers[-1], ordered_by) if page.answers else None
    if time is None:
        raise InvalidAnswer(_NO_ORDER, passes=True)
    return time
