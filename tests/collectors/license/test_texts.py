from mrl.collectors.license.texts import (
    MARKS,
    fingerprints,
    license_words,
    marks_of,
    pairs_of,
    plain_words,
    shared,
    similarity,
)


def test_layout_case_bullets_and_comment_marks_do_not_matter():
    plain = "1. You must keep this notice.\n2. You may sell copies."
    wrapped = " *  a) You MUST keep\n *     this notice.\n *\n *  b) You may sell `copies`."
    assert (
        license_words(plain)
        == license_words(wrapped)
        == ["you", "must", "keep", "this", "notice", "you", "may", "sell", "copies"]
    )


def test_copyright_lines_and_years_are_left_out():
    first = "Copyright (c) 1999-2026 Ada Example\nAll rights reserved.\n\nYou may use this."
    second = "// © 2020, The Example Foundation <ada@example.org>\nYou may use this."
    assert license_words(first) == license_words(second) == ["you", "may", "use", "this"]


def test_a_sentence_that_wraps_at_the_word_copyright_is_kept():
    assert license_words("retain the above\ncopyright notice, this list") == [
        "retain",
        "the",
        "above",
        "copyright",
        "notice",
        "this",
        "list",
    ]


def test_plain_words_spell_out_a_plus_and_the_other_spelling():
    assert plain_words("LGPL-2.1+ Licence") == ["lgpl", "2", "1", "or", "later", "license"]


def test_similarity_is_one_for_equal_texts_and_zero_without_common_pairs():
    text = pairs_of(["a", "b", "c", "a", "b"])
    assert similarity(text, text) == 1
    assert similarity(text, pairs_of(["x", "y", "z"])) == 0
    assert similarity(pairs_of([]), pairs_of([])) == 0


def test_shared_counts_repeated_pairs_as_often_as_both_have_them():
    assert shared(pairs_of(["a", "b", "a", "b", "a", "b"]), pairs_of(["a", "b", "a", "b"])) == 3


def test_marks_are_a_sample_of_the_fingerprints_that_does_not_depend_on_order_of_evaluation():
    words = [f"word{number}" for number in range(200)]
    marks = marks_of(words)
    assert len(marks) == MARKS
    assert set(marks) <= fingerprints(words)
    assert marks == marks_of(list(words))
