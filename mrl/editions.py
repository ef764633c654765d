"""What joins the stages to compare assessments of one project: reading them, and why they differ."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Unpack

from mrl import __version__, pipeline, resources
from mrl.errors import InputError, Problem
from mrl.files.assessments import assessment_of
from mrl.files.reading import read_document, read_json
from mrl.model.assessment import ASSESSMENT_SCHEMAS, Assessment, HeadlineScore, Points
from mrl.model.base import Message, say
from mrl.model.movement import History, Movement
from mrl.model.provenance import PROJECT, Bounds
from mrl.model.snapshot import SNAPSHOT_SCHEMA, Snapshot
from mrl.rubric.loading import LoadedRubric
from mrl.scoring.again import score_again
from mrl.scoring.movement import Stages, movement
from mrl.scoring.trend import trends


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One assessment of a project, with its rubric, and its snapshot where there is one."""

    assessment: Assessment
    rubric: LoadedRubric
    snapshot: Snapshot | None = None


@dataclass(frozen=True, kw_only=True)
class Rubrics:
    """Where the rubrics of editions are looked for: those named, the shipped ones, their last versions."""

    named: Sequence[LoadedRubric] = ()

    def default(self) -> LoadedRubric:
        """Give the rubric that snapshots are scored with."""
        return self.named[0] if self.named else pipeline.open_rubric(pipeline.DEFAULT_RUBRIC)

    def of(self, assessment: Assessment, path: Path) -> LoadedRubric:
        """Find the rubric an assessment was made with, by its digest. Raises `InputError`."""
        found = self.find(assessment.rubric.digest)
        if found is not None:
            return found
        used = assessment.rubric
        message = say(
            "the rubric it was made with is not here: {rubric} {version}",
            rubric=used.id,
            version=used.version,
        )
        raise InputError(Problem(message=message, file=str(path), remedy=say("name its file with --rubric")))

    def find(self, digest: str) -> LoadedRubric | None:
        """Find a rubric by the SHA-256 of its file; None where it is not known."""
        named = next((rubric for rubric in self.named if rubric.digest == digest), None)
        if named is not None:
            return named
        folder = resources.rubrics_folder()
        paths = (*sorted(folder.glob("*.yaml")), *sorted(folder.glob("previous/*.yaml")))
        path = next((each for each in paths if _digest(each) == digest), None)
        return None if path is None else pipeline.open_rubric(str(path))


def rubrics_with(name: str | None) -> Rubrics:
    """Give the known rubrics and one named by id or path, if any. Raises `InputError`."""
    return Rubrics(named=() if name is None else [pipeline.open_rubric(name)])


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_edition(
    path: Path, rubrics: Rubrics, answers: Sequence[Path] = (), **how: Unpack[pipeline.How]
) -> Edition:
    """Read an assessment, a snapshot (which is scored), or a folder with both. Raises `InputError`."""
    if path.is_dir():
        edition = read_edition(path / "assessment.json", rubrics, **how)
        beside = path / "snapshot.json"
        return replace(edition, snapshot=pipeline.read_snapshot(beside)) if beside.is_file() else edition
    document = read_document(path, *ASSESSMENT_SCHEMAS, SNAPSHOT_SCHEMA)
    if document.content["schema"] in ASSESSMENT_SCHEMAS:
        assessment = assessment_of(document)
        rubric = rubrics.of(assessment, path)
        if not how.get("hears_project", True):
            assessment = without_own_word(assessment, rubric)
        return Edition(assessment=assessment, rubric=rubric)
    snapshot, rubric = pipeline.checked_snapshot(document), rubrics.default()
    assessment = pipeline.score(snapshot, pipeline.Scoring(rubric=rubric, answers=answers, **how))
    return Edition(assessment=assessment, rubric=rubric, snapshot=snapshot)


def without_own_word(assessment: Assessment, rubric: LoadedRubric) -> Assessment:
    """Score an assessment again with its rubric and without what the project says of itself."""
    bare = scored_without_own_word(assessment, rubric)
    return assessment if bare is assessment else pipeline.explained(rubric, bare)


def scored_without_own_word(assessment: Assessment, rubric: LoadedRubric) -> Assessment:
    """Do the same without saying how solid the result is, which takes most of the time."""
    is_from_outside = all(answer.provenance != PROJECT for answer in assessment.answers)
    if is_from_outside and not any(each.is_own_word for each in assessment.evidence):
        return assessment
    heard = tuple(answer for answer in assessment.answers if answer.provenance != PROJECT)
    evidence = tuple(each.unheard() for each in assessment.evidence)
    bare = assessment.model_copy(update={"answers": heard, "evidence": evidence})
    return score_again(rubric.rubric, rubric.digest, bare)


def check_words(assessment: Assessment, path: Path, rubrics: Rubrics) -> None:
    """Refuse what says of its figures without words another thing than its own evidence gives.

    Raises `InputError`. Nothing is compared without the rubric, or of another version of the program.
    """
    rubric = rubrics.find(assessment.rubric.digest)
    if rubric is None or assessment.tool_version != __version__:
        return
    try:
        again = score_again(rubric.rubric, rubric.digest, assessment)
    except Exception:  # noqa: BLE001 - each part is well formed, but together they can be any nonsense
        again = None
    if again is None or _differs(_bare_figures(assessment), _bare_figures(again)):
        message = say(
            "its figures without anybody's word are not what its evidence gives: somebody changed it"
        )
        remedy = say("score the project again, or use the file as mrl wrote it")
        raise InputError(Problem(message=message, file=str(path), remedy=remedy))


