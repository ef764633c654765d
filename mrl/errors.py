"""The one family of errors that a user sees; anything else is a bug and keeps its traceback."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

MOST_PROBLEMS = 100
"""So many problems are listed; whoever has more mends these first."""


def printable(text: str) -> str:
    """Put a text on one line that cannot steer a terminal: no control or invisible characters."""
    return "".join(_shown(letter) for letter in text)


def _shown(letter: str) -> str:
    if letter.isspace():
        return " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter
    return "" if unicodedata.category(letter).startswith("C") else letter


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One mistake in one file: where it stands, what is wrong, what would mend it.

    `line` and `column` count from 1 and are None where the file has no such place; `path` is the
    way inside the file (`criteria.COM-1.scale`), empty for the file as a whole.
    """

    message: str
    file: str = ""
    line: int | None = None
    column: int | None = None
    path: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part not in ("", None))
        parts = [part for part in (place, self.path, self.message) if part]
        text = ": ".join(parts)
        return printable(f"{text}; {self.remedy}" if self.remedy else text)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give the first hundred problems in the order of the file, and say so where there are more.

    The rest is never looked for: what finds problems should be lazy, for a file can hold a million.
    """
    found = list(islice(problems, MOST_PROBLEMS + 1))
    listed = sorted(found[:MOST_PROBLEMS], key=lambda problem: (problem.line or 0, problem.column or 0))
    if len(found) > MOST_PROBLEMS:
        listed.append(Problem(message=f"there are more than these {MOST_PROBLEMS} problems; mend them first"))
    return tuple(listed)


class MrlError(Exception):
    """A mistake the user can mend; the command line prints it without traceback and exits with 2."""


class InputError(MrlError):
    """One file or argument is wrong; carries every problem found in it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class TargetError(MrlError):
    """What was to be assessed cannot be reached or is not a repository."""


class OutputError(MrlError):
    """A result cannot be written where it was asked for."""


class MissingLibrary(MrlError):  # noqa: N818 - named for what the user reads
    """A system library that one format needs is not installed; says how to install it."""
