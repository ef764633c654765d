"""Assessments read from a file: what they say of whose word they are must follow from their answers."""

from mrl.errors import InputError
from mrl.files.reading import Document, validate
from mrl.model.assessment import Assessment
from mrl.model.base import say
from mrl.model.whose import misattributed, with_provenance


def assessment_of(document: Document) -> Assessment:
    """Check an assessment that was read. Raises `InputError`, also of one whose words do not follow."""
    assessment = validate(document, Assessment)
    wrong = misattributed(assessment)
    if wrong:
        message = say("this does not follow from the answers and criteria in the file: somebody changed it")
        remedy = say("score the project again, or use the file as mrl wrote it")
        raise InputError(*(document.problem(path, message, remedy) for path in wrong))
    return with_provenance(assessment)