def _bare_figures(assessment: Assessment) -> dict[str, Bounds | Points | HeadlineScore | None]:
    """Return the figures that leave out words, each by its place."""
    found: dict[str, Bounds | Points | HeadlineScore | None] = {}
    for headline in assessment.headlines:
        whose = headline.provenance
        found[f"{headline.id} on facts"] = whose.on_facts if whose is not None else None
        found[f"{headline.id} without"] = whose.without_own_word if whose is not None else None
    for node in assessment.nodes:
        found |= {f"node {node.id} on facts": node.on_facts, f"node {node.id} without": node.without_own_word}
    view = assessment.measured_only
    found |= {f"measured {one.id}": one.score for one in view.headlines}
    return found | {f"measured node {one.id}": one.score for one in view.nodes}


def _differs(
    found: Mapping[str, Bounds | Points | HeadlineScore | None],
    again: Mapping[str, Bounds | Points | HeadlineScore | None],
) -> bool:
    """Say whether figures differ; what an assessment of an older version does not say is passed by."""
    if found.keys() != again.keys():
        return True
    pairs = ((each, again[name]) for name, each in found.items() if each is not None)
    return any(other is None or _numbers(each) != _numbers(other) for each, other in pairs)


def _numbers(figures: Bounds | Points | HeadlineScore) -> dict[str, float | None]:
    return {name: None if value is None else round(value, 4) for name, value in figures.model_dump().items()}


def compare_editions(old: Edition, new: Edition) -> Movement:
    """Say why the newer assessment differs from the older one. Raises `InputError`."""
    if old.assessment.rubric.id != new.assessment.rubric.id:
        message = say(
            "the older one is scored with the rubric '{old}', the newer one with '{new}'",
            old=old.assessment.rubric.id,
            new=new.assessment.rubric.id,
        )
        raise InputError(Problem(message=message, remedy=say("score both snapshots with one rubric")))
    retooled, remeasured = _by_this_program(old)
    stages = Stages(
        old=old.assessment,
        retooled=retooled,
        reruled=score_again(new.rubric.rubric, new.rubric.digest, retooled),
        rescored=_by_this_program(new)[0],
        new=new.assessment,
        remeasured=remeasured,
    )
    return movement(new.rubric.rubric, stages)


def _by_this_program(edition: Edition) -> tuple[Assessment, bool]:
    """Score an edition again: from its snapshot where there is one, else from its evidence."""
    assessment = edition.assessment
    if edition.snapshot is not None and assessment.tool_version != __version__:
        evidence = pipeline.evidence_of(edition.snapshot)
        kept = {each.metric: each for each in assessment.evidence if each.metric in _overridden(assessment)}
        fresh = tuple(kept.get(each.metric, each) for each in evidence)
        assessment = assessment.model_copy(update={"evidence": fresh})
    rubric = edition.rubric
    again = score_again(rubric.rubric, rubric.digest, assessment)
    return again, edition.snapshot is not None or edition.assessment.tool_version == __version__


def _overridden(assessment: Assessment) -> set[str]:
    return {override.metric for override in assessment.overrides if override.used}


def read_history(
    folder: Path, newest: Assessment, rubrics: Rubrics, *, hears_project: bool = True
) -> History:
    """Read the older assessments of the same project and rubric in a folder and below it.

    Where the newest was scored without the project's own word, so must they be (`hears_project`).

    What cannot be used is left out and named; only a folder that is not there is an `InputError`.
    """
    if not folder.is_dir():
        raise InputError(Problem(message=say("there is no such folder"), file=str(folder)))
    older: list[tuple[Path, Assessment]] = []
    left_out: list[Message] = []
    for path in sorted(folder.rglob("*.json")):
        found = _older(path, newest, None if hears_project else rubrics)
        if isinstance(found, Message):
            left_out.append(found)
        elif found is not None:
            older.append((path, found))
    older.sort(key=lambda pair: pair[1].as_of)
    moved, problem = _moved(older[-1], newest, rubrics) if older else (None, None)
    return History(
        trends=trends([*(each for _, each in older), newest]) if older else (),
        movement=moved,
        left_out=(*left_out, *([problem] if problem else [])),
    )


def _older(path: Path, newest: Assessment, unheard: Rubrics | None) -> Assessment | Message | None:
    """Read a file if it is an older assessment of the project; None for what is something else.

    `unheard` are the rubrics to score it again with, without the project's own word.
    """
    try:
        content = read_json(path).content
        if not isinstance(content, dict) or content.get("schema") not in ASSESSMENT_SCHEMAS:
            return None
        found = pipeline.read_assessment(path)
    except InputError as error:
        return say("{file} could not be read: {problem}", file=path.name, problem=error.problems[0].said)
    if found.project != newest.project or found.rubric.id != newest.rubric.id or found.as_of >= newest.as_of:
        return None
    if unheard is None:
        return found
    try:
        return scored_without_own_word(found, unheard.of(found, path))
    except InputError as error:
        return say("{file} could not be read: {problem}", file=path.name, problem=error.problems[0].said)


def _moved(
    last: tuple[Path, Assessment], newest: Assessment, rubrics: Rubrics
) -> tuple[Movement | None, Message | None]:
    path, old = last
    try:
        editions = [Edition(assessment=each, rubric=rubrics.of(each, path)) for each in (old, newest)]
        return compare_editions(*editions), None
    except InputError as error:
        return None, error.problems[0].said
