"""Our block in somebody's notes: in its place, in their line ends, and everything else untouched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrl.publishing.notes import BEGIN, END, UNPUBLISHED, holds_block, published, with_block
from mrl.publishing.problems import AttachError

BLOCK = "### Title\n\n- one"
MARKED = f"{BEGIN}\n{BLOCK}\n{END}"
ALPHABET = st.sampled_from(
    ["a", " ", "\t", "\n", "\r\n", "\r", "é", "\ufeff", "\u2028", "#", "<!--", "-->", "```"]
)
TEXTS = st.lists(ALPHABET, max_size=12).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", MARKED),
        ("One.", f"One.\n\n{MARKED}"),
        ("One.\n", f"One.\n\n{MARKED}"),
        ("One.\n\n\n", f"One.\n\n\n{MARKED}"),
        ("One.  \n ", f"One.  \n \n\n{MARKED}"),
        ("\ufeff", f"\ufeff{MARKED}"),
        ("One.\r\n", "One.\r\n\r\n" + MARKED.replace("\n", "\r\n")),
        (f"One.\n{BEGIN}old{END} two \n", f"One.\n{MARKED} two \n"),
        (f"\r\n{BEGIN}\r\nold\r\n{END}\r\n\r\n", "\r\n" + MARKED.replace("\n", "\r\n") + "\r\n\r\n"),
    ],
)
def test_the_block_goes_in(text: str, expected: str) -> None:
    assert with_block(text, BLOCK) == expected
    assert holds_block(expected, BLOCK)


@given(TEXTS, TEXTS)
def test_every_other_character_stays(before: str, after: str) -> None:
    appended = with_block(before, BLOCK)
    assert appended.startswith(before)
    assert set(appended.removeprefix(before).partition(BEGIN)[0]) <= set("\r\n")
    replaced = with_block(f"{before}{BEGIN}anything{END}{after}", BLOCK)
    assert replaced.startswith(before + BEGIN)
    assert replaced.endswith(END + after)


@given(TEXTS)
def test_a_second_time_changes_nothing(text: str) -> None:
    once = with_block(text, BLOCK)
    assert with_block(once, BLOCK) == once
    assert holds_block(once, BLOCK)
    assert not holds_block(once, BLOCK + "\n- two")


@pytest.mark.parametrize(
    "text",
    [BEGIN, END, f"{END}{BEGIN}", f"{MARKED}\n{MARKED}", f"{BEGIN}{MARKED}", f"{MARKED} and {END}"],
)
def test_broken_marks_are_not_mended(text: str) -> None:
    for check in (with_block, holds_block):
        with pytest.raises(AttachError) as raised:
            check(text, BLOCK)
        assert str(raised.value).endswith(
            "mend the notes by hand, or leave them alone with --notes skip; nothing was changed"
        )
    begins, ends = text.count(BEGIN), text.count(END)
    assert f"hold {begins} times {BEGIN} and {ends} times {END}" in str(raised.value)


def test_the_mark_of_a_draft_goes_with_its_publication() -> None:
    assert published(with_block(UNPUBLISHED, BLOCK)) == MARKED
    assert published(f"Mine.\n{UNPUBLISHED}\nMore.") == "Mine.\n\nMore."
    assert published("Mine.") == "Mine."
