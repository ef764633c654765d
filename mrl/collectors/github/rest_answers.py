"""What GitHub's REST interface answers, as far as it is read, and the same under GraphQL's names.

Servers that speak only this interface, such as GitBucket, leave fields out; those stay unknown.
"""

from pydantic import BaseModel, ConfigDict

from mrl.collectors.github.answers import (
    Actor,
    AnswerNode,
    Assignee,
    License,
    Named,
    Nodes,
    OwnedNode,
    ReleaseNode,
    RepositoryNode,
    Topic,
    Total,
)
from mrl.collectors.http.moments import Time
from mrl.collectors.http.shapes import Flag, Whole, Words


class RestAnswer(BaseModel):
    """A record of the REST interface, which writes names with underscores."""

    model_config = ConfigDict(frozen=True)


class LicenseAnswer(RestAnswer):
    """The license that GitHub recognises; an object without its id is no license."""

    spdx_id: Words | None


class RepositoryAnswer(RestAnswer):
    """`GET /repos/{owner}/{repo}`; each field is read by itself."""

    full_name: Words | None = None
    html_url: Words | None
    description: Words | None = None
    homepage: Words | None = None
    archived: Flag | None = None
    fork: Flag | None = None
    is_template: Flag | None = None
    has_issues: Flag | None = None
    has_discussions: Flag | None = None
    pushed_at: Time | None = None
    updated_at: Time | None = None
    topics: tuple[Words, ...] | None = None
    license: LicenseAnswer | None = None
    default_branch: Words | None = None

    def node(self) -> RepositoryNode:
        """Rename what was told; what was left out stays unknown."""
        told = {
            _SAME[key]: getattr(self, key)
            for key in RepositoryAnswer.model_fields
            if key in self.model_fields_set & _SAME.keys()
        }
        if self.topics is not None:
            topics = tuple(Topic(topic=Named(name=each)) for each in self.topics)
            told["repository_topics"] = Nodes[Topic](nodes=topics)
        if "license" in self.model_fields_set:
            told["license_info"] = License(spdx_id=self.license.spdx_id) if self.license else None
        return RepositoryNode(**told)


_SAME = {
    "full_name": "name_with_owner",
    "html_url": "url",
    "description": "description",
    "homepage": "homepage_url",
    "archived": "is_archived",
    "fork": "is_fork",
    "is_template": "is_template",
    "has_issues": "has_issues_enabled",
    "has_discussions": "has_discussions_enabled",
    "pushed_at": "pushed_at",
    "updated_at": "updated_at",
}


class ListedAnswer(RestAnswer):
    """One entry of `GET /users/{owner}/repos`, as far as it tells which repositories there are."""

    name: Words
    html_url: Words
    archived: Flag | None = None
    fork: Flag | None = None
    size: Whole | None = None
    pushed_at: Time | None = None

    def node(self) -> OwnedNode:
        """Rename what was told.

        A size of zero may be that of a small repository: whether it is empty is then unknown.
        """
        return OwnedNode(
            name=self.name,
            url=self.html_url,
            is_archived=self.archived,
            is_fork=self.fork,
            is_empty=False if self.size else None,
            pushed_at=self.pushed_at,
        )


class FileAnswer(RestAnswer):
    """A file that the community profile shows."""

    html_url: Words | None


class ProfileAnswer(RestAnswer):
    """`GET /repos/{owner}/{repo}/community/profile`."""

    files: dict[str, FileAnswer | None]


class BranchAnswer(RestAnswer):
    """`GET /repos/{owner}/{repo}/branches/{branch}`."""

    protected: Flag | None = None


class Present(RestAnswer):
    """A record of which only matters that it is there."""


class ReleaseAnswer(RestAnswer):
    """One entry of `GET /repos/{owner}/{repo}/releases`."""

    tag_name: Words
    created_at: Time | None = None
    published_at: Time | None = None
    prerelease: Flag | None = None
    draft: Flag | None = None
    assets: tuple[Present, ...] | None = None

    def node(self) -> ReleaseNode:
        """Rename what was told."""
        return ReleaseNode(
            tag_name=self.tag_name,
            created_at=self.created_at,
            published_at=self.published_at,
            is_prerelease=self.prerelease,
            is_draft=self.draft,
            release_assets=Total(total_count=len(self.assets or ())),
        )


class UserAnswer(RestAnswer):
    """Who did something."""

    login: Words
    type: Words | None = None

    def actor(self) -> Actor:
        """Rename what was told."""
        return Actor(login=self.login, typename=self.type or "")


class ItemAnswer(RestAnswer):
    """One entry of `/issues` or `/pulls`; change requests are listed among the issues as well."""

    number: Whole
    created_at: Time
    updated_at: Time | None = None
    closed_at: Time | None = None
    merged_at: Time | None = None
    user: UserAnswer | None = None
    assignees: tuple[UserAnswer | None, ...] | None = None
    comments: Whole | None = None
    pull_request: Present | None = None

    def assigned(self) -> Nodes[Assignee]:
        """Rename who is to do it."""
        return Nodes[Assignee](
            nodes=tuple(Assignee(login=each.login) for each in self.assignees or () if each)
        )


class CommentAnswer(RestAnswer):
    """One entry of `/issues/comments`."""

    issue_url: Words = ""
    created_at: Time | None = None
    user: UserAnswer | None = None

    def node(self) -> AnswerNode:
        """Rename what was told."""
        return AnswerNode(created_at=self.created_at, author=self.user.actor() if self.user else None)


class AdvisoryAnswer(RestAnswer):
    """One entry of `/security-advisories`."""

    published_at: Time


class PrivateReportsAnswer(RestAnswer):
    """`GET /repos/{owner}/{repo}/private-vulnerability-reporting`."""

    enabled: Flag
