import pytest

from mrl.errors import InputError
from mrl.files.reading import read_versioned
from mrl.rubric.vectors import VECTORS_SCHEMA, Vectors

HEAD = "schema: mrl-vectors/1\nrubric: test\nvectors:\n"


def read(tmp_path, text, name="test.yaml"):
    path = tmp_path / name
    path.write_text(text)
    return read_versioned(path, Vectors, VECTORS_SCHEMA)


def test_figures_keep_the_decimals_they_were_written_with(tmp_path):
    text = HEAD + "- name: a\n  expect: {headlines: {top: {point: 7.50, level: none, lowest_level: 3}}}\n"
    vectors, document = read(tmp_path, text)
    headline = vectors.vectors[0].expect.headlines["top"]
    assert (headline.point, headline.level, headline.lowest_level) == ("7.50", "none", 3)
    assert document.place(("vectors", 0, "expect", "headlines", "top", "point"))[1:] == (5, 30)


def test_vectors_may_be_written_in_json(tmp_path):
    text = (
        '{"schema": "mrl-vectors/1", "rubric": "test", "vectors": [{"name": "a", "evidence": '
        '{"m": true, "n": 3}, "expect": {"nodes": {"top": {"point": 0.5}}}}]}'
    )
    vector = read(tmp_path, text, "test.json")[0].vectors[0]
    assert vector.evidence == {"m": "yes", "n": "3"}
    assert vector.expect.nodes["top"].point == "0.5"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "the key 'vectors' is missing"),
        ("- {name: a}\n", "vectors.0: the key 'expect' is missing"),
        ("- {name: a, expects: {}}\n", "unknown key 'expects'; did you mean 'expect'?"),
        ("- {name: a, expect: {outcomes: {A: partly}}}\n", "'partly' is not one of met, partly met"),
        (
            "- {name: a, every_metric: bst, expect: {}}\n",
            "'bst' is not one of best, worst; did you mean 'best'?",
        ),
        (
            "- {name: a, expect: {nodes: {top: {point: high}}}}\n",
            "test.yaml:4:36: vectors.0.expect.nodes.top.point: 'high': write a figure such as 0.75",
        ),
        ("- {name: a, expect: {headlines: {top: {level: 0}}}}\n", "test.yaml:4:40"),
        ("- {name: a, as_of: yesterday, expect: {}}\n", "'yesterday' is not a date"),
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path, body, message):
    with pytest.raises(InputError) as refusal:
        read(tmp_path, HEAD + body)
    assert message in str(refusal.value)
