"""Commands, options and arguments with help in the language of the run; in the code it is English."""

from typing import Any

import click

from mrl.catalogue import LANGUAGES, typography
from mrl.cli.language import DEBUG, OPTION, current, explained
from mrl.cli.least_memory import see_to_memory

_HELP_OF_HELP = "Show this message and exit."


class _Metavar:
    """What stands for a value in help, in the language of the run."""

    _metavar: str | None = None

    @property
    def metavar(self) -> str | None:
        """Give the word."""
        return explained(self._metavar)

    @metavar.setter
    def metavar(self, word: str | None) -> None:
        self._metavar = word


class _Help:
    """A help text, in the language of the run."""

    _help: str | None = None

    @property
    def help(self) -> str | None:
        """Give the text."""
        return explained(self._help)

    @help.setter  # noqa: A003 - click calls it so
    def help(self, text: str | None) -> None:
        self._help = text


class WholeNumber(click.IntRange):
    """A whole number between limits, called so in the language of the run."""

    @property
    def name(self) -> str:  # type: ignore[override]
        """Give what complaints call it."""
        return explained("integer range") or ""


class Option(_Metavar, _Help, click.Option):
    """An option with help in the language of the run."""


class Argument(_Metavar, click.Argument):
    """An argument with its name in the language of the run."""


class _Formatter(click.HelpFormatter):
    """Writes help as the language of the run spaces it."""

    def write_heading(self, heading: str) -> None:
        """Write a heading; click sets a colon behind it, and French a space before that."""
        super().write_heading(typography(f"{heading} :", current()).removesuffix(":").rstrip(" "))


class _Context(click.Context):
    """One call of a command."""

    formatter_class = _Formatter


class Command(_Help, click.Command):
    """A command with help in the language of the run, and the options that every command has."""

    context_class = _Context
    _epilog: str | None = None

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.params += [_language_option(), _debug_option()]

    @property
    def epilog(self) -> str | None:
        """Give the text below the help."""
        return explained(self._epilog)

    @epilog.setter
    def epilog(self, text: str | None) -> None:
        self._epilog = text

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, where this machine lets it have the memory that it takes."""
        if not isinstance(self, click.Group):
            see_to_memory(_words(ctx))
        return super().invoke(ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give `--help`; click would keep it in the language of the first run in this process."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = explained(_HELP_OF_HELP)
        return option


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command
    group_class = type

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Say in the language of the run that a command follows."""
        pieces = super().collect_usage_pieces(ctx)
        return [explained(piece) or "" for piece in pieces]


def _words(ctx: click.Context) -> list[str]:
    """Return the words of a command below the program's name, which may be several itself (`python -m`)."""
    words: list[str] = []
    while ctx.parent is not None:
        words.insert(0, ctx.info_name or "")
        ctx = ctx.parent
    return words


def _language_option() -> Option:
    """Make `--lang`; it has been read when click comes to it, which only checks its word."""
    return Option(
        [OPTION],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help="Language of what is printed and of documents (default: as the environment says).",
    )


def _debug_option() -> Option:
    """Make `--debug`, which has been read as well: it must count also where click itself fails."""
    return Option(
        [DEBUG],
        is_flag=True,
        expose_value=False,
        help="Show the traceback of every unexpected error on standard error.",
    )
