"""What strangers fill gaps with takes a bounded part of a document, which `mrl verify` then makes again."""

from collections.abc import Callable
from html import unescape

import pytest
from support.assessments import nothing_known

from mrl.model.assessment import Assessment
from mrl.model.base import say
from mrl.model.facts import Gap
from mrl.model.gaps import stands_for
from mrl.rendering.gaps import CHARACTERS, printed_gaps
from mrl.rendering.html import render_html
from mrl.rendering.pdf import PageSize
from mrl.verify import kinds

LETTERS = {
    "control": "\x01",
    "escape": "\x1b[31m",
    "turning": "\u202e",
    "formula": '=1+"2"&<',
    "wide": "漢",
    "marks": "e\u0301\u0302\u0323",
    "emoji": "👨\u200d👩\u200d👧",
    "private": "\U0010fffd",
}


def body(assessment: Assessment) -> PageSize:
    """Measure a page without its style, which holds fonts."""
    return PageSize.of(render_html(assessment, "fr").decode().partition("</style>")[2])


def one_repository(text: str) -> list[Gap]:
    long = (text * 4000)[:3900]
    return [
        Gap(
            repository=long,
            subject=f"manifest: {long}/{number}",
            reason=say("cannot be read: {why}", why=long),
        )
        for number in range(500)
    ]


def many_repositories(text: str) -> list[Gap]:
    long = (text * 4000)[:1000]
    return [
        Gap(
            repository=f"{long}{number}",
            subject=f"{kind}: {number}",
            reason=say("{text} cannot be read", text=long),
        )
        for number in range(250)
        for kind in ("manifest", "license", "file tree")
    ]


def many_kinds(text: str) -> list[Gap]:
    long = (text * 4000)[:1000]
    reason = say("no: {why}", why=say("because of {path}", path=long))
    return [Gap(repository="a", subject=f"{long}{number}", reason=reason) for number in range(500)]


@pytest.mark.parametrize("gaps", [one_repository, many_repositories, many_kinds])
@pytest.mark.parametrize("letters", LETTERS)
def test_a_document_full_of_gaps_stays_within_what_is_made_again(
    letters: str, gaps: Callable[[str], list[Gap]]
) -> None:
    told = gaps(LETTERS[letters])
    plain, full = body(nothing_known()), body(nothing_known(gaps=tuple(told)))
    assert full.characters - plain.characters < 3 * CHARACTERS
    assert full.text < kinds.TEXT_LIMIT
    assert full.tags - plain.tags < 4_000
    groups, left = printed_gaps(told)
    printed = sum(_gaps_of(group.subject, group.reason, group.repositories) for group in groups)
    assert printed + left == len(told)


def _gaps_of(subject: str, reason: object, repositories: tuple[str, ...]) -> int:
    one = Gap(subject=subject, reason=reason)  # type: ignore[arg-type]
    return stands_for(one) * max(len(repositories), 1)


def test_what_is_left_out_is_said() -> None:
    page = unescape(render_html(nothing_known(gaps=tuple(many_repositories("x"))), "en").decode())
    assert "more, listed in assessment.json" in page


def test_a_few_gaps_are_printed_whole() -> None:
    gaps = [Gap(subject=f"manifest: {number}/pom.xml", reason=say("cannot be read")) for number in range(20)]
    groups, left = printed_gaps(gaps)
    assert ([group.subject for group in groups], left) == ([gap.subject for gap in gaps], 0)
