"""What joins the stages for a gate: its file, the older assessment a fall is measured from, the verdict."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mrl import editions, pipeline, resources
from mrl.errors import InputError, Problem, in_order
from mrl.files.reading import Document, read_versioned
from mrl.model.assessment import Assessment
from mrl.model.base import Message, say
from mrl.model.gate import GATE_SCHEMA, Gate, GateReport
from mrl.scoring.gate import judge
from mrl.scoring.gate_checks import (
    Path as Place,
)
from mrl.scoring.gate_checks import combined, condition_ids, level_problems, name_problems, waiver_problems
from mrl.scoring.gate_fall import Earlier


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of an assessment: on the command line, in a file, and since which older one."""

    given: Gate
    file: Path | None = None
    since: Path | None = None
    rubrics: editions.Rubrics = field(default_factory=editions.Rubrics)
    hears_project: bool = True
    """False leaves out whatever the project says of itself."""


def judge_file(path: Path, asked: Asked) -> GateReport:
    """Judge an assessment, a file or its folder. Raises `InputError` with all mistakes of the gate."""
    assessment = pipeline.read_assessment(_file_of(path))
    editions.check_words(assessment, _file_of(path), asked.rubrics)
    if not asked.hears_project:
        assessment = editions.without_own_word(assessment, asked.rubrics.of(assessment, path))
    written, document = read_versioned(asked.file, Gate, GATE_SCHEMA) if asked.file else (Gate(), None)
    whole = combined(written, asked.given)
    problems = in_order(_problems(written, document, asked, whole, assessment))
    if problems:
        raise InputError(*problems)
    earlier = _earlier(path, assessment, asked) if asked.since is not None else None
    used = assessment.rubric
    is_accepted = any(each.digest == used.digest for each in asked.rubrics.named)
    is_altered = not is_accepted and resources.is_altered(used.id, used.digest)
    return judge(whole, assessment, earlier, is_altered=is_altered)


def _file_of(path: Path) -> Path:
    return path / "assessment.json" if path.is_dir() else path


def _problems(
    written: Gate, document: Document | None, asked: Asked, whole: Gate, assessment: Assessment
) -> Iterator[Problem]:
    if not condition_ids(whole):
        yield Problem(
            message=say("the gate sets no condition"),
            file=document.name if document is not None else "",
            remedy=say("set one, with --min-level or in a file, say"),
        )
    if asked.since is not None and whole.max_fall is None:
        yield _on_command_line(
            ("since",), say("no condition needs an older assessment"), say("set --max-fall as well")
        )
    yield from name_problems(asked.given, assessment, _on_command_line)
    yield from level_problems(asked.given, whole, assessment, _on_command_line)
    if document is not None:
        yield from name_problems(written, assessment, document.problem)
        yield from level_problems(written, whole, assessment, document.problem)
        yield from waiver_problems(whole, document.problem)


def _on_command_line(path: Place, message: Message | str, remedy: Message | str = "", /) -> Problem:
    """Describe a mistake in an option; `path` is what the place would be in a gate file."""
    option = f"--{str(path[0]).replace('_', '-')}"
    return Problem(message=message, path=option, remedy=remedy)


def _earlier(path: Path, new: Assessment, asked: Asked) -> Earlier:
    since = asked.since or path
    old = pipeline.read_assessment(_file_of(since))
    editions.check_words(old, _file_of(since), asked.rubrics)
    if not asked.hears_project:
        old = editions.scored_without_own_word(old, asked.rubrics.of(old, since))
    problem = _not_comparable(old, new)
    if problem is not None:
        raise InputError(
            Problem(message=problem, file=str(since), remedy=say("name an older assessment of it"))
        )
    try:
        both = [
            editions.read_edition(each, asked.rubrics, hears_project=asked.hears_project)
            for each in (since, path)
        ]
        return Earlier(assessment=old, movement=editions.compare_editions(*both))
    except InputError as error:  # without its rubric the points can be compared, but not explained
        return Earlier(assessment=old, reason=error.problems[0].said)


def _not_comparable(old: Assessment, new: Assessment) -> Message | None:
    if old.project != new.project:
        return say(
            "it is an assessment of '{name}', not of '{other_name}'", name=old.project, other_name=new.project
        )
    if old.rubric.id != new.rubric.id:
        return say(
            "it was scored with the rubric '{old}', the newer one with '{new}'",
            old=old.rubric.id,
            new=new.rubric.id,
        )
    if old.as_of > new.as_of:
        return say("it is newer than the assessment before the gate")
    return None
