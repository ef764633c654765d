import pytest
from support.rubrics import (
    criterion,
    gate,
    headline,
    level,
    make_rubric,
    node,
    practice,
    rubric_content,
    text,
)

from mrl.files.reading import read_versioned
from mrl.resources import rubrics_folder
from mrl.rubric.describing import describe
from mrl.rubric.loading import shipped_rubrics
from mrl.rubric.types import RUBRIC_SCHEMA, Rubric

BOTH = {"en": "Help", "fr": "Aide"}
STEPS = {"kind": "bands", "at_least": {"1": 0.5, "4": 1}}
CONTENT = rubric_content(
    {
        "A": practice("license.file", "proves", title=BOTH, applies_when={"project.has_releases": "yes"}),
        "B": practice("releases.final_12_months", "decides", scale=STEPS),
        "C": criterion(
            scale={"kind": "ladder", "situations": [text("None"), BOTH]},
            where=text("README"),
            effort_days=0.5,
        ),
        "D": criterion(scale={"kind": "choice", "points": {"some": 0.5}, "labels": {"some": BOTH}}),
        "E": practice("n", "decides", scale={"kind": "goalposts", "worst": 30, "best": 7}),
        "F": practice("o", "supports", scale={"kind": "yes_no", "good": "no"}),
    },
    {"top": node({"part": 1, "C": 3}, "geometric"), "part": node({"A": 1, "B": 2, "D": 1, "E": 1, "F": 1})},
    [
        headline("top", levels=[level(1, 0), level(2, 5, gate("A", 1))], coverage_floor=0.4),
        headline("part", assessed_when={"node": "part", "hypotheses": [0.5]}),
    ],
)
CONTENT["attributions"] = [
    {
        "id": "badges",
        "title": "Badges",
        "url": "https://example.org",
        "license": "none stated",
        "note": {"en": "Topics.", "fr": "Thèmes."},
    }
]
RUBRIC = Rubric.model_validate(CONTENT)


@pytest.mark.parametrize(
    "line",
    [
        "Test rubric (test 1.0.0, Apache-2.0)",
        "  no level below 40% coverage",
        "  2 Level 2 (from 5.0): Level 2",
        "      only with A (Help) at 100% of its points or more: It must hold.",
        "A node [geometric mean, which a weak part pulls down]",
        "    25%  part: A node [weighted mean]",
        "    75%  C: A title",
        "      license.file proves when good, leaves it open when not",
        "      applies only where project.has_releases is yes",
        "      at least 1: 50% of the points; at least 4: 100% of the points",
        "      1: Help",
        "      effort: 0.5 days",
        "      effort: 1 day",
        "      Help: 50% of the points",
        "      from 30 (no points) evenly to 7 (all points)",
        "      no is good, yes is bad",
        "      answered by people",
        "  waits for answers to: A node",
        "Draws on: Badges, https://example.org (none stated): Topics.",
    ],
)
def test_a_rubric_can_be_read_through(line):
    assert line in list(describe(RUBRIC))


def test_reasons_and_advice_are_there_when_asked_for():
    short, full = "\n".join(describe(RUBRIC)), "\n".join(describe(RUBRIC, full=True))
    assert "      Advice: Do it.\n      Where: README" in full
    assert "Advice" not in short


def test_french_is_printed_where_there_is_some():
    lines = list(describe(RUBRIC, "fr"))
    assert "  A Aide" in lines
    assert "      1\u202f: Aide" in lines
    source = "Badges, https://example.org (licence non indiquée)\u202f: Thèmes."
    assert f"S\u2019appuie sur\u202f: {source}" in lines


def test_words_of_a_choice_that_are_words_of_ours_too_are_left_as_they_are():
    scale = {"kind": "choice", "points": {"yes": 1, "nothing": 0}}
    rubric = make_rubric({"A": criterion(scale=scale)})
    assert "      yes\u202f: 100\u202f% des points\u202f; nothing\u202f: 0\u202f% des points" in list(
        describe(rubric, "fr")
    )


def test_bands_that_are_not_numbered_are_known_by_name():
    bands = {**CONTENT, "headlines": [headline("top", levels=[level(1, 0)], numbered="no")]}
    assert "  Level 1 (from 0.0): Level 1" in list(describe(Rubric.model_validate(bands)))


def as_written(text):
    """Take the spaces and apostrophes of French typography back."""
    return text.replace("\u202f", " ").replace("\u2019", "'")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", shipped_rubrics(rubrics_folder()).values(), ids=lambda path: path.stem)
def test_every_question_of_a_shipped_rubric_is_described(path, language):
    rubric, _ = read_versioned(path, Rubric, RUBRIC_SCHEMA)
    text = as_written("\n".join(describe(rubric, language, full=True)))
    missing = [
        name
        for name, each in rubric.criteria.items()
        if as_written(each.question.in_language(language)) not in text
    ]
    assert missing == []
