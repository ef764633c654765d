"""What a person is told where the program cannot go on: one sentence, and what would help."""

import contextlib
import errno
import os
import resource
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

import click

from mrl import faults
from mrl.cli import language
from mrl.errors import printable

if TYPE_CHECKING:
    from typing import TextIO

    from mrl.model.base import Message

FAILED = 2
_MEGABYTE = 1_000_000


def complain(text: str) -> None:
    """Write an error to standard error, each line under the name of the program."""
    try:
        for line in text.splitlines():
            click.echo(f"mrl: {printable(line)}", err=True)
    except OSError:  # where standard error takes nothing, the status must do
        _close(sys.stderr)


def write_traceback(text: str) -> None:
    """Write a traceback to standard error, line by line, without what could steer a terminal."""
    for line in text.splitlines():
        click.echo(printable(line), err=True)


def give_up(error: OSError) -> NoReturn:
    """Say what the system refused, and end with status 2."""
    faults.show_traceback(error)
    if isinstance(error, FileNotFoundError) and error.filename is None:
        complain(language.said("the current folder is no longer there; go to another one"))
    elif error.errno == errno.ENOMEM:
        complain(language.in_words(_no_memory()))
    else:
        complain(language.said("cannot go on: {reason}", reason=_reason(error)))
    _close(sys.stdout)
    sys.exit(FAILED)


def tell_failure(error: Exception, arguments: Sequence[str] | None = None) -> None:
    """Say in one sentence what ended the program: too little memory, a missing part, or a fault of ours.

    It is said in the language that the arguments (else those of this program) and the environment ask for.
    """
    words = sys.argv[1:] if arguments is None else arguments
    with language.spoken(language.choose(words, os.environ)):
        if language.DEBUG in words:
            with faults.debugging(write_traceback):
                faults.show_traceback(error)
        complain(language.in_words(_failure(error)))
    _close(sys.stdout)


def _failure(error: Exception) -> "Message":
    from mrl.model.base import say

    if faults.lacks_memory(error):
        return _no_memory()
    if isinstance(error, ImportError):
        return say(
            "a part of this installation cannot be loaded: {reason}; `mrl doctor` says what is missing",
            reason=str(error),
        )
    return say(
        "an unexpected error ended the run ({kind} in {place}); this is a fault of mrl: run it again with"
        " --debug and report what it shows",
        kind=type(error).__name__,
        place=faults.place_of(error.__traceback__),
    )


def _no_memory() -> "Message":
    from mrl.model.base import say

    limit = memory_limit()
    if limit is None:
        return say("there is not enough memory; free some, or read fewer repositories at a time (--jobs 1)")
    return say(
        "there is not enough memory: this program may use {limit} MB; raise that limit (`ulimit -v`), or read"
        " fewer repositories at a time (--jobs 1)",
        limit=limit // _MEGABYTE,
    )


def memory_limit() -> int | None:
    """Return how many bytes of addresses this process may use (`ulimit -v`); None without a limit."""
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if limit == resource.RLIM_INFINITY else limit


def _reason(error: OSError) -> "Message":
    from mrl.files.system import system_reason
    from mrl.model.base import say

    reason = system_reason(error)
    if not error.filename:
        return reason
    return say("{place}: {problem}", place=str(error.filename), problem=reason)


def _close(stream: "TextIO") -> None:
    """Leave nothing that Python would write again at its end, where failing has a status of its own."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
