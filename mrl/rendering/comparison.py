"""The dossier of a comparison: PDF, one-file HTML, CSV and JSON."""

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from mrl.errors import InputError, Problem
from mrl.files.writing import canonical_json
from mrl.i18n import translator
from mrl.model.assessment import Assessment
from mrl.model.base import say
from mrl.model.comparison import Comparison
from mrl.model.document import DocumentFacts
from mrl.rendering.archive import Attachment
from mrl.rendering.attached import assessment_file, facts_file, rubric_file
from mrl.rendering.comparison_csv import render_csv
from mrl.rendering.comparison_view import Column, DossierView
from mrl.rendering.comparison_words import DossierWords
from mrl.rendering.design import design_folder, html_environment, render_template
from mrl.rendering.extras import NOTHING, RubricFile
from mrl.rendering.pdf import made_with, pdf_bytes
from mrl.resources import reports_folder

DESIGN: Final = "comparison"
_IDENTIFIER: Final = re.compile(r'\bid="([\w-]+)"')
_REFERENCE: Final = re.compile(r'"(url\(#|#)([\w-]+)(\)?)"')
_FONT: Final = re.compile(r'url\("(fonts/[\w.-]+)"\)')


@dataclass(frozen=True, kw_only=True)
class _Document:
    comparison: Comparison
    assessments: Sequence[Assessment]
    rubric: RubricFile | None
    language: str

    def fill(self, name: str, *, is_paged: bool, **more: object) -> str:
        view = DossierView(self.comparison, self.assessments)
        environment = _environment(self.language)
        verdicts = {column.letter: self._verdict(column, is_paged=is_paged) for column in view.columns}
        return environment.get_template(name).render(
            c=self.comparison,
            dossier=view,
            says=DossierWords(view, translator(self.language)),
            verdicts=verdicts,
            a=self.assessments[0],  # of the pieces of the assessment's design, for the words of the rubric
            view=view.columns[0].view,
            paged=is_paged,
            **more,
        )

    def _verdict(self, column: Column, *, is_paged: bool) -> Markup:
        """Give the verdict page of an assessment's own report, to stand beside others of its kind."""
        environment = html_environment(self.language)
        page = render_template(environment, "parts/verdict.html", column.assessment, NOTHING, paged=is_paged)
        return Markup(_with_own_names(page, column.letter))  # noqa: S704 - rendered and escaped already


def render_comparison(
    comparison: Comparison,
    assessments: Sequence[Assessment],
    output_format: str,
    language: str,
    rubric: RubricFile | None = None,
) -> bytes:
    """Give a comparison in one of FORMATS and one of the languages of mrl.i18n.

    `assessments` are those that were compared, in their order. The PDF carries them, the comparison and,
    where it is given, the rubric's file. Raises `InputError` for an unknown format or language and
    `MissingLibrary` where the PDF cannot be made for want of a system library.
    """
    if output_format not in FORMATS:
        message = say("there is no format '{found}'", found=output_format)
        raise InputError(
            Problem(message=message, remedy=say("choose one of {words}", words=", ".join(FORMATS)))
        )
    document = _Document(comparison=comparison, assessments=assessments, rubric=rubric, language=language)
    return FORMATS[output_format](document)


def _pdf(document: _Document) -> bytes:
    # The newest moment stands for the document: it was made of nothing that is younger.
    moment = max(project.as_of for project in document.comparison.projects)
    attachments = _attachments(document)
    page = document.fill("document.html", is_paged=True)
    return pdf_bytes(page, reports_folder(), moment=moment, attachments=attachments)


def _attachments(document: _Document) -> list[Attachment]:
    language, comparison = document.language, document.comparison
    facts = DocumentFacts(kind="comparison", language=language, made_with=made_with(reports_folder()))
    description = say("The comparison: what every page of it shows")
    whole = Attachment(
        name="comparison.json",
        content=canonical_json(comparison),
        description=translator(language).message(description),
        relationship="Data",
    )
    compared = zip(comparison.projects, document.assessments, strict=True)
    each = [assessment_file(one, language, f"{project.letter}.assessment.json") for project, one in compared]
    rubric = [rubric_file(document.rubric, language)] if document.rubric is not None else []
    return [whole, *each, facts_file(facts), *rubric]


def _html(document: _Document) -> bytes:
    # The designs' own style sheets are ours; nothing of the assessments is in them.
    style = Markup(_style())  # noqa: S704
    return document.fill("page.html", is_paged=False, style=style).encode()


def _style() -> str:
    usual, own = design_folder(), reports_folder() / DESIGN
    sheets = (usual / "common.css", usual / "screen.css", own / "dossier.css", own / "screen.css")
    text = "\n".join(sheet.read_text() for sheet in sheets)

    def font(address: re.Match[str]) -> str:
        encoded = base64.b64encode((usual / address[1]).read_bytes()).decode()
        return f'url("data:font/woff;base64,{encoded}")'

    return _FONT.sub(font, text)


def _environment(language: str) -> Environment:
    folders = [reports_folder() / DESIGN, design_folder()]
    return html_environment(language).overlay(loader=FileSystemLoader(folders))


def _with_own_names(page: str, letter: str) -> str:
    """Give the parts of a page names of their own, since several such pages stand in one document.

    Only names in attributes change: quotes in texts are escaped.
    """
    names = set(_IDENTIFIER.findall(page))

    def renamed(reference: re.Match[str]) -> str:
        before, name, after = reference.groups()
        return f'"{before}{name}-{letter}{after}"' if name in names else reference[0]

    return _REFERENCE.sub(renamed, _IDENTIFIER.sub(rf'id="\1-{letter}"', page))


FORMATS: Final[dict[str, Callable[[_Document], bytes]]] = {
    "pdf": _pdf,
    "html": _html,
    "csv": lambda document: render_csv(document.comparison, document.language),
    "json": lambda document: canonical_json(document.comparison),
}
"""Every format by its file name extension; add one here."""
