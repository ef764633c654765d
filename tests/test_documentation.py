"""The documentation is true: its commands exist, its links resolve, its generated pages are fresh."""

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import click
import pytest
from support.checkout import ROOT, files_of_checkout
from support.markdown import anchors, links, shown_commands

# A folder of somebody's own machine; a checkout must not depend on it.
MACHINE_PATH = re.compile(r"(?<![\w.~}\"'/-])/(?:home|root|Users|work|workspace|tmp/[a-z]+)/[\w.-]+")


FILES = files_of_checkout()
PAGES = [path for path in FILES if path.suffix == ".md" and "tests" not in path.parts]


def name_of(path: Path) -> str:
    """Give a file's name for the list of tests."""
    return path.relative_to(ROOT).as_posix()


def generator() -> ModuleType:
    """Load docs/generate.py, which is a script."""
    specification = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def check_command(words: list[str]) -> None:
    """Walk the words of an `mrl` command; raises click.UsageError where one does not exist."""
    from mrl.cli.main import main  # noqa: PLC0415 - other tests do not pay for the whole command line

    command: click.Command = main
    context = click.Context(command, info_name="mrl", **command.context_settings)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name, *words = words
        below = command.get_command(context, name)
        if below is None:
            raise click.UsageError(f"no such command: {name}")
        command, context = below, click.Context(below, parent=context, info_name=name)
    _, left_over, _ = command.make_parser(context).parse_args(words)
    if left_over:
        raise click.UsageError(f"one word too many: {left_over[0]}")


def broken_links(page: Path) -> list[str]:
    """Give the links of a page that lead to no file or to no heading of it."""
    broken = []
    for link in links(page.read_text(encoding="utf-8")):
        place, _, anchor = link.partition("#")
        target = page.parent / place if place else page
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            broken.append(link)
    return broken


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_resolve(page: Path) -> None:
    assert broken_links(page) == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_shown_commands_exist(page: Path) -> None:
    for shown in shown_commands(page.read_text(encoding="utf-8"), "mrl"):
        check_command(shlex.split(shown)[1:])


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_shown_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = {command.split()[1] for command in shown_commands(page.read_text(encoding="utf-8"), "make")}
    assert {word for word in shown if re.fullmatch("[a-z-]+", word)} <= targets


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nothing_names_a_folder_of_one_machine(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", errors="replace")
    assert MACHINE_PATH.findall(text) == []


def test_generated_pages_and_schemas_are_fresh() -> None:
    assert generator().stale() == [], "run `make docs`"


def test_every_metric_and_rubric_is_listed() -> None:
    from mrl import pipeline  # noqa: PLC0415 - other tests do not pay for pandas

    listed = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
    assert [name for name in pipeline.metrics() if f"### `{name}`" not in listed] == []
    listed = (ROOT / "docs" / "rubrics.md").read_text(encoding="utf-8")
    assert [each.stem for each in (ROOT / "rubrics").glob("*.yaml") if f"`{each.stem}`" not in listed] == []


@pytest.mark.parametrize(
    "words", ["nonsense", "assess --nonsense", "rubric nonsense", "metrics one too many"]
)
def test_a_wrong_command_is_found(words: str) -> None:
    with pytest.raises(click.UsageError):
        check_command(words.split())


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One `head`ing\n[a](#one-heading) [b](none.md) [c](#none) [d](https://example.org)\n")
    assert broken_links(page) == ["none.md", "#none"]


def test_commands_are_found_in_blocks_and_sentences() -> None:
    text = "Run `mrl metrics`:\n\n```sh\n$ mrl assess . \\\n  --out x  # here\nother\n```\n"
    assert list(shown_commands(text, "mrl")) == ["mrl assess . --out x", "mrl metrics"]
