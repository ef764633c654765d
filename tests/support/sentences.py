"""Where sentences come from that a reader may see: code, templates, metrics, help, and what others wrote."""

import ast
import re
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from mrl.catalogue import LOCALE_FOLDER
from mrl.cli.language import EXAMPLE, key_of
from mrl.cli.main import main
from mrl.metrics import catalogue as metrics
from mrl.metrics.gaps import SUBJECTS
from mrl.resources import reports_folder

CATALOGUE = LOCALE_FOLDER / "fr" / "LC_MESSAGES" / "mrl.po"
PACKAGE = LOCALE_FOLDER.parent
KEYWORDS = {"t": None, "tn": (1, 2), "sentence": None, "counted": (1, 2), "say": None}
GAP_SUBJECT = re.compile(r"Gap\([^)]*?subject=\"([^\"]+)\"")
CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "types")

Sentence = str | tuple[str, ...]


def entries() -> list[Message]:
    """Give every entry of the French catalogue."""
    with CATALOGUE.open("rb") as file:
        return [message for message in read_po(file, locale="fr", domain="mrl") if message.id]


def modules() -> list[Path]:
    """Give the files of the program."""
    return sorted(PACKAGE.rglob("*.py"))


def template_sentences() -> Iterator[Sentence]:
    """Give what templates of documents say."""
    for path in sorted((*reports_folder().rglob("*.html"), *reports_folder().rglob("*.md"))):
        found = extract_from_file("jinja2.ext:babel_extract", path, KEYWORDS)
        yield from (message for _, message, _, _ in found)


def module_sentences() -> Iterator[Sentence]:
    """Give what modules say by `say` and its like."""
    for path in modules():
        yield from (message for _, message, _, _ in extract_from_file("python", path, KEYWORDS))


def module_texts() -> Iterator[str]:
    """Give every text in the code, whatever becomes of it."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def terms() -> Iterator[str]:
    """Give the words and sentences of the metric catalogue, and the subjects of gaps."""
    for info in metrics():
        yield from (info.title, info.definition, info.unit, info.needs, *info.words)
        yield from (info.kind.value, info.adds_up.value, info.better.value)
        yield from () if "://" in info.source else (info.source,)
    yield from (word for words in SUBJECTS.values() for word in words)
    for path in modules():
        yield from GAP_SUBJECT.findall(path.read_text(encoding="utf-8"))


def _commands(command: click.Command, words: str) -> Iterator[tuple[str, click.Command]]:
    yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _commands(below, f"{words} {name}")


COMMANDS = dict(_commands(main, "mrl"))


def paragraphs(command: click.Command) -> Iterator[str]:
    """Give every piece of help that is looked up when it is shown."""
    texts = [command.help, command.epilog]
    for parameter in command.params:
        texts += [getattr(parameter, "help", None), parameter.metavar]
    for text in filter(None, texts):
        yield from (key_of(part) for part in cleandoc(text).split("\n\n") if not part.startswith(EXAMPLE))


def words_of_click() -> Iterator[Sentence]:
    """Give what click says, of which some is for programmers alone."""
    folder = Path(click.__file__).parent
    for name in CLICK:
        keywords = {"_": None, "ngettext": (1, 2)}
        found = extract_from_file("python", folder / f"{name}.py", keywords)
        yield from (message for _, message, _, _ in found)
