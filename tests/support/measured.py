"""Running a program of its own and measuring its memory.

The largest memory that the system tells of a process holds what its parent had when it was started;
so a small process stands between, and only what it starts is measured.
"""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_BETWEEN = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(process.pid, 0)
with open(sys.argv[1], "w") as told:
    told.write(str(usage.ru_maxrss))
sys.exit(abs(os.waitstatus_to_exitcode(status)))
"""
_UNIT = 1024 * 1024 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Measured:
    """How a program ended, what it wrote, and its largest memory in MB (its children not added)."""

    status: int
    output: str
    errors: str
    megabytes: float


def measured(command: Sequence[str], environment: Mapping[str, str], note: Path) -> Measured:
    """Run a command to its end; `note` is a file to be written on the way."""
    done = subprocess.run(
        [sys.executable, "-c", _BETWEEN, str(note), *command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return Measured(done.returncode, done.stdout, done.stderr, int(note.read_text("ascii")) / _UNIT)
