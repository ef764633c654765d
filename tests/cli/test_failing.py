"""The real program where the machine refuses something: closed streams, no memory, no home, a signal."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.repositories import well_kept

from mrl import faults
from mrl.cli import failing, start
from mrl.cli.least_memory import LEAST, LEAST_WITH_DOCUMENTS, MEGABYTE, least_memory
from mrl.cli.main import COMMANDS

ROOT = Path(__file__).parent.parent.parent
PROGRAM = [sys.executable, "-m", "mrl.cli.main"]
FULL = Path("/dev/full")


def environment(**changes):
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), **changes}


def run(*arguments, streams="", **options):
    """Run the program as a shell does, with what stands behind its arguments (`2>&-`)."""
    line = f'exec "$@" {streams}'
    command = ["sh", "-c", line, "sh", *PROGRAM, *map(str, arguments)]
    settings = {"capture_output": True, "timeout": 120, "env": environment(), **options}
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False, **settings)


@pytest.fixture(scope="module")
def target(tmp_path_factory):
    return well_kept(tmp_path_factory.mktemp("target"))


@pytest.fixture(scope="module")
def expected(target, tmp_path_factory):
    out = tmp_path_factory.mktemp("expected") / "snapshot.json"
    assert run("collect", target, "--as-of", "2026-01-01", "--out", out).returncode == 0
    return facts(out)


def facts(snapshot):
    """Give the lines of a snapshot but those that tell what the run cost."""
    kept = snapshot.read_text().splitlines()
    return [line for line in kept if not any(f'"{key}"' in line for key in ("cost", "digest", "seconds"))]


@pytest.mark.parametrize("streams", ["2>&-", ">&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-", "2>/dev/full"])
def test_closed_streams_change_neither_status_nor_files(target, expected, tmp_path, streams):
    if "full" in streams and not FULL.exists():
        pytest.skip("this system has no /dev/full")
    out = tmp_path / "snapshot.json"
    done = run("collect", target, "--as-of", "2026-01-01", "--out", out, streams=streams)
    assert done.returncode == 0, done.stderr
    assert facts(out) == expected


@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize("arguments", [("collect", "nowhere"), ("nothing",), ("score",)])
def test_a_mistake_has_its_status_where_nobody_can_be_told(tmp_path, streams, arguments):
    done = run(*arguments, streams=streams, cwd=tmp_path)
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_full_device_behind_standard_output_is_told(target):
    if not FULL.exists():
        pytest.skip("this system has no /dev/full")
    done = run("collect", target, "--json", "--quiet", streams=">/dev/full")
    assert done.returncode == 2
    assert done.stderr.decode() == "mrl: cannot go on: No space left on device\n"


def limited(size):
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))


SIZES = range(150, 401, 50)


@pytest.mark.parametrize("size", SIZES)
def test_little_memory_is_told_before_anything_is_done(target, tmp_path, size):
    done = run("assess", target, "--out", tmp_path / "out", preexec_fn=limited(size * MEGABYTE))
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert f"may use {size} MB of memory and needs 800 MB" in line
    assert "ulimit -v 781251" in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.integration
@pytest.mark.parametrize(("command", "least"), [("collect", LEAST), ("assess", LEAST_WITH_DOCUMENTS)])
def test_what_is_called_enough_is_enough(target, tmp_path, command, least):
    assert least_memory([command]) == least
    out = tmp_path / ("out" if command == "assess" else "snapshot.json")
    done = run(command, target, "--out", out, preexec_fn=limited(least))
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("size", [20, 40, 60, 80, 100])
def test_too_little_to_begin_ends_with_one_line(size):
    done = run("metrics", preexec_fn=limited(size * MEGABYTE))
    told = done.stderr.decode()
    assert "Traceback" not in told or size <= 40  # then Python itself cannot begin
    assert done.returncode != 0


def test_every_command_has_its_least_memory():
    assert {name: least_memory([name]) for name in COMMANDS}["doctor"] == 0
    assert min(least_memory([name]) for name in COMMANDS if name != "doctor") == LEAST


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "there is not enough memory"),
        (RuntimeError("can't start new thread"), "there is not enough memory"),
        (ImportError("x.so: failed to map segment from shared object"), "there is not enough memory"),
        (OSError(12, "Cannot allocate memory"), "there is not enough memory"),
        (ImportError("No module named 'pandas'"), "a part of this installation cannot be loaded"),
        (KeyError("ada@city.example"), "an unexpected error ended the run (KeyError in mrl"),
        (RecursionError("deep"), "an unexpected error ended the run (RecursionError in mrl"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_unexpected_error_is_one_sentence_and_status_two(monkeypatch, capfd, error, words):
    def main():
        raise error

    monkeypatch.setattr("mrl.cli.main.main", main)
    monkeypatch.setattr(sys, "argv", ["mrl", "metrics"])
    with pytest.raises(SystemExit) as ended, kept_streams():
        start.start()
    assert ended.value.code == 2
    told = capfd.readouterr().err
    assert told.startswith(f"mrl: {words}")
    assert len(told.splitlines()) == 1
    assert "ada@city.example" not in told


class kept_streams:  # noqa: N801 - used as a block
    """Give back what the program does to the streams and signals of the process it runs in."""

    def __enter__(self):
        self.streams = sys.stdin, sys.stdout, sys.stderr
        self.descriptors = [os.dup(number) for number in (1, 2)]
        self.signals = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
        # as in a process of its own: what pytest puts here leads past the descriptors
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)

    def __exit__(self, *_):
        sys.stdout.flush()
        sys.stderr.flush()
        sys.stdin, sys.stdout, sys.stderr = self.streams
        for number, kept in zip((1, 2), self.descriptors, strict=True):
            os.dup2(kept, number)
            os.close(kept)
        for number, handler in self.signals.items():
            signal.signal(number, handler)


def test_the_traceback_is_shown_to_who_asks_for_it(monkeypatch, capfd):
    def main():
        raise KeyError("\x1b[2J")

    monkeypatch.setattr("mrl.cli.main.main", main)
    monkeypatch.setattr(sys, "argv", ["mrl", "metrics", "--debug", "--lang", "fr"])
    with pytest.raises(SystemExit), kept_streams():
        start.start()
    told = capfd.readouterr().err
    assert "Traceback (most recent call last):" in told
    assert "\x1b" not in told
    assert told.splitlines()[-1].startswith("mrl: une erreur inattendue a mis fin")


def test_the_traceback_of_a_gap_is_shown_as_well(target, monkeypatch, cli_invoke):
    def fail(*_):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("mrl.collectors.repository.read_tree", fail)
    silent = cli_invoke("collect", target, "--json", "--quiet")
    told = cli_invoke("collect", target, "--json", "--quiet", "--debug")
    assert (silent.exit_code, told.exit_code) == (0, 0)
    assert "Traceback" not in silent.stderr
    assert "tree: an unexpected error" in silent.stderr
    assert "ZeroDivisionError: by zero" in told.stderr


def test_a_single_repository_that_cannot_be_read_at_all_ends_the_run(
    target, monkeypatch, cli_invoke, tmp_path
):
    """There is nothing to write a snapshot of; the start of the program says that it is our fault."""

    def fail(*_):
        raise KeyError("x")

    monkeypatch.setattr("mrl.collectors.project.read_repository", fail)
    with pytest.raises(KeyError):
        cli_invoke("collect", target, "--out", tmp_path / "snapshot.json")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("homeless", [{"HOME": "/nowhere/at/all"}, {"HOME": ""}])
def test_no_home_is_no_error_for_a_folder(target, expected, tmp_path, homeless):
    out = tmp_path / "snapshot.json"
    names = ("HOME", "XDG_CACHE_HOME", "MRL_CACHE")
    variables = {key: value for key, value in environment().items() if key not in names} | homeless
    done = run("collect", target, "--as-of", "2026-01-01", "--out", out, env=variables)
    assert done.returncode == 0, done.stderr
    assert facts(out) == expected


def test_memory_is_limited_only_where_somebody_limits_it(monkeypatch):
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert failing.memory_limit() is None


def test_the_place_of_an_error_is_a_module_of_ours():
    with pytest.raises(AttributeError) as raised:
        faults.reason_of("no error")
    assert faults.place_of(raised.value.__traceback__).startswith("mrl.faults:")
