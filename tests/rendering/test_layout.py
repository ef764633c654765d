"""Nothing runs out of its page, cell or panel, and no page is empty, whatever the texts and sizes."""

from functools import cache

import pytest
from support import assessments, awkward_assessments
from support.explained_assessments import brand, explained, history
from support.layout import Laid, clipped, empty_pages, laid_out, lay, outside

from mrl.model.assessment import Assessment
from mrl.rendering.extras import Extras

AWKWARD = (
    ("long_names", "fr"),
    ("hostile", "en"),
    ("many_scripts", "en"),
    ("one_criterion", "fr"),
    ("many_criteria", "en"),
    ("no_repository", "en"),
    ("nothing_known", "fr"),
    ("everything", "fr"),
)


def everything() -> tuple[Assessment, Extras]:
    assessment = explained(awkward_assessments.long_names())
    return assessment, Extras(history=history(assessment), branding=brand())


@cache
def laid(name: str, language: str) -> Laid:
    if name == "everything":
        assessment, extras = everything()
        return laid_out(assessment, language, extras)
    make = getattr(assessments, name, None) or getattr(awkward_assessments, name)
    return laid_out(make(), language)


@pytest.mark.parametrize(("name", "language"), AWKWARD)
def test_no_text_runs_out_of_its_page_or_cell(name: str, language: str) -> None:
    found = laid(name, language)
    assert outside(found) == []
    assert clipped(found) == []


@pytest.mark.parametrize(("name", "language"), AWKWARD)
def test_no_page_is_nearly_empty(name: str, language: str) -> None:
    assert empty_pages(laid(name, language)) == []


@pytest.mark.parametrize(("name", "language"), AWKWARD)
def test_the_figures_of_the_cover_stand_below_its_facts(name: str, language: str) -> None:
    found = laid(name, language)
    facts, figures = found.element("about"), found.element("bottom")
    assert figures.position_y - (facts.position_y + facts.height) > 10


@pytest.mark.parametrize(("name", "language"), AWKWARD)
def test_the_verdict_is_one_page_whatever_its_texts(name: str, language: str) -> None:
    headings = {"Profile", "Profil", "The way forward", "La marche à suivre"}
    pages = {line.page for line in laid(name, language).lines if line.text in headings and line.page > 0}
    assert min(pages) <= 2


def test_the_check_sees_what_runs_out() -> None:
    wide, narrow = "wide" * 60, "this does not fit into a third of a table that is narrow"
    found = lay(
        f'<p style="white-space: nowrap">{wide}</p><table style="table-layout: fixed; width: 40%"><tr>'
        f'<td style="white-space: nowrap">{narrow}</td><td>b</td><td>c</td></tr></table>'
    )
    assert outside(found) == [wide]
    assert clipped(found) == [narrow]
    assert empty_pages(lay("<p>a few words</p>")) == [0]
