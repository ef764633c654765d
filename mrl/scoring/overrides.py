"""Overrides: an assessor's value takes a measured one's place, with reason and expiry."""

from collections.abc import Mapping, Sequence

from mrl.model.answers import Answers, Override
from mrl.model.assessment import OverrideRecord
from mrl.model.base import Day, Value, say
from mrl.model.evidence import Bound, Evidence, Origin
from mrl.scoring.answers import read_value


def apply_overrides(
    evidence: Sequence[Evidence], files: Sequence[tuple[str, Answers]], today: Day
) -> tuple[dict[str, Evidence], tuple[OverrideRecord, ...]]:
    """Replace measured values by the overrides still valid; both values are recorded.

    Where several files override one metric the one written last counts.
    """
    current = {item.metric: item for item in evidence}
    records = []
    for metric, override in sorted(_newest(files).items()):
        if metric not in current:
            continue
        measured = current[metric]
        value = read_value(measured.kind, override.value)
        expired = override.valid_until < today
        records.append(_record(metric, override, measured.value, value, expired))
        if not expired:
            current[metric] = _replaced(measured, override, value)
    return current, tuple(records)


def _newest(files: Sequence[tuple[str, Answers]]) -> Mapping[str, Override]:
    newest: dict[str, Override] = {}
    for _, answers in files:
        for metric, override in answers.overrides.items():
            if metric not in newest or newest[metric].date <= override.date:
                newest[metric] = override
    return newest


def _record(
    metric: str, override: Override, measured: Value | None, value: Value, expired: bool
) -> OverrideRecord:
    reason = say("the override was valid until {day}", day=override.valid_until) if expired else None
    return OverrideRecord(
        metric=metric,
        measured=measured,
        replaced_by=value,
        role=override.role,
        date=override.date,
        reason=override.reason,
        valid_until=override.valid_until,
        used=not expired,
        unused_reason=reason,
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
        }
    )
