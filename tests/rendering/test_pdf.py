"""The PDF report: pages, language, tags, text, identical bytes, and a closed door to files and network."""

import builtins
import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader
from support import assessments, awkward_assessments
from weasyprint.urls import URLFetchingError, fetch

import mrl
from mrl.errors import MissingLibrary
from mrl.model.assessment import Assessment
from mrl.rendering import pdf, render
from mrl.rendering.design import design_folder
from mrl.rendering.pdf import fetcher

CHECKOUT = Path(mrl.__file__).parent.parent
EVIDENCE = {"en": "Evidence", "fr": "Éléments de preuve"}
SAMPLES = [
    ("not_assessed", "en"),
    ("not_assessed", "fr"),
    ("fully_answered", "en"),
    ("nothing_known", "fr"),
    ("many_repositories", "en"),
    ("hostile", "en"),
    ("long_names", "fr"),
    ("real_length", "en"),
    ("real_length", "fr"),
]


def sample(name: str) -> Assessment:
    return (getattr(assessments, name, None) or getattr(awkward_assessments, name))()


@contextmanager
def collected_log() -> Iterator[list[str]]:
    messages: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield messages
    finally:
        for logger in loggers:
            logger.removeHandler(handler)


@cache
def rendered(name: str, language: str) -> tuple[bytes, tuple[str, ...]]:
    with collected_log() as log:
        return render(sample(name), "pdf", language), tuple(log)


def reader(name: str, language: str) -> PdfReader:
    return PdfReader(io.BytesIO(rendered(name, language)[0]))


def words(document: PdfReader, number: int) -> str:
    return " ".join(document.pages[number].extract_text().split())


def squeezed(text: str) -> str:
    # What stands in two paragraphs below each other is read back with or without a space between.
    return "".join(text.split())


@pytest.mark.parametrize(("name", "language"), SAMPLES)
def test_nothing_is_complained_about_and_the_file_is_small(name: str, language: str) -> None:
    document, log = rendered(name, language)
    assert log == ()
    assert document.startswith(b"%PDF-1.7")
    assert len(document) < 600_000


@pytest.mark.parametrize(("name", "language"), SAMPLES)
def test_no_page_is_empty_and_all_are_a4(name: str, language: str) -> None:
    document = reader(name, language)
    for page in document.pages:
        assert len(page.extract_text().split()) > 12
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("not_assessed", "en"),
        ("fully_answered", "en"),
        ("many_repositories", "en"),
        ("real_length", "en"),
        ("real_length", "fr"),
    ],
)
def test_report_is_at_most_12_pages_before_the_evidence(name: str, language: str) -> None:
    assert 6 <= page_of(reader(name, language), EVIDENCE[language]) <= 12


@pytest.mark.parametrize(
    ("name", "language"),
    [(name, language) for name, language in SAMPLES if name not in {"hostile", "long_names"}],
)
def test_verdict_is_one_page(name: str, language: str) -> None:
    document = reader(name, language)
    assert page_of(document, "Verdict") == 1
    assert page_of(document, {"en": "Profile", "fr": "Profil"}[language]) == 2


@pytest.mark.parametrize(("name", "language"), SAMPLES)
def test_no_page_but_the_last_is_nearly_empty(name: str, language: str) -> None:
    pages = reader(name, language).pages[:-1]
    assert [number for number, page in enumerate(pages) if len(page.extract_text()) < 400] == []


def page_of(document: PdfReader, title: str) -> int:
    mark = next(item for item in bookmarks(document.outline) if item.title == title)
    return document.get_destination_page_number(mark)


def bookmarks(outline: list[object]) -> Iterator[object]:
    for item in outline:
        yield from bookmarks(item) if isinstance(item, list) else [item]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Example Town Services: Sample readiness rubric"),
        ("fr", "Example Town Services\u202f: Sample readiness rubric"),
    ],
)
def test_language_title_and_tags(language: str, title: str) -> None:
    document = reader("not_assessed", language)
    catalog = document.trailer["/Root"]
    assert catalog["/Lang"] == language
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert document.metadata.title == title
    assert document.metadata.author is None
    assert document.metadata.creation_date.date() == assessments.AS_OF.date()
    assert b"pdfuaid" in catalog["/Metadata"].get_data()


def test_every_chart_has_its_text() -> None:
    figures = [one for one in structure(reader("not_assessed", "en")) if one.get("/S") == "/Figure"]
    assert len(figures) > 12
    assert all(str(figure["/Alt"]).strip() for figure in figures)
    assert any("No level is given. Possible: levels 1 (" in str(figure["/Alt"]) for figure in figures)


