"""What a document may be given beside its assessment."""

from dataclasses import dataclass

from mrl.model.branding import Brand
from mrl.model.movement import History


@dataclass(frozen=True, kw_only=True)
class RubricFile:
    """The file of a rubric, byte for byte: an assessment names its SHA-256."""

    id: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Extras:
    """Older assessments for the trend and for why the result moved; the rubric, to be attached; branding."""

    history: History | None = None
    rubric: RubricFile | None = None
    branding: Brand | None = None


NOTHING = Extras()
