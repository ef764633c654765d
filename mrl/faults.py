"""Errors that nobody expected: one sentence of each, and its traceback for who asks for it.

A sentence names the kind of an error and where it happened, never its text: that may hold a name, an
address or a line of somebody's file. The traceback goes to who runs the program and nowhere else.
"""

import errno
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

from mrl.errors import MrlError, OutputError
from mrl.model.base import Message, say

_FAULT = say(
    "an unexpected error ended this reading ({kind} in {place}); it is a fault of mrl, `--debug` shows it",
    kind="",
    place="",
).template
_OF_THE_MACHINE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN}
)
_NO_MEMORY = ("failed to map segment", "cannot allocate memory", "out of memory")


class _Listener:
    """Who is told tracebacks: one for the whole process, as its threads know no context."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.tell: Callable[[str], None] | None = None

    def hear(self, error: BaseException) -> None:
        """Tell a traceback whole, also where several threads fail at once."""
        if self.tell is not None:
            with self._lock:
                self.tell("".join(traceback.format_exception(error)))


_listener = _Listener()


@contextmanager
def debugging(tell: Callable[[str], None] | None) -> Iterator[None]:
    """Tell the traceback of every unexpected error, for as long as the block lasts; None tells none."""
    before, _listener.tell = _listener.tell, tell
    try:
        yield
    finally:
        _listener.tell = before


def show_traceback(error: BaseException) -> None:
    """Tell an error's traceback to who asked for it (`--debug`), and else to nobody."""
    _listener.hear(error)


def stops_the_run(error: BaseException) -> bool:
    """Say whether an error is the machine's, so that the next repository would fail as well.

    A full disk, too many open files, a cache that cannot be written. Too little memory is not among
    them: one repository may take what a thousand others do not need.
    """
    if isinstance(error, OSError):
        return error.errno in _OF_THE_MACHINE and not lacks_memory(error)
    return isinstance(error, OutputError) or not isinstance(error, Exception)


def reason_of(error: Exception) -> Message:
    """Say why an error left something unread, for a gap; its traceback is told to who asked for it."""
    if isinstance(error, MrlError):
        said = error.said
        return said if isinstance(said, Message) else say("{problem}", problem=said)
    show_traceback(error)
    if lacks_memory(error):
        return say("there was not enough memory to read this")
    if isinstance(error, OSError):
        return say("cannot be read: {reason}", reason=say(error.strerror or type(error).__name__))
    values = {"kind": type(error).__name__, "place": place_of(error.__traceback__)}
    return Message(template=_FAULT, values=values)


def is_fault(reason: Message) -> bool:
    """Say whether the reason of a gap is a fault of this program."""
    return reason.template == _FAULT


@contextmanager
def taken(take: Callable[[Message], None], *, memory: bool = True) -> Iterator[None]:
    """Let what goes wrong in the block be a reason that is passed to `take`, unless it stops the run.

    Without `memory`, too little memory is raised as well.
    """
    try:
        yield
    except Exception as error:
        if stops_the_run(error) or (lacks_memory(error) and not memory):
            raise
        take(reason_of(error))


def lacks_memory(error: BaseException) -> bool:
    """Say whether an error means too little memory, in which case the systems below have many words."""
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return True
    text = str(error).casefold()
    if isinstance(error, ImportError | OSError):  # a library that is loaded late is an OSError
        return any(words in text for words in _NO_MEMORY)
    return isinstance(error, RuntimeError) and "can't start new thread" in text


def place_of(trace: TracebackType | None) -> str:
    """Give the last line of ours that was at work, as `mrl.metrics.people:120`; no path of this machine."""
    place = "mrl"
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module == "mrl" or module.startswith("mrl."):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
