"""Moments as servers write them, in headers and in answers, within a calendar that can be calculated in.

A stranger's year 1 with a zone east of Greenwich, or a zone of a thousand days, overflows the calendar of
Python with an error that is no ValueError. No forge is older than 1970, and nothing it tells lies after 2199.
"""

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

YEARS = range(1970, 2200)
_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\S{1,40}")


def header_moment(text: str | None) -> dt.datetime | None:
    """Return the moment of a header such as Date (RFC 9110) in UTC; None where it names none."""
    try:
        moment = parsedate_to_datetime(text or "")
        moment = moment.astimezone(dt.UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo and moment.year in YEARS else None


def _written(value: Any) -> Any:
    """Refuse numbers, which pydantic would take for seconds since 1970, and bare days."""
    if isinstance(value, dt.datetime) or (isinstance(value, str) and _WRITTEN.fullmatch(value)):
        return value
    raise PydanticCustomError("moment", "is not a moment")


def _in_utc(moment: dt.datetime) -> dt.datetime:
    try:
        moment = moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    except OverflowError as problem:
        raise PydanticCustomError("moment", "is beyond the calendar") from problem
    if moment.year not in YEARS:
        raise PydanticCustomError("moment", "is not between 1970 and 2199")
    return moment


def _with_zone(moment: dt.datetime) -> dt.datetime:
    if moment.tzinfo is None:
        raise PydanticCustomError("moment", "names no zone")
    return moment


Time = Annotated[dt.datetime, BeforeValidator(_written), AfterValidator(_in_utc)]
"""A moment of an answer, turned into UTC; one without zone is taken for UTC."""

ZonedTime = Annotated[
    dt.datetime, BeforeValidator(_written), AfterValidator(_with_zone), AfterValidator(_in_utc)
]
"""A moment of an answer that names its zone, turned into UTC."""
