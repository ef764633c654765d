"""An organisation's name, logo, colour, foreword and contact on its documents."""

import io

import pytest
from pypdf import PdfReader
from support.assessments import not_assessed
from support.explained_assessments import brand

from mrl.model.branding import Brand
from mrl.rendering import render
from mrl.rendering.colours import OWN, colours_of
from mrl.rendering.extras import Extras

BRANDED = Extras(branding=brand())


def test_page_carries_the_brand_and_fetches_nothing() -> None:
    page = render(not_assessed(), "html", "fr", BRANDED).decode()
    assert '<img src="data:image/svg+xml;base64,' in page
    assert 'alt="Example Town"' in page
    assert "Cette évaluation s\u2019adresse au conseil." in page
    assert page.count("open-source@example.org") == 2
    assert "--accent: #7a1f2b" in page
    assert OWN.accent not in page.partition("<body>")[2]


def test_pdf_carries_the_brand_on_every_page() -> None:
    document = PdfReader(io.BytesIO(render(not_assessed(), "pdf", "en", BRANDED)))
    assert "This assessment is for the council." in document.pages[0].extract_text()
    for page in document.pages[1:]:
        assert "Example Town \u00b7 Example Town Services" in page.extract_text()


def test_without_a_logo_the_name_stands_there() -> None:
    page = render(not_assessed(), "html", "en", Extras(branding=Brand(organisation="<b>Town</b>"))).decode()
    assert "<bdi>&lt;b&gt;Town&lt;/b&gt;</bdi>" in page
    assert "<img" not in page


@pytest.mark.parametrize("without", [None, Brand(organisation="Town")])
def test_without_a_colour_the_design_keeps_its_own(without: Brand | None) -> None:
    assert colours_of(without) == OWN
