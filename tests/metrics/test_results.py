import pytest
from support.facts import repository, snapshot

from mrl.metrics import measure
from mrl.model.results import (
    ExternalResults,
    OrtResult,
    ResultKind,
    ResultOrigin,
    ReuseResult,
    ScanResult,
    ScorecardResult,
)

NOTHING = ExternalResults(scans=(), scorecards=(), reuse=(), ort=())


def origin(kind):
    return ResultOrigin(source="result.json", kind=kind)


def scan(files, licensed):
    return ScanResult(
        origin=origin(ResultKind.SCANCODE),
        files=files,
        licensed_files=licensed,
        licenses={},
        distinct_licenses=0,
        failed_files=0,
    )


def card(aggregate):
    kind = origin(ResultKind.SCORECARD)
    return ScorecardResult(origin=kind, aggregate=aggregate, checks={}, inconclusive=("Fuzzing",))


def reuse(compliant):
    return ReuseResult(
        origin=origin(ResultKind.REUSE),
        compliant=compliant,
        files=10,
        files_with_license=9,
        files_with_copyright=9,
        missing_licenses=0,
    )


def ort(violations):
    return OrtResult(origin=origin(ResultKind.ORT), rule_violations=violations)


def value(metric, results):
    project = snapshot(repository()).model_copy(update={"results": results})
    return next(item for item in measure(project).evidence if item.metric == f"results.{metric}").value


@pytest.mark.parametrize(
    ("metric", "results", "expected"),
    [
        ("scanned_licensed_share", {"scans": (scan(10, 4), scan(10, 8))}, 0.6),
        ("scanned_licensed_share", {"scans": (scan(0, 0),)}, None),
        ("scorecard", {"scorecards": (card(7.5), card(5.0), card(None))}, 5.0),
        ("scorecard", {"scorecards": (card(None),)}, None),
        ("reuse_compliant", {"reuse": (reuse(True), reuse(False))}, False),
        ("reuse_compliant", {"reuse": (reuse(True),)}, True),
        ("policy_violations", {"ort": (ort({"error": 2, "hint": 9}), ort(None))}, 2),
        ("policy_violations", {"ort": (ort({"error": 0}),)}, 0),
        ("policy_violations", {"ort": (ort(None),)}, None),
    ],
)
def test_results_say_what_the_tools_found(metric, results, expected):
    assert value(metric, NOTHING.model_copy(update=results)) == expected


@pytest.mark.parametrize(
    "metric", ["scanned_licensed_share", "scorecard", "reuse_compliant", "policy_violations"]
)
def test_without_a_result_everything_is_unknown(metric):
    assert value(metric, NOTHING) is None
    assert value(metric, None) is None
