import contextlib
import errno
import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrl.collectors.http import journal as module
from mrl.collectors.http.journal import Journal

WRITER = """
import sys
from pathlib import Path
from mrl.collectors.http.journal import Journal
journal = Journal(Path(sys.argv[1]))
print("ready", flush=True)
for turn in range(1_000_000):
    for number in range(5):
        journal.put(f"key {number}", f"{number}:{turn}:".encode() * (1 + turn % 7 * 4000))
"""


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_gives_back_what_was_put_last(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "not" / "yet")
    assert journal.get("a") is None
    journal.put("a", b"1")
    journal.put("a", b"2\n\n")
    journal.put("b", b"")
    assert (journal.get("a"), journal.get("b"), journal.get("c")) == (b"2\n\n", b"", None)
    assert Journal(tmp_path / "not" / "yet").get("a") == b"2\n\n"
    assert journal.problem is None


@given(key=st.text(), value=st.binary(max_size=200))
def test_any_key_and_value(tmp_path_factory: pytest.TempPathFactory, key: str, value: bytes) -> None:
    journal = Journal(tmp_path_factory.getbasetemp() / "any")
    journal.put(key, value)
    assert journal.get(key) == value


def test_keys_of_broken_text(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.put("lone \ud800\nline", b"x")
    assert (journal.get("lone \ud800\nline"), journal.get("lone \\ud800\nline")) == (b"x", None)


def test_only_the_owner_can_read(tmp_path: Path) -> None:
    Journal(tmp_path / "cache").put("a", b"1")
    (file,) = files(tmp_path / "cache")
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_torn_or_changed_file_counts_as_not_there(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.put("a", b"0123456789")
    (file,) = files(tmp_path)
    whole = file.read_bytes()
    for torn in [whole[:length] for length in range(len(whole))] + [whole + b"x", whole[:-1] + b"X", b"\n"]:
        file.write_bytes(torn)
        assert journal.get("a") is None
    file.write_bytes(whole)
    assert journal.get("a") == b"0123456789"


def test_a_file_under_the_name_of_another_key_counts_as_not_there(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.put("a", b"1")
    (first,) = files(tmp_path)
    journal.put("b", b"2")
    second = next(file for file in files(tmp_path) if file != first)
    second.write_bytes(first.read_bytes())
    assert (journal.get("a"), journal.get("b")) == (b"1", None)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_a_full_disk_loses_nothing_but_the_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    journal = Journal(tmp_path)
    journal.put("a", b"old")

    def full(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(module.Path, "replace", full)
        journal.put("a", b"new")
    assert journal.get("a") == b"old"
    assert journal.problem is not None
    assert journal.problem.in_english().endswith(os.strerror(number))
    assert len(files(tmp_path)) == 1


def test_a_real_full_disk(tmp_path: Path) -> None:
    """A limit on the size of files stops a write in the middle, as a full disk does."""
    program = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from mrl.collectors.http.journal import Journal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "journal = Journal(Path(sys.argv[1])); journal.put('a', b'old')\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "journal.put('a', b'x' * 100_000); journal.put('b', b'y' * 100_000)\n"
        "print(journal.get('a'), journal.get('b'), journal.problem.in_english())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "b'old' None answers cannot be kept for the next run: File too large\n"
    assert len(files(tmp_path)) == 1


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    journal = Journal(tmp_path / "cache")
    journal.put("a", b"1")
    assert journal.get("a") is None
    assert journal.problem is not None


@pytest.mark.parametrize("seed", range(8))
def test_killed_while_writing(tmp_path: Path, seed: int) -> None:
    """Whatever the moment, each key has one whole value, or the file is not there."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        with contextlib.suppress(subprocess.TimeoutExpired):
            writer.wait(random.Random(seed).uniform(0.0, 0.08))  # noqa: S311 - a moment, not a secret
        writer.send_signal(signal.SIGKILL)
    assert writer.returncode == -signal.SIGKILL
    journal = Journal(tmp_path)
    named = [file for file in files(tmp_path) if not file.name.startswith(".new-")]
    values = [value for number in range(5) if (value := journal.get(f"key {number}")) is not None]
    assert len(values) == len(named)
    for value in values:
        unit = value[: value.index(b":", 2) + 1]
        assert value == unit * (len(value) // len(unit))


def test_threads_write_the_same_keys(tmp_path: Path) -> None:
    journal, seen = Journal(tmp_path), []

    def work(name: int) -> None:
        for turn in range(30):
            journal.put(f"key {turn % 3}", f"{name}".encode() * 5000)
            value = journal.get(f"key {turn % 3}")
            seen.append(value is not None and len(value) == 5000 and len(set(value)) == 1)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [True] * 240
    assert len(files(tmp_path)) == 3
