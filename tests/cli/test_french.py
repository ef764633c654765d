"""All that commands can say is in the French catalogue: sentences, help, the words of click and parsers."""

import ast
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from support import sentences
from support.locks import locked
from support.sentences import COMMANDS, PACKAGE, paragraphs, words_of_click

from mrl.errors import InputError
from mrl.files.reading import parse_yaml, read_json, validate
from mrl.i18n import translator
from mrl.model.base import Message
from mrl.model.project import Project

ERRORS = {
    *("Problem", "problem", "MrlError", "InputError", "TargetError", "OutputError", "MissingLibrary"),
    *("UnreadableAnswerError", "SourceError", "GitError"),
}
FOR_PROGRAMMERS = (
    *("Name '{name}' defined twice", "Boolean option {decl!r}", "Could not determine name"),
    *("No options defined but a name", "Arguments take exactly one parameter"),
    *("Do you want to continue?", "Confirm the action without prompting."),
)
"""What click says of commands that are written wrongly, and in dialogues, which there are none of."""

KNOWN = {message.id for message in sentences.entries()}
KNOWN |= {message[0] for message in KNOWN if isinstance(message, tuple)}


@pytest.mark.parametrize("words", COMMANDS)
def test_help_is_in_the_catalogue(words: str) -> None:
    assert set(paragraphs(COMMANDS[words])) - KNOWN == set()


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_takes_the_language_and_shows_all_in_it(words: str) -> None:
    command = COMMANDS[words]
    assert "--lang" in {name for parameter in command.params for name in parameter.opts}
    for parameter in command.params:
        assert type(parameter).__module__ == "mrl.cli.commands", parameter.name


def test_sentences_of_commands_are_in_the_catalogue() -> None:
    keywords = {"said": None, "say": None, "sentence": None}
    found = {
        message
        for path in sorted((PACKAGE / "cli").glob("*.py"))
        for _, message, _, _ in extract_from_file("python", path, keywords)
    }
    assert len(found) > 40
    assert found - KNOWN == set()


@pytest.mark.skipif(
    version("click") != locked("runtime")["click"], reason="what another click says anew stays English"
)
def test_words_of_click_are_in_the_catalogue() -> None:
    found = {text for text in words_of_click() if not str(text).startswith(FOR_PROGRAMMERS)}
    assert len(found) > 40
    assert found - KNOWN == set()


def is_plain(node: ast.expr) -> bool:
    """Tell a text that stands in the code as it is from a message."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def plain_texts(path: Path) -> Iterator[str]:
    """Give the texts of errors and problems that nobody could translate."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            named = [each.value for each in node.keywords if each.arg in ("message", "remedy")]
            if called in ERRORS:
                yield from (ast.unparse(each) for each in (*node.args, *named) if is_plain(each))


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_errors_are_made_of_messages(path: Path) -> None:
    assert list(plain_texts(path)) == []


def fallbacks(said: object) -> Iterator[str]:
    """Give the parts of a message that would stay English."""
    if isinstance(said, Message):
        if translator("fr").falls_back(said):
            yield said.template
        for value in said.values.values():
            yield from fallbacks(value)


def problems_in(raised: InputError) -> list[str]:
    return [text for problem in raised.problems for text in fallbacks(problem.said)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a: [",
            "a: {b",
            "a: [1, 2\nb: 3",
            "- a\nb: c",
            "a: b: c",
            "a: 'x",
            'a: "\\q"',
            'a: "\\ud8"',
            "\tb: c",
        ),
        *(
            "a: @b",
            "a: `b`",
            "%YAML 3.0\n---\na",
            "%FOO\n---\na: !x!y z",
            "a: !<x",
            "a: &",
            "a: *",
            "a:\n- b\n c: d",
        ),
        *("? a\n: b\n- c", "a: |9x\n b", "a: >0\n b", "a: b\n---\nc: d", "a: &x b", "a: !t b", "a: 1\na: 2"),
        *("[a]: b", "[" * 100, "a: \x01", "a\n\tb: |\n\t c", "a: b\n- c", "'a' 'b'", "{a: b]", "a: [b}"),
    ],
)
def test_what_is_no_yaml_is_told_in_french(text: str) -> None:
    with pytest.raises(InputError) as refusal:
        parse_yaml(text.encode(), "file.yaml")
    assert problems_in(refusal.value) == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "{",
            '{"a"',
            '{"a": ',
            '{"a": 1,}',
            '{"a" 1}',
            '{"a": 1 2}',
            "{} {}",
            '{"a": "\\q"}',
            '{"a": "\\u12"}',
        ),
        *(
            '{"a": "\x01"}',
            '{"a": NaN}',
            '{"a": 1, "a": 2}',
            '{"a": "\\ud800"}',
            "[1 2]",
            "[1,]",
            "nul",
            '"a',
        ),
    ],
)
def test_what_is_no_json_is_told_in_french(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file.json"
    path.write_text(text)
    with pytest.raises(InputError) as refusal:
        read_json(path)
    assert problems_in(refusal.value) == []


@pytest.mark.parametrize(
    "lines",
    [
        *(
            "name: ''",
            "namme: P",
            "repositories: x",
            "repositories: [a]",
            "repositories: [{}]",
            "core_weight: -1",
        ),
        *(
            "core_weight: much",
            "core_weight: .inf",
            "description: [a]",
            "organisations: []",
            "tracker: {kind: x}",
        ),
        *("repositories: [{source: a, role: boss}]", "quality: {}", "results: x", "zzz: 1"),
        f"name: {'x' * 301}",
    ],
)
def test_values_that_do_not_fit_are_told_in_french(lines: str) -> None:
    head = "schema: mrl-project/1\n" + ("" if lines.startswith("name") else "name: P\n")
    with pytest.raises(InputError) as refusal:
        validate(parse_yaml((head + lines).encode(), "project.yaml"), Project)
    assert problems_in(refusal.value) == []
