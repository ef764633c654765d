"""What pydantic finds wrong with a value, in words that can be translated."""

from typing import Any

from mrl.model.base import Message, say

_NUMBER = say("is not a number")
_WHOLE = say("is not a whole number")
_YES_NO = say("is neither yes nor no")
_DATE = say("is not a date; write it as 2026-01-31")
_MOMENT = say("is not a date with time")
_LINES = say("should be a list of `key: value` lines")
_SIMPLE = {
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "bool_parsing": _YES_NO,
    "bool_type": _YES_NO,
    "date_from_datetime_parsing": _DATE,
    "date_parsing": _DATE,
    "date_type": _DATE,
    "datetime_from_date_parsing": _MOMENT,
    "datetime_parsing": _MOMENT,
    "string_type": say("should be a text"),
    "dict_type": _LINES,
    "tuple_type": say("should be a list"),
    "model_type": _LINES,
    "model_attributes_type": _LINES,
}
"""What follows the value that was found, by pydantic's kind of mistake."""

_LIMITS = {
    "greater_than": say("input should be greater than {gt}"),
    "greater_than_equal": say("input should be greater than or equal to {ge}"),
    "less_than": say("input should be less than {lt}"),
    "less_than_equal": say("input should be less than or equal to {le}"),
    "string_too_long": say("string should have at most {max_length} characters"),
    "string_pattern_mismatch": say("string should match pattern '{pattern}'"),
    "finite_number": say("input should be a finite number"),
    "int_from_float": say("input should be a valid integer, got a number with a fractional part"),
    "moment_range": say("is not between 1970 and 2199"),
}
"""What follows the value and a colon, filled in with the limits of the field."""


def wrong_value(detail: Any, found: Any) -> Message:
    """Say what is wrong with a value, from one of the details of pydantic's ValidationError."""
    kind = detail["type"]
    if kind in _SIMPLE:
        return say("'{found}' {problem}", found=shortened(found), problem=_SIMPLE[kind])
    problem = _limit(kind, detail)
    if not isinstance(found, str | int | float):
        return problem
    return say("'{found}': {problem}", found=shortened(found), problem=problem)


def _limit(kind: str, detail: Any) -> Message:
    """Say which limit of its field a value breaks; what validators of ours say; else pydantic's words."""
    given = detail.get("ctx", {})
    if kind == "string_too_short":
        fewest = given["min_length"]
        one = say("string should have at least 1 character")
        return one if fewest == 1 else say("string should have at least {fewest} characters", fewest=fewest)
    if kind in _LIMITS:
        return _LIMITS[kind].model_copy(update={"values": {name: _plain(given[name]) for name in given}})
    ours = given["error"].args[0] if isinstance(given.get("error"), ValueError) else None
    if isinstance(ours, Message):
        return ours
    message = str(detail["msg"])
    return say(message[:1].lower() + message[1:])


def _plain(limit: Any) -> Any:
    return int(limit) if isinstance(limit, float) and limit.is_integer() else limit


def shortened(found: Any) -> str:
    """Give a value as it is echoed in a message."""
    text = str(found) if not isinstance(found, dict | list) else "..."
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - fits a terminal line
