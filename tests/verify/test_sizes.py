"""Files that hold more than is printed: their pages are not made again, and nothing is laid out."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support.documents import document
from support.rebuilding import rebuilt, with_file
from support.tampering import saved_again

from mrl import editions
from mrl.rendering import pdf
from mrl.rendering.pdf import PageSize
from mrl.verify import Beside, kinds, verify
from mrl.verify.copying import TOO_MUCH, UNLIKE
from mrl.verify.record import Outcome, State, Subject, Verification


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count what is laid out from now on."""
    document()
    laid_out: list[str] = []
    library = pdf._weasyprint()
    html = library.HTML

    def counted(*, string: str, **more: object) -> object:
        laid_out.append(string)
        return html(string=string, **more)

    monkeypatch.setattr(library, "HTML", counted)
    return laid_out


def verified(content: bytes, folder: Path) -> Verification:
    (folder / "report.pdf").write_bytes(content)
    return verify(folder / "report.pdf", Beside(rubrics=editions.Rubrics()))[0]


def with_reviews(content: bytes) -> bytes:
    review = {"role": "architect", "date": "2026-01-31", "statement": "agreed", "counts": False}
    return json.dumps(json.loads(content) | {"reviews": [review] * 10_000}).encode()


def with_long_disclaimer(content: bytes) -> bytes:
    assessment = json.loads(content)
    assessment["rubric"]["disclaimer"] = {"en": "\ud55c" * 200_000}
    return json.dumps(assessment).encode()


def about_pages(found: Verification) -> tuple[State, str]:
    (check,) = [each for each in found.checks if each.subject is Subject.PAGES]
    return check.state, check.findings[0].template


@pytest.mark.parametrize("change", [with_reviews, with_long_disclaimer])
def test_a_forged_file_that_would_fill_very_many_pages_is_not_laid_out(
    change: Callable[[bytes], bytes], layouts: list[str], tmp_path: Path
) -> None:
    found = verified(rebuilt(document(), with_file(b"assessment.json", change)), tmp_path)
    assert about_pages(found) == (State.NOT_CHECKED, TOO_MUCH.template)
    assert found.outcome is Outcome.INCONSISTENT
    assert layouts == []


def test_a_file_that_is_built_otherwise_is_not_made_again(layouts: list[str], tmp_path: Path) -> None:
    found = verified(saved_again(document()), tmp_path)
    assert about_pages(found) == (State.NOT_CHECKED, UNLIKE.template)
    assert layouts == []


@pytest.mark.parametrize("name", ["TEXT_LIMIT", "CHARACTERS_LIMIT"])
def test_an_honest_document_that_is_too_large_is_not_refused(
    name: str, layouts: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(kinds, name, 20)
    found = verified(document(), tmp_path)
    assert found.outcome is Outcome.INCOMPLETE
    assert about_pages(found) == (State.NOT_CHECKED, TOO_MUCH.template)
    assert layouts == []


def test_a_page_is_measured_without_its_pictures() -> None:
    page = f"<p>abc</p><img src='data:image/png;base64,{'A' * 1000}'>"
    assert PageSize.of(page) == PageSize(
        tags=3, characters=len("<p>abc</p><img src=''>"), text=len("img src=''")
    )
