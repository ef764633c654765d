"""The JSON of `reuse lint --json`, of its version 1."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from mrl.collectors.results.content import Content, checked, word
from mrl.model.base import say
from mrl.model.results import ResultKind, ResultOrigin, ReuseResult


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Problems(_Part):
    missing_licenses: tuple[str, ...] | dict[str, Any]
    """Older releases wrote which files want each license."""


class _Summary(_Part):
    compliant: bool
    files_total: int = Field(ge=0)
    files_with_copyright_info: int = Field(ge=0)
    files_with_licensing_info: int = Field(ge=0)


class _Lint(_Part):
    lint_version: str
    reuse_tool_version: str = ""
    non_compliant: _Problems
    summary: _Summary


def is_reuse(values: dict[str, Any]) -> bool:
    """Tell the output of REUSE by its version."""
    return "lint_version" in values and "summary" in values


def read_reuse(content: Content) -> ReuseResult:
    """Take the summary over; raises SourceError or ValidationError."""
    lint = checked(_Lint, content.values)
    if not lint.lint_version.startswith("1."):
        raise content.unexpected(
            say("version 1 of `reuse lint --json`, not {version}", version=word(lint.lint_version))
        )
    summary = lint.summary
    if max(summary.files_with_licensing_info, summary.files_with_copyright_info) > summary.files_total:
        raise content.unexpected(say("no more files with information than files"))
    return ReuseResult(
        origin=ResultOrigin(
            source=content.source, kind=ResultKind.REUSE, tool_version=word(lint.reuse_tool_version)
        ),
        compliant=summary.compliant,
        files=summary.files_total,
        files_with_license=summary.files_with_licensing_info,
        files_with_copyright=summary.files_with_copyright_info,
        missing_licenses=len(lint.non_compliant.missing_licenses),
    )
