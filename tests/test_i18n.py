"""Sentences, numbers and dates in English and French, and a catalogue that is whole and fresh."""

import ast
import datetime as dt
import gettext
import re
from pathlib import Path

import pytest
from compile_catalogues import compile_catalogues
from support import foreign_words, sentences

from mrl import catalogue
from mrl.catalogue import LOCALE_FOLDER
from mrl.cli.language import EXAMPLE
from mrl.errors import InputError
from mrl.i18n import translator
from mrl.model.base import Text, say

ENGLISH = translator("en")
FRENCH = translator("fr")
FIELDS_ALONE = re.compile(r"\{\w+\}")
"""Nothing in it can be translated."""


@pytest.mark.parametrize("language", ["de", "", "EN"])
def test_unknown_language_names_the_known(language: str) -> None:
    with pytest.raises(InputError, match="choose one of en, fr"):
        translator(language)


def test_values_are_written_as_readers_of_the_language_write_them() -> None:
    message = say(
        "{count} {share} {open_share} {day} {rate} {name} {year} {good}",
        count=12345,
        share=0.894,
        open_share=1.0,
        day=dt.date(2026, 3, 1),
        rate=3.14159,
        name="a {count}",
        year=2026,
        good=True,
    )
    assert ENGLISH.message(message) == "12,345 89% 100% 1 March 2026 3.14 a {count} 2026 yes"
    said = FRENCH.sentence(message.template, message.values)
    assert said == "12\u202f345 89\u202f% 100\u202f% 1er mars 2026 3,14 a {count} 2026 oui"


@pytest.mark.parametrize(("share", "written"), [(0, "0%"), (0.0004, "1%"), (0.9996, "99%"), (1, "100%")])
def test_only_none_is_0_percent_and_only_all_is_100(share: float, written: str) -> None:
    assert ENGLISH.percent(share) == written


def test_score_has_one_decimal() -> None:
    assert (ENGLISH.score(7), FRENCH.score(6.25)) == ("7.0", "6,2")


@pytest.mark.parametrize(("count", "said"), [(0, "0 dépôt"), (1, "1 dépôt"), (2, "2 dépôts")])
def test_plural_follows_the_language(count: int, said: str) -> None:
    assert FRENCH.counted("{count} repository", "{count} repositories", count) == said


def test_english_plural_needs_no_catalogue() -> None:
    assert ENGLISH.counted("{count} repository", "{count} repositories", 0) == "0 repositories"


def test_message_whose_number_chooses_the_plural() -> None:
    message = say("{count} unknown", count=2)
    assert FRENCH.message(message) == "2 inconnus"
    assert ENGLISH.message(message) == "2 unknown"


def test_number_that_the_template_names_first_chooses_the_plural_in_any_order_of_values() -> None:
    template = "{count} of {total} repositories"
    for values in ({"count": 1, "total": 7}, {"total": 7, "count": 1}):
        said = FRENCH.sentence(f"Not so in {template}, {{name}} is the first", {**values, "name": "a"})
        assert said == "Ce n\u2019est pas le cas de 1 dépôt sur 7\u202f: a"


def test_terms_inside_sentences_are_translated_and_names_are_not() -> None:
    words = FRENCH.message(say("differs between the core repositories: {terms}", terms="none, MIT"))
    assert words == "diffère d\u2019un dépôt central à l\u2019autre\u202f: aucun, MIT"
    assert FRENCH.message(say("The website is {name}", name="none")) == "Le site web est none"


def test_reason_inside_a_sentence_is_translated() -> None:
    inner = say("{host} did not answer in time", host="example.org")
    said = FRENCH.message(say("answers to issues: {reason}", reason=inner))
    assert said == "réponses aux tickets\u202f: example.org n\u2019a pas répondu à temps"


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("manifest", "manifeste"),
        ("manifest: tools/pom.xml", "manifeste\u202f: tools/pom.xml"),
        ("Architecture", "Architecture"),
        ("no such: word", "no such: word"),
        ("", ""),
    ],
)
def test_term_with_what_it_is_of(term: str, said: str) -> None:
    assert FRENCH.term(term) == said
    assert ENGLISH.term(term) == term


def test_same_word_in_both_languages_is_no_fallback() -> None:
    assert not FRENCH.falls_back("Architecture")
    assert FRENCH.falls_back("no such word")


def test_french_writes_the_first_of_a_month_as_an_ordinal() -> None:
    written = [FRENCH.date(dt.date(2026, 5, day)) for day in (1, 2, 11)]
    assert written == ["1er mai 2026", "2 mai 2026", "11 mai 2026"]
    assert ENGLISH.date(dt.date(2026, 5, 1)) == "1 May 2026"


