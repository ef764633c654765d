"""A snapshot: all facts about a project at one moment, and what it cost to collect them."""

from typing import Literal

from pydantic import Field

from mrl.model.answers import Answers
from mrl.model.base import Frozen, Moment, Unit
from mrl.model.facts import Gap, RepositoryFacts
from mrl.model.forge import TrackerFacts
from mrl.model.project import Tracker

SNAPSHOT_SCHEMA: Literal["mrl-snapshot/1"] = "mrl-snapshot/1"


class Authors(Frozen):
    """How identities became numbered authors, counted over the whole project.

    `identities` are distinct pairs of name and address; `merged_by` counts the identities that a
    rule joined to another one (`mailmap`, `address`, `name`). `organisations` gives authors whose
    address belongs to an organisation's domain the afresh-numbered organisation.
    """

    identities: int = Field(ge=0)
    authors: int = Field(ge=0)
    merged_by: dict[str, int]
    organisations: dict[int, int]


class Cost(Frozen):
    """What a run used; seconds are wall time."""

    seconds: float = Field(ge=0)
    git_commands: int = Field(ge=0)
    clones: int = Field(ge=0)
    requests: int = Field(ge=0)


class OwnAnswers(Frozen):
    """Answers that the assessed repository itself carries (`.mrl/answers.yaml`)."""

    repository: str
    path: str
    answers: Answers


class Snapshot(Frozen):
    """The facts of one project as of one moment."""

    schema_: Literal["mrl-snapshot/1"] = Field(default=SNAPSHOT_SCHEMA, alias="schema")
    tool_version: str
    project: str
    description: str | None = None
    homepage: str | None = None
    as_of: Moment
    core_weight: Unit = 0.6
    tracker: Tracker | None = None
    tracker_facts: tuple[TrackerFacts, ...] | None = None
    """What trackers outside the forge say of the project; None where none was asked."""
    authors: Authors | None = None
    repositories: tuple[RepositoryFacts, ...]
    own_answers: tuple[OwnAnswers, ...] = ()
    gaps: tuple[Gap, ...] = ()
    cost: Cost
    digest: str | None = None
    """SHA-256 of the rest, written by the collector; it tells apart a snapshot edited by hand."""
