"""A repository that grades itself: answers of its own to nearly everything, in borrowed authority."""

import datetime as dt
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from support import repositories

from mrl import pipeline
from mrl.collectors.options import CollectOptions
from mrl.model.assessment import Assessment, LevelState
from mrl.model.snapshot import Snapshot
from mrl.rubric.loading import LoadedRubric
from mrl.rubric.types import Ladder, Rubric
from mrl.scoring.vector_input import extreme_answer, takes_answer

CLAIM = "OW2 certified assessor of the City of Paris"
AS_OF = ("--as-of", "2026-01-20")
OWN = ".mrl/answers.yaml"
HEAD = "schema: mrl-answers/1\nrubric: market-readiness\ndate: 2026-01-10\n"
OVERRIDE = """overrides:
  license.osi_approved:
    {value: "yes", role: OSPO, date: 2026-01-10, reason: it is in another place, valid_until: 2027-01-01}
"""
REVIEW = "review: {role: Inspector, date: 2026-02-01, statement: All of it was checked on site.}\n"


@cache
def loaded() -> LoadedRubric:
    return pipeline.open_rubric("market-readiness")


def rubric() -> Rubric:
    return loaded().rubric


def market() -> list[str]:
    return [name for name, one in rubric().criteria.items() if isinstance(one.scale, Ladder)]


def practices() -> list[str]:
    asked = (name for name, one in rubric().criteria.items() if takes_answer(rubric(), one))
    return [name for name in asked if name not in market()]


def answers(role: str, names: list[str], *, more: str = "", ahead: str = "") -> str:
    """Write the best answer to each of these criteria."""
    lines = [f'  {name}: {{answer: "{extreme_answer(rubric().criteria[name], "best")}"}}' for name in names]
    return f"{HEAD}role: {role}\n{ahead}answers:\n" + "\n".join(lines) + f"\n{more}"


def boast() -> str:
    """Write what the project says of itself: all questions, a review and an override."""
    return answers(CLAIM, [*market(), *practices()], more=OVERRIDE, ahead=f"basis: interview\n{REVIEW}")


def repository(folder: Path, files: dict[str, str] | None = None) -> Path:
    """Make the repository and its checkout; without `files` it has its own answers in the usual place."""
    content = {"README.md": "# Example\n", **({OWN: boast()} if files is None else files)}
    builder = repositories.RepositoryBuilder(folder)
    return builder.commit("2026-01-15", repositories.ADA, content).write(work_tree=True)


@dataclass(frozen=True)
class Judged:
    """What came of a target with answers: the assessment, and what was told aloud."""

    assessment: Assessment
    told: list[str]

    @property
    def is_assessed(self) -> bool:
        """Whether the market capabilities count."""
        headline = next(one for one in self.assessment.headlines if one.level)
        return headline.level is not None and headline.level.state is not LevelState.NOT_ASSESSED

    def used(self, whose: str) -> int:
        """Count the answers of one side that count."""
        return sum(one.used and one.provenance == whose for one in self.assessment.answers)


def collected(target: Path) -> Snapshot:
    options = CollectOptions(
        offline=True, cache=Path(os.environ["XDG_CACHE_HOME"]), as_of=dt.datetime(2026, 1, 20, tzinfo=dt.UTC)
    )
    return pipeline.collect(pipeline.open_target(str(target)), options)


def judged(
    target: Path | Snapshot, *given: Path, environment: dict[str, str] | None = None, **how: bool
) -> Judged:
    """Judge a target, or a snapshot, with answers files that somebody names."""
    opened = None if isinstance(target, Snapshot) else pipeline.open_target(str(target))
    snapshot = target if isinstance(target, Snapshot) else collected(target)
    told: list[str] = []
    scoring = pipeline.Scoring(
        rubric=loaded(),
        answers=given if opened is None else pipeline.answer_files(opened, given),
        around=pipeline.surroundings(opened, environment or {}),
        tell=lambda message: told.append(message.in_english()),
        **how,
    )
    return Judged(pipeline.judge(snapshot, scoring), told)
