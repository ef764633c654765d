"""Making the statement about a folder of documents and the files of a release."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from mrl import editions
from mrl.attesting.artifacts import Artifact, changed, check_unchanged, hash_file
from mrl.attesting.statement import statement_of
from mrl.errors import InputError, Problem
from mrl.files.assessments import assessment_of
from mrl.files.reading import JSON_LIMIT, of_schema, parse_json, read_bytes
from mrl.files.writing import canonical_json
from mrl.model.assessment import ASSESSMENT_SCHEMAS, Assessment
from mrl.model.attestation import Statement
from mrl.model.base import Message, say
from mrl.rendering.archive import is_sealed
from mrl.rendering.attached import ASSESSMENT_FILE
from mrl.verify.opening import UnreadableError, bounded, open_pdf, read_pdf

REPORT_FILE = "report.pdf"


def attest(
    folder: Path, artifact_paths: Sequence[Path], written: Iterable[Path] = ()
) -> tuple[Statement, bytes]:
    """Make the statement about a folder's report and assessment and about the artifacts; give its bytes too.

    The same files give the same bytes, in whatever order they are named. `written` are the files that the
    result goes to, which cannot be artifacts. Raises `InputError` where a file is missing or changes, or
    where report and assessment do not belong together.
    """
    report, assessment_file = hash_file(folder / REPORT_FILE), hash_file(folder / ASSESSMENT_FILE)
    assessment = _read_assessment(assessment_file)
    _check_belonging(report, assessment_file)
    _check_not_written(artifact_paths, written)
    artifacts = [report, assessment_file, *map(hash_file, artifact_paths)]
    statement = statement_of(assessment, artifacts)
    check_unchanged(artifacts)
    return statement, canonical_json(statement)


def _read_assessment(artifact: Artifact) -> Assessment:
    raw = read_bytes(artifact.path, JSON_LIMIT)
    _check_same(artifact, raw)
    found = assessment_of(of_schema(parse_json(raw, str(artifact.path)), *ASSESSMENT_SCHEMAS))
    editions.check_words(found, artifact.path, editions.Rubrics())
    return found


def _check_belonging(report: Artifact, assessment: Artifact) -> None:
    """See that the report is as it was written, and was made of this very assessment."""
    raw = read_pdf(report.path)
    _check_same(report, raw)
    if not is_sealed(raw):
        raise _refusal(
            report,
            say("these are not the bytes that mrl wrote: the file was changed, or saved by another program"),
        )
    with bounded():
        try:
            attached = open_pdf(raw, str(report.path)).attached().get(ASSESSMENT_FILE)
        except UnreadableError as error:
            raise _refusal(report, error.reason) from error
    if attached is None:
        raise _refusal(report, say("no {name} is attached to this PDF", name=ASSESSMENT_FILE))
    if hashlib.sha256(attached).hexdigest() != assessment.sha256:
        raise _refusal(report, say("it was not made of {path}", path=str(assessment.path)))


def _check_same(artifact: Artifact, raw: bytes) -> None:
    if hashlib.sha256(raw).hexdigest() != artifact.sha256:
        raise changed(artifact.path)


def _refusal(report: Artifact, message: Message) -> InputError:
    remedy = say("make it anew with `mrl report`")
    return InputError(Problem(message=message, file=str(report.path), remedy=remedy))


def _check_not_written(artifact_paths: Iterable[Path], written: Iterable[Path]) -> None:
    places = {path.resolve() for path in written}
    for path in artifact_paths:
        if path.resolve() in places:
            message = say("this file is about to be written, so no statement can be about it")
            raise InputError(Problem(message=message, file=str(path), remedy=say("leave it out")))
