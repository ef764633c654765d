"""The files that go with a document: what it was made from, and what it takes to make it again."""

from base64 import b64decode, b64encode

from mrl.files.pictures import picture
from mrl.files.writing import canonical_json
from mrl.i18n import translator
from mrl.model.assessment import Assessment
from mrl.model.base import Message, say
from mrl.model.branding import Brand, Branding
from mrl.model.document import DocumentFacts
from mrl.rendering.archive import Attachment
from mrl.rendering.extras import Extras, RubricFile
from mrl.rendering.json import render_json

ASSESSMENT_FILE = "assessment.json"
FACTS_FILE = "document.json"


def attached_files(
    assessment: Assessment, language: str, extras: Extras, made_with: dict[str, str]
) -> list[Attachment]:
    """Give what the report of one assessment carries, itself first; the rubric only where it is at hand."""
    facts = document_facts("assessment", language, extras, made_with)
    files = [assessment_file(assessment, language), facts_file(facts)]
    return files if extras.rubric is None else [*files, rubric_file(extras.rubric, language)]


def document_facts(kind: str, language: str, extras: Extras, made_with: dict[str, str]) -> DocumentFacts:
    """Put down how a document was made: everything on its pages that no other attached file holds."""
    brand = extras.branding
    logo = b64encode(brand.logo.content).decode() if brand and brand.logo else None
    return DocumentFacts(
        kind=kind,
        language=language,
        made_with=made_with,
        history=extras.history,
        branding=_branding(brand) if brand else None,
        logo=logo,
    )


def _branding(brand: Brand) -> Branding:
    return Branding(
        organisation=brand.organisation, accent=brand.accent, foreword=brand.foreword, contact=brand.contact
    )


def extras_of(facts: DocumentFacts, rubric: RubricFile | None) -> Extras:
    """Give back what a document was given beside its assessment. Raises `BadPictureError`."""
    brand = _brand(facts.branding, facts.logo) if facts.branding else None
    return Extras(history=facts.history, rubric=rubric, branding=brand)


def _brand(branding: Branding, logo: str | None) -> Brand:
    return Brand(
        organisation=branding.organisation,
        logo=picture(b64decode(logo)) if logo else None,
        accent=branding.accent,
        foreword=branding.foreword,
        contact=branding.contact,
    )


def assessment_file(assessment: Assessment, language: str, name: str = ASSESSMENT_FILE) -> Attachment:
    """Give an assessment as a file in a document."""
    description = say(
        "The assessment of {project}: every value, answer and score", project=assessment.project
    )
    return Attachment(
        name=name,
        content=render_json(assessment),
        description=_said(description, language),
        relationship="Data",
    )


def rubric_file(rubric: RubricFile, language: str) -> Attachment:
    """Give the file of a rubric as a file in a document."""
    return Attachment(
        name=f"{rubric.id}.yaml",
        content=rubric.content,
        description=_said(say("The rubric that was used: questions, thresholds and weights"), language),
        relationship="Source",
    )


def facts_file(facts: DocumentFacts) -> Attachment:
    """Give what a document says of its own making as a file in it."""
    return Attachment(
        name=FACTS_FILE,
        content=canonical_json(facts),
        description=_said(say("What else it takes to make this document again"), facts.language),
        relationship="Supplement",
    )


def _said(description: Message, language: str) -> str:
    return translator(language).message(description)
