"""What people say in tests: answers files of several roles, and a project scored with them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from support.rubrics import evidence

from mrl.model.answers import Answers
from mrl.model.assessment import Assessment
from mrl.model.evidence import Evidence
from mrl.model.snapshot import Cost
from mrl.rubric.types import Rubric
from mrl.scoring.score import ProjectEvidence, score

AS_OF = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
NO_COST = Cost(seconds=0, git_commands=0, clones=0, requests=0)


def answers_of(role: str, answers: dict[str, str], **changes: Any) -> Answers:
    """Give an answers file of one role; `changes` replace what it says for all of its answers."""
    written = {name: {"answer": words} for name, words in answers.items()}
    content = {"rubric": "test", "role": role, "date": "2026-01-01", "answers": written, **changes}
    return Answers.model_validate(content)


def scored(
    rubric: Rubric,
    *files: Answers,
    own: Answers | None = None,
    facts: Sequence[Evidence] = (),
    **values: Any,
) -> Assessment:
    """Score a project whose metrics say `facts` and have these values."""
    project = ProjectEvidence(
        project="Test",
        as_of=AS_OF,
        evidence=(*facts, *(evidence(name, value) for name, value in values.items())),
        cost=NO_COST,
        tool_version="0",
    )
    given = [("assessor", each) for each in files]
    return score(rubric, "0" * 64, project, [("project", own), *given] if own else given)
