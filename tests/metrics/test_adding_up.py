from collections.abc import Sequence

import pytest
from support.facts import repository

from mrl.metrics.adding_up import add_up
from mrl.metrics.entries import Entry
from mrl.metrics.finding import Finding, Ratio, Subject, filled, share_of
from mrl.model.base import Value, say
from mrl.model.evidence import AddsUp, Better, Bound, Kind, MetricInfo

UNREAD = Finding(reason=say("it was not read"), missing=Subject.TREE)
UNDEFINED = Finding(reason=say("there is nothing to divide"))


def info(adds_up: AddsUp, kind: Kind, better: Better = Better.HIGHER) -> MetricInfo:
    return MetricInfo(
        id="a.b",
        title="T",
        definition="D.",
        unit="",
        kind=kind,
        better=better,
        adds_up=adds_up,
        source="ours",
        needs="git",
    )


def finding(value: Value | Ratio | None) -> Finding:
    """Make a finding; None is unread facts, a ratio a share."""
    if value is None:
        return UNREAD
    if isinstance(value, Ratio):
        return share_of(value.part, value.whole, say("{part} of {whole}: {share}"), say("nothing"))
    together = say("{count} of {known}, {share}")
    return Finding(value, say("it is {count}", count=value), together=together)


def add(
    rule: MetricInfo, values: Sequence[Value | Ratio | None], weights: Sequence[float] | None = None
) -> Finding:
    shares = weights or [1 / len(values)] * len(values)
    entries = [
        Entry(repository(f"r{at}"), weight, finding(value))
        for at, (value, weight) in enumerate(zip(values, shares, strict=True))
    ]
    return add_up(rule, entries)[0]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((True, False), True),
        ((False, None, True), True),
        ((False, None), None),
        ((False, False), False),
        ((None, None), None),
        ((True,), True),
        ((False,), False),
        ((None,), None),
    ],
)
def test_any(values: Sequence[bool | None], expected: bool | None) -> None:
    assert add(info(AddsUp.ANY, Kind.YES_NO), values).value is expected


@pytest.mark.parametrize(
    ("better", "values", "expected"),
    [
        (Better.HIGHER, (True, True), True),
        (Better.HIGHER, (True, False, None), False),
        (Better.HIGHER, (True, None), None),
        (Better.LOWER, (False, False), False),
        (Better.LOWER, (None, True), True),
        (Better.LOWER, (False, None), None),
    ],
)
def test_worst(better: Better, values: Sequence[bool | None], expected: bool | None) -> None:
    assert add(info(AddsUp.WORST, Kind.YES_NO, better), values).value is expected


@pytest.mark.parametrize(
    ("values", "expected", "bound"),
    [
        ((2, 3), 5, Bound.EXACT),
        ((2, None, 3), 5, Bound.AT_LEAST),
        ((0, None), 0, Bound.AT_LEAST),
        ((None, None), None, Bound.EXACT),
        ((4,), 4, Bound.EXACT),
    ],
)
def test_sum(values: Sequence[int | None], expected: int | None, bound: Bound) -> None:
    total = add(info(AddsUp.SUM, Kind.COUNT), values)
    assert (total.value, total.bound) == (expected, bound)
    if expected is not None:
        assert total.sentence == say("it is {count}", count=expected)


@pytest.mark.parametrize(
    ("values", "weights", "expected"),
    [
        ((Ratio(1, 2), Ratio(3, 8)), (0.5, 0.5), 0.4),
        ((Ratio(1, 2), Ratio(0, 0)), (0.5, 0.5), 0.5),
        ((Ratio(0, 0), Ratio(0, 0)), (0.5, 0.5), None),
        ((Ratio(1, 4), None), (0.9, 0.1), 0.25),
        ((Ratio(1, 4), None), (0.89, 0.11), None),
        ((None, None), (0.9, 0.1), None),
        ((Ratio(5, 4), Ratio(0, 1)), (0.5, 0.5), 1.0),
    ],
)
def test_share_of_counts(
    values: Sequence[Ratio | None], weights: Sequence[float], expected: float | None
) -> None:
    assert add(info(AddsUp.SHARE, Kind.SHARE), values, weights).value == expected


@pytest.mark.parametrize(
    ("values", "weights", "expected"),
    [
        ((True, False), (0.6, 0.4), 0.6),
        ((True, False, None), (0.6, 0.3, 0.1), 0.666667),
        ((True, None), (0.6, 0.4), None),
        ((True,), (1.0,), 1.0),
        ((False,), (1.0,), 0.0),
    ],
)
def test_share_by_weight(
    values: Sequence[bool | None], weights: Sequence[float], expected: float | None
) -> None:
    total = add(info(AddsUp.SHARE, Kind.SHARE), values, weights)
    assert total.value == expected
    assert type(total.value) is not bool


@pytest.mark.parametrize(
    ("values", "weights", "expected"),
    [
        ((1.0, 2.0, 9.0), (0.3, 0.3, 0.4), 2.0),
        ((1.0, 2.0, None), (0.5, 0.4, 0.1), 1.5),
        ((1.0, None), (0.5, 0.5), None),
    ],
)
def test_median(values: Sequence[float | None], weights: Sequence[float], expected: float | None) -> None:
    assert add(info(AddsUp.MEDIAN, Kind.NUMBER), values, weights).value == expected


@pytest.mark.parametrize(
    ("kind", "better", "values", "expected"),
    [
        (Kind.YES_NO, Better.HIGHER, (True, True), True),
        (Kind.YES_NO, Better.HIGHER, (True, False), False),
        (Kind.YES_NO, Better.LOWER, (True, False), True),
        (Kind.YES_NO, Better.NEITHER, (True, False), True),
        (Kind.YES_NO, Better.HIGHER, (False, None), None),
        (Kind.COUNT, Better.HIGHER, (3, 1), 1),
        (Kind.COUNT, Better.LOWER, (3, 1), 3),
        (Kind.COUNT, Better.LOWER, (3, None), None),
        (Kind.WORD, Better.NEITHER, ("MIT", "MIT"), "MIT"),
        (Kind.WORD, Better.NEITHER, ("MIT", "ISC"), None),
    ],
)
def test_core(kind: Kind, better: Better, values: Sequence[Value | None], expected: Value | None) -> None:
    assert add(info(AddsUp.CORE, kind, better), values).value == expected


def test_words_that_differ_are_named() -> None:
    total = add(info(AddsUp.CORE, Kind.WORD, Better.NEITHER), ("MIT", "ISC"))
    assert total.reason is not None
    assert total.reason.in_english() == "differs between the core repositories: ISC, MIT"


def test_the_reason_is_the_common_one_or_counts_those_that_are_unknown() -> None:
    rule = info(AddsUp.ANY, Kind.YES_NO)
    assert add(rule, (None, None)).reason == UNREAD.reason
    some = add(rule, (False, None, None)).reason
    assert some is not None
    assert some.in_english() == "unknown for 2 of 3 repositories, among them r1"


def test_what_the_facts_do_not_define_is_unknown_for_the_core() -> None:
    entries = [Entry(repository(), 0.5, Finding(3)), Entry(repository("b"), 0.5, UNDEFINED)]
    total, _shown = add_up(info(AddsUp.CORE, Kind.COUNT), entries)
    assert (total.value, UNDEFINED.known) == (None, True)


def test_a_refilled_sentence_keeps_its_other_values() -> None:
    assert filled(say("{count} {day}", count=1, day="x"), count=2) == say("{count} {day}", count=2, day="x")
