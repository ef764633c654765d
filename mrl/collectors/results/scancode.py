"""ScanCode's JSON, of the output format's versions 3 and 4 (ScanCode 32)."""

from collections import Counter
from typing import Any

from pydantic import BaseModel, ConfigDict

from mrl.collectors.results.content import Content, checked, word
from mrl.model.base import say
from mrl.model.results import ResultKind, ResultOrigin, ScanResult

_TOOL = "scancode-toolkit"
_VERSIONS = ("3.", "4.")
_MOST_LICENSES = 200


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Header(_Part):
    tool_name: str
    tool_version: str = ""
    output_format_version: str
    options: dict[str, Any] = {}


class _File(_Part):
    type: str
    detected_license_expression_spdx: str | None
    scan_errors: tuple[str, ...] = ()


class _Scan(_Part):
    headers: tuple[_Header, ...]
    files: tuple[_File, ...]


def is_scancode(values: dict[str, Any]) -> bool:
    """Tell ScanCode's output by its headers."""
    headers = values.get("headers")
    first = headers[0] if isinstance(headers, list) and headers else None
    return isinstance(first, dict) and first.get("tool_name") == _TOOL


def read_scancode(content: Content) -> ScanResult:
    """Count licenses per file; raises SourceError or ValidationError."""
    header = checked(_Header, content.values["headers"][0])
    if not header.output_format_version.startswith(_VERSIONS):
        raise content.unexpected(
            say("ScanCode's output format 3 or 4, not {version}", version=word(header.output_format_version))
        )
    if not header.options.get("--license"):
        raise content.unexpected(say("a scan for licenses (scancode --license)"))
    if header.options.get("--only-findings"):
        raise content.unexpected(
            say("all files; this scan left out those without findings (--only-findings)")
        )
    files = [each for each in checked(_Scan, content.values).files if each.type == "file"]
    licenses = Counter(
        word(each.detected_license_expression_spdx) for each in files if each.detected_license_expression_spdx
    )
    by_number = sorted(licenses.items(), key=lambda item: (-item[1], item[0]))
    return ScanResult(
        origin=ResultOrigin(
            source=content.source, kind=ResultKind.SCANCODE, tool_version=word(header.tool_version)
        ),
        files=len(files),
        licensed_files=licenses.total(),
        licenses=dict(by_number[:_MOST_LICENSES]),
        distinct_licenses=len(licenses),
        failed_files=sum(bool(each.scan_errors) for each in files),
    )
