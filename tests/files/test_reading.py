import json
import os
from pathlib import Path

import pytest
import yaml
from pydantic import Field, ValidationError
from support import facts

from mrl.errors import InputError
from mrl.files.reading import parse_json, parse_yaml, read_bytes, read_versioned, read_yaml, validate
from mrl.files.validation import first_mistakes
from mrl.model.assessment import Assessment
from mrl.model.base import Day, Frozen
from mrl.model.comparison import Comparison
from mrl.model.gate import GateReport
from mrl.model.portfolio import Portfolio
from mrl.model.snapshot import Snapshot
from mrl.rubric.types import Rubric
from mrl.rubric.vectors import Vectors


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
    some: tuple[Inner, ...] = Field(default=(), min_length=1)


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


@pytest.mark.parametrize(
    "text", ["[" * 5000, "é: " + "[" * 5000, "{a: " * 5000, "- " * 5000, "[" * 61 + "]" * 61]
)
def test_nesting_is_called_nesting_whatever_the_parser_says_of_it(text):
    with pytest.raises(InputError) as refusal:
        parse_yaml(text.encode(), "f.yaml")
    (problem,) = refusal.value.problems
    assert problem.message.template == "nested more than {limit} levels deep"


@pytest.mark.parametrize(
    "text", ['a: "' + "[" * 5000 + '"\nb: c: d\n', "a: [[[[\nb: 1\n", "[" * 60 + "]" * 59]
)
def test_nothing_else_is_called_nesting(text):
    with pytest.raises(InputError) as refusal:
        parse_yaml(text.encode(), "f.yaml")
    assert "nested" not in str(refusal.value)


def test_a_parser_that_refuses_nesting_before_it_hands_anything_out_is_asked_again(monkeypatch):
    real = yaml.parse

    def reads_ahead(text, Loader):  # noqa: N803 - its name in PyYAML
        if len(text) > 1000:
            mark = yaml.Mark(None, 1000, 0, 1000, None, None)
            raise yaml.MarkedYAMLError("in words", None, "that nobody foresaw", mark)
        return real(text, Loader=Loader)

    monkeypatch.setattr(yaml, "parse", reads_ahead)
    with pytest.raises(InputError, match=r"f\.yaml:1:61: nested more than 60 levels deep; flatten it"):
        parse_yaml(b"[" * 1001, "f.yaml")
    with pytest.raises(InputError, match="in words that nobody foresaw"):
        parse_yaml(b" " * 1001, "f.yaml")


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
    with pytest.raises(InputError, match="the file has more than the 1000 bytes that are read"):
        read_bytes(large, 1000)


def test_only_regular_files_are_read(tmp_path):
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), Path("/dev/tty"), Path("/dev/null")):
        with pytest.raises(InputError, match=r"not a regular file|cannot be read"):
            read_yaml(path)


def test_a_file_that_says_it_is_empty_is_read_up_to_the_limit():
    assert read_bytes(Path("/proc/self/status"), 100_000).startswith(b"Name:")
    with pytest.raises(InputError, match="more than the 10 bytes"):
        read_bytes(Path("/proc/self/status"), 10)


@pytest.mark.parametrize("name", ["a\0b.yaml", "\ud800.yaml"])
def test_names_that_no_file_can_have(name):
    with pytest.raises(InputError, match="no such file; check the path"):
        read_yaml(Path(name))


