"""The assessment as JSON: what every other format shows, in the types of mrl.model.assessment."""

import hashlib

from mrl.files.writing import canonical_json
from mrl.model.assessment import Assessment
from mrl.rendering.extras import NOTHING, Extras


def render_json(assessment: Assessment, _language: str = "en", _extras: Extras = NOTHING) -> bytes:
    """Give the assessment as JSON; it holds all languages, so the language makes no difference."""
    return canonical_json(assessment)


def digest(assessment: Assessment) -> str:
    """Give the SHA-256 of the JSON form: what `sha256sum assessment.json` prints."""
    return hashlib.sha256(render_json(assessment)).hexdigest()
