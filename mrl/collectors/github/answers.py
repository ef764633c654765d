"""What GitHub's GraphQL interface answers, as far as it is read; a wrong part is a gap that names it.

Names are those of that interface, also where the REST interface was asked (`rest_answers`). A field that was
not set was not asked or could not be read; one that is None was answered with nothing.
"""

from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from mrl.collectors.http.moments import Time
from mrl.collectors.http.shapes import Flag, Whole, Words

Node = TypeVar("Node")


class Answer(BaseModel):
    """A record of the GraphQL interface, which answers what it was asked and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)

    def tells(self, name: str) -> bool:
        """Whether a field was answered, be it with nothing."""
        return name in self.model_fields_set


class Envelope(Answer):
    """The whole of an answer: data by alias, and errors about parts of it."""

    model_config = ConfigDict(extra="ignore")

    data: dict[str, Any] | None = None
    errors: tuple["ErrorNode", ...] | None = None


class ErrorNode(Answer):
    """What the server says against a part of a question."""

    model_config = ConfigDict(extra="ignore")

    type: Words = ""
    message: Words = ""
    path: tuple[Annotated[Words | int, Field(union_mode="left_to_right")], ...] | None = None


class Total(Answer):
    """A list of which only the length was asked."""

    total_count: Whole


class PageInfo(Answer):
    """Whether a list goes on, and where."""

    has_next_page: Flag
    end_cursor: Words | None = None


class Nodes(Answer, Generic[Node]):
    """The first entries of a list; one that may not be seen is None."""

    nodes: tuple[Node | None, ...] | None = None

    @property
    def seen(self) -> tuple[Node, ...]:
        """The entries that may be seen."""
        return tuple(node for node in self.nodes or () if node is not None)


class Actor(Answer):
    """Who did something."""

    typename: Words = Field(default="", alias="__typename")
    login: Words


class Assignee(Answer):
    """Who is to do something."""

    login: Words


class AnswerNode(Answer):
    """A comment, or a review, which has the moment it was handed in."""

    created_at: Time | None = None
    submitted_at: Time | None = None
    author: Actor | None = None

    @property
    def time(self) -> Time | None:
        """When it was given; None for a review that is still being written."""
        return self.submitted_at or self.created_at


class Answers(Nodes[AnswerNode]):
    """The first answers of one kind to an issue or a change request, and how many there are."""

    total_count: Whole | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all of them were read."""
        return self.total_count == len(self.nodes or ())


class ItemNode(Answer):
    """An issue or a change request; only the latter tells when it was merged, be it never."""

    number: Whole
    created_at: Time
    updated_at: Time | None = None
    closed_at: Time | None = None
    author: Actor | None = None
    assignees: Nodes[Assignee] | None = None
    comments: Answers | None = None
    merged_at: Time | None = None
    reviews: Answers | None = None

    @property
    def is_change(self) -> bool:
        """Whether it is a change request."""
        return self.tells("merged_at")


class ReleaseNode(Answer):
    """A release."""

    tag_name: Words
    created_at: Time | None = None
    published_at: Time | None = None
    is_prerelease: Flag | None = None
    is_draft: Flag | None = None
    release_assets: Total | None = None


class Page(Nodes[Node], Generic[Node]):
    """One page of a long list."""

    total_count: Whole | None = None
    page_info: PageInfo | None = None


class ItemList(Answer):
    """One page of issues or change requests of a repository."""

    list: Page[ItemNode] | None = None


class ReleaseList(Answer):
    """One page of releases of a repository."""

    list: Page[ReleaseNode] | None = None


class Changed(Answer):
    """When an entry was last changed."""

    updated_at: Time | None = None


class Newest(Nodes[Changed]):
    """The entry of a list that was changed last, and how many there are."""

    total_count: Whole | None = None


class Folder(Answer):
    """A folder of the repository; one that is a file after all has no entries."""

    entries: tuple["Entry", ...] | None = None


class Entry(Answer):
    """An entry of a folder, with the folder that it is if it is one."""

    name: Words
    type: Words
    object: Folder | None = None


class Named(Answer):
    """A record of which only the name matters."""

    name: Words


class Topic(Answer):
    """A topic of a repository."""

    topic: Named


class License(Answer):
    """The license that GitHub recognises."""

    spdx_id: Words | None = None


class Label(Answer):
    """A label, and how many open issues have it."""

    name: Words
    issues: Total


class UpdateRule(Answer):
    """What the older rules ask of a change to a branch."""

    required_approving_review_count: Whole | None = None
    required_status_check_contexts: tuple[Words | None, ...] | None = None


class Rule(Answer):
    """A rule of a rule set."""

    type: Words


class Branch(Answer):
    """The default branch; the REST interface tells only whether it is protected."""

    protected: Flag | None = None
    ref_update_rule: UpdateRule | None = None
    rules: Nodes[Rule] | None = None


class RepositoryNode(Answer):
    """A repository, of which a question asks for some fields; each is read by itself."""

    name_with_owner: Words | None = None
    url: Words | None = None
    description: Words | None = None
    homepage_url: Words | None = None
    is_archived: Flag | None = None
    archived_at: Time | None = None
    is_fork: Flag | None = None
    is_template: Flag | None = None
    is_empty: Flag | None = None
    has_issues_enabled: Flag | None = None
    has_discussions_enabled: Flag | None = None
    pushed_at: Time | None = None
    updated_at: Time | None = None
    newest_issue: Newest | None = None
    newest_change: Newest | None = None
    newest_release: Newest | None = None
    root: Folder | None = None
    hidden: Folder | None = None
    documents: Folder | None = None
    repository_topics: Nodes[Topic] | None = None
    license_info: License | None = None
    open_issues: Total | None = None
    closed_issues: Total | None = None
    open_changes: Total | None = None
    closed_changes: Total | None = None
    releases: Page[ReleaseNode] | None = None
    labels: Nodes[Label] | None = None
    default_branch_ref: Branch | None = None
    community_files: dict[str, bool] | None = None
    """As the REST interface tells it: for each kind of file whether the repository itself has it."""
    inherited_files: dict[str, Words] | None = None
    """As the REST interface tells it: for each kind of file its address in the organisation's repository."""


class SearchNode(Answer):
    """How many issues or change requests a search finds."""

    issue_count: Whole


class OwnedNode(Answer):
    """A repository among those of its owner."""

    name: Words
    url: Words
    is_archived: Flag | None = None
    is_fork: Flag | None = None
    is_empty: Flag | None = None
    pushed_at: Time | None = None


class OwnedPage(Nodes[OwnedNode]):
    """One page of what an owner has."""

    page_info: PageInfo


class OwnerNode(Answer):
    """An organisation or a user."""

    repositories: OwnedPage
