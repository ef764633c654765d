"""The one family of errors that a user sees; anything else is a bug and keeps its traceback."""

from dataclasses import dataclass


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
        return f"{text}; {self.remedy}" if self.remedy else text


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
