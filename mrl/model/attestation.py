"""The statement that goes with a release: which files it is about and what their assessment says.

It is an in-toto Statement v1 (https://github.com/in-toto/attestation/tree/main/spec/v1). As that asks of
readers, keys that are not known here are left alone; so a later predicate of the same type may hold more.
"""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from mrl.model.assessment import LevelState
from mrl.model.base import AssessedMoment, Count, Day, Frozen, LevelNumber, OnTen, Unit
from mrl.model.provenance import Word

STATEMENT_TYPE: Literal["https://in-toto.io/Statement/v1"] = "https://in-toto.io/Statement/v1"
PREDICATES = "https://example.org/mrl/attestation/assessment/"
"""Every version of the predicate has a type that begins so; the address is that of publiccode.yml."""
PREDICATE_TYPE: Literal["https://example.org/mrl/attestation/assessment/v1"] = (
    "https://example.org/mrl/attestation/assessment/v1"
)
PAYLOAD_TYPE = "application/vnd.in-toto+json"
"""What a signed envelope (DSSE) calls a statement."""


class Attested(Frozen):
    """A part of a statement; unlike in our own files, unknown keys are no mistake."""

    model_config = ConfigDict(extra="ignore")


class AttestedLevel(Attested):
    """The level of a headline; None is below the first, or not said because of `state`."""

    state: LevelState
    point: LevelNumber | None
    lowest: LevelNumber | None
    highest: LevelNumber | None


class AttestedVoice(Attested):
    """A role, and the last day on which it gave its word."""

    role: str | None
    day: Day | None


class AttestedProvenance(Attested):
    """Whose word a headline rests on: the weakest one, and how many criteria were decided by whom.

    `claimed` are roles that the project gives itself, which nobody checked.
    """

    word: Word | None
    measured: Count
    assessed: Count
    self_declared: Count
    assessors: tuple[AttestedVoice, ...]
    claimed: tuple[AttestedVoice, ...]
    review: AttestedVoice | None


class AttestedHeadline(Attested):
    """A headline on 0 to 10; coverage is the share of its weight that is known."""

    id: str
    point: OnTen | None
    lowest: OnTen
    highest: OnTen
    coverage: Unit
    level: AttestedLevel | None
    provenance: AttestedProvenance | None = None
    """Whose word it rests on; None in a statement of an older version, which did not say."""


class AttestedRubric(Attested):
    """Which rubric was used; `sha256` is the digest of its file."""

    id: str
    version: str
    sha256: str
    altered: bool = False
    """Whether it bears the id of a rubric that comes with mrl, and is none of its versions."""


class AttestedCoverage(Attested):
    """How many criteria of the rubric are known, unknown or not applicable."""

    known: Count
    unknown: Count
    not_applicable: Count


class AttestedRepository(Attested):
    """A repository and the commit of it that was assessed; None where it is not known."""

    name: str
    url: str | None
    commit: str | None


class AttestedAnswers(Attested):
    """How many answers count, by whose file they come from (`assessor`, `project`), and what else was said.

    `unused` are answers that a stronger one or a metric replaced, or that have expired; `overrides` are
    measured values that an assessor replaced.
    """

    used: dict[str, Count]
    unused: Count
    overrides: Count


class AttestedReview(Attested):
    """A sign-off by a second person, of whom only the role is said; it may no longer count."""

    role: str
    date: Day
    counts: bool


class AssessmentPredicate(Attested):
    """What an assessment says: all of it can be read from the assessment.json among the subjects."""

    project: str
    as_of: AssessedMoment
    tool_version: str
    rubric: AttestedRubric
    headlines: tuple[AttestedHeadline, ...]
    coverage: AttestedCoverage
    repositories: tuple[AttestedRepository, ...]
    answers: AttestedAnswers
    reviews: tuple[AttestedReview, ...]


class AttestedFile(Attested):
    """A file that the statement is about: its digests by algorithm, in hexadecimal.

    A file is known by its digest; the name only helps people.
    """

    name: str | None = None
    digest: Annotated[dict[str, str], Field(min_length=1)]


class Statement(Attested):
    """An in-toto statement about the files of a release and the assessment of what is in them."""

    type_: Literal["https://in-toto.io/Statement/v1"] = Field(default=STATEMENT_TYPE, alias="_type")
    subject: Annotated[tuple[AttestedFile, ...], Field(min_length=1)]
    predicate_type: Literal["https://example.org/mrl/attestation/assessment/v1"] = Field(
        default=PREDICATE_TYPE, alias="predicateType"
    )
    predicate: AssessmentPredicate
