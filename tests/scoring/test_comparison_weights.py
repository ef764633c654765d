"""Somebody's own weights: what they change, and every way in which a file of them can be wrong."""

import pytest
from support import comparisons
from support.rubrics import headline, make_rubric, node, practice
from support.solidity import project

from mrl.errors import InputError
from mrl.files.reading import parse_yaml, validate
from mrl.model.comparison import Weights
from mrl.scoring.comparison import compare
from mrl.scoring.comparison_weights import check_weights


def made():
    criteria = {name: practice() for name in ("a", "b")}
    return make_rubric(criteria, {"all": node({"a": 1, "b": 1})}, [headline("all")])


def weights(text):
    document = parse_yaml(f"schema: mrl-weights/1\n{text}".encode(), "weights.yaml")
    return validate(document, Weights), document


def under(text):
    rubric = made()
    read, document = weights(text)
    check_weights(read, document, rubric)
    projects = [project(rubric, answers=each) for each in ({"a": "yes", "b": "no"}, {"a": "no", "b": "yes"})]
    return compare(rubric, projects, "0", read)


def test_the_headline_is_shown_under_both_weights():
    found = under("title: City of Example\nweights:\n  a: 3")
    assert [project.headlines[0].score.point for project in found.projects] == [5, 5]
    assert [headlines[0].score.point for headlines in found.own_weights.headlines] == [7.5, 2.5]
    (change,) = found.own_weights.changes
    assert (change.inside, change.usual_share, change.own_share) == ("all", 0.5, 0.75)


def test_the_usual_weights_change_nothing():
    found = under("weights: {a: 2, b: 2}")
    # whose word a score is does not hang on weights, and is not said again
    bare = [
        tuple(one.model_copy(update={"provenance": None}) for one in each.headlines)
        for each in found.projects
    ]
    assert found.own_weights.headlines == tuple(bare)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "weights:\n  aa: 1\n  a: 2",
            r"weights.yaml:3:3: weights.aa: the rubric has no node or criterion 'aa'",
        ),
        ("weights:\n  all: 1", r"weights.yaml:3:3.*'all' stands at the top.*weigh what stands below"),
        ("rubric: other\nweights:\n  a: 1", r"weights.yaml:2:1.*for the rubric 'other'.*uses 'test'"),
        ("weights:\n  a: 0", r"weights.yaml:3:3.*greater than 0"),
        ("weights:\n  a: heavy", r"weights.yaml:3:3.*'heavy' is not a number"),
        ("weights:\n  a: .inf", r"weights.yaml:3:3"),
        ("weights: {}", r"at least 1"),
        ("wieghts:\n  a: 1", r"unknown key 'wieghts'; did you mean 'weights'"),
    ],
)
def test_mistakes_are_told_with_their_place(text, complaint):
    with pytest.raises(InputError, match=complaint):
        under(text)


def test_the_nearest_word_is_named():
    rubric = comparisons.pipeline.open_rubric("market-readiness").rubric
    read, document = weights("weights:\n  resilence: 2\n  REL-11: 1")
    with pytest.raises(InputError, match=r"(?s)did you mean 'resilience'.*did you mean 'REL-1'"):
        check_weights(read, document, rubric)
