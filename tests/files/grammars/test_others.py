"""JSON, YAML, XML and INI: what is read, what is refused, and that nothing else is ever raised."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrl.files.grammars.errors import UnreadableError
from mrl.files.grammars.ini import read_ini
from mrl.files.grammars.json import memory_of, read_json
from mrl.files.grammars.toml import read_toml
from mrl.files.grammars.xml import read_xml
from mrl.files.grammars.yaml import read_yaml
from mrl.files.limits import RESULTS, Bounds

ATTRIBUTES = [f"a{number}='1'" for number in range(101)]
READERS = {
    "JSON": read_json,
    "YAML": read_yaml,
    "XML": read_xml,
    "INI": lambda text: read_ini(text, "metadata"),
    "TOML": read_toml,
}


def reason(name: str, text: str | bytes) -> str:
    with pytest.raises(UnreadableError) as error:
        READERS[name](text)
    return error.value.reason.in_english()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("JSON", "[" * 65 + "]" * 65, "more than 64 levels deep"),
        ("JSON", "[" * 100_000, "more than 64 levels deep"),
        ("JSON", '{"a":{}},' * 29_000, "would take more than"),
        ("JSON", "NaN", "well-formed JSON"),
        ("JSON", "1" * 5000, "well-formed JSON"),
        ("JSON", b"\xff\xfe", "well-formed JSON"),
        ("JSON", " " * 300_000, "larger than 256 kB"),
        ("YAML", "- " * 51, "more than 50 levels deep"),
        ("YAML", "- a\n" * 20_001, "more than 20000 values"),
        ("YAML", "--- a\n--- b", "more than one document"),
        ("YAML", "? [a]\n: b", "a key in it is a list or mapping"),
        ("YAML", "a: &a [*a]", "well-formed YAML"),
        ("YAML", "a: *b", "well-formed YAML"),
        ("YAML", "a: \x00", "well-formed YAML"),
        ("XML", "<a>" * 65 + "</a>" * 65, "more than 64 levels deep"),
        ("XML", f"<a>{'<b/>' * 20_000}</a>", "more than 20000 elements"),
        ("XML", f"<a {' '.join(ATTRIBUTES)}/>", "more than 100 attributes"),
        ("XML", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type declaration is refused"),
        ("XML", b"<?xml version='1.0' encoding='utf-7'?><a/>", "well-formed XML"),
        ("XML", b"<?xml version='1.0' encoding='no such'?><a/>", "well-formed XML"),
        ("INI", "[metadata]\n" + "a\n" * 6_000, "more than 5000 lines"),
        ("INI", "[metadata]\na=" + "a" * 2_001, "more than 2000 characters"),
        ("INI", "a=1", "not a well-formed configuration file"),
    ],
)
def test_what_is_costly_or_wrong_is_refused(name, text, said):
    assert said in reason(name, text)


def test_an_alias_is_what_its_anchor_names():
    assert read_yaml("a: &x [1, &y b]\nc: *x\nd: *y\ne: !!str 1.10\n") == {
        "a": ["1", "b"],
        "c": ["1", "b"],
        "d": "b",
        "e": "1.10",
    }


def test_aliases_of_aliases_take_no_more_than_they_are_long():
    text = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
    assert len(read_yaml(text)) == 40


def test_a_section_has_the_defaults_once():
    assert read_ini("[DEFAULT]\na=1\n[metadata]\nb = 2\n  3\n", "metadata") == {"a": "1", "b": "2\n3"}
    assert read_ini("[options]\na=1\n", "metadata") is None


def test_elements_lose_their_namespaces():
    root = read_xml("<p xmlns='u' xmlns:b='v'><b:c/></p>")
    assert [element.tag for element in root.iter()] == ["p", "c"]


@pytest.mark.parametrize(
    "value", [[[]] * 9, [{}] * 9, [{"a": 1}] * 9, {str(n): {} for n in range(99)}, ["ab"] * 9]
)
def test_memory_is_counted_above_what_values_take(value):
    raw = json.dumps(value, separators=(",", ":")).encode()
    marks = raw.count(b",") + raw.count(b"{") + raw.count(b"[")
    assert memory_of(raw) >= 3 * len(raw) + 64 * marks


@pytest.mark.parametrize(("text", "times"), [(b'"aaaa"', 3), ('"éééé"'.encode(), 5), ('"😀"'.encode(), 9)])
def test_wide_letters_make_wide_texts(text, times):
    assert memory_of(text) == times * len(text)


def test_a_result_of_ordinary_size_fits():
    entry = {"path": "a/b.java", "type": "file", "detected_license_expression_spdx": "MIT", "scan_errors": []}
    assert memory_of(json.dumps({"files": [entry] * 100_000}).encode()) < (RESULTS.memory or 0)


@pytest.mark.parametrize("name", READERS)
@given(text=st.text(alphabet="a1 \n\t\"'\\[]{}<>&*:-=,.#/!?;|\0\u0301\ufeff", max_size=80))
def test_nothing_but_the_refusal_is_raised(name, text):
    with suppress(UnreadableError):
        READERS[name](text)


def test_bounds_can_be_given():
    with pytest.raises(UnreadableError, match="larger"):
        read_json("[]", Bounds(what="", size=1, depth=1))
