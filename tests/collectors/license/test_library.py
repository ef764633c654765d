import pytest

from mrl.collectors.license import library
from mrl.collectors.license.library import CANDIDATES, held_in, known_texts, nearest
from mrl.collectors.license.texts import fingerprints

COMMON = [
    "0BSD",
    "AGPL-3.0-only",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSD-4-Clause",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC0-1.0",
    "CECILL-2.1",
    "CECILL-B",
    "CECILL-C",
    "EPL-1.0",
    "EPL-2.0",
    "EUPL-1.1",
    "EUPL-1.2",
    "GPL-2.0-only",
    "GPL-3.0-only",
    "ISC",
    "LGPL-2.1-only",
    "LGPL-3.0-only",
    "MIT",
    "MIT-0",
    "MPL-1.1",
    "MPL-2.0",
    "Unlicense",
    "X11",
    "Zlib",
]


@pytest.mark.parametrize("spdx", COMMON)
def test_a_known_text_is_told_from_all_others(spdx, text_of):
    match = nearest(text_of(spdx).split())
    assert (match.spdx, match.similarity, match.held) == (spdx, 1, 1)


@pytest.mark.parametrize("spdx", COMMON)
def test_a_text_with_every_fiftieth_word_changed_stays_the_same_license(spdx, text_of):
    words = text_of(spdx).split()
    words[::50] = ["changed"] * len(words[::50])
    assert nearest(words).spdx == spdx


def test_every_text_is_nearest_to_itself():
    wrong = [known.spdx for known in known_texts()[::10] if nearest(known.text.split()).similarity < 1]
    assert wrong == []


def test_no_text_is_named_or_later_or_by_an_older_spelling():
    ids = {known.spdx for known in known_texts()}
    assert not {spdx for spdx in ids if spdx.endswith(("-or-later", "+"))}
    assert not ids & {"GPL-2.0", "GPL-3.0", "LGPL-2.1", "AGPL-3.0"}


def test_nothing_in_common_is_no_match():
    assert nearest([]) is None
    assert nearest(["completely", "other", "words", "here"]) is None


def test_a_text_among_other_words_is_held_although_it_is_not_similar(text_of):
    words = [*text_of("MIT").split(), *(f"word{number}" for number in range(1000))]
    assert nearest(words).similarity < 0.5
    assert held_in(words, 0.9).spdx == "MIT"
    assert held_in(text_of("ISC").split()[:40], 0.9) is None


def test_a_text_is_compared_with_few_and_the_rest_cost_nothing(text_of, monkeypatch):
    """Worst headers have a mark of many licenses each; a thousand of them are read in one repository."""
    estimated, compared = [], []
    estimate, compare = library._estimate, library._compare
    monkeypatch.setattr(library, "_estimate", lambda *given: estimated.append(given[0]) or estimate(*given))
    monkeypatch.setattr(library, "_compare", lambda *given: compared.append(given[0]) or compare(*given))
    words = text_of("MIT").split()
    nearest(words)
    present = fingerprints(words)
    assert {known.text for known in estimated} == {
        known.text for known in known_texts() if known.marks & present
    }
    assert len(estimated) < len(known_texts())
    assert len(compared) == CANDIDATES
    nearest(["no", "words", "of", "any", "license"] * 1000)
    assert len(compared) == CANDIDATES


def test_equally_likely_texts_are_chosen_in_the_order_of_the_list(text_of):
    """The choice is that of comparing the marks of every text, whatever order sets have."""
    for known in known_texts()[::25]:
        words = [*known.text.split()[:200], *text_of("MIT").split()]
        present = fingerprints(words)
        held = [(len(each.marks & present), each) for each in known_texts()]
        likely = sorted(
            (each for each in held if each[0]),
            key=lambda each: -library._estimate(each[1], each[0], len(words)),
        )
        chosen = [match.text for match in library._matches(words)]
        assert chosen == [each.text for _, each in likely[:CANDIDATES]]
