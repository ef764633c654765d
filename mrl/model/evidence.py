"""Evidence: what the metrics say of a project, each value with where it came from."""

from enum import StrEnum

from pydantic import Field

from mrl.model.base import Count, Frozen, Message, Unit, Value, say

OWN_WORD = say("what the project itself names or hands over is not heard here")
"""Why a value is unknown where the project's own word is left out."""


class Kind(StrEnum):
    """The kind of value a metric gives."""

    YES_NO = "yes_no"
    COUNT = "count"
    NUMBER = "number"
    SHARE = "share"
    WORD = "word"


class Better(StrEnum):
    """Which direction is good; `neither` for words and context figures."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class AddsUp(StrEnum):
    """How a metric adds up over several repositories (and what k known of n then means).

    any: true if any known one is, else unknown while k < n. sum: a lower bound while k < n.
    share, median: pooled over the known if they hold at least 90 % of the weight, else unknown.
    worst: the known failure, else unknown while k < n. core: the core repositories only.
    """

    ANY = "any"
    SUM = "sum"
    SHARE = "share"
    MEDIAN = "median"
    WORST = "worst"
    CORE = "core"


class Origin(StrEnum):
    """Where a value comes from; a declared one comes from the project, though it was read somewhere."""

    MEASURED = "measured"
    DECLARED = "declared"
    ASSESSED = "assessed"


class Bound(StrEnum):
    """Whether a value is exact or only a lower bound (some repositories are unknown)."""

    EXACT = "exact"
    AT_LEAST = "at_least"


class MetricInfo(Frozen):
    """What a metric states: its definition, unit and the source of the definition."""

    id: str
    title: str
    definition: str
    unit: str
    kind: Kind
    better: Better
    adds_up: AddsUp
    source: str
    needs: str
    """What it is read from: git, forge, tracker, quality server."""
    words: tuple[str, ...] = ()
    """The values a metric of kind word can take."""


class Evidence(Frozen):
    """One metric's result for the whole project.

    Exactly one of `value` and `reason` is given. `known` of `total` repositories had the facts.
    """

    metric: str
    title: str
    kind: Kind
    unit: str
    better: Better
    value: Value | None = None
    bound: Bound = Bound.EXACT
    sentence: Message | None = None
    reason: Message | None = None
    origin: Origin = Origin.MEASURED
    source: str
    links: tuple[str, ...] = ()
    known: Count
    total: Count
    known_weight: Unit = 1.0
    """The part of the project's weight that the known repositories hold."""

    @property
    def is_own_word(self) -> bool:
        """Whether the project itself named or handed over what this was read from."""
        return self.origin is Origin.DECLARED

    def unheard(self) -> "Evidence":
        """Return this as unknown, where it is the project's own word."""
        if not self.is_own_word or self.value is None:
            return self
        changes = {"value": None, "sentence": None, "reason": OWN_WORD, "links": (), "bound": Bound.EXACT}
        return self.model_copy(update=changes)


class RepositoryEvidence(Frozen):
    """One repository's place in the project and its own value of each metric (None is unknown)."""

    name: str
    role: str
    url: str | None
    commit: str | None
    weight: float = Field(ge=0, le=1)
    values: dict[str, Value | None]
