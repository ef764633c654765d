"""A warning wherever a level stands that came from a rubric under a borrowed name."""

from mrl import resources
from mrl.i18n import Translator


def altered(words: Translator, rubric: str, digest: str) -> str:
    """Say that a rubric only bears the name of one that comes with mrl; empty where it does not."""
    if not resources.is_altered(rubric, digest):
        return ""
    return words.sentence(
        "Altered rubric: it calls itself {rubric}, but is not the one of that name from mrl; "
        "somebody else decided on its questions, thresholds and weights.",
        {"rubric": rubric},
    )
