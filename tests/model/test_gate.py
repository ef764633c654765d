import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from mrl.model.gate import Gate, read_share


@pytest.mark.parametrize(
    ("written", "share"),
    [("0.4", 0.4), ("40 %", 0.4), ("62.5%", 0.625), (" 1 ", 1), ("0", 0), ("100%", 1), (0.25, 0.25)],
)
def test_a_share_is_a_number_up_to_one_or_per_cent(written, share):
    assert Gate(min_coverage=written).min_coverage == share


@pytest.mark.parametrize("written", ["40", "101 %", "1.01", "-0.1", "half", "", "4e-1", "nan", 40, -1])
def test_what_is_no_share_is_refused_with_what_would_be_one(written):
    with pytest.raises(ValueError, match=r"not a share; write 0.4 or 40 %"):
        read_share(written)


@pytest.mark.parametrize(
    "wrong",
    [
        {"min_level": 0},
        {"min_readiness": 11},
        {"min": {"left": -1}},
        {"max_fall": "nan"},
        {"by": "luck"},
        {"undetermined": "maybe"},
        {
            "waivers": [
                {"condition": "min_level", "reason": "too short", "until": "2026-01-01", "role": "lead"}
            ]
        },
        {"waivers": [{"condition": "min_level", "reason": "A good long reason.", "role": "lead"}]},
        {"minimum": 3},
    ],
)
def test_wrong_values_are_refused(wrong):
    with pytest.raises(ValidationError):
        Gate.model_validate(wrong)


@pytest.mark.parametrize(("share", "holds"), [(0.4, True), ("40 %", True), (40, False), ("40", False)])
def test_an_editor_takes_a_share_as_it_is_read(share, holds):
    schema = Gate.model_json_schema(mode="validation")
    assert Draft202012Validator(schema).is_valid({"min_coverage": share}) == holds
