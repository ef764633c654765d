"""ORT's JSON: the evaluated model, which counts what is open, and the result file of its tools.

In a result file the resolutions stand as patterns beside what they resolve, and excluded parts are not
taken out. So only the evaluated model (`ort report -f EvaluatedModel`) tells the open issues; rule
violations are also counted in a result file, as long as it holds no resolution of any.
"""

from collections import Counter
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from mrl.collectors.results.content import Content, checked, word
from mrl.model.base import say
from mrl.model.results import OrtResult, ResultKind, ResultOrigin

_MOST_TOOLS = 100
_TOOLS = ("analyzer", "scanner", "advisor", "evaluator")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Open(_Part):
    errors: int = Field(ge=0)
    warnings: int = Field(ge=0)
    hints: int = Field(ge=0)

    def by_severity(self) -> dict[str, int]:
        return {"error": self.errors, "warning": self.warnings, "hint": self.hints}


class _Statistics(_Part):
    open_issues: _Open
    open_rule_violations: _Open


class _Environment(_Part):
    ort_version: str = ""


class _Tool(_Part):
    environment: _Environment = _Environment()


class _Model(_Part):
    """The evaluated model."""

    statistics: _Statistics
    tools_metadata: dict[str, _Tool | None] | None = None


class _Violation(_Part):
    severity: Literal["ERROR", "WARNING", "HINT"]


class _Evaluator(_Part):
    violations: tuple[_Violation, ...]


class _Resolutions(_Part):
    rule_violations: tuple[Any, ...] = ()


class _Configuration(_Part):
    resolutions: _Resolutions | None = None


class _Repository(_Part):
    config: _Configuration = _Configuration()


class _Result(_Part):
    """A result file."""

    repository: _Repository
    analyzer: _Tool | None = None
    evaluator: _Evaluator
    resolved_configuration: _Configuration = _Configuration()

    @property
    def has_resolutions(self) -> bool:
        """Some violations may be resolved."""
        places = (self.repository.config, self.resolved_configuration)
        return any(place.resolutions and place.resolutions.rule_violations for place in places)


def is_ort(values: dict[str, Any]) -> bool:
    """Tell ORT's files by the repository and what its tools said of it."""
    return "repository" in values and ("statistics" in values or any(tool in values for tool in _TOOLS))


def read_ort(content: Content) -> OrtResult:
    """Count what is open; raises SourceError or ValidationError."""
    if "statistics" in content.values:
        return _read_model(content)
    if content.values.get("evaluator") is None:
        raise content.unexpected(
            say("an evaluation or an evaluated model; ORT's evaluator has not run on this")
        )
    result = checked(_Result, content.values)
    if result.has_resolutions:
        raise content.unexpected(
            say("an evaluated model (ort report -f EvaluatedModel), as this file holds resolutions")
        )
    severities = Counter(each.severity.lower() for each in result.evaluator.violations)
    version = result.analyzer.environment.ort_version if result.analyzer else ""
    counts = {severity: severities[severity] for severity in ("error", "warning", "hint")}
    return OrtResult(origin=_origin(content, version), rule_violations=counts)


def _read_model(content: Content) -> OrtResult:
    named = content.values.get("tools_metadata")
    if isinstance(named, dict) and len(named) > _MOST_TOOLS:
        raise content.unexpected(say("no more than {count} tools", count=_MOST_TOOLS))
    model = checked(_Model, content.values)
    tools = {name: tool for name, tool in (model.tools_metadata or {}).items() if tool}
    evaluated = model.tools_metadata is None or "evaluator" in tools
    version = next((tool.environment.ort_version for tool in tools.values()), "")
    return OrtResult(
        origin=_origin(content, version),
        rule_violations=model.statistics.open_rule_violations.by_severity() if evaluated else None,
        issues=model.statistics.open_issues.by_severity(),
    )


def _origin(content: Content, version: str) -> ResultOrigin:
    return ResultOrigin(source=content.source, kind=ResultKind.ORT, tool_version=word(version))
