"""Checking a gate against the assessment it is about: every name must be there, every waiver needed."""

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from mrl.errors import Problem
from mrl.files.validation import nearest
from mrl.model.assessment import Assessment, HeadlineResult
from mrl.model.base import Message, say
from mrl.model.gate import ConditionKind, Gate

Path = tuple[str | int, ...]


class Complain(Protocol):
    """Makes a problem at a place: in a file, or on the command line."""

    def __call__(self, path: Path, message: Message | str, remedy: Message | str = "", /) -> Problem:
        """Make the problem."""
        ...


def combined(written: Gate, given: Gate) -> Gate:
    """Add what the command line gives to a file; where both say the same thing the command line counts."""
    said = given.model_dump(exclude_defaults=True)
    both = {
        "min": {**written.min, **given.min},
        "min_measured": {**written.min_measured, **given.min_measured},
        "met": tuple(dict.fromkeys((*written.met, *given.met))),
    }
    return written.model_copy(update={**said, **both})


def scored_headline(gate: Gate, assessment: Assessment) -> HeadlineResult | None:
    """Give the headline that readiness, fall and coverage are about: the named one, else the first."""
    named = (each for each in assessment.headlines if gate.headline in (None, each.id))
    return next(named, None)


def levelled_headline(gate: Gate, assessment: Assessment) -> HeadlineResult | None:
    """Give the headline that the level is about: the named one, else the first that has levels."""
    named = (each for each in assessment.headlines if gate.headline in (None, each.id))
    return next((each for each in named if each.level is not None), None)


def condition_ids(gate: Gate) -> dict[str, str]:
    """Give every condition that is set by its id, each with the node or criterion it is about (or "")."""
    kinds = (
        *(ConditionKind.LEVEL, ConditionKind.READINESS, ConditionKind.PROVENANCE),
        *(ConditionKind.FALL, ConditionKind.COVERAGE),
    )
    ids = {kind.value: "" for kind in kinds if getattr(gate, kind.value) is not None}
    ids |= {ConditionKind.EXPIRED.value: ""} if gate.no_expired else {}
    ids |= {f"{ConditionKind.NODE.value}.{name}": name for name in gate.min}
    ids |= {f"{ConditionKind.MEASURED.value}.{name}": name for name in gate.min_measured}
    return ids | {f"{ConditionKind.CRITERION.value}.{name}": name for name in gate.met}


def name_problems(gate: Gate, assessment: Assessment, complain: Complain) -> Iterator[Problem]:
    """Find the headline, nodes and criteria that the assessment does not have."""
    headlines = [each.id for each in assessment.headlines]
    nodes = {each.id for each in assessment.nodes}.union(headlines)
    criteria = {each.id for each in assessment.criteria}
    if gate.headline is not None and gate.headline not in headlines:
        message = say("there is no headline '{name}'", name=gate.headline)
        yield complain(("headline",), message, _nearest(gate.headline, headlines))
    for key, names in (("min", gate.min), ("min_measured", gate.min_measured)):
        for name in names:
            if name not in nodes:
                other = say("it is a criterion; name it under '{key}'", key="met") if name in criteria else ""
                message = say("there is no node '{name}'", name=name)
                yield complain((key, name), message, other or _nearest(name, nodes))
    for place, name in enumerate(gate.met):
        if name not in criteria:
            other = say("it is a node; give it a score under '{key}'", key="min") if name in nodes else ""
            message = say("there is no criterion '{name}'", name=name)
            yield complain(("met", place), message, other or _nearest(name, criteria))


def _nearest(name: str, known: Collection[str]) -> Message | str:
    return nearest(name, known) or say("known: {words}", words=", ".join(sorted(known)) or "-")


def level_problems(gate: Gate, whole: Gate, assessment: Assessment, complain: Complain) -> Iterator[Problem]:
    """Find conditions of a gate that no headline can answer; `whole` says which headline counts."""
    if whole.headline is not None and all(each.id != whole.headline for each in assessment.headlines):
        return
    if not assessment.headlines:
        for key in ("min_readiness", "provenance", "max_fall", "min_coverage"):
            if getattr(gate, key) is not None:
                message = say("the rubric '{rubric}' has no headline", rubric=assessment.rubric.id)
                yield complain((key,), message, say("set conditions on nodes and criteria"))
    if gate.min_level is not None:
        yield from _level_problems(gate.min_level, whole, assessment, complain)


def _level_problems(
    wanted: int, whole: Gate, assessment: Assessment, complain: Complain
) -> Iterator[Problem]:
    found = levelled_headline(whole, assessment)
    if found is None or found.level is None:
        levelled = [each.id for each in assessment.headlines if each.level is not None]
        remedy = say("those with levels: {words}", words=", ".join(levelled)) if levelled else ""
        yield complain(("min_level",), say("no level is given here"), remedy)
        return
    levels = [step.level for step in found.level.steps]
    if wanted not in levels:
        message = say("there is no level {level}", level=str(wanted))
        remedy = say("the levels are {words}", words=", ".join(map(str, levels)))
        yield complain(("min_level",), message, remedy)


def waiver_problems(gate: Gate, complain: Complain) -> Iterator[Problem]:
    """Find waivers of what is no condition of the (whole) gate, and second ones of the same."""
    ids = condition_ids(gate)
    seen: set[str] = set()
    for place, waiver in enumerate(gate.waivers):
        path: Path = ("waivers", place, "condition")
        condition = waived_condition(waiver.condition, ids)
        if condition is None:
            message = say("there is no condition '{name}' to be waived", name=waiver.condition)
            known = [*ids, *filter(None, ids.values())]
            yield complain(path, message, _nearest(waiver.condition, known))
        elif condition in seen:
            message = say("the condition '{name}' is waived twice", name=waiver.condition)
            yield complain(path, message, say("keep one"))
        seen.add(condition or "")


def waived_condition(written: str, ids: dict[str, str]) -> str | None:
    """Give the id of the condition that a waiver names, by its id or by what it is about."""
    if written in ids:
        return written
    about: Iterable[str] = (condition for condition, name in ids.items() if name == written)
    return next(iter(about), None)
