"""How an organisation dresses its documents: name, logo, colour, foreword, contact."""

import base64
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from mrl.model.base import Frozen, Name, Text, say

BRANDING_SCHEMA: Literal["mrl-branding/1"] = "mrl-branding/1"

LEAST_CONTRAST: Final = 4.5
"""What WCAG 2.2 (criterion 1.4.3) asks of text; the colour carries white text and is text on white."""

_LONGEST_FOREWORD: Final = 900
_TOWARDS_WHITE: Final = 0.44


def contrast_with_white(colour: str) -> float:
    """Give the contrast of a colour `#rrggbb` with white, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def softer(colour: str) -> str:
    """Mix a colour with white until it can stand beside the full one, in grey too."""
    mixed = (round(part + (255 - part) * _TOWARDS_WHITE) for part in _parts(colour))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


def _readable(colour: str) -> str:
    contrast = contrast_with_white(colour)
    if contrast < LEAST_CONTRAST:
        message = say(
            "the contrast of {colour} with white is {contrast}, and {least} is needed; "
            "choose a darker colour",
            colour=colour,
            contrast=round(contrast, 1),
            least=LEAST_CONTRAST,
        )
        raise ValueError(message)
    return colour.lower()


def _short(text: Text) -> Text:
    longest = max(len(text.en), len(text.fr or ""))
    if longest > _LONGEST_FOREWORD:
        message = say(
            "the foreword has {found} characters; the cover has room for {most}",
            found=longest,
            most=_LONGEST_FOREWORD,
        )
        raise ValueError(message)
    return text


class Branding(Frozen):
    """A branding file; everything but the organisation's name may be left out."""

    schema_: Literal["mrl-branding/1"] = Field(default=BRANDING_SCHEMA, alias="schema")
    organisation: Name
    logo: Annotated[str, Field(min_length=1, max_length=300)] | None = None
    """Path of a PNG or SVG file, relative to the branding file and inside its folder."""
    accent: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$"), AfterValidator(_readable)] | None = None
    """The colour of bars and headings, `#rrggbb`, dark enough for white text on it."""
    foreword: Annotated[Text, AfterValidator(_short)] | None = None
    contact: Annotated[str, Field(min_length=1, max_length=300)] | None = None
    """Where a reader can ask or contest: an address, a telephone number, a page."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture that was checked: a PNG that can be decoded, or an SVG that does nothing."""

    media_type: Literal["image/png", "image/svg+xml"]
    content: bytes

    @property
    def address(self) -> str:
        """The picture as an address that holds it, so that no document has to fetch it."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.content).decode()}"


@dataclass(frozen=True, kw_only=True)
class Brand:
    """A branding file that was read, with its logo."""

    organisation: str
    logo: Picture | None = None
    accent: str | None = None
    foreword: Text | None = None
    contact: str | None = None
