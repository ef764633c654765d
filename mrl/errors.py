"""The one family of errors that a user sees; anything else is a bug and keeps its traceback.

Their texts are messages (`say(...)` of mrl.model.base), so that they can be said in any language;
`str(error)` is English. A plain text stands where there is nothing to translate.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the model takes its time to load, and `mrl --help` has none
    from mrl.model.base import Message

MOST_PROBLEMS = 100
"""So many problems are listed; whoever has more mends these first."""


class Language(Protocol):
    """What says a message in one language: a translator of mrl.i18n."""

    def message(self, message: "Message") -> str:
        """Say a message."""
        ...


def printable(text: str) -> str:
    """Put a text on one line that cannot steer a terminal: no control or invisible characters."""
    return "".join(_shown(letter) for letter in text)


def _shown(letter: str) -> str:
    if letter.isspace():
        return " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter
    return "" if unicodedata.category(letter).startswith("C") else letter


def _in(language: Language | None, said: "Message | str") -> str:
    """Say a text, in English where no language is given."""
    if isinstance(said, str):
        return said
    return said.in_english() if language is None else language.message(said)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One mistake in one file: where it stands, what is wrong, what would mend it.

    `line` and `column` count from 1 and are None where the file has no such place; `path` is the
    way inside the file (`criteria.COM-1.scale`), empty for the file as a whole.
    """

    message: "Message | str"
    file: str = ""
    line: int | None = None
    column: int | None = None
    path: str = ""
    remedy: "Message | str" = ""

    def __str__(self) -> str:
        return self._line(None)

    def in_language(self, language: Language) -> str:
        """Say the problem on one line; its place is written alike in every language."""
        return self._line(language)

    @property
    def said(self) -> "Message":
        """Give the problem as a message, place and all, where it is the reason of something else."""
        from mrl.model.base import say  # noqa: PLC0415 - see above

        return say("{place}: {problem}", place=self._place, problem=self._text)

    @property
    def _place(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part not in ("", None))
        return ": ".join(part for part in (place, self.path) if part)

    @property
    def _text(self) -> "Message | str":
        from mrl.model.base import say  # noqa: PLC0415 - see above

        if not self.remedy:
            return self.message
        return say("{problem}; {remedy}", problem=self.message, remedy=self.remedy)

    def _line(self, language: Language | None) -> str:
        text = _in(language, self._text)
        return printable(f"{self._place}: {text}" if self._place else text)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give the first hundred problems in the order of the file, and say so where there are more.

    The rest is never looked for: what finds problems should be lazy, for a file can hold a million.
    """
    from mrl.model.base import say  # noqa: PLC0415 - see above

    found = list(islice(problems, MOST_PROBLEMS + 1))
    listed = sorted(found[:MOST_PROBLEMS], key=lambda problem: (problem.line or 0, problem.column or 0))
    if len(found) > MOST_PROBLEMS:
        message = say("there are more than these {count} problems; mend them first", count=MOST_PROBLEMS)
        listed.append(Problem(message=message))
    return tuple(listed)


class MrlError(Exception):
    """A mistake the user can mend; the command line prints it without traceback and exits with 2.

    It is made of one or more lines, each a message or a text that needs no translation.
    """

    def __init__(self, *lines: "Message | str") -> None:
        super().__init__("\n".join(_in(None, line) for line in lines))
        self.lines = lines

    @property
    def said(self) -> "Message | str":
        """Give the first line, where it is the reason of something else."""
        return self.lines[0] if self.lines else ""

    def in_language(self, language: Language) -> str:
        """Say the error, one line each."""
        return "\n".join(_in(language, line) for line in self.lines)


class InputError(MrlError):
    """One file or argument is wrong; carries every problem found in it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*map(str, problems))
        self.problems = problems

    @property
    def said(self) -> "Message | str":
        """Give the first problem with its place, where it is the reason of something else."""
        return self.problems[0].said if self.problems else ""

    def in_language(self, language: Language) -> str:
        """Say every problem, one line each."""
        return "\n".join(problem.in_language(language) for problem in self.problems)


class TargetError(MrlError):
    """What was to be assessed cannot be reached or is not a repository."""


class OutputError(MrlError):
    """A result cannot be written where it was asked for."""


class MissingLibrary(MrlError):  # noqa: N818 - named for what the user reads
    """A system library that one format needs is not installed; says how to install it."""
