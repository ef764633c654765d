"""TOML is read as its standard says, and what would cost too much is refused before it is read."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrl.files.grammars import toml
from mrl.files.grammars.errors import UnreadableError
from mrl.files.grammars.toml import read_toml
from mrl.files.limits import TOML

SAMPLE = """
[package]
name = "a.b.c=[{" # a "comment" with '''quotes
text = \"\"\"
[[[[[ " "" \\\\ \\\"\"\" \"\"\"
literal = '''it's [[[[ '''
list = [1, 2.5, [3], {a.b = 'x"y', c = "\\\\"}]
"quoted.key".'other' = 1979-05-27T07:32:00Z
[[products.deep]]
a = 1
"""


def reason(text: str) -> str:
    with pytest.raises(UnreadableError) as error:
        read_toml(text)
    return error.value.reason.in_english()


def test_a_document_is_read_as_the_standard_library_reads_it():
    assert read_toml(SAMPLE) == tomllib.loads(SAMPLE)


@pytest.mark.parametrize(
    "text",
    [
        f"a = '{'a.' * 200}'",
        f'a = "{"[" * 200}"',
        f'a = """{"a.b=[" * 200}"""',
        f"a = '''{'{' * 200}'''",
        f"# {'a.' * 200}\na = 1",
        "a = [\n" + "1.5,\n" * 200 + "]",
        "\n".join(f"[t{number}]\na.b = 1" for number in range(1000)),
        ".".join("a" * TOML.parts) + " = 1",
    ],
)
def test_what_only_looks_costly_is_read(text):
    assert read_toml(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a." * 60_000 + "a=1", "more than 32 names"),
        ("'a' . " * 40 + "a=1", "more than 32 names"),
        ('"\\"" . ' * 40 + "a=1", "more than 32 names"),
        ("[" + "a." * 40 + "a]", "more than 32 names"),
        ("a={" + "a." * 40 + "a=1}", "more than 32 names"),
        ("a=" + "[" * 33, "more than 32 levels deep"),
        ("a=" + "{a=" * 33, "more than 32 levels deep"),
        ("a=[" + "1," * 30_000 + "]", "more than 20000 values"),
        ("a=1\n" * 30_000, "more than 20000 values"),
        ("é" * 300_000, "larger than 256 kB"),
        ("a=" + "9" * 5000, "well-formed TOML"),
        ("a=1999-99-99", "well-formed TOML"),
        ("a=1\na=2", "well-formed TOML"),
    ],
)
def test_what_is_costly_or_wrong_is_refused(text, said):
    assert said in reason(text)


@given(st.text(alphabet="ab.=[]{}\"'\\#\n, 1", max_size=60))
def test_the_pass_over_the_tokens_misses_nothing(text):
    """Every character belongs to one token, whatever the quotes are like."""
    assert "".join(token[0] for token in toml._TOKEN.finditer(text)) == text
