"""What joins the stages for people who write rubrics: checks, test vectors, new rubrics, comparisons."""

from dataclasses import dataclass
from pathlib import Path

from mrl import pipeline, resources
from mrl.errors import InputError, OutputError, Problem, in_order
from mrl.files.reading import read_document, read_versioned, validate
from mrl.files.writing import check_places, write_files
from mrl.model.assessment import ASSESSMENT_SCHEMAS, Assessment
from mrl.model.base import Day, say
from mrl.model.snapshot import SNAPSHOT_SCHEMA
from mrl.rubric.history import previous_version, remarks_since
from mrl.rubric.loading import LoadedRubric
from mrl.rubric.remarks import remarks_on
from mrl.rubric.starting import starting_files
from mrl.rubric.vectors import VECTORS_SCHEMA, Vectors
from mrl.scoring.again import score_again
from mrl.scoring.effects import Effect, effect
from mrl.scoring.vectors import VectorReport, run_vectors


def rubric_remarks(loaded: LoadedRubric, since: Path | None = None) -> tuple[Problem, ...]:
    """Remark on a rubric that is right, also against the version before it where there is one.

    `since` is that version's file, by default `previous/<id>.yaml` beside the rubric. Raises `InputError`.
    """
    rubric, document, metrics = loaded.rubric, loaded.document, pipeline.metrics()
    remarks = remarks_on(rubric, document, metrics)
    previous = since or previous_version(document, rubric.id)
    return in_order((*remarks, *remarks_since(previous, rubric, document, metrics))) if previous else remarks


def vectors_beside(rubric: LoadedRubric) -> Path:
    """Give the place of a rubric's test vectors: `vectors/<id>.yaml` beside its file."""
    return Path(rubric.document.name).parent / "vectors" / f"{rubric.rubric.id}.yaml"


def run_rubric_vectors(rubric: LoadedRubric, path: Path | None = None) -> VectorReport:
    """Run a rubric's test vectors. Raises `InputError` where there are none or they are wrong."""
    path = path or vectors_beside(rubric)
    if not path.exists():
        message = say("there are no test vectors of '{rubric}'", rubric=rubric.rubric.id)
        remedy = say("write them there, or name their file with --vectors")
        raise InputError(Problem(message=message, file=str(path), remedy=remedy))
    vectors, document = read_versioned(path, Vectors, VECTORS_SCHEMA)
    return run_vectors(vectors, document, rubric, pipeline.metrics())


def new_rubric(identifier: str, out: Path, today: Day) -> list[Path]:
    """Write a small rubric to begin with, its test vectors and the schemas for editors.

    Raises `OutputError` where a rubric or vectors would be replaced; schemas that are there stay.
    """
    files = starting_files(identifier, out, resources.rubrics_folder() / "templates", today)
    for name in files:
        path = out.parent / name
        if path.exists() and not name.endswith(".json"):
            raise OutputError(say("{path} is there already; give another --out", path=str(path)))
    check_places(out.parent, [out.name])
    missing = {name: text for name, text in files.items() if not (out.parent / name).exists()}
    for folder in sorted({(out.parent / name).parent for name in missing}):
        inside = {
            Path(name).name: text for name, text in missing.items() if (out.parent / name).parent == folder
        }
        write_files(folder, inside)
    return [out.parent / name for name in missing]


@dataclass(frozen=True, kw_only=True)
class Versions:
    """Two rubrics to compare."""

    old: LoadedRubric
    new: LoadedRubric


def effect_on(path: Path, versions: Versions) -> Effect:
    """Score a snapshot, or the evidence and answers of an assessment, with both. Raises `InputError`."""
    before, after = (_scored(path, rubric) for rubric in (versions.old, versions.new))
    return effect(before, after)


def _scored(path: Path, rubric: LoadedRubric) -> Assessment:
    document = read_document(path, SNAPSHOT_SCHEMA, *ASSESSMENT_SCHEMAS)
    if document.content["schema"] in ASSESSMENT_SCHEMAS:
        return score_again(rubric.rubric, rubric.digest, validate(document, Assessment))
    return pipeline.score(pipeline.checked_snapshot(document), pipeline.Scoring(rubric=rubric))
