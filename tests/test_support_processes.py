"""The list of processes shows what a program was given, so that a token in it would be found."""

import subprocess
import sys

from support.processes import listed_processes


def test_arguments_and_environment_of_a_program_are_listed() -> None:
    command = [sys.executable, "-c", "input()", "an-argument-of-ours"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env={"GIVEN": "a-value-of-ours"}) as program:
        listed = listed_processes()
        program.communicate(b"\n", timeout=60)
    assert "an-argument-of-ours" in listed
    assert "GIVEN=a-value-of-ours" in listed
