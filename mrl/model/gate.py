"""Gates: the conditions somebody sets on an assessment (`gate.yaml`), and how it stands to them."""

import re
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from mrl.model.assessment import HeadlineScore, LevelResult, Outcome
from mrl.model.base import Count, Day, Frozen, LevelNumber, Message, OnTen, Text, Unit, say
from mrl.model.evidence import Evidence
from mrl.model.movement import Edition, HeadlineMovement
from mrl.model.provenance import Provenance, Word

GATE_SCHEMA: Literal["mrl-gate/1"] = "mrl-gate/1"
REPORT_SCHEMA: Literal["mrl-gate-result/1"] = "mrl-gate-result/1"

_WRITTEN_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)\s*(%?)")


def read_share(value: Any) -> Any:
    """Read `0.4` or `40 %` as a share; raises ValueError for what is neither, such as a bare 40."""
    found = _WRITTEN_SHARE.fullmatch(value.strip()) if isinstance(value, str) else None
    share = float(found[1]) / (100 if found[2] else 1) if found else value
    if isinstance(share, str) or (isinstance(share, int | float) and not 0 <= share <= 1):
        raise ValueError(say("not a share; write 0.4 or 40 %"))
    return share


_SHARE_IN_FILES = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "string", "pattern": r"^\d{1,3}(\.\d{1,6})?\s*%$"},
    ]
}
WrittenShare = Annotated[
    Unit, BeforeValidator(read_share), WithJsonSchema(_SHARE_IN_FILES, mode="validation")
]


class JudgedBy(StrEnum):
    """What a condition on a score looks at: all it can still be, or what is known of it now.

    The point counts only where coverage passes the headline's floor; below it the range decides.
    """

    RANGE = "range"
    POINT = "point"


class Verdict(StrEnum):
    """How a condition ends; undetermined while what is not known could turn it either way."""

    PASS = "pass"  # noqa: S105 - a word of this page, not a password
    FAIL = "fail"
    UNDETERMINED = "undetermined"


class Waiver(Frozen):
    """Somebody's decision to live without a condition until a day (that day included)."""

    condition: str = Field(min_length=1)
    """A condition as the file writes it (`min_level`), or the node or criterion it is about."""
    reason: str = Field(min_length=10)
    until: Day
    role: str = Field(min_length=1)


class Gate(Frozen):
    """Conditions on one assessment; scores and falls are on 0 to 10."""

    schema_: Literal["mrl-gate/1"] = Field(default=GATE_SCHEMA, alias="schema")
    headline: str | None = None
    """What level, readiness, fall and coverage are about; else the first headline (with levels)."""
    by: JudgedBy | None = None
    undetermined: Literal["pass", "fail"] | None = None
    """What an undetermined gate counts as, for a pipeline that knows only two results."""
    min_level: LevelNumber | None = None
    min_readiness: OnTen | None = None
    min: dict[str, OnTen] = {}
    """Node (a dimension or headline, say) to the least score it must have."""
    min_measured: dict[str, OnTen] = {}
    """The same for what was measured alone: criteria that only a person can answer are left out."""
    met: tuple[str, ...] = ()
    provenance: Word | None = None
    """The weakest word that the headline may rest on.

    Unless it is `self-declared`, the other conditions do not pass on the project's own word alone.
    """
    max_fall: OnTen | None = None
    min_coverage: WrittenShare | None = None
    no_expired: bool = False
    waivers: tuple[Waiver, ...] = ()


class ConditionKind(StrEnum):
    """The kinds of conditions, by their keys in a gate file."""

    LEVEL = "min_level"
    READINESS = "min_readiness"
    NODE = "min"
    MEASURED = "min_measured"
    CRITERION = "met"
    PROVENANCE = "provenance"
    FALL = "max_fall"
    COVERAGE = "min_coverage"
    EXPIRED = "no_expired"


class Mend(Frozen):
    """Something that would help a condition: a thing to do, or a question whose answer would tell."""

    of: str
    """The criterion, or the metric of an override."""
    title: Text | Message
    kind: Literal["do", "find_out"]
    text: Text | None
    """The advice, or the question."""
    present: Message | None = None
    """What was found, or why nothing is known."""
    target: Message | None = None
    where: Text | None = None
    effort_days: Annotated[float, Field(ge=0, le=1000)] | None = None


class ConditionResult(Frozen):
    """One condition: what is asked, what was found, the verdict, and what would mend it."""

    id: str
    """`min_level`, `min.vitality`, `met.LIC-1`: the way to it in a gate file."""
    kind: ConditionKind
    of: str | None
    title: Text | None
    wanted: int | float | None = None
    verdict: Verdict
    applies: bool = True
    """False where the node or criterion does not apply to the project, which holds nobody back."""
    score: HeadlineScore | None = None
    level: LevelResult | None = None
    wanted_word: Word | None = None
    """The weakest word that is wanted, for a condition on provenance."""
    provenance: Provenance | None = None
    """Whose word the headline rests on that the condition is about."""
    on_own_word: bool = False
    """Whether it would pass on the project's own word alone, which does not count here."""
    outcome: Outcome | None = None
    outcome_name: Text | None = None
    """What the rubric calls the outcome, where it has a word of its own."""
    movement: HeadlineMovement | None = None
    expired: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    reason: Message | None = None
    mends: tuple[Mend, ...] = ()
    more_mends: Count = 0
    waiver: Waiver | None = None
    waived: Literal["used", "expired", "not_needed"] | None = None

    @property
    def counts_as(self) -> Verdict:
        """Give the verdict that counts: what is waived counts as passed."""
        return Verdict.PASS if self.waived == "used" else self.verdict


class GateReport(Frozen):
    """How an assessment stands to a gate; `status` is the exit status of `mrl gate`."""

    schema_: Literal["mrl-gate-result/1"] = Field(default=REPORT_SCHEMA, alias="schema")
    project: str
    assessed: Edition
    since: Edition | None = None
    by: JudgedBy
    conditions: tuple[ConditionResult, ...]
    verdict: Verdict
    undetermined: Literal["pass", "fail"] | None = None
    """What undetermined was told to count as."""
    status: Literal[0, 1, 3]
