"""The Markdown report: a golden file, and hostile texts that stay text."""

from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from support.assessments import below_floor, fully_answered, not_assessed, nothing_known
from support.awkward_assessments import hostile

from mrl.rendering import render

GOLDEN = Path(__file__).parent / "golden"
FORGE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_golden_file(language: str) -> None:
    expected = (GOLDEN / f"report.{language}.md").read_text()
    assert render(not_assessed(), "md", language).decode() == expected


@pytest.mark.parametrize("language", ["en", "fr"])
def test_hostile_texts_add_no_markup(language: str) -> None:
    harmless = {token.type for token in walk(render(not_assessed(), "md", language))}
    tokens = walk(render(hostile(), "md", language))
    assert {token.type for token in tokens} - harmless <= {"text_special"}
    assert not {"link_open", "image", "html_inline", "html_block", "code_inline"} & {
        one.type for one in tokens
    }
    assert sum(one.type == "heading_open" for one in tokens) == 7


def walk(document: bytes) -> list[object]:
    tokens = FORGE.parse(document.decode())
    return [one for token in tokens for one in (token, *(token.children or []))]


def test_assessed_level_is_named() -> None:
    text = render(fully_answered(), "md", "en").decode()
    assert "- **Market readiness**: level 7 (Established business), 7.3 of 10 on what is known" in text
    assert "not assessed" not in text


def test_too_little_known_names_no_level_as_reached() -> None:
    text = render(below_floor(), "md", "en").decode()
    assert "No level is given." in text
    assert "Reached:" not in text


def test_nothing_known_is_said_in_words() -> None:
    text = render(nothing_known(), "md", "en").decode()
    assert "Nothing stands out yet" in text
    assert "No known shortcoming" in text
    assert "There is no step to propose" in text
