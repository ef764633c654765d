"""The list of processes shows what a program was given, so that a token in it would be found."""

import subprocess
import sys

from support.processes import listed_processes


def test_arguments_and_environment_of_a_program_are_listed() -> None:
    command = [sys.executable, "-c", "print(flush=True); input()", "an-argument-of-ours"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, env={"GIVEN": "a-value-of-ours"}, **pipes) as program:
        assert program.stdout is not None
        assert program.stdout.readline()  # it runs: before, its arguments may not be there yet
        listed = listed_processes()
        program.communicate(b"\n", timeout=60)
    assert "an-argument-of-ours" in listed
    assert "GIVEN=a-value-of-ours" in listed
