"""Comparing a document page by page with the one that was made again from what is attached."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from mrl.i18n import translator
from mrl.model.assessment import Assessment
from mrl.model.base import Message, say
from mrl.model.document import DocumentFacts
from mrl.rendering.attached import FACTS_FILE
from mrl.verify.content import Content
from mrl.verify.opening import OpenedPdf

_MOST_NAMED = 8
_SHOWN = 60
_FIRST_PAGES = 3


def other_words(found: OpenedPdf, fresh: OpenedPdf, *, same_letters: bool = False) -> list[Message]:
    """Say what differs from the document made again: what is attached, and the words of each page.

    same_letters: whether all fonts are known to be the same, so that the same instructions draw the
    same words. Raises `UnreadableError`.
    """
    differences = [*_files(found, fresh), *_page_count(found, fresh)]
    pages = [
        page
        for page in _pages_of_both(found, fresh)
        if not same_letters or found.drawing(page) != fresh.drawing(page)
    ]
    return differences + _first([_words(found, fresh, page) for page in pages])


def drawn_differently(found: OpenedPdf, fresh: OpenedPdf) -> list[Message]:
    """Name the pages that are drawn in another way than those of the document made again."""
    return _first(
        [
            say("page {page} is drawn in another way, though its words are the same", page=str(page + 1))
            for page in _pages_of_both(found, fresh)
            if found.drawing(page) != fresh.drawing(page)
        ]
    )


def _pages_of_both(found: OpenedPdf, fresh: OpenedPdf) -> range:
    return range(min(found.page_count, fresh.page_count))


def _first(differences: Iterable[Message | None]) -> list[Message]:
    listed = [each for each in differences if each is not None]
    return listed if len(listed) <= _MOST_NAMED else [*listed[:_MOST_NAMED], say("more pages differ")]


def _files(found: OpenedPdf, fresh: OpenedPdf) -> Iterator[Message]:
    ours, theirs = fresh.attached(), found.attached()
    for name in sorted(theirs.keys() - ours.keys()):
        yield say("{name} is attached, which mrl does not put there", name=name[:_SHOWN])
    for name in sorted(ours.keys() - theirs.keys()):
        yield say("{name} is not attached", name=name)
    for name in sorted(ours.keys() & theirs.keys() - {FACTS_FILE}):
        if ours[name] != theirs[name]:
            yield say("{name} is not written as mrl writes it", name=name)


def _page_count(found: OpenedPdf, fresh: OpenedPdf) -> Iterator[Message]:
    if found.page_count != fresh.page_count:
        yield say(
            "the document has {count} pages; made again from what is attached it has {again}",
            count=found.page_count,
            again=fresh.page_count,
        )


def _words(found: OpenedPdf, fresh: OpenedPdf, page: int) -> Message | None:
    expected = fresh.words(page)
    return _first_difference(found.words(page).split(), expected.split(), str(page + 1))


def _first_difference(found: list[str], fresh: list[str], page: str) -> Message | None:
    if found == fresh:
        return None
    matcher = SequenceMatcher(None, found, fresh, autojunk=False)
    _, start, end, other_start, other_end = next(each for each in matcher.get_opcodes() if each[0] != "equal")
    printed = " ".join(found[start:end])[:_SHOWN]
    expected = " ".join(fresh[other_start:other_end])[:_SHOWN]
    if not expected:
        return say("page {page}: '{printed}' is printed and should not be", page=page, printed=printed)
    if not printed:
        return say("page {page}: '{expected}' should be printed and is not", page=page, expected=expected)
    return say(
        "page {page}: '{printed}' is printed where the attached assessment gives '{expected}'",
        page=page,
        printed=printed,
        expected=expected,
    )


def not_printed(found: OpenedPdf, facts: DocumentFacts, content: Content) -> list[Message]:
    """Say which headline figures the first pages lack: all there is to compare where versions differ."""
    count = min(found.page_count, _FIRST_PAGES)
    text = "".join("".join(found.words(page).split()) for page in range(count))
    expected = (figure for each in content.assessments.values() for figure in _figures(each, facts.language))
    return [
        say("'{title}': {figure} is not printed on the first pages", title=title, figure=figure)
        for title, figure in expected
        if "".join(figure.split()) not in text
    ]


def _figures(assessment: Assessment, language: str) -> Iterator[tuple[str, str]]:
    words = translator(language)
    for headline in assessment.headlines:
        title = words.text(headline.title)
        for value in (headline.score.point, headline.score.lowest, headline.score.highest):
            if value is not None:
                yield title, words.score(value)
        yield title, words.percent(headline.score.coverage)
