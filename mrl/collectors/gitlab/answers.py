"""What GitLab answers, as far as it is read; anything of another form is refused as a whole.

Names are those of the GraphQL and REST interfaces. None stands for what a version, an edition or
a permission leaves out.
"""

import datetime as dt
from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Node = TypeVar("Node")


def _without_detours(path: str) -> str:
    if any(set(segment) <= {"."} for segment in path.split("/")):
        raise ValueError("not the path of a project")
    return path


ProjectPath = Annotated[
    str,
    Field(max_length=1000, pattern=r"^[A-Za-z0-9_.+/-]+$"),
    AfterValidator(_without_detours),
]
"""A path as GitLab allows it, which leads nowhere else."""

Time = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(dt.UTC))]
"""A moment with its zone, turned into UTC."""


class RestAnswer(BaseModel):
    """A record of the REST interface, which writes names with underscores."""

    model_config = ConfigDict(frozen=True)


class LicenseAnswer(RestAnswer):
    """The license GitLab recognises: its key is the SPDX id in lower case."""

    key: str = Field(max_length=100)


class Other(RestAnswer):
    """A record of which only matters that it is there."""


class ProjectAnswer(RestAnswer):
    """`GET /projects/:id?license=true`."""

    path_with_namespace: ProjectPath
    description: str | None = None
    archived: bool | None = None
    default_branch: str | None = Field(default=None, max_length=1000)
    topics: tuple[str, ...] | None = None
    tag_list: tuple[str, ...] | None = None
    license: LicenseAnswer | None = None
    forked_from_project: Other | None = None
    issues_enabled: bool | None = None
    issues_access_level: str | None = None
    merge_requests_enabled: bool | None = None
    visibility: str | None = None


class BranchAnswer(RestAnswer):
    """`GET /projects/:id/repository/branches/:branch`."""

    protected: bool


class ListedProject(RestAnswer):
    """One entry of `GET /groups/:id/projects`."""

    path: ProjectPath
    path_with_namespace: ProjectPath
    archived: bool | None = None
    empty_repo: bool | None = None
    last_activity_at: Time | None = None
    forked_from_project: Other | None = None


class GraphAnswer(BaseModel):
    """A record of the GraphQL interface, which writes names in camel case."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)


class Count(GraphAnswer):
    """A list of which only the length was asked."""

    count: int | None = Field(default=None, ge=0)


class PageInfo(GraphAnswer):
    """Whether a list goes on."""

    has_next_page: bool


class Listed(Count, Generic[Node]):
    """The first entries of a list; an entry that may not be seen is None."""

    nodes: tuple[Node | None, ...] | None = None
    page_info: PageInfo | None = None

    @property
    def seen(self) -> tuple[Node, ...]:
        """The entries that may be seen."""
        return tuple(node for node in self.nodes or () if node is not None)

    @property
    def hides(self) -> bool:
        """Whether there are entries that may not be seen."""
        return self.nodes is None or None in self.nodes

    @property
    def goes_on(self) -> bool:
        """Whether there may be entries that were not seen."""
        return self.hides or self.page_info is None or self.page_info.has_next_page


class Account(GraphAnswer):
    """Who did something."""

    username: str = Field(max_length=500)
    bot: bool | None = None


class NoteNode(GraphAnswer):
    """A comment, or a line in which GitLab itself notes a change (`system`)."""

    created_at: Time
    system: bool
    author: Account | None = None


class IssueNode(GraphAnswer):
    """An issue."""

    created_at: Time
    closed_at: Time | None = None
    author: Account | None = None
    assignees: Listed[Account] | None = None
    notes: Listed[NoteNode] | None = None


class ChangeNode(GraphAnswer):
    """A merge request."""

    created_at: Time
    merged_at: Time | None = None
    closed_at: Time | None = None
    author: Account | None = None
    approved_by: Listed[Account] | None = None
    notes: Listed[NoteNode] | None = None


class IssueLists(GraphAnswer):
    """The issues asked for; `later` were closed after the moment asked about."""

    open: Listed[IssueNode] | None = None
    closed: Listed[IssueNode] | None = None
    later: Listed[IssueNode] | None = None
    opened_in_year: Count | None = None
    closed_in_year: Count | None = None


class ChangeLists(GraphAnswer):
    """The merge requests asked for; those of `later` were merged or closed after the moment asked about."""

    open: Listed[ChangeNode] | None = None
    merged: Listed[ChangeNode] | None = None
    closed: Listed[ChangeNode] | None = None
    later_merged: Listed[ChangeNode] | None = None
    later_closed: Listed[ChangeNode] | None = None
    opened_in_year: Count | None = None
    merged_in_year: Count | None = None
    closed_in_year: Count | None = None


class LinkNode(GraphAnswer):
    """A file that a release offers."""

    id: str


class AssetsNode(GraphAnswer):
    """What a release offers; the archives of the source that GitLab adds itself are not asked for."""

    links: Listed[LinkNode] | None = None


class ReleaseNode(GraphAnswer):
    """A release."""

    tag_name: str | None = Field(default=None, max_length=1000)
    released_at: Time | None = None
    assets: AssetsNode | None = None


class PipelineNode(GraphAnswer):
    """A pipeline that has ended."""

    status: str


class RuleNode(GraphAnswer):
    """A rule about branches."""

    is_default: bool
    is_protected: bool


class PathNode(GraphAnswer):
    """A file."""

    path: str


class TreeNode(GraphAnswer):
    """A folder."""

    blobs: Listed[PathNode] | None = None


class RepositoryNode(GraphAnswer):
    """Files of the repository."""

    root: TreeNode | None = None
    settings: TreeNode | None = None


class OverviewNode(GraphAnswer):
    """What one question tells of many projects."""

    repository: RepositoryNode | None = None
    releases: Listed[ReleaseNode] | None = None
    pipelines: Listed[PipelineNode] | None = None
    branch_rules: Listed[RuleNode] | None = None
    first_issues: Count | None = None
    starter_issues: Count | None = None
    quick_issues: Count | None = None
