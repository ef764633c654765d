"""What to look at: one project of one or more repositories (`project.yaml`)."""

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from mrl.model.base import Frozen, Name, Unit, say

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
    """An issue tracker that the project uses; `project` is its key or identifier there."""

    kind: TrackerKind
    url: str | None = None
    project: str | None = None


class Organisation(Frozen):
    """Repositories of an organisation or group on a forge, chosen by patterns of their names.

    A pattern is a name with `*` for any letters and `?` for one. `include` chooses, `exclude` takes
    away again; `core` and `retired` name parts. Archived repositories are retired, empty ones and
    forks are left out unless the settings say otherwise.
    """

    url: str = Field(min_length=1)
    kind: Literal["github", "gitlab"] | None = None
    """The software of the server, where its name does not tell."""
    include: tuple[str, ...] = ("*",)
    exclude: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    forks: bool = False


class Components(Frozen):
    """The components a packaging repository pins, taken from the properties of its Maven manifest.

    Every property `<artifact>.version` (or a dependency's artifact id) names an artifact; it is
    looked for among the repositories of `organisations` whose name ends in the artifact's name.
    """

    repository: str = Field(min_length=1)
    manifest: str = "pom.xml"
    organisations: tuple[str, ...] = Field(min_length=1)


class QualityServer(Frozen):
    """A SonarQube server, and the keys of repositories on it: their figures are measured.

    Those of a place that a README or a build file names are the project's own word.
    """

    url: str = Field(min_length=1)
    keys: dict[str, str] = {}
    """Repository name to the key of its project on the server."""


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
    name: Name
    description: str | None = None
    homepage: str | None = None
    repositories: tuple[RepositorySource, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    components: Components | None = None
    tracker: Tracker | None = None
    quality: QualityServer | None = None
    results: tuple[str, ...] = ()
    """Files or https addresses of ScanCode, Scorecard, REUSE or ORT results."""
    core_weight: Unit = 0.6
    answers: str | None = None

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not (self.repositories or self.organisations or self.components):
            raise ValueError(
                say("the project names nothing: give `repositories`, `organisations` or `components`")
            )
        return self
