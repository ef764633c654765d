"""The badge: what it says when, in words that fit their fields, well-formed whatever it is made from."""

from xml.etree import ElementTree as ET

import pytest
from support.assessments import below_floor, fully_answered, not_assessed, nothing_known, partly_answered
from support.awkward_assessments import hostile, long_names
from support.comparisons import assessed
from support.facts import repository, rich_repository

from mrl.model.assessment import Assessment, LevelState
from mrl.model.branding import Brand
from mrl.rendering import render
from mrl.rendering.badge import PADDING, width
from mrl.rendering.extras import NOTHING, Extras

SVG = "{http://www.w3.org/2000/svg}"


def drawn(assessment: Assessment, language: str = "en", extras: Extras = NOTHING) -> ET.Element:
    return ET.fromstring(render(assessment, "badge", language, extras))  # noqa: S314 - made here


def words(badge: ET.Element) -> list[str]:
    return [each.text or "" for each in badge.iter(f"{SVG}text")]


def bands(state: LevelState) -> Assessment:
    found = assessed(rich_repository(), rubric="screening", project="Example")
    (headline,) = found.headlines
    assert headline.level is not None
    level = headline.level.model_copy(update={"state": state, "point": 3})
    return found.model_copy(update={"headlines": (headline.model_copy(update={"level": level}),)})


@pytest.mark.parametrize(
    ("assessment", "label", "value"),
    [
        (fully_answered(), "Market readiness", "level 7, assessed"),
        (not_assessed(), "Project readiness", "7.3 of 10, 30% known, all measured"),
        (below_floor(), "Project readiness", "7.9 of 10, 11% known, assessed"),
        (nothing_known(), "Project readiness", "not known"),
    ],
)
def test_says_the_level_else_the_score_else_that_it_is_not_known(
    assessment: Assessment, label: str, value: str
) -> None:
    assert words(drawn(assessment)) == [label, value]


def test_speaks_french() -> None:
    assert words(drawn(fully_answered(), "fr"))[1] == "niveau 7, évalué"
    assert words(drawn(not_assessed(), "fr"))[1] == "7,3 sur 10, 30\u00a0% connus, tout mesuré"
    assert words(drawn(nothing_known(), "fr"))[1] == "inconnu"


def test_a_level_that_may_move_says_between_which() -> None:
    found = fully_answered()
    headline = next(each for each in found.headlines if each.level)
    level = headline.level.model_copy(update={"lowest": 5, "highest": 8})
    moved = found.model_copy(update={"headlines": (headline.model_copy(update={"level": level}),)})
    assert words(drawn(moved))[1] == "level 7 (5\u20138), assessed"


def test_bands_are_called_by_their_names() -> None:
    found = bands(LevelState.ASSESSED)
    level = found.headlines[0].level
    assert level is not None
    name = next(step.name.en for step in level.steps if step.level == 3)
    assert words(drawn(found))[1] == f"{name}, all measured"


def test_too_little_known_for_a_band_gives_the_score_that_is_known() -> None:
    assert "of 10" in words(drawn(bands(LevelState.BELOW_COVERAGE_FLOOR)))[1]


def test_a_rubric_that_counts_says_how_many_are_met() -> None:
    label, value = words(drawn(assessed(repository(), rubric="public-code", project="Example")))
    assert label.startswith("Standard for Public Code")
    assert " met, " in value
    assert value.endswith(" unknown, all measured")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "assessment", [not_assessed(), fully_answered(), hostile(), long_names(project="\u5e02" * 300)]
)
def test_has_a_text_alternative_and_room_for_its_words(assessment: Assessment, language: str) -> None:
    badge = drawn(assessment, language)
    assert badge.get("role") == "img"
    assert badge.get("lang") == language
    assert badge.get("height") == "20"
    title, description = (badge.find(f"{SVG}{name}") for name in ("title", "desc"))
    assert title.text == badge.get("aria-label")
    assert description.text.endswith(".")
    for each in badge.iter(f"{SVG}text"):
        start, length = (float(each.get(name)) for name in ("x", "textLength"))
        assert length == width(each.text)
        assert start >= PADDING
        assert start + length + PADDING <= float(badge.get("width"))


def test_nothing_is_fetched_and_nothing_runs() -> None:
    raw = render(hostile(), "badge", "en").decode()
    tags = {each.tag for each in ET.fromstring(raw).iter()}  # noqa: S314 - made here
    assert tags == {f"{SVG}{name}" for name in ("svg", "title", "desc", "path", "g", "text")}
    assert "href" not in raw.partition("<desc>")[0]


def test_white_words_stand_out_on_both_fields() -> None:
    for assessment in (not_assessed(), nothing_known()):
        fields = [each.get("fill") for each in drawn(assessment).iter(f"{SVG}path")]
        assert len(fields) == 2
        for colour in fields:
            assert 1.05 / (luminance(colour) + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_an_organisation_colours_what_is_known() -> None:
    brand = Brand(organisation="Example Town", accent="#7a1f4d")
    fields = [
        each.get("fill")
        for each in drawn(partly_answered(), extras=Extras(branding=brand)).iter(f"{SVG}path")
    ]
    assert fields[1] == "#7a1f4d"


def test_the_same_bytes_every_time() -> None:
    assert render(partly_answered(), "badge", "fr") == render(partly_answered(), "badge", "fr")
