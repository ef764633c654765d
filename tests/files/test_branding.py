"""Branding files: what is read, and every mistake with its place."""

from pathlib import Path

import pytest

from mrl.errors import InputError
from mrl.files.branding import LOGO_LIMIT, read_branding
from mrl.model.branding import LEAST_CONTRAST, contrast_with_white, softer

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>'


def written(folder: Path, *lines: str) -> Path:
    path = folder / "branding.yaml"
    path.write_text("\n".join(("schema: mrl-branding/1", "organisation: Example Town", *lines)))
    return path


def test_everything_is_read(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(DRAWING)
    path = written(
        tmp_path,
        "logo: logo.svg",
        'accent: "#7A1F2B"',
        "contact: open-source@example.org",
        "foreword: {en: For the council., fr: Pour le conseil.}",
    )
    brand = read_branding(path)
    assert (brand.organisation, brand.accent) == ("Example Town", "#7a1f2b")
    assert brand.logo is not None
    assert brand.logo.content == DRAWING.encode()
    assert brand.foreword is not None
    assert brand.foreword.in_language("fr") == "Pour le conseil."


def test_a_name_is_enough(tmp_path: Path) -> None:
    brand = read_branding(written(tmp_path))
    assert (brand.logo, brand.accent, brand.foreword, brand.contact) == (None, None, None, None)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            "logo: https://example.org/logo.png",
            "branding.yaml:3:.*the logo is an address; nothing",
        ),
        ("logo: data:image/png;base64,AAAA", "the logo is an address"),
        ("logo: ../logo.svg", "the logo lies outside the folder of this file"),
        ("logo: /etc/hostname", "the logo lies outside the folder of this file"),
        ("logo: link.svg", "the logo lies outside the folder of this file"),
        ("logo: nowhere.svg", "no such file"),
        ("logo: .", "this is a folder"),
        ("logo: text.png", "neither a PNG nor an SVG.*the logo must be a PNG or a plain SVG"),
        ("logo: large.svg", "more than the 1000000 bytes that are read"),
        ('accent: "#ffcc00"', "contrast of #ffcc00 with white is 1.5, and 4.5 is needed; choose a darker"),
        ("accent: navy", "accent"),
        ("colour: navy", "colour"),
        (
            "foreword: {en: " + "long " * 200 + "}",
            "foreword has 999 characters; the cover has room for 900",
        ),
        ("contact: ''", "contact"),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, line: str, reason: str) -> None:
    folder = tmp_path / "inside"
    folder.mkdir()
    (tmp_path / "logo.svg").write_text(DRAWING)
    (folder / "link.svg").symlink_to(tmp_path / "logo.svg")
    (folder / "text.png").write_text("not a picture")
    (folder / "large.svg").write_text(DRAWING + " " * LOGO_LIMIT)
    with pytest.raises(InputError, match=reason):
        read_branding(written(folder, line))


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)
    assert contrast_with_white("#777777") < LEAST_CONTRAST


def test_the_softer_colour_is_lighter() -> None:
    assert softer("#000000") == "#707070"
    assert contrast_with_white(softer("#7a1f2b")) < contrast_with_white("#7a1f2b") / 2
