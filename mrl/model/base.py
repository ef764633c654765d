"""What all types of this package share: frozen records, bilingual texts, messages with values."""

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
)

_WRITTEN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIELD = re.compile(r"\{(\w+)\}")


class Frozen(BaseModel):
    """A record that cannot be changed, refuses unknown keys and never holds NaN or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


Value = StrictBool | StrictInt | StrictFloat | StrictStr
"""A plain value of a metric: yes/no, count, number or word."""

Unit = Annotated[float, Field(ge=0, le=1)]
"""A number between 0 and 1, both included."""

Day = dt.date
Moment = dt.datetime


class Text(Frozen):
    """A text a person reads, in English and, where it is translated, in French."""

    en: str = Field(min_length=1)
    fr: str | None = Field(default=None, min_length=1)

    def in_language(self, language: str) -> str:
        """Give the text in `language`, in English where there is no translation."""
        return (self.fr if language == "fr" else None) or self.en


def _day_if_written_so(value: Any) -> Any:
    """Take `2026-01-31` for a day wherever it comes from, so that a message survives its file."""
    if isinstance(value, str) and _WRITTEN_DAY.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return value
    return value


_ISO_DAY = BeforeValidator(_day_if_written_so)


class Message(Frozen):
    """A sentence with named values, kept apart so that it can be said in any language.

    `template` is English with `{name}` fields and is the key of the translation catalogue; a
    value that is a whole number chooses the plural where the catalogue has one.
    """

    template: str
    values: dict[str, Annotated[StrictBool | StrictInt | StrictFloat | Day | StrictStr, _ISO_DAY]] = {}

    def in_english(self) -> str:
        """Fill in the values, numbers as Python writes them."""
        # Not str.format: a template may come from a file that somebody else wrote.
        return _FIELD.sub(lambda field: str(self.values.get(field[1], field[0])), self.template)


def say(template: str, **values: bool | float | str | Day) -> Message:
    """Make a message; the extractor of the translation catalogue looks for calls of this name."""
    return Message(template=template, values=values)