def test_template_is_filled_without_format_language() -> None:
    hostile = say("{name.__class__} {name:>99999999} {missing} {name}", name="x")
    assert ENGLISH.message(hostile) == "{name.__class__} {name:>99999999} {missing} x"


def test_french_text_of_a_rubric_gets_french_spaces() -> None:
    text = Text(en="Why: “so”?", fr="Pourquoi : « ainsi » ?")
    assert FRENCH.text(text) == "Pourquoi\u202f: «\u202fainsi\u202f»\u202f?"
    assert ENGLISH.text(text) == "Why: “so”?"


def test_french_spaces_leave_addresses_and_values_alone() -> None:
    assert FRENCH.typography("https://example.org/?a;b") == "https://example.org/?a;b"
    assert FRENCH.sentence("Possible: {range}", {"range": "a : b"}) == "Possible\u202f: a : b"


def test_what_has_no_french_falls_back_to_english_and_says_so() -> None:
    only_english = Text(en="Only English : here")
    assert FRENCH.text(only_english) == "Only English : here"
    assert FRENCH.falls_back(only_english)
    assert FRENCH.falls_back(say("no such sentence"))
    assert not FRENCH.falls_back(Text(en="a", fr="b"))
    assert not FRENCH.falls_back(say("not applicable"))
    assert not ENGLISH.falls_back(only_english)


def test_a_changed_catalogue_is_compiled_once(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "mrl.po"
    source.write_bytes(sentences.CATALOGUE.read_bytes())
    assert compile_catalogues(tmp_path) == [folder / "mrl.mo"]
    assert compile_catalogues(tmp_path) == []
    compiled = gettext.translation("mrl", tmp_path, ["fr"])
    assert compiled.gettext("unknown") == catalogue.catalogue("fr").gettext("unknown") != "unknown"


def test_every_sentence_is_in_the_catalogue() -> None:
    known = {message.id for message in sentences.entries()}
    # a template said with and without a count stands once, with its plural
    known |= {
        one for one, many in (message for message in known if isinstance(message, tuple)) if one == many
    }
    wanted = {*sentences.template_sentences(), *sentences.module_sentences()}
    assert len(wanted) > 600
    assert {text for text in wanted - known if not FIELDS_ALONE.fullmatch(str(text))} == set()


def test_nothing_is_in_the_catalogue_that_nobody_says() -> None:
    said = {first(sentence) for sentence in sentences.template_sentences()}
    said |= {*foreign_words.OF_PYTHON_JSON, *foreign_words.OF_CLICK, EXAMPLE.strip()}
    said |= {*sentences.module_texts(), *sentences.terms()}
    said |= {part for command in sentences.COMMANDS.values() for part in sentences.paragraphs(command)}
    assert {first(message.id) for message in sentences.entries()} - said == set()


def first(sentence: str | tuple[str, ...] | list[str]) -> str:
    return sentence if isinstance(sentence, str) else sentence[0]


@pytest.mark.parametrize("layer", ["collectors", "metrics", "scoring", "rendering"])
def test_what_is_said_stands_where_the_extractor_finds_it(layer: str) -> None:
    for path in sorted((sentences.PACKAGE / layer).rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "say":
                assert isinstance(call.args[0], ast.Constant), f"{path}:{call.lineno}"


@pytest.mark.parametrize("term", sorted({*sentences.terms()} - {""}))
def test_every_word_of_metrics_and_gaps_is_in_the_catalogue(term: str) -> None:
    assert not FRENCH.falls_back(term)


def test_translations_are_whole_and_keep_their_values() -> None:
    for message in sentences.entries():
        english = [message.id] if isinstance(message.id, str) else list(message.id)
        french = [message.string] if isinstance(message.string, str) else list(message.string or ())
        assert all(french), message.id
        assert not message.fuzzy, message.id
        assert fields(french) == fields(english), message.id


def fields(sentences: list[str]) -> set[str]:
    return {field for sentence in sentences for field in re.findall(r"\{(\w+)\}", sentence)}


def test_a_message_without_translation_is_english_in_its_dates_too() -> None:
    message = say("{share} done on {day}", share=0.5, day=dt.date(2026, 3, 1))
    assert FRENCH.message(message) == "50% done on 1 March 2026"


def test_marks_take_the_space_of_the_language() -> None:
    assert (ENGLISH.mark(":"), FRENCH.mark(":")) == (":", "\u202f:")


def test_locale_folder_is_inside_the_package() -> None:
    assert Path(LOCALE_FOLDER).parent.name == "mrl"
