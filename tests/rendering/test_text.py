"""Texts of others made fit to show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mrl.rendering.text import (
    code_parts,
    file_address,
    first_sentence,
    markdown_escaped,
    printed_length,
    shortened,
    shortened_before,
    shortened_within,
    visible,
    web_link,
)

INERT_RULES = {"paragraph_open", "paragraph_close", "inline"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 漢字 עברית 🙂", "plain é 漢字 עברית 🙂"),
        ("a\u202eb", "a[U+202E]b"),
        ("a\x1b[31m\x00", "a[U+001B][31m[U+0000]"),
        ("zero\u200bwidth\ufeff", "zero[U+200B]width[U+FEFF]"),
        ("one\ntwo\tthree\u2028four", "one two three four"),
        ("family 👨\u200d👩", "family 👨\u200d👩"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(max_size=60))
def test_visible_leaves_nothing_that_hides_or_turns_text(text: str) -> None:
    shown = visible(text)
    assert all(ord(character) >= 32 for character in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u2060\x7f")
    assert visible(shown) == shown


@given(st.text(alphabet="ab1 .-+=*_`[](){}<>|~#!:/\\&@$\n\t", max_size=60))
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = parser.parse("x " + markdown_escaped(text) + " x")
    assert {token.type for token in tokens} <= INERT_RULES
    inline = [child for token in tokens for child in token.children or []]
    assert {child.type for child in inline} <= {"text", "text_special"}


@pytest.mark.parametrize("start", ["- a", "+ a", "1. a", "12) a", "# a", "> a", "=", "~~~", "    a", "| a |"])
def test_markdown_opens_no_block(start: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown_escaped(start).strip())
    assert {token.type for token in tokens} == INERT_RULES


@pytest.mark.parametrize(
    "text", ["https://evil.example.net", "www.evil.example.net", "@everyone", "#12", "!12", ":bomb:"]
)
def test_markdown_breaks_what_forges_turn_into_links(text: str) -> None:
    assert text not in markdown_escaped(text).replace("\\", "")
    assert markdown_escaped(text).replace("\\", "").replace("\u2060", "") == text


@pytest.mark.parametrize("text", ["https://example.org/a?b=c#d", "http://example.org"])
def test_web_links_pass(text: str) -> None:
    assert web_link(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        "https://",
        "https://[",
        "x",
        "",
    ],
)
def test_anything_else_is_no_link(text: str) -> None:
    assert web_link(text) is None


def test_shortened() -> None:
    assert shortened("abcdef", 6) == "abcdef"
    assert shortened("abc efg", 5) == "abc…"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://forge.example.org/town/services/blob/4f2a9c1/docs/a%20b.md#L3", "docs/a b.md"),
        ("https://lab.example.org/town/services/-/blob/4f2a9c1/README.md", "README.md"),
        ("https://forge.example.org/town/services/src/commit/4f2a9c1/pom.xml", "pom.xml"),
        ("https://example.org/handbook", "example.org/handbook"),
    ],
)
def test_file_address(address: str, name: str) -> None:
    assert file_address(address, 40) == name


def test_file_address_with_its_repository_keeps_the_end_of_the_path() -> None:
    address = "https://forge.example.org/town/services/blob/4f2a9c1/src/test/java/org/example/AllTests.java"
    assert file_address(address, 32, with_repository=True) == "services: …example/AllTests.java"
    assert len(file_address(address, 32)) == 32


def test_first_sentence() -> None:
    assert first_sentence("One v1.2 thing. Another.", 40) == "One v1.2 thing."
    assert first_sentence("No stop", 40) == "No stop"
    assert first_sentence("A very long sentence that goes on.", 10) == "A very lo…"


def test_code_parts() -> None:
    assert code_parts("run `reuse lint` now") == [("run ", False), ("reuse lint", True), (" now", False)]
    assert code_parts("a ` b") == [("a ` b", False)]


@given(st.text(max_size=90), st.integers(8, 60))
def test_a_shortened_text_takes_no_more_room_in_print_than_it_may(text: str, length: int) -> None:
    for shorten in (shortened, shortened_before, shortened_within):
        assert printed_length(shorten(text, length)) <= length
        if printed_length(text) <= length:
            assert shorten(text, length) == text


def test_a_path_loses_its_middle_and_keeps_its_name() -> None:
    assert shortened_within("a" * 4000 + "/package.json", 30) == "a" * 15 + "…a/package.json"
    assert shortened_within("\x01" * 100 + "/pom.xml", 30) == "\x01…/pom.xml"


def test_a_cut_leaves_no_mark_without_its_letter() -> None:
    assert shortened_within("abcdefgh" + "e\u0301" * 30, 10) == "abcde…e\u0301e\u0301"
