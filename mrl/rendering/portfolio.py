"""The portfolio report: PDF, one-file HTML, CSV and JSON."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import FileSystemLoader

from mrl.errors import InputError, Problem
from mrl.i18n import translator
from mrl.model.base import say
from mrl.model.branding import Brand
from mrl.model.portfolio import Portfolio
from mrl.rendering.archive import Attachment
from mrl.rendering.attached import document_facts, facts_file
from mrl.rendering.colours import colours_of
from mrl.rendering.design import design_folder, html_environment
from mrl.rendering.extras import Extras
from mrl.rendering.pdf import made_with, pdf_bytes
from mrl.rendering.portfolio_csv import criteria_table, projects_table
from mrl.rendering.portfolio_view import PortfolioView
from mrl.rendering.portfolio_words import PortfolioWords
from mrl.rendering.sheets import one_sheet
from mrl.resources import reports_folder

DESIGN: Final = "portfolio"


@dataclass(frozen=True, kw_only=True)
class _Document:
    portfolio: Portfolio
    language: str
    branding: Brand | None

    def fill(self, name: str, **more: Any) -> str:
        folders = [reports_folder() / DESIGN, design_folder()]
        environment = html_environment(self.language).overlay(loader=FileSystemLoader(folders))
        return environment.get_template(name).render(
            p=self.portfolio,
            view=PortfolioView(self.portfolio),
            says=PortfolioWords(translator(self.language)),
            branding=self.branding,
            colour=colours_of(self.branding),
            **more,
        )


def render_portfolio(
    portfolio: Portfolio, output_format: str, language: str, branding: Brand | None = None
) -> dict[str, bytes]:
    """Give a portfolio in one of FORMATS and one of the languages of mrl.i18n: files by their names.

    Raises `InputError` for an unknown format or language and `MissingLibrary` where the PDF cannot be
    made for want of a system library.
    """
    if output_format not in FORMATS:
        message = say("there is no format '{found}'", found=output_format)
        remedy = say("choose one of {words}", words=", ".join(FORMATS))
        raise InputError(Problem(message=message, remedy=remedy))
    return FORMATS[output_format](_Document(portfolio=portfolio, language=language, branding=branding))


def _pdf(document: _Document) -> dict[str, bytes]:
    page = document.fill("document.html")
    moment = document.portfolio.as_of
    written = pdf_bytes(page, reports_folder(), moment=moment, attachments=_attachments(document))
    return {"portfolio.pdf": written}


def _html(document: _Document) -> dict[str, bytes]:
    usual, own = design_folder(), reports_folder() / DESIGN
    sheets = (usual / "common.css", usual / "screen.css", own / "portfolio.css", own / "screen.css")
    return {"portfolio.html": document.fill("page.html", style=one_sheet(sheets)).encode()}


def _csv(document: _Document) -> dict[str, bytes]:
    return {
        "portfolio.csv": projects_table(document.portfolio),
        "criteria.csv": criteria_table(document.portfolio, document.language),
    }


def _json(document: _Document) -> dict[str, bytes]:
    # Not canonical_json, which takes ten times as long: with hundreds of projects that is seconds.
    return {"portfolio.json": f"{document.portfolio.model_dump_json(by_alias=True)}\n".encode()}


def _attachments(document: _Document) -> list[Attachment]:
    """Give what a page has no room for: every project and criterion as JSON, and a row per project."""
    extras = Extras(branding=document.branding)
    facts = document_facts("portfolio", document.language, extras, made_with(reports_folder()))
    words = translator(document.language)
    described = {
        "portfolio.json": say("The portfolio: every project and criterion"),
        "portfolio.csv": say("One row per project"),
    }
    contents = _json(document) | {"portfolio.csv": projects_table(document.portfolio)}
    files = [
        Attachment(name=name, content=contents[name], description=words.message(said), relationship="Data")
        for name, said in described.items()
    ]
    return [*files, facts_file(facts)]


FORMATS: Final[dict[str, Callable[[_Document], dict[str, bytes]]]] = {
    "pdf": _pdf,
    "html": _html,
    "csv": _csv,
    "json": _json,
}
"""Every format; each gives one file or several."""
