"""Overrides: an assessor's value takes a measured one's place, with reason and expiry."""

from collections.abc import Iterable, Mapping, Sequence

from mrl.model.answers import Answers, Override
from mrl.model.assessment import OverrideRecord
from mrl.model.base import Day, Message, Value, say
from mrl.model.evidence import Bound, Evidence, Origin
from mrl.model.provenance import PROJECT
from mrl.scoring.answers import read_value


def apply_overrides(
    evidence: Sequence[Evidence], files: Sequence[tuple[str, Answers]], today: Day
) -> tuple[dict[str, Evidence], tuple[OverrideRecord, ...]]:
    """Replace measured values by the overrides still valid; both values are recorded.

    Only an assessor replaces what was measured: overrides in the project's own answers are not
    looked at. Where several files override one metric the newest counts; of one day the one that ends
    first, then by its words, so that the order of files has no part in it.
    """
    current = {item.metric: item for item in evidence}
    records = []
    for metric, override in sorted(_newest(files).items()):
        if metric not in current:
            continue
        measured = current[metric]
        value = read_value(measured.kind, override.value)
        why_not = _why_not(override, today)
        records.append(_record(override, measured, value, why_not))
        if why_not is None:
            current[metric] = _replaced(measured, override, value)
    return current, tuple(records)


def _newest(files: Sequence[tuple[str, Answers]]) -> Mapping[str, Override]:
    found: dict[str, list[Override]] = {}
    for provenance, answers in files:
        if provenance == PROJECT:
            continue
        for metric, override in answers.overrides.items():
            found.setdefault(metric, []).append(override)
    return {metric: newest_first(overrides)[0] for metric, overrides in found.items()}


def newest_first(overrides: Iterable[Override]) -> list[Override]:
    """Put the overrides of one metric in the order in which they count."""
    found = sorted(overrides, key=lambda each: (each.valid_until, each.model_dump_json()))
    return sorted(found, key=lambda each: each.date, reverse=True)


def _why_not(override: Override, today: Day) -> Message | None:
    if override.valid_until < today:
        return say("the override was valid until {day}", day=override.valid_until)
    if override.date > today:
        return say("the override was made on {day}, after the assessed day", day=override.date)
    return None


def _record(override: Override, measured: Evidence, value: Value, why_not: Message | None) -> OverrideRecord:
    return OverrideRecord(
        metric=measured.metric,
        measured=measured.value,
        original=measured,
        replaced_by=value,
        role=override.role,
        date=override.date,
        reason=override.reason,
        valid_until=override.valid_until,
        used=why_not is None,
        unused_reason=why_not,
    )


def _replaced(measured: Evidence, override: Override, value: Value) -> Evidence:
    sentence = say(
        "replaced by an assessor ({role}, {day}): {reason}",
        role=override.role,
        day=override.date,
        reason=override.reason,
    )
    return measured.model_copy(
        update={
            "value": value,
            "bound": Bound.EXACT,
            "sentence": sentence,
            "reason": None,
            "origin": Origin.ASSESSED,
            "known_weight": 1.0,
        }
    )
