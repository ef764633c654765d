"""Reads whatever result files a project names; what cannot be read is a gap."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mrl import faults
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import SourceError
from mrl.collectors.results.content import Content, read_content, word
from mrl.collectors.results.ort import is_ort, read_ort
from mrl.collectors.results.reuse import is_reuse, read_reuse
from mrl.collectors.results.scancode import is_scancode, read_scancode
from mrl.collectors.results.scorecard import is_scorecard, read_scorecard
from mrl.model.base import Message, say
from mrl.model.facts import Gap
from mrl.model.results import ExternalResults, OrtResult, ReuseResult, ScanResult, ScorecardResult

AnyResult = ScanResult | ScorecardResult | ReuseResult | OrtResult
_Reader = tuple[str, Callable[[dict[str, Any]], bool], Callable[[Content], AnyResult]]

_READERS: tuple[_Reader, ...] = (
    ("ScanCode", is_scancode, read_scancode),
    ("OpenSSF Scorecard", is_scorecard, read_scorecard),
    ("REUSE", is_reuse, read_reuse),
    ("ORT", is_ort, read_ort),
)
_SUBJECT = "results"


@dataclass(frozen=True, kw_only=True)
class ResultsReading:
    """The results that could be read, and why the others could not."""

    results: ExternalResults
    gaps: tuple[Gap, ...] = ()


def read_results(
    sources: Sequence[str], base: Path, door: Door, progress: Callable[[Message], None]
) -> ResultsReading:
    """Read result files, by path (relative to `base`) or https address; never raises SourceError."""
    found: list[AnyResult] = []
    gaps: list[Gap] = []
    for source in sources:
        reasons: list[Message] = []
        with faults.taken(reasons.append):
            try:
                content = read_content(source, base, door)
                progress(say("reading {source}", source=content.source))
                found.append(_result(content))
            except SourceError as problem:
                reasons.append(problem.reason)
        gaps += [Gap(subject=_SUBJECT, reason=reason) for reason in reasons]
    results = ExternalResults(
        scans=tuple(each for each in found if isinstance(each, ScanResult)),
        scorecards=tuple(each for each in found if isinstance(each, ScorecardResult)),
        reuse=tuple(each for each in found if isinstance(each, ReuseResult)),
        ort=tuple(each for each in found if isinstance(each, OrtResult)),
    )
    return ResultsReading(results=results, gaps=tuple(gaps))


def _result(content: Content) -> AnyResult:
    """Find out which tool wrote a file and read it; raises SourceError."""
    for tool, recognises, read in _READERS:
        if recognises(content.values):
            try:
                return read(content)
            except ValidationError as problem:
                first = problem.errors(include_input=False, include_url=False)[0]
                place = word(".".join(str(part) for part in first["loc"]))
                raise content.unexpected(
                    say(
                        "a result of {tool}; {place}: {problem}", tool=tool, place=place, problem=first["msg"]
                    )
                ) from problem
    raise content.unexpected(say("a JSON result of ScanCode, OpenSSF Scorecard, REUSE or ORT"))
