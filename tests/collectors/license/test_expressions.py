import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrl.collectors.license.expressions import evaluate, ids_in, normal_form, parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mit", "MIT"),
        ("MIT/Apache-2.0", "MIT OR Apache-2.0"),
        ("(MIT or GPL-2.0+) and Zlib", "(MIT OR GPL-2.0-or-later) AND Zlib"),
        ("MIT AND (Apache-2.0 OR Zlib) OR ISC", "MIT AND (Apache-2.0 OR Zlib) OR ISC"),
        ("((MIT))", "MIT"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"),
    ],
)
def test_normal_form(text, expected):
    assert normal_form(text) == expected
    assert normal_form(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MIT OR",
        "OR MIT",
        "MIT MIT",
        "(MIT",
        "MIT)",
        "()",
        "MIT (Zlib)",
        "MIT WITH",
        "MIT WITH (",
        "Foo",
        "MIT " * 500,
    ],
)
def test_what_is_no_expression(text):
    assert parse(text) is None
    assert normal_form(text) is None
    assert ids_in(text) == frozenset()


def test_deep_brackets_are_no_recursion():
    assert normal_form("(" * 400 + "MIT" + ")" * 400) == "MIT"


def test_evaluate_leaves_the_exception_out_and_joins_in_order():
    text = evaluate(
        "MIT OR GPL-2.0-only WITH Classpath-exception-2.0 AND Zlib", str.lower, "{}&{}".format, "{}|{}".format
    )
    assert text == "mit|gpl-2.0-only&zlib"
    assert evaluate("Foo", str, "{}{}".format, "{}{}".format) is None


expressions = st.recursive(
    st.sampled_from(["MIT", "Zlib", "GPL-3.0-or-later", "LicenseRef-Own"]),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(["AND", "OR"]), inner),
    max_leaves=12,
)


@given(expressions)
def test_the_normal_form_means_the_same_and_is_stable(text):
    written = normal_form(text)
    assert written is not None
    assert parse(written) is not None
    assert normal_form(written) == written
    assert ids_in(written) == ids_in(text)
    leaf, both, either = "{}".format, "[{}&{}]".format, "[{}|{}]".format
    flat = str.maketrans("", "", "[]")
    assert str(evaluate(written, leaf, both, either)).translate(flat) == str(
        evaluate(text, leaf, both, either)
    ).translate(flat)


@given(st.text(alphabet="MITorandORAND()/ +-.2", max_size=60))
def test_any_text_is_an_expression_or_none(text):
    assert parse(text) is None or normal_form(text)
