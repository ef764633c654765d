"""Reading a few files as text, and saying which could not be read."""

import pytest
from support.trees import entry, tree_of

from mrl.collectors.tree import classify, read_declared, read_tree
from mrl.collectors.tree.reading import LARGEST_TEXT, decode, read_texts, without_hash_comments
from mrl.files.limits import MB


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"plain", "plain"),
        (b"\xef\xbb\xbfmarked", "marked"),
        ("café".encode("utf-16"), "café"),
        ("café".encode("latin-1"), "café"),
    ],
)
def test_encodings_are_told_apart(content, text):
    assert decode(content) == text


def test_a_character_cut_at_the_limit_is_left_out():
    content = b"x" * (LARGEST_TEXT - 1) + "é".encode()[:1]
    assert decode(content) == "x" * (LARGEST_TEXT - 1)


def test_comment_lines_are_left_out():
    assert without_hash_comments("a: 1 # kept\n  # left out\nb: 2") == "a: 1 # kept\nb: 2"


def test_missing_contents_and_links_have_a_reason():
    _, read = tree_of({"a.md": None, "b.md": "text", "c.pdf": "%PDF"})
    files = classify([entry("a.md"), entry("b.md"), entry("c.pdf"), entry("l.md", "120000")])
    texts = read_texts(files, read, MB)
    assert texts.by_path == {"b.md": "text"}
    assert {path: reason.in_english() for path, reason in texts.unread.items()} == {
        "a.md": "the content of the file is missing, damaged, larger than 8 MB, or too much beside others"
        " (128 MB)",
        "l.md": "symbolic links are not followed",
    }


def test_a_readme_that_is_a_link_is_there_but_not_read():
    files = classify([entry("README.md", "120000")])
    tree, _ = read_tree(files, lambda _oids, _limit: {})
    declared, gaps = read_declared(files, lambda _oids, _limit: {}, None)
    assert tree.found["community.readme"].count == 1
    assert declared.readmes is None
    assert [gap.subject for gap in gaps] == ["README and manifests: README.md"]
