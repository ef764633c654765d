"""What to look at: one project of one or more repositories (`project.yaml`)."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from mrl.model.base import Frozen, Unit

PROJECT_SCHEMA: Literal["mrl-project/1"] = "mrl-project/1"


class Role(StrEnum):
    """The part a repository plays in its project."""

    CORE = "core"
    SATELLITE = "satellite"
    RETIRED = "retired"


class TrackerKind(StrEnum):
    """Where a project keeps its issues."""

    GITHUB = "github"
    GITLAB = "gitlab"
    JIRA = "jira"
    REDMINE = "redmine"
    BUGZILLA = "bugzilla"
    OTHER = "other"


class Tracker(Frozen):
    """An issue tracker that the project uses."""

    kind: TrackerKind
    url: str | None = None


class RepositorySource(Frozen):
    """One repository: where it is, its part in the project, and what it builds.

    `source` is a path (relative to the project file) or an https address; `artifact` names what
    its tags are called after where that is not found in its manifests.
    """

    source: str = Field(min_length=1)
    name: str | None = Field(default=None, min_length=1)
    role: Role = Role.SATELLITE
    artifact: str | None = Field(default=None, min_length=1)


class Project(Frozen):
    """A project as its assessor describes it."""

    schema_: Literal["mrl-project/1"] = Field(default=PROJECT_SCHEMA, alias="schema")
    name: str = Field(min_length=1, max_length=300)
    description: str | None = None
    homepage: str | None = None
    repositories: tuple[RepositorySource, ...] = Field(min_length=1)
    tracker: Tracker | None = None
    core_weight: Unit = 0.6
    answers: str | None = None
