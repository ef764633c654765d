"""Results as ScanCode, Scorecard, REUSE and ORT write them, of an invented project."""

from typing import Any


def scancode(**options: bool) -> dict[str, Any]:
    """ScanCode 32: a folder, three files, one of which could not be scanned."""
    header = {
        "tool_name": "scancode-toolkit",
        "tool_version": "32.5.0",
        "options": {"input": ["src"], "--json": "out.json", "--license": True} | options,
        "output_format_version": "4.1.0",
        "errors": [],
    }
    files = [
        scanned("src", None, kind="directory"),
        scanned("src/LICENSE", "Apache-2.0"),
        scanned("src/a.c", "Apache-2.0"),
        scanned("src/b.js", "MIT AND (GPL-2.0-only OR BSD-3-Clause)"),
        scanned("src/c.dat", None, errors=["ERROR: Timeout after 120 seconds"]),
    ]
    return {"headers": [header], "license_detections": [], "files": files}


def scanned(
    path: str, license_: str | None, *, kind: str = "file", errors: list[str] | None = None
) -> dict[str, Any]:
    """Describe a file."""
    return {
        "path": path,
        "type": kind,
        "detected_license_expression": None,
        "detected_license_expression_spdx": license_,
        "scan_errors": errors or [],
    }


def scorecard() -> dict[str, Any]:
    """Scorecard 5: two conclusive checks and an inconclusive one."""
    checks = [
        {"name": "Maintained", "score": 8, "reason": "x", "details": None, "documentation": {}},
        {"name": "Code-Review", "score": 0, "reason": "x", "details": ["Warn: x"], "documentation": {}},
        {"name": "CI-Tests", "score": -1, "reason": "no pull request found", "details": None},
    ]
    return {
        "date": "2026-01-01T00:00:00Z",
        "repo": {"name": "git.city.example/tide/pool", "commit": "0" * 40},
        "scorecard": {"version": "v5.0.0", "commit": "1" * 40},
        "score": 4.6,
        "checks": checks,
        "metadata": None,
    }


def reuse() -> dict[str, Any]:
    """REUSE 6: two of three files with a license, one license text missing."""
    return {
        "lint_version": "1.0",
        "reuse_spec_version": "3.3",
        "reuse_tool_version": "6.2.0",
        "files": [],
        "non_compliant": {"missing_licenses": ["MIT"], "missing_copyright_info": ["a.c"]},
        "summary": {
            "used_licenses": ["MIT"],
            "files_total": 3,
            "files_with_copyright_info": 1,
            "files_with_licensing_info": 2,
            "compliant": False,
        },
        "recommendations": [],
    }


def ort_model() -> dict[str, Any]:
    """ORT's evaluated model."""
    tool = {"environment": {"ort_version": "67.1.0"}}
    return {
        "issues": [],
        "rule_violations": [],
        "statistics": {
            "open_issues": {"errors": 7, "warnings": 4, "hints": 3, "severe": 11},
            "open_rule_violations": {"errors": 1, "warnings": 2, "hints": 0, "severe": 3},
            "open_vulnerabilities": 1,
        },
        "repository": {"config": {"resolutions": {"issues": [1, 0], "rule_violations": [0]}}},
        "tools_metadata": {"analyzer": tool, "scanner": tool, "advisor": None, "evaluator": tool},
    }


def ort_result() -> dict[str, Any]:
    """ORT's result file after its evaluator."""
    violations = [
        {"rule": "COPYLEFT", "severity": "ERROR", "message": "x", "how_to_fix": ""},
        {"rule": "UNMAPPED", "severity": "WARNING", "message": "x", "how_to_fix": ""},
        {"rule": "UNMAPPED", "severity": "WARNING", "message": "y", "how_to_fix": ""},
    ]
    return {
        "repository": {"vcs": {"type": "Git"}, "config": {}},
        "analyzer": {"environment": {"ort_version": "67.1.0"}, "result": {"projects": []}},
        "scanner": None,
        "advisor": None,
        "evaluator": {"start_time": "2026-01-01T00:00:00Z", "violations": violations},
        "resolved_configuration": {"resolutions": {"issues": [], "rule_violations": []}},
    }
