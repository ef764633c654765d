"""Languages: translated sentences, and numbers and dates as a reader of that language writes them.

Sentences come from gettext catalogues (`mrl/locale/<language>/LC_MESSAGES/mrl.mo`) whose keys are the
English templates; a sentence without translation stays English and says so.
"""

import datetime as dt
import gettext
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from mrl.errors import InputError, Problem
from mrl.model.base import Message, Text

LANGUAGES: Final = ("en", "fr")
LOCALE_FOLDER: Final = Path(__file__).parent / "locale"
# British dates (day before month) suit a reader in Europe better than Babel's American default.
LOCALES: Final = {"en": "en_GB", "fr": "fr_FR"}
FIELD: Final = re.compile(r"\{(\w+)\}")
NARROW_NO_BREAK_SPACE: Final = "\u202f"

Plain = bool | int | float | str | dt.date
"""What a sentence may be filled in with."""


class Translator:
    """One language: its catalogue and its way to write numbers and dates."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(LOCALES[language])
        self._catalogue = gettext.translation("mrl", LOCALE_FOLDER, [language], fallback=True)

    def sentence(self, template: str, values: Mapping[str, Plain] | None = None) -> str:
        """Translate an English template and fill in its `{named}` values.

        The first value that is a whole number chooses the plural where the catalogue has one.
        """
        values = values or {}
        return self._fill(self._look_up(template, values), values)

    def counted(self, one: str, many: str, count: int, values: Mapping[str, Plain] | None = None) -> str:
        """Translate a sentence about `count` things; it may use `{count}` and the named values."""
        return self._fill(self._catalogue.ngettext(one, many, count), {"count": count, **(values or {})})

    def message(self, message: Message) -> str:
        """Say a message in this language; without translation it is English, its dates and figures too."""
        if self.falls_back(message):
            return translator("en").message(message)
        return self.sentence(message.template, message.values)

    def text(self, text: Text) -> str:
        """Give a text of the rubric in this language, in English where it has no translation."""
        said = text.in_language(self.language)
        return said if self.falls_back(text) else self.typography(said)

    def falls_back(self, said: Text | Message | str) -> bool:
        """Tell whether a text, message or sentence can only be given in English."""
        if self.language == "en":
            return False
        if isinstance(said, Text):
            return said.fr is None
        if isinstance(said, str):
            return self._catalogue.gettext(said) == said
        return self._look_up(said.template, said.values) == said.template

    def value(self, name: str, value: Plain) -> str:
        """Write a named value: `share` and `..._share` as a percentage, days in full, years as they are."""
        if isinstance(value, bool):
            return self.sentence("yes") if value else self.sentence("no")
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, str) or name == "year" or name.endswith("_year"):
            return str(value)
        if name == "share" or name.endswith("_share"):
            return self.percent(value)
        return self.number(value)

    def number(self, value: float, decimals: int = 2) -> str:
        """Write a number with at most `decimals` digits after the point."""
        return str(format_decimal(value, "#,##0" + ("." + "#" * decimals if decimals else ""), self.locale))

    def score(self, value: float) -> str:
        """Write a score on 0 to 10 with exactly one digit after the point."""
        return str(format_decimal(value, "0.0", self.locale))

    def gain(self, value: float) -> str:
        """Write a difference of scores with exactly two digits after the point."""
        return str(format_decimal(value, "0.00", self.locale))

    def percent(self, share: float) -> str:
        """Write a share (0 to 1) as a whole percentage; only none is 0 % and only all is 100 %."""
        whole = round(share * 100)
        if 0 < share < 1:
            whole = min(max(whole, 1), 99)
        written = str(format_percent(whole / 100, locale=self.locale))
        return written.replace("\u00a0", NARROW_NO_BREAK_SPACE)

    def date(self, day: dt.date) -> str:
        """Write a day in full: 21 November 2026."""
        return str(format_date(day, "long", self.locale))

    def typography(self, text: str) -> str:
        """Set the spaces of French punctuation so that no line breaks there; English stays as it is."""
        return french_spaces(text) if self.language == "fr" else text

    def mark(self, mark: str) -> str:
        """Give a colon or semicolon with the space that stands before it in the language."""
        return (NARROW_NO_BREAK_SPACE if self.language == "fr" else "") + mark

    def _fill(self, translated: str, values: Mapping[str, Plain]) -> str:
        # Not str.format: a template may come from a file somebody else wrote.
        filled = {name: self.value(name, value) for name, value in values.items()}
        return FIELD.sub(lambda field: filled.get(field[1], field[0]), self.typography(translated))

    def _look_up(self, template: str, values: Mapping[str, Plain]) -> str:
        counts = (
            value for value in values.values() if isinstance(value, int) and not isinstance(value, bool)
        )
        count = next(counts, None)
        if count is not None:
            chosen = self._catalogue.ngettext(template, template, count)
            if chosen != template:
                return chosen
        return self._catalogue.gettext(template)


def french_spaces(text: str) -> str:
    """Put a narrow no-break space where French writes a space beside `; : ? !` and inside quotes."""
    text = re.sub(r"[ \u00a0\u202f]+(?=[;:?!»])", NARROW_NO_BREAK_SPACE, text)
    return re.sub(r"(?<=«)[ \u00a0\u202f]+", NARROW_NO_BREAK_SPACE, text)


@cache
def translator(language: str) -> Translator:
    """Give the translator of a language; raises InputError for one there is none of."""
    if language not in LANGUAGES:
        allowed = ", ".join(LANGUAGES)
        raise InputError(
            Problem(message=f"there is no language {language!r}", remedy=f"choose one of {allowed}")
        )
    return Translator(language)
