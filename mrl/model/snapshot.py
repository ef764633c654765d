"""A snapshot: all facts about a project at one moment, and what it cost to collect them."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from mrl.model.answers import Answers
from mrl.model.base import AssessedMoment, Count, Frozen, Name, Unit
from mrl.model.facts import Gap, RepositoryFacts
from mrl.model.forge import TrackerFacts
from mrl.model.project import Tracker
from mrl.model.results import ExternalResults

SNAPSHOT_SCHEMA: Literal["mrl-snapshot/1"] = "mrl-snapshot/1"


class Authors(Frozen):
    """How identities became numbered authors, counted over the whole project.

    `identities` are distinct pairs of name and address; `merged_by` counts the identities that a
    rule joined to another one (`mailmap`, `address`, `name`). `organisations` gives authors whose
    address belongs to an organisation's domain the afresh-numbered organisation.
    """

    identities: Count
    authors: Count
    merged_by: dict[str, Count]
    organisations: dict[Count, Count]


class Cost(Frozen):
    """What a run used; seconds are wall time."""

    seconds: float = Field(ge=0, le=10**9)
    git_commands: Count
    clones: Count
    requests: Count


class Server(StrEnum):
    """A kind of server that facts beyond git come from; gaps have the same words as subjects."""

    FORGE = "forge"
    TRACKER = "tracker"
    QUALITY = "quality"


PROJECT_FILE = "project file"
"""The subject of gaps that say what of a project file is the project's own word."""


class Handed(StrEnum):
    """What a project chose or handed over itself; all but the roles are what a metric `needs`."""

    RESULTS = "result file"
    QUALITY = "quality server"
    TRACKER = "tracker"
    ROLES = "roles"


class OwnAnswers(Frozen):
    """Answers that the assessed repository itself carries (`.mrl/answers.yaml`)."""

    repository: str
    path: str
    answers: Answers


class Snapshot(Frozen):
    """The facts of one project as of one moment."""

    schema_: Literal["mrl-snapshot/1"] = Field(default=SNAPSHOT_SCHEMA, alias="schema")
    tool_version: str
    project: Name
    description: str | None = None
    homepage: str | None = None
    as_of: AssessedMoment
    core_weight: Unit = 0.6
    tracker: Tracker | None = None
    tracker_facts: tuple[TrackerFacts, ...] | None = None
    """What trackers outside the forge say of the project; None where none was asked."""
    results: ExternalResults | None = None
    """What other tools' result files say; None where none was named."""
    authors: Authors | None = None
    repositories: tuple[RepositoryFacts, ...] = Field(min_length=1)
    own_answers: tuple[OwnAnswers, ...] = ()
    handed: tuple[Handed, ...] = ()
    """Facts that are the project's own word, since it named or handed over what they were read from."""
    gaps: tuple[Gap, ...] = ()
    cost: Cost
    digest: str | None = None
    """SHA-256 of the rest without the cost; it tells apart a snapshot edited by hand."""
