"""Languages: translated sentences, and numbers and dates as a reader of that language writes them.

Sentences come from gettext catalogues (`mrl/locale/<language>/LC_MESSAGES/mrl.mo`) whose keys are the
English templates; a sentence without translation stays English and says so.
"""

import datetime as dt
import gettext
import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from mrl import catalogue
from mrl.catalogue import LANGUAGES, NARROW_NO_BREAK_SPACE
from mrl.errors import InputError, Problem
from mrl.model.base import Message, Text, say

# British dates (day before month) suit a reader in Europe better than Babel's American default.
LOCALES: Final = {"en": "en_GB", "fr": "fr_FR"}
FIELD: Final = re.compile(r"\{(\w+)\}")
TERMS: Final = frozenset({"kind", "property", "terms", "unit", "word"})
"""Names of values that are English words of ours, or several with commas: they are translated too."""

ECHOES: Final = frozenset(
    {"address", "file", "found", "key", "kept", "name", "path", "place", "repository", "text"}
)
"""Names of values that somebody else wrote: what looks like a day stays as it was written."""

Plain = bool | int | float | str | dt.date | Message | Text
"""What a sentence may be filled in with."""


class _Unknown(gettext.NullTranslations):
    """Gives nothing for what a catalogue lacks: a word may be the same in two languages."""

    def gettext(self, message: str) -> str:  # noqa: ARG002 - the standard library's signature
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        return ""


class Translator:
    """One language: its catalogue and its way to write numbers and dates."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(LOCALES[language])
        self._catalogue = catalogue.catalogue(language)
        self._known = gettext.translation(
            catalogue.DOMAIN, catalogue.LOCALE_FOLDER, [language], fallback=True
        )
        self._known.add_fallback(_Unknown())

    def sentence(self, template: str, values: Mapping[str, Plain] | None = None) -> str:
        """Translate an English template and fill in its `{named}` values.

        The whole number that the template names first chooses the plural where the catalogue has one.
        """
        values = values or {}
        return self._fill(self._look_up(template, values) or template, values)

    def term(self, term: str) -> str:
        """Translate a word or title; of `manifest: pom.xml`, the word before the colon."""
        return self._term(term) or term

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
            return not self._term(said)
        return not self._look_up(said.template, said.values)

    def value(self, name: str, value: Plain) -> str:
        """Write a named value: `share` and `..._share` as a percentage, days in full, years as they are."""
        if isinstance(value, bool):
            return self.sentence("yes") if value else self.sentence("no")
        if isinstance(value, dt.date):
            return value.isoformat() if name in ECHOES else self.date(value)
        if isinstance(value, Message | Text):
            return self.message(value) if isinstance(value, Message) else self.text(value)
        if isinstance(value, str):
            return ", ".join(map(self.term, value.split(", "))) if name in TERMS else value
        if name == "year" or name.endswith("_year"):
            return str(value)
        return self.percent(value) if name == "share" or name.endswith("_share") else self.number(value)

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
        written = str(format_date(day, "long", self.locale))
        return f"1er{written[1:]}" if self.language == "fr" and day.day == 1 else written

    def typography(self, text: str) -> str:
        """Set the spaces of French punctuation so that no line breaks there; English stays as it is."""
        return catalogue.typography(text, self.language)

    def mark(self, mark: str) -> str:
        """Give a colon or semicolon with the space that stands before it in the language."""
        return (NARROW_NO_BREAK_SPACE if self.language == "fr" else "") + mark

    def _fill(self, translated: str, values: Mapping[str, Plain]) -> str:
        # Not str.format: a template may come from a file somebody else wrote.
        filled = {name: self.value(name, value) for name, value in values.items()}
        return FIELD.sub(lambda field: filled.get(field[1], field[0]), self.typography(translated))

    def _look_up(self, template: str, values: Mapping[str, Plain]) -> str:
        """Give the translation of a template, empty where there is none."""
        count = next(filter(_is_whole, (values.get(name) for name in FIELD.findall(template))), None)
        if isinstance(count, int) and (chosen := self._known.ngettext(template, template, count)):
            return chosen
        return self._known.gettext(template) if template else ""

    def _term(self, term: str) -> str:
        """Give the translation of a term, empty where there is none."""
        whole = self._look_up(term, {})
        if whole:
            return self.typography(whole)
        word, colon, rest = term.partition(": ")
        known = self._look_up(word, {}) if colon else ""
        return f"{known}{self.mark(colon)}{rest}" if known else ""


def _is_whole(value: Plain | None) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


@cache
def translator(language: str) -> Translator:
    """Give the translator of a language; raises InputError for one there is none of."""
    if language not in LANGUAGES:
        message = say("there is no language '{language}'", language=language)
        raise InputError(
            Problem(message=message, remedy=say("choose one of {words}", words=", ".join(LANGUAGES)))
        )
    return Translator(language)