def test_fifty_megabytes_of_yaml_are_refused_unread(tmp_path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(InputError, match="more than"):
        read_yaml(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"schema": "s", "name": "x"', "f.json:1:28: the file ends too early, it was cut short"),
        ('{"schema": "s", "name": "begun', "the file ends too early, it was cut short"),
        ('{"schema": "ééééééééé", "name', "the file ends too early, it was cut short"),
        ('{"schema": "s", "inner": [{"kind": "x"}', "the file ends too early, it was cut short"),
        ('{"schema": "s", "name": tru', "the file ends too early, it was cut short"),
        ('{"schema": "s", "name": "x",}', "not valid JSON"),
        ('{"schema": "s", "name": "x", "name": "y"}', "the key 'name' stands twice; keep one"),
        ('{"schema": "s", "inner": [{"kind": "a", "kind": "a"}]}', "the key 'kind' stands twice"),
        ('{"schema": "s", "name": "\\ud800"}', "name: half a letter is not text"),
        ('{"schema": "s", "inner": [{"a\\udfff": 1}]}', "inner.0: half a letter is not text"),
        ('{"schema": "s", "name": "x", "since": 0}', "since: '0' is not a date; write it as 2026-01-31"),
        ('{"schema": "s", "name": "x", "since": "0"}', "since: '0' is not a date; write it as 2026-01-31"),
        ('{"schema": "s",, "name": "x"}', "f.json:1:16: not valid JSON"),
        ('{"schema": "s", "name": NaN}', "NaN is not a number here"),
        ("[" * 100_000, "nested more than 64 levels deep"),
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


def test_whole_letters_may_be_written_in_halves(tmp_path):
    (tmp_path / "a.json").write_text('{"schema": "s", "name": "\\ud83d\\ude00"}')
    assert read_versioned(tmp_path / "a.json", Sample, "s")[0].name == "\U0001f600"


def test_a_list_of_wrong_entries_is_not_called_empty():
    assert problems("schema: s\nname: x\nsome:\n- {nothing: 1}\n") == [
        "f.yaml:4:4: some.0.nothing: unknown key 'nothing'; known keys: kind, days"
    ]
    assert problems("schema: s\nname: x\nsome: []\n") == [
        "f.yaml:3:1: some: has 0 entries and needs at least 1"
    ]


def test_a_hundred_mistakes_are_enough():
    found = problems("schema: s\nname: x\n" + "".join(f"wrong{number}: 1\n" for number in range(5000)))
    assert len(found) == 101
    assert found[-1] == "there are more than these 100 problems; mend them first"
    with pytest.raises(InputError) as refusal:
        parse_yaml(b"".join(b"a%d: &x 1\n" % number for number in range(5000)), "f.yaml")
    assert len(refusal.value.problems) == 101


def test_good_files_of_both_kinds_read_alike(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"schema": "s", "name": "x"}))
    (tmp_path / "a.yaml").write_text("schema: s\nname: x\n")
    first, second = (read_versioned(tmp_path / name, Sample, "s")[0] for name in ("a.json", "a.yaml"))
    assert first == second


def test_a_large_document_ends_each_list_at_its_first_mistake():
    """A million mistakes would take more memory than the file."""
    gaps = '{"schema": "mrl/snapshot/1", "gaps": [%s0]}' % ("0, " * 400_000)
    with pytest.raises(InputError) as error:
        validate(parse_json(gaps.encode(), "f.json"), Snapshot)
    assert [problem.path for problem in error.value.problems if problem.path.startswith("gaps")] == ["gaps.0"]


def test_very_many_mistakes_are_counted():
    keys = json.dumps({f"k{number}": 0 for number in range(100_000)})
    with pytest.raises(InputError, match="100005 entries are not what they should be"):
        validate(parse_json(keys.encode(), "f.json"), Snapshot)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[" + "[], " * 3_000_000 + "0]", "its values would take more than 250 MB"),
        ('{"a":' * 70 + "0" + "}" * 70, "nested more than 64 levels deep"),
        ("[" + '{"a":0}, ' * 600_000 + "0]", "holds more than 500000 values"),
    ],
)
def test_records_beyond_the_bounds_are_refused(content, reason):
    with pytest.raises(InputError, match=reason):
        parse_json(content.encode(), "f.json")


def test_a_file_of_ours_with_very_many_keys_is_refused():
    with pytest.raises(InputError, match="holds more than 100000 keys and values"):
        parse_yaml(b"- a\n" * 100_001, "f.yaml")


@pytest.mark.parametrize("model", [Assessment, Comparison, GateReport, Portfolio, Rubric, Snapshot, Vectors])
def test_first_mistakes_are_looked_for_in_every_type(model):
    """The check that makes nothing can be made of each type, and finds what the type itself finds."""
    with pytest.raises(ValidationError) as error:
        model.model_validate({})
    with pytest.raises(ValidationError) as first:
        first_mistakes(model)({})
    assert first.value.error_count() == error.value.error_count()


def test_a_large_snapshot_is_read_as_a_small_one():
    small = facts.snapshot(facts.repository()).model_dump_json(by_alias=True)
    spaced = small + " " * 1_000_000
    assert validate(parse_json(spaced.encode(), "f.json"), Snapshot) == Snapshot.model_validate_json(small)
