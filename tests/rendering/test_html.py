"""The HTML report: self-contained, well-formed, accessible, and inert whatever it is made from."""

import re

import pytest
from support.assessments import (
    fully_answered,
    many_repositories,
    not_assessed,
    nothing_known,
    partly_answered,
)
from support.awkward_assessments import hostile, long_names, real_length
from support.pages import Page

from mrl.model.assessment import Assessment
from mrl.model.base import Text
from mrl.rendering import render

SAMPLES = [
    not_assessed,
    partly_answered,
    fully_answered,
    nothing_known,
    many_repositories,
    hostile,
    long_names,
    real_length,
]


def page(assessment: Assessment, language: str = "en") -> Page:
    return Page(render(assessment, "html", language))


@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_runs_and_nothing_is_fetched(sample: object) -> None:
    document = page(sample())
    tags = {tag for tag, _ in document.elements}
    assert not tags & {"script", "img", "link", "iframe", "object", "embed", "form", "base"}
    for _, attributes in document.elements:
        assert not [name for name in attributes if name.startswith("on") or name in {"style", "src"}]
        assert re.match(r"https?://|#", attributes.get("href") or "#")


@pytest.mark.parametrize("sample", SAMPLES)
def test_structure_is_accessible(sample: object) -> None:
    document = page(sample())
    for tag in ("html", "h1", "main", "header", "nav", "footer"):
        assert len(document.all(tag)) == 1, tag
    assert all("scope" in header for header in document.all("th"))
    identifiers = [attributes["id"] for _, attributes in document.elements if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))
    targets = {link["href"][1:] for link in document.all("a") if link["href"].startswith("#")}
    assert targets <= set(identifiers)
    assert all(svg.get("role") == "img" for svg in document.all("svg"))
    assert len(document.all("title")) == 1 + len(document.all("svg"))


def test_hostile_texts_are_shown_as_text() -> None:
    words = page(hostile()).words
    assert "<script>alert(1)</script>" in words
    assert "{{ 7*7 }}" in words
    assert "[U+202E]gnp.exe[U+202C]" in words
    raw = render(hostile(), "html", "en").decode()
    assert not set(raw) & set("\u202e\u202c\x1b\x00\u200b")


def test_style_and_fonts_are_inside() -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", render(not_assessed(), "html", "en").decode(), re.DOTALL)
    addresses = re.findall(r'url\("([^"]{0,24})', style)
    assert len(addresses) == 4
    assert all(address.startswith("data:font/woff;base64,") for address in addresses)
    assert "@import" not in style


def test_english_fallbacks_of_a_french_page_are_marked() -> None:
    document = page(not_assessed(), "fr")
    assert document.all("html")[0]["lang"] == "fr"
    assert sum(span.get("lang") == "en" for span in document.all("span")) > 50
    assert not any("lang" in span for span in page(not_assessed(), "en").all("span"))


def test_sources_of_the_rubric_are_in_french_where_they_are_translated() -> None:
    assessment = not_assessed()
    sources = (Text(en="Badges: topics", fr="Badges : thèmes"), Text(en="Steps, published"))
    rubric = assessment.rubric.model_copy(update={"attributions": sources})
    raw = render(assessment.model_copy(update={"rubric": rubric}), "html", "fr").decode()
    assert "<li>Badges\u202f: thèmes</li>" in raw
    assert '<li><span lang="en">Steps, published</span></li>' in raw


@pytest.mark.parametrize(
    ("sample", "sentence"),
    [
        (not_assessed, "Level not assessed"),
        (not_assessed, "7.3 of 10 on what is known"),
        (not_assessed, "What was looked for and not seen stays unknown instead of counting against"),
        (not_assessed, "Judged against"),
        (
            real_length,
            "What caps the level: Level 2: People who carry half of the work, not met. Where one person",
        ),
        (not_assessed, "7 questions to answer"),
        (not_assessed, "None. Nobody answered a question"),
        (not_assessed, "Measured only: what the repositories show"),
        (partly_answered, "measured facts and 18 answers"),
        (
            partly_answered,
            "A license file LICENSE-FILE: the answer is “no”; measured: a license file was found.",
        ),
        (partly_answered, "Three people work in a repository that is not public yet."),
        (fully_answered, "Level 7: Established business"),
        (not_assessed, "Little is known: below 40%, rely on the range rather than on the score."),
        (fully_answered, "is met; it is not known yet."),
        (nothing_known, "\u2013 no score: nothing it rests on is known"),
        (nothing_known, "No criterion of this dimension is known."),
        (many_repositories, "The project is made of 60 repositories. Its core carries 60% of the weight"),
        (many_repositories, "40 repositories that weigh less are in assessment.json."),
    ],
)
def test_says(sample: object, sentence: str) -> None:
    assert sentence in page(sample()).words


def test_a_concern_says_what_was_found_before_why_it_matters() -> None:
    words = page(not_assessed()).words
    assert "Test files. 7% of source files are tests. Without it, a town" in words


def test_code_in_advice_is_marked_and_shows_no_backticks() -> None:
    raw = render(real_length(), "html", "en").decode()
    assert "<code>reuse annotate</code>" in raw
    assert "`" not in page(real_length()).words


def test_links_of_the_appendix_are_short_and_definitions_are_no_evidence() -> None:
    document = page(not_assessed())
    assert "license.header_share" in document.words
    assert "/blob/4f2a9c1" not in document.words
    assert any("/blob/4f2a9c1/README.md" in (link.get("href") or "") for link in document.all("a"))


def test_several_repositories_are_named_where_they_stand_out() -> None:
    assessment = many_repositories(12)
    idle = tuple(
        one.model_copy(update={"values": {"activity.commits_12_months": 0}})
        for one in assessment.repositories
    )
    words = page(assessment.model_copy(update={"repositories": idle})).words
    assert "12 had no commit by a person in 12 months: town-services-000, town-services-001," in words
    assert "town-services-009 and 2 more (12 of 12 repositories known)" in words


def test_confidential_answer_shows_its_outcome_only() -> None:
    assessment = partly_answered()
    secret = next(one for one in assessment.answers if one.confidential)
    loud = secret.model_copy(
        update={"answer": "the secret word", "comment": "secret too", "evidence": "https://s.example"}
    )
    answers = tuple(loud if one is secret else one for one in assessment.answers)
    words = page(assessment.model_copy(update={"answers": answers})).words
    assert "in confidence" in words
    assert "secret" not in words
    assert "https://s.example" not in words


def test_disclaimer_and_limits_are_on_the_page() -> None:
    words = page(not_assessed()).words
    assert "this is not an official result of OW2" in words
    assert "It does not say that the software is secure, that it fits your purpose" in words
