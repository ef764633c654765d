"""Reading a rubric: form by the types, meaning by the checks, all problems in one go."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mrl.errors import InputError, Problem
from mrl.files.reading import Document, read_document, validate
from mrl.files.validation import nearest
from mrl.model.base import say
from mrl.model.evidence import MetricInfo
from mrl.rubric.checks import check_rubric
from mrl.rubric.types import RUBRIC_SCHEMA, Rubric


@dataclass(frozen=True, kw_only=True)
class LoadedRubric:
    """A rubric that passed every check, with the SHA-256 of the file it was read from."""

    rubric: Rubric
    digest: str
    document: Document


def load_rubric(path: Path, metrics: Mapping[str, MetricInfo]) -> LoadedRubric:
    """Read and check a rubric file; raises `InputError` with every problem found."""
    return check_loaded(read_document(path, RUBRIC_SCHEMA), metrics)


def check_loaded(document: Document, metrics: Mapping[str, MetricInfo]) -> LoadedRubric:
    """Check a document of the schema of rubrics; raises `InputError` with every problem found."""
    rubric = validate(document, Rubric)
    problems = check_rubric(rubric, document, metrics)
    if problems:
        raise InputError(*problems)
    return LoadedRubric(rubric=rubric, digest=hashlib.sha256(document.raw).hexdigest(), document=document)


def shipped_rubrics(folder: Path) -> dict[str, Path]:
    """List the rubrics of a folder: id (the file's name) to path."""
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def find_rubric(name: str, folder: Path) -> Path:
    """Find a rubric by the id of a shipped one or by the path of a file; raises `InputError`."""
    shipped = shipped_rubrics(folder)
    if name in shipped:
        return shipped[name]
    path = Path(name)
    if path.exists() or path.suffix in (".yaml", ".yml") or len(path.parts) > 1:
        return path
    hint = nearest(name, shipped) or say("shipped rubrics: {words}", words=", ".join(shipped))
    raise InputError(Problem(message=say("no rubric called '{found}'", found=name), remedy=hint))
