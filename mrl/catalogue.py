"""The catalogues of translated sentences, and the spaces that French sets; light enough for `--help`.

A catalogue is `mrl/locale/<language>/LC_MESSAGES/mrl.mo`; its keys are the English sentences.
"""

import gettext
import re
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("en", "fr")
DOMAIN: Final = "mrl"
LOCALE_FOLDER: Final = Path(__file__).parent / "locale"
NARROW_NO_BREAK_SPACE: Final = "\u202f"


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Give the catalogue of a language; that of English is empty and gives every key back."""
    return gettext.translation(DOMAIN, LOCALE_FOLDER, [language], fallback=True)


def typography(text: str, language: str) -> str:
    """Set the spaces of French punctuation so that no line breaks there; English stays as it is."""
    return french_spaces(text) if language == "fr" else text


def french_spaces(text: str) -> str:
    """Set the narrow no-break spaces of French beside `; : ? !` and inside quotes, and its apostrophe."""
    text = re.sub(r"(?<=[^\W\d_])'(?=[\w«`])", "\u2019", text)
    text = re.sub(r"[ \u00a0\u202f]+(?=[;:?!»])", NARROW_NO_BREAK_SPACE, text)
    return re.sub(r"(?<=«)[ \u00a0\u202f]+", NARROW_NO_BREAK_SPACE, text)
