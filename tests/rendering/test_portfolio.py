"""The portfolio report: PDF, page, tables and JSON; what they say, and that nothing breaks them."""

import csv
import io
import json
import logging
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pypdf import PdfReader
from support import portfolios
from support.layout import Laid, clipped, empty_pages, lay, outside
from support.pages import Page

from mrl.errors import InputError
from mrl.model.branding import Brand
from mrl.model.portfolio import Portfolio
from mrl.rendering.portfolio import _Document, render_portfolio
from mrl.rendering.portfolio_view import CHUNK, LONG, PortfolioView
from mrl.resources import reports_folder

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
NAMES = ("several", "levelled", "counted", "hostile", "hundred")


@cache
def made(name: str, output_format: str, language: str = "en") -> dict[str, bytes]:
    return render_portfolio(portfolios.portfolio(name), output_format, language)


def page(name: str, language: str = "en") -> Page:
    return Page(made(name, "html", language)["portfolio.html"])


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def reader(name: str, language: str = "en") -> PdfReader:
    return PdfReader(io.BytesIO(made(name, "pdf", language)["portfolio.pdf"]))


@cache
def laid(name: str, language: str) -> Laid:
    document = _Document(portfolio=portfolios.portfolio(name), language=language, branding=None)
    return lay(document.fill("document.html"), reports_folder())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_text_runs_out_of_its_page_or_cell_and_no_page_is_empty(name: str, language: str) -> None:
    found = laid(name, language)
    assert outside(found) == []
    assert clipped(found) == []
    assert empty_pages(found) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_and_nothing_is_fetched(name: str) -> None:
    document = page(name)
    assert not document.tags & {"script", "img", "link", "iframe", "object", "embed", "form", "base"}
    for _, attributes in document.elements:
        assert not [each for each in attributes if each.startswith("on") or each in {"style", "src"}]
        assert (attributes.get("href") or "#").startswith("#")


@pytest.mark.parametrize("name", NAMES)
def test_structure_is_accessible(name: str) -> None:
    document = page(name)
    for tag in ("html", "h1", "main", "header", "nav", "footer"):
        assert len(document.all(tag)) == 1, tag
    assert all("scope" in header for header in document.all("th"))
    identifiers = [attributes["id"] for _, attributes in document.elements if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))
    assert {link["href"][1:] for link in document.all("a")} <= set(identifiers)
    assert all(svg.get("role") == "img" for svg in document.all("svg"))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("several", "5 projects side by side"),
        ("several", "Project readiness: from 6.8 to 7.9; half of the projects have 7.2 or more."),
        ("several", "1 project has no figure: nothing it rests on is known."),
        ("several", "1 project was assessed before:"),
        ("several", "1 project was assessed more than 12 months before 31 March 2026."),
        ("several", "Eastry: 31 March 2024"),
        (
            "several",
            "Birling: A license file LICENSE-FILE; the answer is \u201cno\u201d; measured: a license file",
        ),
        ("several", "nobody has answered this question yet"),
        ("levelled", "7 Established business"),
        ("counted", "Each cell says how many of the criteria that apply are met."),
        ("hundred", "Projects 41 to 80"),
    ],
)
def test_says(name: str, sentence: str) -> None:
    assert sentence.casefold() in page(name).words.casefold()


def test_figures_say_what_shades_say() -> None:
    view = PortfolioView(portfolios.portfolio("several"))
    cells = [cell for row in view.rows for cell in (row.headline, *row.cells)]
    assert {cell.shade for cell in cells} > {None}
    for cell in cells:
        assert cell.score is not None
        if cell.shade is not None:
            assert cell.score.coverage >= view.floor
            assert cell.score.point is not None


def test_hostile_texts_are_shown_as_text() -> None:
    raw = made("hostile", "html")["portfolio.html"].decode()
    assert "<script>" not in raw
    assert "<script>alert(1)</script>" in page("hostile").words
    assert not set(raw) & set("\u202e\u202c\x1b\x00\u200b")


def test_a_long_table_is_split_and_print_says_less_of_each() -> None:
    document = page("hundred")
    tables = [each for each in document.all("table") if "heat-table" in (each["class"] or "")]
    assert len(tables) == -(-100 // CHUNK)
    assert len(portfolios.portfolio("hundred").projects) > LONG
    text = "".join(one.extract_text() for one in reader("hundred").pages)
    assert "Project 099" in text
    assert "attached portfolio.csv" in " ".join(text.split())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pdf_is_tagged_titled_and_carries_its_evidence(
    language: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        content = render_portfolio(portfolios.portfolio("several"), "pdf", language)["portfolio.pdf"]
    assert not caplog.records
    found = PdfReader(io.BytesIO(content))
    assert found.trailer["/Root"]["/Lang"] == language
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert found.metadata.title.startswith("5 proje")
    assert set(found.attachments) == {"portfolio.json", "portfolio.csv", "document.json"}
    (attached,) = found.attachments["portfolio.json"]
    assert Portfolio.model_validate_json(attached) == portfolios.portfolio("several")


@pytest.mark.parametrize("output_format", ["pdf", "html", "csv", "json"])
def test_the_same_bytes_every_time(output_format: str) -> None:
    again = render_portfolio(portfolios.portfolio("several"), output_format, "en")
    assert again == made("several", output_format)


@pytest.mark.parametrize("name", NAMES)
def test_json_holds_to_its_schema(name: str) -> None:
    schema = json.loads((SCHEMAS / "portfolio.schema.json").read_text(encoding="utf-8"))
    content = json.loads(made(name, "json")["portfolio.json"])
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(content)


def test_tables_have_a_row_per_project_and_one_per_criterion() -> None:
    found = portfolios.portfolio("several")
    projects, criteria = (rows(made("several", "csv")[name]) for name in ("portfolio.csv", "criteria.csv"))
    assert [row["project"] for row in projects] == [each.project for each in found.projects]
    assert len(criteria) == len(found.projects) * len(found.criteria)
    first = found.projects[0]
    assert projects[0]["sha256"] == first.digest
    assert float(projects[0]["project-readiness.score"]) == pytest.approx(
        first.headlines["project-readiness"].score.point, abs=1e-6
    )
    eastry = next(row for row in projects if row["project"] == "Eastry")
    assert eastry["stale"] == "yes"
    unknown = next(row for row in criteria if row["outcome"] == "unknown")
    assert unknown["points"] == ""
    assert unknown["reason"]


def test_names_that_spreadsheets_would_compute_are_inert() -> None:
    assert "'=1+1" in {row["project"] for row in rows(made("hostile", "csv")["portfolio.csv"])}


def test_an_organisation_signs_it() -> None:
    brand = Brand(organisation="Example Town", accent="#7a1f4d", contact="desk@town.example")
    raw = render_portfolio(portfolios.portfolio("several"), "html", "en", brand)["portfolio.html"].decode()
    assert "Example Town" in raw
    assert "--accent: #7a1f4d" in raw
    assert 'fill="#7a1f4d"' in raw


def test_unknown_format_names_the_known() -> None:
    with pytest.raises(InputError, match="choose one of pdf, html, csv, json"):
        render_portfolio(portfolios.portfolio("several"), "docx", "en")