@pytest.mark.parametrize("name", ["not_assessed", "fully_answered", "many_repositories"])
def test_lists_hold_their_items_and_nothing_else(name: str) -> None:
    lists = [one for one in structure(reader(name, "en")) if one.get("/S") == "/L"]
    inside = {str(kid.get_object()["/S"]) for one in lists for kid in one["/K"]}
    assert len(lists) > 5
    assert inside <= {"/LI", "/L", "/Caption"}


def structure(document: PdfReader) -> Iterator[dict[str, object]]:
    waiting = [document.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, dict):
            yield node
            kids = node.get("/K", [])
            kids = kids if isinstance(kids, list) else [kids]
            waiting += [kid for kid in kids if not isinstance(kid, int)]


def test_verdict_reads_as_text() -> None:
    cover, verdict = (words(reader("not_assessed", "en"), number) for number in (0, 1))
    assert "Measured only" in cover
    for page in (cover, verdict):
        assert squeezed("2.2\u20139.2 score possible 7.3 of 10 on what is known 30% known") in squeezed(page)
        assert squeezed("Level not assessed 1\u20139 levels possible") in squeezed(page)
    assert "The score counts only the 30% that is known." in cover
    assert "The level waits for 7 answers that no repository can give." in cover
    assert "Market readiness: no level can be given until 7 questions are answered." in verdict
    assert "Test files." in verdict


def test_french_verdict_has_french_figures_and_spaces() -> None:
    document = reader("not_assessed", "fr")
    assert squeezed("7,3 sur 10, d\u2019après ce qui est connu") in squeezed(words(document, 0))
    assert "Niveau non évalué" in words(document, 0)
    assert "Ce qui n\u2019est pas connu peut-il changer ce verdict\u202f?" in document.pages[1].extract_text()


def test_hostile_texts_are_text_and_not_links() -> None:
    document = reader("hostile", "en")
    assert "<script>alert(1)</script>" in words(document, 0)
    links = [
        str(annotation.get_object()["/A"]["/URI"])
        for page in document.pages
        for annotation in page.get("/Annots", [])
        if "/A" in annotation.get_object()
    ]
    assert not [link for link in links if not link.startswith(("http://", "https://"))]
    assert "/JavaScript" not in document.trailer["/Root"]["/Names"]


def test_second_run_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert render(sample("not_assessed"), "pdf", "en") == rendered("not_assessed", "en")[0]
    assert os.environ["SOURCE_DATE_EPOCH"] == "1"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.css",
        "http://127.0.0.1/a.css",
        "file:///etc/passwd",
        "file://example.org/a.css",
        "data:text/css,a",
        "{design}/../../pyproject.toml",
        "{design}/%2e%2e/%2e%2e/pyproject.toml",
        "{design}-other/a.css",
    ],
)
def test_door_is_closed_outside_the_design(address: str) -> None:
    url = address.format(design=design_folder().as_uri())
    with (
        pytest.raises(URLFetchingError, match="outside the report's design"),
        fetch(fetcher(design_folder()), url),
    ):
        pass


def test_door_follows_no_symbolic_link_out_of_the_design(tmp_path: Path) -> None:
    design = tmp_path / "design"
    design.mkdir()
    (tmp_path / "secret.css").write_text("a{}")
    (design / "link.css").symlink_to(tmp_path / "secret.css")
    with (
        pytest.raises(URLFetchingError, match="outside"),
        fetch(fetcher(design), (design / "link.css").as_uri()),
    ):
        pass


def test_door_is_open_inside_the_design() -> None:
    with fetch(fetcher(design_folder()), f"{design_folder().as_uri()}/common.css") as response:
        assert b"@font-face" in response.read()


def test_without_pango_the_error_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')")
    code = (
        "from mrl.errors import MissingLibrary\n"
        "from mrl.rendering import render\n"
        "from support.assessments import not_assessed\n"
        "try:\n    render(not_assessed(), 'pdf', 'en')\n"
        "except MissingLibrary as problem:\n    print(problem)\n"
        "print(len(render(not_assessed(), 'html', 'en')) > 1000)\n"
    )
    path = os.pathsep.join((str(tmp_path), str(CHECKOUT), str(CHECKOUT / "tests")))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "sudo apt-get install libpango-1.0-0" in done.stdout
    assert "brew install pango" in done.stdout
    assert done.stdout.endswith("True\n")


def test_pango_that_finds_no_room_is_not_called_missing(monkeypatch):
    reason = (
        "cannot load library 'libpango-1.0.so.0': libpango-1.0.so.0: failed to map segment from shared object"
    )

    def refuse(name, *arguments, **options):
        if name == "weasyprint":
            raise OSError(reason)
        return real(name, *arguments, **options)

    real = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MemoryError):
        pdf._weasyprint()
    reason = "cannot load library 'libpango-1.0.so.0': cannot open shared object file"
    with pytest.raises(MissingLibrary):
        pdf._weasyprint()
