"""What all types of this package share: frozen records, bilingual texts, messages with values."""

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictStr
from pydantic_core import PydanticCustomError

_WRITTEN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WRITTEN_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ].+")
_FIELD = re.compile(r"\{(\w+)\}")


class Frozen(BaseModel):
    """A record that cannot be changed, refuses unknown keys and never holds NaN or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def _written_day(value: Any) -> Any:
    """Refuse numbers and other spellings, which pydantic would take for seconds since 1970."""
    if isinstance(value, dt.date) or (isinstance(value, str) and _WRITTEN_DAY.fullmatch(value)):
        return value
    raise PydanticCustomError("date_parsing", "is not a date")


def _written_moment(value: Any) -> Any:
    if isinstance(value, dt.datetime) or (isinstance(value, str) and _WRITTEN_MOMENT.fullmatch(value)):
        return value
    raise PydanticCustomError("datetime_parsing", "is not a date with time")


def _in_calendar(moment: dt.datetime) -> dt.datetime:
    """Take a moment without zone for UTC; refuse one that falls into the year 0 or 10000 there."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=dt.UTC)
    try:
        moment.astimezone(dt.UTC)
    except OverflowError as error:
        raise PydanticCustomError("datetime_parsing", "is beyond the calendar") from error
    return moment


def _assessable(moment: dt.datetime) -> dt.datetime:
    if not 1970 <= moment.year < 2200:  # noqa: PLR2004 - git counts from 1970; a head of 2200 has no time
        raise PydanticCustomError("moment_range", "is not between 1970 and 2199")
    return moment


Day = Annotated[dt.date, BeforeValidator(_written_day)]
"""A day, written 2026-01-31."""

Moment = Annotated[dt.datetime, BeforeValidator(_written_moment), AfterValidator(_in_calendar)]
"""A moment, written 2026-01-31T12:00:00Z; always with its time zone in the end."""

AssessedMoment = Annotated[Moment, AfterValidator(_assessable)]
"""A moment at which there can be something to assess: from 1970 to 2199."""

Unit = Annotated[float, Field(ge=0, le=1)]
"""A number between 0 and 1, both included."""

OnTen = Annotated[float, Field(ge=0, le=10)]
"""A score from 0 to 10, as headlines have it."""

LevelNumber = Annotated[int, Field(ge=1, le=99)]

Count = Annotated[int, Field(ge=0, le=10**12)]
"""How many; the limit is beyond anything real and lets a table add up a million of them."""

_LARGEST = 10**18
Value = (
    StrictBool
    | Annotated[int, Field(strict=True, ge=-_LARGEST, le=_LARGEST)]
    | Annotated[float, Field(strict=True, ge=-_LARGEST, le=_LARGEST)]
    | StrictStr
)
"""A plain value of a metric: yes/no, count, number or word."""

Name = Annotated[str, Field(min_length=1, max_length=300)]
"""What a person reads as the name of a project."""


class Text(Frozen):
    """A text a person reads, in English and, where it is translated, in French."""

    en: str = Field(min_length=1)
    fr: str | None = Field(default=None, min_length=1)

    def in_language(self, language: str) -> str:
        """Give the text in `language`, in English where there is no translation."""
        return (self.fr if language == "fr" else None) or self.en


def _english_where_plain(value: Any) -> Any:
    return {"en": value} if isinstance(value, str) else value


TextOrWords = Annotated[Text, BeforeValidator(_english_where_plain, json_schema_input_type=Text | str)]
"""A text that may be written as plain words, which are taken for English."""


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
    value that is a whole number chooses the plural where the catalogue has one. A value may be a
    message itself, a reason inside a sentence, or a text of a rubric.
    """

    template: str
    values: "dict[str, Annotated[Value | Day, _ISO_DAY] | Message | Text]" = {}

    def in_english(self) -> str:
        """Fill in the values, numbers as Python writes them."""
        # Not str.format: a template may come from a file that somebody else wrote.
        return _FIELD.sub(lambda field: _plain(self.values.get(field[1], field[0])), self.template)


def _plain(value: Value | Day | Message | Text) -> str:
    if isinstance(value, Text):
        return value.en
    return value.in_english() if isinstance(value, Message) else str(value)


def say(template: str, **values: bool | float | str | Day | Message | Text) -> Message:
    """Make a message; the extractor of the translation catalogue looks for calls of this name.

    Half a letter, which a file's name can have and no text of ours could hold, is left out.
    """
    whole = {
        name: value.encode(errors="ignore").decode() if isinstance(value, str) else value
        for name, value in values.items()
    }
    return Message(template=template, values=whole)
