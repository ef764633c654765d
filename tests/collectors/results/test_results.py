import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.http_server import HttpServer, of_json, redirect
from support.result_files import ort_model, ort_result, reuse, scancode, scanned, scorecard
from support.trackers import open_door

from mrl.collectors.results import content
from mrl.collectors.results.reading import ResultsReading, read_results
from mrl.files.limits import Bounds
from mrl.model.results import ExternalResults

Read = Callable[..., ResultsReading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write values to files and read them again."""

    def read(*values: Any) -> ResultsReading:
        names = [f"result-{number}.json" for number in range(len(values))]
        for name, value in zip(names, values, strict=True):
            raw = value if isinstance(value, bytes) else json.dumps(value).encode()
            (tmp_path / name).write_bytes(raw)
        return read_results(names, tmp_path, open_door(), lambda _: None)

    return read


def reason(reading: ResultsReading) -> str:
    """Give the words of the only gap of a reading that has nothing else."""
    assert reading.results == ExternalResults()
    (gap,) = reading.gaps
    assert gap.subject == "results"
    return gap.reason.in_english()


def test_scancode_counts_files_not_folders(read: Read) -> None:
    (scan,) = read(scancode()).results.scans
    assert (scan.files, scan.licensed_files, scan.failed_files) == (4, 3, 1)
    assert scan.licenses == {"Apache-2.0": 2, "MIT AND (GPL-2.0-only OR BSD-3-Clause)": 1}
    assert scan.distinct_licenses == 2
    assert (scan.origin.source, scan.origin.tool_version) == ("result-0.json", "32.5.0")


def test_scancode_of_a_project_with_very_many_licenses(read: Read) -> None:
    values = scancode()
    values["files"] = [scanned(f"f{number}", f"LicenseRef-{number:03}") for number in range(300)]
    values["files"].append(scanned("often", "LicenseRef-299"))
    (scan,) = read(values).results.scans
    assert (scan.distinct_licenses, len(scan.licenses), scan.licensed_files) == (300, 200, 301)
    assert next(iter(scan.licenses.items())) == ("LicenseRef-299", 2)


def test_scorecard_keeps_inconclusive_checks_apart(read: Read) -> None:
    (card,) = read(scorecard()).results.scorecards
    assert card.aggregate == 4.6
    assert card.checks == {"Code-Review": 0, "Maintained": 8}
    assert card.inconclusive == ("CI-Tests",)
    assert card.repository == "git.city.example/tide/pool"


def test_scorecard_without_any_conclusion_has_no_aggregate(read: Read) -> None:
    values = scorecard() | {"score": -1.0}
    values["checks"] = [each | {"score": -1} for each in values["checks"]]
    (card,) = read(values).results.scorecards
    assert (card.aggregate, card.checks, len(card.inconclusive)) == (None, {}, 3)


def test_reuse(read: Read) -> None:
    (lint,) = read(reuse()).results.reuse
    assert (lint.compliant, lint.files, lint.files_with_license, lint.files_with_copyright) == (
        False,
        3,
        2,
        1,
    )
    assert lint.missing_licenses == 1


def test_reuse_of_older_releases(read: Read) -> None:
    values = reuse()
    values["non_compliant"]["missing_licenses"] = {"MIT": ["a.c"], "0BSD": ["b.c"]}
    assert read(values).results.reuse[0].missing_licenses == 2


def test_ort_evaluated_model(read: Read) -> None:
    (ort,) = read(ort_model()).results.ort
    assert ort.rule_violations == {"error": 1, "warning": 2, "hint": 0}
    assert ort.issues == {"error": 7, "warning": 4, "hint": 3}
    assert ort.origin.tool_version == "67.1.0"


def test_ort_rules_that_did_not_run_found_nothing_known(read: Read) -> None:
    values = ort_model()
    values["tools_metadata"]["evaluator"] = None
    (ort,) = read(values).results.ort
    assert (ort.rule_violations, ort.issues is None) == (None, False)


def test_ort_result_file_tells_violations_only(read: Read) -> None:
    (ort,) = read(ort_result()).results.ort
    assert ort.rule_violations == {"error": 1, "warning": 2, "hint": 0}
    assert ort.issues is None


def test_results_keep_their_order_and_one_bad_file_spoils_no_other(read: Read) -> None:
    reading = read(reuse(), {"hello": 1}, scancode(), reuse())
    assert [each.origin.source for each in reading.results.reuse] == ["result-0.json", "result-3.json"]
    assert len(reading.results.scans) == 1
    assert len(reading.gaps) == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (scancode(**{"--license": False}), "a scan for licenses"),
        (scancode(**{"--only-findings": True}), "left out those without findings"),
        (scancode() | {"files": 3}, "a result of ScanCode; files: "),
        (scancode() | {"files": [{"path": "a", "type": "file"}]}, "detected_license_expression_spdx"),
        (scorecard() | {"score": 11}, "a result of OpenSSF Scorecard; score: "),
        (scorecard() | {"checks": [{"name": "Maintained", "score": 99}]}, "checks.0.score: "),
        (reuse() | {"lint_version": "2.0"}, "version 1 of"),
        (reuse() | {"summary": {}}, "summary.compliant: "),
        (ort_result() | {"evaluator": None}, "evaluator has not run"),
        (
            ort_result() | {"resolved_configuration": {"resolutions": {"rule_violations": [{}]}}},
            "resolutions",
        ),
        (ort_model() | {"statistics": {"open_issues": {"errors": -1}}}, "a result of ORT; "),
        ({"hello": "world"}, "a JSON result of ScanCode, OpenSSF Scorecard, REUSE or ORT"),
        ([scancode()], "a JSON object"),
    ],
)
def test_what_is_not_as_expected_is_told_with_the_file(read: Read, values: Any, words: str) -> None:
    said = reason(read(values))
    assert said.startswith("result-0.json: expected ")
    assert words in said


@pytest.mark.parametrize("version", ["2.0.0", "5.0.0", "<b>9</b>"])
def test_other_versions_of_scancode_are_a_gap(read: Read, version: str) -> None:
    values = scancode()
    values["headers"][0]["output_format_version"] = version
    assert f"output format 3 or 4, not {version}" in reason(read(values))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not json",
        json.dumps(scancode()).encode()[:-40],
        b"[" * 200_000,
        b'{"headers": ' + b"[" * 100 + b"]" * 100 + b"}",
        b'{"score": NaN, "scorecard": {}, "checks": []}',
        b"\xff\xfe\x00",
    ],
    ids=["empty", "text", "cut", "bomb", "deep", "nan", "binary"],
)
def test_broken_content_is_a_gap(read: Read, raw: bytes) -> None:
    assert reason(read(raw)).startswith("result-0.json: ")


def test_hostile_words_are_shortened_and_printable(read: Read) -> None:
    values = scorecard()
    values["repo"]["name"] = "\x1b[31m<script>alert(1)</script>\u202e" + "x" * 10_000
    values["checks"][0]["name"] = "a\nb\x00c"
    (card,) = read(values).results.scorecards
    assert card.repository.startswith("[31m<script>")
    assert len(card.repository) == 200
    assert "a bc" in card.checks


def test_large_files_are_not_read(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "RESULTS", Bounds(what="", size=100, depth=64, memory=1000))
    said = reason(read(scancode()))
    assert said.startswith("result-0.json: the file has ")
    assert "100" in said


def test_files_that_are_not_there(tmp_path: Path) -> None:
    reading = read_results(["none.json", "."], tmp_path, open_door(), lambda _: None)
    said = [gap.reason.in_english() for gap in reading.gaps]
    assert said == ["none.json: no such file", ".: this is a folder"]


def test_results_from_an_address(server: HttpServer, tmp_path: Path) -> None:
    server.script("/a/scorecard.json?key=1", of_json(scorecard()))
    addresses = [f"{server.url.replace('//', '//ada:opensesame@')}/a/scorecard.json?key=1"]
    reading = read_results(addresses, tmp_path, open_door(), lambda _: None)
    assert reading.gaps == ()
    assert reading.results.scorecards[0].origin.source == f"{server.url}/a/scorecard.json"
    assert "authorization" not in server.requests[0].headers


def test_addresses_that_are_not_followed(server: HttpServer, tmp_path: Path) -> None:
    server.script("/moved", redirect("https://other.example/scorecard.json?token=1"))
    server.script("/large", of_json(["x" * 2_000]))
    addresses = [f"{server.url}/moved", f"{server.url}/large", f"{server.url}/none"]
    addresses += ["http://city.example/a.json", "file:///etc/passwd", "ext::sh -c id://x"]
    reading = read_results(addresses, tmp_path, open_door(largest_body=1_000), lambda _: None)
    said = [gap.reason.in_english() for gap in reading.gaps]
    assert "https://other.example/scorecard.json, which was not followed" in said[0]
    assert len(said) == 6
    assert all("by https only" in each for each in said[3:])
    assert len(server.requests) == 3


def test_more_mistakes_than_fit_into_memory_are_not_collected(read: Read) -> None:
    """Each mistake that pydantic collects takes half a kilobyte."""
    checks = scorecard() | {"checks": [0] * 300_000}
    assert "checks.0" in reason(read(checks))
    tools = ort_model() | {"tools_metadata": dict.fromkeys(map(str, range(101)), 0)}
    assert reason(read(tools)) == "result-0.json: expected no more than 100 tools"
