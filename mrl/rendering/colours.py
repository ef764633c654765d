"""The colours of charts and headings: the design's own, or an organisation's."""

from dataclasses import dataclass
from typing import Final

from mrl.model.branding import Brand, softer


@dataclass(frozen=True)
class Colours:
    """`accent` carries white text and is text on white; `soft` stands beside it, told apart in grey too."""

    accent: str
    soft: str


OWN: Final = Colours(accent="#1d4e79", soft="#7f9db8")


def colours_of(brand: Brand | None) -> Colours:
    """Give the colours of a document."""
    if brand is None or brand.accent is None:
        return OWN
    return Colours(accent=brand.accent, soft=softer(brand.accent))
