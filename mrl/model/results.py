"""What other tools said of a project in result files that its owner has; the tools are not run."""

from enum import StrEnum

from pydantic import Field

from mrl.model.base import Count, Frozen


class ResultKind(StrEnum):
    """The tool that wrote a result."""

    SCANCODE = "scancode"
    SCORECARD = "scorecard"
    REUSE = "reuse"
    ORT = "ort"


class ResultOrigin(Frozen):
    """Where a result came from; `tool_version` is empty where the file does not tell."""

    source: str
    """The path or address it was read from, without query and credentials."""
    kind: ResultKind
    tool_version: str = ""


class ScanResult(Frozen):
    """ScanCode: files that were scanned, those with any license, and which licenses (SPDX expressions)."""

    origin: ResultOrigin
    files: Count
    licensed_files: Count
    licenses: dict[str, Count]
    """Expression to number of files, the most frequent first; at most 200."""
    distinct_licenses: Count
    failed_files: Count
    """Files ScanCode could not scan; they count among `files` and say nothing of their license."""


class ScorecardResult(Frozen):
    """OpenSSF Scorecard: the aggregate (0 to 10) and its checks; inconclusive ones are kept apart.

    Scorecard leaves inconclusive checks (-1) out of its aggregate.
    """

    origin: ResultOrigin
    repository: str = ""
    commit: str = ""
    aggregate: float | None = Field(default=None, ge=0, le=10)
    """None where every check was inconclusive."""
    checks: dict[str, Count]
    """Conclusive checks by name, 0 to 10."""
    inconclusive: tuple[str, ...]


class ReuseResult(Frozen):
    """REUSE: whether every file carries copyright and license information as the specification wants."""

    origin: ResultOrigin
    compliant: bool
    files: Count
    files_with_license: Count
    files_with_copyright: Count
    missing_licenses: Count
    """Licenses that files name and whose text is not there."""


class OrtResult(Frozen):
    """ORT: what its policy rules and its tools found and nobody resolved, by severity.

    A part that ORT did not run, or whose resolutions the file does not apply, is None.
    """

    origin: ResultOrigin
    rule_violations: dict[str, Count] | None = None
    """`error`, `warning` and `hint` to unresolved violations of policy rules."""
    issues: dict[str, Count] | None = None
    """The same of problems that analyzer, scanner and advisor had."""


class ExternalResults(Frozen):
    """All results that were read, in the order they were named in."""

    scans: tuple[ScanResult, ...] = ()
    scorecards: tuple[ScorecardResult, ...] = ()
    reuse: tuple[ReuseResult, ...] = ()
    ort: tuple[OrtResult, ...] = ()
