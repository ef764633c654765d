"""The kinds of documents: how each is made again from what is attached, and with which versions here."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mrl import pipeline
from mrl.model.document import DocumentFacts
from mrl.rendering.attached import extras_of
from mrl.rendering.comparison import render_comparison
from mrl.rendering.design import design_folder
from mrl.rendering.extras import RubricFile
from mrl.rendering.pdf import PageSize, made_with, printing_at_most
from mrl.rendering.portfolio import render_portfolio
from mrl.resources import reports_folder
from mrl.verify.content import Content

CHARACTERS_LIMIT: Final = 500_000
TEXT_LIMIT: Final = 20_000
"""So many characters of HTML, and of it between two tags, are printed when a document is made again."""


@dataclass(frozen=True, kw_only=True)
class _Kind:
    make: Callable[[DocumentFacts, Content], bytes]
    designs: Callable[[], Path]
    most_tags: int
    """So many tags in HTML are printed, about twice as many as honest documents of 600 repositories have."""


def made_again(facts: DocumentFacts, content: Content) -> bytes | None:
    """Make a document again; None for a kind that this version does not know.

    Raises `MissingLibrary`, `TooMuchToPrintError`, and any other error for what does not make a document.
    """
    kind = _KINDS.get(facts.kind)
    if kind is None:
        return None
    with printing_at_most(PageSize(tags=kind.most_tags, characters=CHARACTERS_LIMIT, text=TEXT_LIMIT)):
        return kind.make(facts, content)


def versions_here(facts: DocumentFacts) -> dict[str, str]:
    """Name what has a part in a document of this kind that is made here. Raises `MissingLibrary`."""
    kind = _KINDS.get(facts.kind)
    return made_with(kind.designs()) if kind else {}


def _assessment(facts: DocumentFacts, content: Content) -> bytes:
    (assessment,) = content.assessments.values()
    return pipeline.render(assessment, "pdf", facts.language, extras_of(facts, _rubric(content)))


def _comparison(facts: DocumentFacts, content: Content) -> bytes:
    if content.comparison is None:
        raise ValueError("a comparison without its figures")
    assessments = [content.assessments[name] for name in sorted(content.assessments)]
    return render_comparison(content.comparison, assessments, "pdf", facts.language, _rubric(content))


def _portfolio(facts: DocumentFacts, content: Content) -> bytes:
    if content.portfolio is None:
        raise ValueError("a portfolio without its figures")
    branding = extras_of(facts, None).branding
    (document,) = render_portfolio(content.portfolio, "pdf", facts.language, branding).values()
    return document


def _rubric(content: Content) -> RubricFile | None:
    name = next(iter(content.rubrics), None)
    return RubricFile(id=name.removesuffix(".yaml"), content=content.files[name]) if name else None


_KINDS = {
    "assessment": _Kind(make=_assessment, designs=design_folder, most_tags=12_000),
    "comparison": _Kind(make=_comparison, designs=reports_folder, most_tags=16_000),
    "portfolio": _Kind(make=_portfolio, designs=reports_folder, most_tags=32_000),
}
"""A new kind of document adds itself here."""
