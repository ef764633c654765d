import json

import pytest
from pydantic import Field

from mrl.errors import InputError
from mrl.files.reading import parse_yaml, read_bytes, read_versioned, read_yaml, validate
from mrl.model.base import Day, Frozen


class Inner(Frozen):
    """An inner record."""

    kind: str = "plain"
    days: dict[str, float] = Field(default_factory=dict)


class Sample(Frozen):
    """A record of a test."""

    schema_: str = Field(alias="schema")
    name: str
    since: Day | None = None
    flag: bool = False
    inner: tuple[Inner, ...] = ()


def problems(text):
    with pytest.raises(InputError) as refusal:
        validate(parse_yaml(text.encode(), "f.yaml"), Sample)
    return [str(problem) for problem in refusal.value.problems]


def test_scalars_stay_what_was_written():
    document = parse_yaml(b"schema: s\nname: no\nsince: 2026-01-31\nflag: yes\nempty:\n", "f.yaml")
    assert document.content == {"schema": "s", "name": "no", "since": "2026-01-31", "flag": "yes"}
    sample = validate(document, Sample)
    assert (sample.name, str(sample.since), sample.flag) == ("no", "2026-01-31", True)
    assert parse_yaml(b"version: 1.10", "f").content == {"version": "1.10"}


def test_all_problems_come_at_once_with_line_column_and_nearest_word():
    text = "schema: s\nnmae: x\nsince: soon\nflag: perhaps\n"
    text += "inner:\n- kind: a\n  dayz: {a: 1}\n- days: {b: many}\n"
    assert problems(text) == [
        "f.yaml:1:1: the key 'name' is missing",
        "f.yaml:2:1: nmae: unknown key 'nmae'; did you mean 'name'?",
        "f.yaml:3:1: since: 'soon' is not a date; write it as 2026-01-31",
        "f.yaml:4:1: flag: 'perhaps' is neither yes nor no",
        "f.yaml:7:3: inner.0.dayz: unknown key 'dayz'; did you mean 'days'?",
        "f.yaml:8:10: inner.1.days.b: 'many' is not a number",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"a: &x 1\n", "f.yaml:1:4: anchors are not allowed (&x); write the value out"),
        (b"a: 1\nb: *x\n", "f.yaml:2:4: aliases are not allowed (*x); write the value out"),
        (b"a: !!python/name:os.system x\n", "tags are not allowed"),
        (b"a: 1\na: 2\n", "f.yaml:2:1: the key 'a' stands twice (first in line 1); keep one"),
        (b"a: 1\n---\nb: 2\n", "a second document begins here"),
        (b"a: [1, 2\n", "expected"),
        (b"a: b: c\n", "f.yaml:1:5: mapping values are not allowed"),
        (b"? [a, b]\n: c\n", "a key must be a plain word"),
        (b"[" * 100_000, "nested more than 60 levels deep"),
        (b"\xff\xfe\x00", "not a text file in UTF-8"),
        (b"a: \x00\n", "binary data"),
        (b"\tb: 1\n", "f.yaml:1:1"),
    ],
)
def test_files_that_are_not_plain_yaml_are_refused(text, message):
    with pytest.raises(InputError) as refusal:
        parse_yaml(text, "f.yaml")
    assert message in str(refusal.value)


def test_files_that_cannot_be_read_are_refused(tmp_path):
    cases = {
        tmp_path / "none.yaml": "no such file",
        tmp_path: "this is a folder",
        tmp_path / "none" / "x": "no such file",
    }
    for path, message in cases.items():
        with pytest.raises(InputError, match=message):
            read_yaml(path)
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 1001)
    with pytest.raises(InputError, match="1,001 bytes, more than the 1,000"):
        read_bytes(large, 1000)


def test_fifty_megabytes_of_yaml_are_refused_unread(tmp_path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(InputError, match="more than"):
        read_yaml(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"schema": "s", "name": "x"', "cut short"),
        ('{"schema": "s",, "name": "x"}', "f.json:1:16: not valid JSON"),
        ('{"schema": "s", "name": NaN}', "NaN is not a number here"),
        ("[" * 100_000, "not valid JSON"),
        ('["a"]', "not a list of `key: value` lines"),
        ("null", "the file is empty"),
        ('{"name": "x"}', "it names no schema; this version reads 's' here"),
        ('{"schema": "s/9"}', "its schema is 's/9'; this version reads 's' here"),
        ('{"schema": "s", "name": 7}', "name: '7' should be a text"),
    ],
)
def test_json_files_are_checked_as_well(tmp_path, monkeypatch, content, message):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "f.json"
    path.write_text(content)
    with pytest.raises(InputError) as refusal:
        read_versioned(path.relative_to(tmp_path), Sample, "s")
    assert message in str(refusal.value)


def test_good_files_of_both_kinds_read_alike(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"schema": "s", "name": "x"}))
    (tmp_path / "a.yaml").write_text("schema: s\nname: x\n")
    first, second = (read_versioned(tmp_path / name, Sample, "s")[0] for name in ("a.json", "a.yaml"))
    assert first == second
