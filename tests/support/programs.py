"""Programs that tests start and must not leave behind."""

import subprocess
from typing import Any

SECONDS_TO_END = 20


def end(program: subprocess.Popen[Any]) -> None:
    """Ask a program to end, and end it where it does not."""
    program.terminate()
    try:
        program.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        program.kill()
