"""What GitLab answers, as far as it is read; anything of another form is refused as a whole.

Names are those of the GraphQL and REST interfaces. None stands for what a version, an edition or
a permission leaves out.
"""

from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from mrl.collectors.http.moments import ZonedTime
from mrl.collectors.http.shapes import Flag, Whole, Words

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


class RestAnswer(BaseModel):
    """A record of the REST interface, which writes names with underscores."""

    model_config = ConfigDict(frozen=True)


class LicenseAnswer(RestAnswer):
    """The license GitLab recognises: its key is the SPDX id in lower case."""

    key: Words = Field(max_length=100)


class Other(RestAnswer):
    """A record of which only matters that it is there."""


class ProjectAnswer(RestAnswer):
    """`GET /projects/:id?license=true`."""

    path_with_namespace: ProjectPath
    description: Words | None = None
    archived: Flag | None = None
    default_branch: Words | None = Field(default=None, max_length=1000)
    topics: tuple[Words, ...] | None = None
    tag_list: tuple[Words, ...] | None = None
    license: LicenseAnswer | None = None
    forked_from_project: Other | None = None
    issues_enabled: Flag | None = None
    issues_access_level: Words | None = None
    merge_requests_enabled: Flag | None = None
    visibility: Words | None = None


class BranchAnswer(RestAnswer):
    """`GET /projects/:id/repository/branches/:branch`."""

    protected: Flag


class NotedAnswer(RestAnswer):
    """One entry of a list of issues or merge requests, as far as it tells how many comments it has."""

    user_notes_count: Whole | None = None


class PipelineAnswer(RestAnswer):
    """One entry of `GET /projects/:id/pipelines`."""

    status: Words


class LinksAnswer(RestAnswer):
    """What a release offers."""

    links: tuple[Other, ...] | None


class ReleaseAnswer(RestAnswer):
    """One entry of `GET /projects/:id/releases`."""

    tag_name: Words | None = None
    released_at: ZonedTime | None = None
    assets: LinksAnswer | None = None


class ListedProject(RestAnswer):
    """One entry of `GET /groups/:id/projects`."""

    path: ProjectPath
    path_with_namespace: ProjectPath
    archived: Flag | None = None
    empty_repo: Flag | None = None
    last_activity_at: ZonedTime | None = None
    forked_from_project: Other | None = None


class GraphAnswer(BaseModel):
    """A record of the GraphQL interface, which writes names in camel case."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)


class ErrorNode(GraphAnswer):
    """What the server says against a question."""

    message: Words = ""


class Envelope(GraphAnswer):
    """The whole of a GraphQL answer; of the data parts may be null."""

    data: dict[str, Any] | None = None
    errors: tuple[ErrorNode, ...] | None = None


class PathOnly(GraphAnswer):
    """A project among many, which its full path tells apart."""

    full_path: Words


class ProjectList(GraphAnswer):
    """The projects of a question about many."""

    nodes: tuple[dict[str, Any] | None, ...]


class Count(GraphAnswer):
    """A list of which only the length was asked; None where it is not told."""

    count: Whole | None


class PageInfo(GraphAnswer):
    """Whether a list goes on."""

    has_next_page: Flag


class Listed(Count, Generic[Node]):
    """The first entries of a list; an entry that may not be seen is None."""

    count: Whole | None = None
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

    username: Words = Field(max_length=500)
    bot: Flag | None = None


class NoteNode(GraphAnswer):
    """A comment, or a line in which GitLab itself notes a change (`system`)."""

    created_at: ZonedTime
    system: Flag
    author: Account | None = None


class IssueNode(GraphAnswer):
    """An issue."""

    created_at: ZonedTime
    closed_at: ZonedTime | None = None
    author: Account | None = None
    assignees: Listed[Account] | None = None
    notes: Listed[NoteNode] | None = None


class ChangeNode(GraphAnswer):
    """A merge request."""

    created_at: ZonedTime
    merged_at: ZonedTime | None = None
    closed_at: ZonedTime | None = None
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

    id: Words


class AssetsNode(GraphAnswer):
    """What a release offers; the archives of the source that GitLab adds itself are not asked for."""

    links: Listed[LinkNode] | None


class ReleaseNode(GraphAnswer):
    """A release."""

    tag_name: Words | None = Field(default=None, max_length=1000)
    released_at: ZonedTime | None = None
    assets: AssetsNode | None = None


class PipelineNode(GraphAnswer):
    """A pipeline that has ended."""

    status: Words


class RuleNode(GraphAnswer):
    """A rule about branches."""

    is_default: Flag
    is_protected: Flag


class PathNode(GraphAnswer):
    """A file."""

    path: Words


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
