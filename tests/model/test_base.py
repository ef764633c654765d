import datetime as dt

import pytest
from pydantic import ValidationError

from mrl.model.base import Message, Text, say


def test_a_message_survives_its_file():
    message = say(
        "{tag} of {day}: {count} at {share}", tag="v1.0", day=dt.date(2026, 1, 31), count=3, share=0.5
    )
    assert Message.model_validate_json(message.model_dump_json()) == message
    assert message.in_english() == "v1.0 of 2026-01-31: 3 at 0.5"


def test_what_is_written_like_a_day_is_one_from_the_start():
    message = say("{version}", version="2026-01-31")
    assert message.values == {"version": dt.date(2026, 1, 31)}
    assert Message.model_validate_json(message.model_dump_json()) == message
    assert say("{version}", version="2026-13-31").values == {"version": "2026-13-31"}
    assert say("{version}", version="7").values == {"version": "7"}


def test_a_template_is_never_a_format_string():
    hostile = say("{name.__class__} {name!r:>99999999} {name}", name="x")
    assert hostile.in_english() == "{name.__class__} {name!r:>99999999} x"


def test_yes_and_no_stay_apart_from_numbers():
    message = say("{flag} {count}", flag=True, count=1)
    assert Message.model_validate_json(message.model_dump_json()).values == {"flag": True, "count": 1}


def test_texts_fall_back_to_english():
    assert Text(en="license", fr="licence").in_language("fr") == "licence"
    assert Text(en="license").in_language("fr") == "license"
    with pytest.raises(ValidationError):
        Text(en="")


def test_a_reason_and_a_text_can_stand_inside_a_message():
    inner = say("{count} of {name}", count=2, name="x")
    message = say(
        "{place}: {reason} ({question})", place="a", reason=inner, question=Text(en="Why?", fr="Oui ?")
    )
    assert message.in_english() == "a: 2 of x (Why?)"
    assert Message.model_validate_json(message.model_dump_json()) == message


def test_half_a_letter_is_left_out():
    assert say("{name}", name="a\udc80b").values == {"name": "ab"}


def test_a_message_cannot_be_too_deep():
    nested: dict = {"template": "x"}
    for _ in range(5000):
        nested = {"template": "{x}", "values": {"x": nested}}
    with pytest.raises(ValidationError):
        Message.model_validate(nested)
