"""What reaches a terminal, and what happens where nothing can be written or the folder is gone."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from mrl.cli import output
from mrl.model.base import say

ROOT = Path(__file__).parent.parent.parent
STEERING = "a\x1b[2J\x9b\nmrl: all is well [/] [red]b"
SHOWN = "a[2J mrl: all is well [/] [red]b"


def run(*arguments, program="from mrl.cli.start import start; start()", **options):
    command = [sys.executable, "-c", program, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, stderr=subprocess.PIPE, text=True, check=False, timeout=60, env=environment, **options
    )


def test_plain_progress_prints_no_steering(capsys):
    progress = output.PlainProgress()
    progress.begin(1)
    progress.repository(STEERING)
    assert capsys.readouterr().err == f"reading {SHOWN} (1 of 1)\n"


def test_the_bar_shows_names_as_they_are(monkeypatch, capsys):
    monkeypatch.setattr("rich.console.Console", lambda **options: Console(**options, force_terminal=True))
    progress = output.TerminalProgress()
    progress.begin(1)
    progress.repository(STEERING)
    progress.stage(say("[/nothing]"))
    progress.end()
    said = capsys.readouterr().err
    assert f"{SHOWN}: [/nothing]" in said
    assert "[2J\x9b" not in said


def test_a_wrong_key_cannot_speak_for_the_program(tmp_path, cli_invoke):
    text = 'schema: mrl-answers/1\nrubric: market-readiness\n"a\\nmrl: all is well\\e[2J": 1\n'
    (tmp_path / "a.yaml").write_text(text)
    result = cli_invoke("answers", "check", tmp_path / "a.yaml")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "\x1b" not in result.stderr


def test_a_rubrics_texts_are_shown_without_steering(tmp_path, cli_invoke):
    text = (ROOT / "rubrics" / "market-readiness.yaml").read_text()
    (tmp_path / "own.yaml").write_text(
        text.replace("title:\n  en: Market", 'title:\n  en: "\\e[2JMarket" #', 1)
    )
    result = cli_invoke("rubric", "show", tmp_path / "own.yaml")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("[2JMarket (market-readiness")


@pytest.mark.parametrize("arguments", [("metrics",), ("metrics", "--json"), ("--help",), ("--version",)])
def test_a_full_device_is_said(arguments):
    with Path("/dev/full").open("w") as full:
        found = run(*arguments, stdout=full)
    assert (found.returncode, found.stderr) == (2, "mrl: cannot go on: No space left on device\n")


@pytest.mark.parametrize("arguments", [("metrics",), ("score", "absent.json"), ("--no-such-option",)])
def test_where_nothing_can_be_said_the_status_tells(tmp_path, arguments):
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-c", "from mrl.cli.start import start; start()", *arguments]
        found = subprocess.run(command, stdout=full, stderr=full, check=False, timeout=60, cwd=ROOT)
    assert found.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_has_enough_is_no_mistake():
    reading, writing = os.pipe()
    os.close(reading)
    try:
        found = run("metrics", stdout=writing)
    finally:
        os.close(writing)
    assert (found.returncode, found.stderr) == (1, "")


def test_a_current_folder_that_is_gone(tmp_path):
    program = "import os, sys; os.rmdir(os.getcwd()); from mrl.cli.start import start; start()"
    folder = tmp_path / "gone"
    folder.mkdir()
    found = run("collect", ".", program=program, stdout=subprocess.PIPE, cwd=folder)
    assert found.returncode == 2
    assert "Traceback" not in found.stderr
    assert found.stderr == "mrl: the current folder is no longer there; go to another one\n"


def test_interrupted_while_it_begins():
    program = (
        "import os, signal, sys\n"
        "class Early:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'click':\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Early())\n"
        "from mrl.cli.start import start\n"
        "start()\n"
    )
    found = run("metrics", program=program, stdout=subprocess.PIPE)
    assert (found.returncode, found.stdout, found.stderr) == (-signal.SIGINT, "", "")


def test_a_wait_for_a_server_is_told_in_a_log_as_well(capsys):
    from mrl.cli.output import PlainProgress  # noqa: PLC0415

    text = "forge.example limits how much it answers, going on in 30 seconds"
    PlainProgress().notice(say(text))
    assert "going on in 30 seconds" in capsys.readouterr().err
