"""Where the program begins: nothing here takes time, so that Ctrl-C never meets half an import."""

import contextlib
import signal
from pathlib import Path


def start() -> None:
    """Run `mrl`; while its first packages are loaded Ctrl-C simply ends it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from mrl.files.programs import leave_out, project_around

    with contextlib.suppress(OSError):  # the current folder may be gone
        leave_out(project_around(Path.cwd()))
    from mrl.cli.main import main

    signal.signal(signal.SIGINT, signal.default_int_handler)
    main()
