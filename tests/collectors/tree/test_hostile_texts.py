"""Texts made to be slow: patterns that look back over and over would not end on them."""

import pytest

from mrl.collectors.tree.contents import TEXT_RULES
from mrl.collectors.tree.manifest_maven import read_maven
from mrl.collectors.tree.markup import chapters, images, links_of, words
from mrl.collectors.tree.reading import without_xml_comments
from mrl.files.grammars.errors import UnreadableError

SIZE = 60_000
LONGEST_LINK = 520
SEEDS = ("![", "[a](", "<a ", '<a href="x"', "<img ", "http://a", "`a <", "[a]: ")


@pytest.mark.parametrize("seed", SEEDS)
def test_repeated_beginnings_of_markup_end(seed):
    text = (seed * SIZE)[:SIZE]
    assert images(text) == []
    assert all(len(link.address) <= LONGEST_LINK for link in links_of(text))
    assert all(len(word) <= LONGEST_LINK for word in words(text))
    assert sum(len(title) + len(body) for title, body in chapters(text)) <= SIZE


@pytest.mark.parametrize("seed", ["mvn ", "make ", "go test ", "signed-off-"])
def test_repeated_beginnings_of_commands_answer_nothing(seed):
    text = (seed * SIZE)[:SIZE]
    assert [rule.key for rule in TEXT_RULES if rule.key != "ci.tests" and rule.holds(text)] == []


def test_unclosed_comments_reach_to_the_end():
    assert without_xml_comments("a<!-- b --><c/><!-- d <!-- e") == "a<c/>"
    assert without_xml_comments("<!--" * SIZE) == ""


def test_unclosed_elements_are_refused():
    with pytest.raises(UnreadableError, match="levels deep"):
        read_maven("<a>" * SIZE, "pom.xml")
