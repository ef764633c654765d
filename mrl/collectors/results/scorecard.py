"""OpenSSF Scorecard's JSON (`--format json`), the same that its public API serves."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from mrl.collectors.results.content import Content, checked, word
from mrl.model.results import ResultKind, ResultOrigin, ScorecardResult

_INCONCLUSIVE = -1


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Check(_Part):
    name: str = Field(min_length=1)
    score: Annotated[int, Field(ge=_INCONCLUSIVE, le=10)]


class _Tool(_Part):
    version: str = ""


class _Repository(_Part):
    name: str = ""
    commit: str = ""


class _Scorecard(_Part):
    scorecard: _Tool
    repo: _Repository
    score: Annotated[float, Field(ge=_INCONCLUSIVE, le=10)]
    checks: tuple[_Check, ...]


def is_scorecard(values: dict[str, Any]) -> bool:
    """Tell Scorecard's output by the entry that names the tool."""
    return "scorecard" in values and "checks" in values


def read_scorecard(content: Content) -> ScorecardResult:
    """Take the scores over; raises ValidationError."""
    card = checked(_Scorecard, content.values)
    conclusive = {word(each.name): each.score for each in card.checks if each.score != _INCONCLUSIVE}
    return ScorecardResult(
        origin=ResultOrigin(
            source=content.source, kind=ResultKind.SCORECARD, tool_version=word(card.scorecard.version)
        ),
        repository=word(card.repo.name),
        commit=word(card.repo.commit),
        # Scorecard writes -1 where no check was conclusive; nothing between that and 0 can occur.
        aggregate=card.score if card.score >= 0 and conclusive else None,
        checks=dict(sorted(conclusive.items())),
        inconclusive=tuple(sorted(word(each.name) for each in card.checks if each.score == _INCONCLUSIVE)),
    )
