"""Every web page we make, in headless Chromium: axe-core finds nothing; keys, phones and print work."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support import assessments, awkward_assessments, browser, comparisons, explained_assessments, portfolios
from support.facts import rich_repository
from support.npm import published_file

from mrl.model.assessment import Assessment
from mrl.rendering import render
from mrl.rendering.extras import Extras
from mrl.rendering.portfolio import render_portfolio

pytestmark = pytest.mark.integration

AXE = "axe-core@4.14.1"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
"""Of axe.min.js in that release."""
VIOLATIONS = """axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations.map(
  rule => [rule.id, rule.nodes.length, rule.nodes[0].target.join(" "), rule.nodes[0].failureSummary]))"""
WRONG = "<!doctype html><title>Wrong</title><main><h1>One</h1><img src='x.png'></main>"
WIDEST = 380
"""Pixels of a small phone."""


def counts(name: str) -> Assessment:
    return comparisons.assessed(rich_repository(), rubric=name, project="Example")


def report(make: Callable[[], Assessment], language: str = "en", extras: Extras | None = None) -> bytes:
    return render(make(), "html", language, extras or Extras())


def everything() -> bytes:
    assessment = explained_assessments.explained(assessments.partly_answered())
    extras = Extras(history=explained_assessments.history(assessment), branding=explained_assessments.brand())
    return render(assessment, "html", "fr", extras)


def dossier(language: str) -> bytes:
    compared = comparisons.dossier(comparisons.plain("screening"), comparisons.rich("screening"))
    return compared.render("html", language)


def portfolio(name: str, language: str) -> bytes:
    return render_portfolio(portfolios.portfolio(name), "html", language)["portfolio.html"]


PAGES: dict[str, Callable[[], bytes]] = {
    "report": lambda: report(assessments.not_assessed),
    "report, full": lambda: report(assessments.fully_answered, "fr"),
    "report, everything": everything,
    "report, nothing known": lambda: report(assessments.nothing_known),
    "report, many repositories": lambda: report(assessments.many_repositories, "fr"),
    "report, hostile": lambda: report(awkward_assessments.hostile),
    "report, long": lambda: report(awkward_assessments.long_names, "fr"),
    "report, levels of counts": lambda: report(lambda: counts("osps-baseline"), "fr"),
    "report, counts": lambda: report(lambda: counts("public-code")),
    "report, bands": lambda: report(lambda: counts("screening"), "fr"),
    "comparison": lambda: dossier("en"),
    "comparison, French": lambda: dossier("fr"),
    "portfolio": lambda: portfolio("several", "en"),
    "portfolio, French": lambda: portfolio("several", "fr"),
    "portfolio, counts": lambda: portfolio("counted", "fr"),
    "portfolio, hostile": lambda: portfolio("hostile", "en"),
    "portfolio, hundred": lambda: portfolio("hundred", "en"),
}


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Browser]:
    path = browser.program()
    if path is None:
        pytest.skip("there is no Chromium; on Debian and Ubuntu: apt-get install chromium")
    with browser.Browser.running(path, tmp_path_factory.mktemp("profile")) as running:
        running.size(1280, 900)
        yield running


@pytest.fixture(scope="module")
def axe() -> str:
    return published_file(AXE, "axe.min.js", SHA256).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def opened(
    chromium: browser.Browser, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], browser.Browser]:
    folder = tmp_path_factory.mktemp("pages")

    def opened(name: str) -> browser.Browser:
        path = folder / f"{name}.html"
        if not path.exists():
            path.write_bytes(PAGES[name]())
        chromium.open(path)
        return chromium

    return opened


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(name: str, scheme: str, opened: Any, axe: str) -> None:
    page = opened(name)
    page.prefer(scheme)
    background = page.run("getComputedStyle(document.documentElement).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (scheme == "light")
    page.run(axe)
    assert page.run(VIOLATIONS) == []


def test_axe_finds_what_is_wrong(chromium: browser.Browser, axe: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text(WRONG)
    chromium.open(tmp_path / "wrong.html")
    chromium.run(axe)
    assert {rule for rule, *_ in chromium.run(VIOLATIONS)} >= {"html-has-lang", "image-alt"}


@pytest.mark.parametrize("name", PAGES)
def test_the_first_key_leads_to_the_content(name: str, opened: Any) -> None:
    page = opened(name)
    page.press("Tab")
    focused = page.run("(({className, hash}) => [className, hash])(document.activeElement)")
    assert focused[0] == "skip"
    assert page.run("document.activeElement.getBoundingClientRect().left") >= 0
    assert page.run(f"document.querySelector({focused[1]!r}) !== null")


@pytest.mark.parametrize("name", PAGES)
def test_every_table_that_scrolls_is_reached_by_the_keyboard(
    name: str, opened: Any, chromium: browser.Browser
) -> None:
    chromium.size(WIDEST, 800)
    page = opened(name)
    tables = page.run(
        "[...document.querySelectorAll('table')].map(table => [table.className, table.parentElement])"
        ".filter(([name, around]) => around.scrollWidth > around.clientWidth && around.tabIndex < 0)"
        ".map(([name]) => name)"
    )
    chromium.size(1280, 900)
    assert tables == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_a_phone(name: str, opened: Any, chromium: browser.Browser) -> None:
    chromium.size(WIDEST, 800)
    try:
        assert opened(name).run("document.documentElement.scrollWidth") <= WIDEST
    finally:
        chromium.size(1280, 900)


@pytest.mark.parametrize("name", PAGES)
def test_prints_dark_on_white_for_a_reader_who_prefers_dark(name: str, opened: Any) -> None:
    page = opened(name)
    dark = [{"name": "prefers-color-scheme", "value": "dark"}]
    page.ask("Emulation.setEmulatedMedia", media="print", features=dark)
    try:
        colours = page.run(
            "(style => [style.backgroundColor, style.color])(getComputedStyle(document.documentElement))"
        )
        assert colours == ["rgb(255, 255, 255)", "rgb(27, 36, 48)"]
        assert page.run("getComputedStyle(document.querySelector('nav')).display") == "none"
    finally:
        page.ask("Emulation.setEmulatedMedia", media="", features=[])
