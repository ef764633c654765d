"""Where the program begins and where it ends, whatever happens in between; nothing here takes time."""

import contextlib
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from mrl.cli.streams import keep_open

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_FAILED = 2
_LAST_WORDS = b"mrl: there is not enough memory for this, not even to say so in full\n"


class Terminated(KeyboardInterrupt):
    """Somebody asked the program to end (SIGTERM), as a service or a pipeline does that runs out of time."""


def status_of(ended: KeyboardInterrupt) -> int:
    """Return the exit status of a run that somebody ended: 128 and the number of the signal, as in shells."""
    return 128 + (signal.SIGTERM if isinstance(ended, Terminated) else signal.SIGINT)


def start() -> None:
    """Run `mrl`; while its first packages are loaded Ctrl-C simply ends it.

    An error that nobody expected ends with one sentence and status 2. Numbers are worked out by one
    thread: there is nothing here that more would make faster, and each takes tens of megabytes.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    keep_open()
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    try:
        from mrl.files.programs import leave_out, project_around

        with contextlib.suppress(OSError):  # the current folder may be gone
            leave_out(project_around(Path.cwd()))
        from mrl.cli.main import main

        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, _terminate)
        main()
    except Exception as error:  # noqa: BLE001 - the last place that could tell it
        sys.exit(_failed(error))


def _terminate(_number: int, _frame: FrameType | None) -> None:
    """End as Ctrl-C does, programs that were started and half-written files included."""
    raise Terminated


def _failed(error: Exception) -> int:
    """Say what happened; with no memory left for that, in words that need none."""
    try:
        from mrl.cli.failing import tell_failure

        tell_failure(error)
    except ImportError as missing:  # what says it in full is missing itself
        os.write(2, f"mrl: the program is not installed whole: {missing}; install it again\n".encode())
    except Exception:  # noqa: BLE001 - as above
        os.write(2, _LAST_WORDS)
    return _FAILED
