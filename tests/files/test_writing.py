import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mrl.errors import OutputError
from mrl.files.replacing import Change, make_all
from mrl.files.writing import canonical_json, check_places, write_file, write_files
from mrl.model.base import Frozen


class Sample(Frozen):
    """A record of a test."""

    rows: tuple[tuple[int, str], ...] = ()
    values: dict[str, float | None] = {}


def test_json_is_sorted_and_short():
    sample = Sample(rows=((1, "é"), (2, "b")), values={"z": None, "a": 0.5})
    expected = '{\n "rows": [\n  [1, "é"],\n  [2, "b"]\n ],\n "values": {\n  "a": 0.5,\n  "z": null\n }\n}\n'
    assert canonical_json(sample).decode() == expected
    assert canonical_json(Sample()).decode() == '{\n "rows": [],\n "values": {}\n}\n'


def test_files_are_written_whole(tmp_path):
    paths = write_files(tmp_path / "new" / "folder", {"a": b"1", "b": b"2"})
    assert [path.read_bytes() for path in paths] == [b"1", b"2"]
    assert sorted(path.name for path in paths[0].parent.iterdir()) == ["a", "b"]


def test_a_full_disk_changes_nothing(tmp_path, monkeypatch):
    write_files(tmp_path, {"a": b"old"})

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device; nothing was changed there"):
        write_files(tmp_path, {"a": b"new", "b": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


def test_a_second_file_that_fails_takes_the_first_back(tmp_path, monkeypatch):
    count = iter(range(10))
    real = os.fsync

    def fail_later(descriptor: int) -> None:
        if next(count) == 1:
            raise KeyboardInterrupt
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fail_later)
    with pytest.raises(KeyboardInterrupt):
        write_files(tmp_path, {"a": b"1", "b": b"2"})
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(OutputError, match="cannot write into"):
        write_file(blocked / "inside", b"x")
    assert Path(blocked).read_text() == "in the way"


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_folder_in_the_way_is_found_before_anything_is_replaced(tmp_path):
    write_files(tmp_path, {"a": b"old"})
    (tmp_path / "b").mkdir()
    for _ in range(2):
        with pytest.raises(OutputError, match=r"/b: it is a folder; name a file$"):
            write_files(tmp_path, {"a": b"new", "b": b"new"})
    assert contents(tmp_path) == {"a": b"old"}
    with pytest.raises(OutputError, match=r"cannot write .*/b: it is a folder"):
        write_file(tmp_path / "b", b"x")


@pytest.mark.parametrize("can_link", [True, False])
def test_a_rename_that_fails_puts_back_what_was_there(tmp_path, monkeypatch, can_link):
    write_files(tmp_path, {"a": b"old a", "c": b"old c"})
    real = Path.replace

    def fail_at_c(self, target):
        if Path(target).name == "c" and not self.name.endswith(".old"):
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
        return real(self, target)

    def no_links(_self, _target):
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))

    monkeypatch.setattr(Path, "replace", fail_at_c)
    if not can_link:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    with pytest.raises(OutputError, match="Operation not permitted; nothing was changed there"):
        write_files(tmp_path, {"a": b"new", "b": b"new", "c": b"new"})
    assert contents(tmp_path) == {"a": b"old a", "c": b"old c"}


def test_what_cannot_be_put_back_is_named(tmp_path, monkeypatch):
    write_files(tmp_path, {"a": b"old", "b": b"old"})
    real, count = Path.replace, iter(range(10))

    def only_the_first(self, target):
        if next(count):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", only_the_first)
    with pytest.raises(
        OutputError, match=r"cannot put back .*/a \(what was there is in (.*\.old)\)"
    ) as refusal:
        write_files(tmp_path, {"a": b"new", "b": b"new"})
    kept = str(refusal.value).rsplit("is in ", 1)[1].rstrip(")")
    assert Path(kept).read_bytes() == b"old"


def test_nothing_is_left_beside_the_files(tmp_path):
    for content in (b"1", b"2"):
        write_files(tmp_path, {"a": content})
    assert contents(tmp_path) == {"a": b"2"}


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "file").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real/file")
    (tmp_path / "new").symlink_to("real/later")
    write_files(tmp_path, {"link": b"1", "new": b"2"})
    assert (tmp_path / "link").is_symlink()
    assert contents(tmp_path / "real") == {"file": b"1", "later": b"2"}


def test_the_rights_of_a_file_stay(tmp_path):
    write_file(tmp_path / "a", b"1")
    (tmp_path / "a").chmod(0o600)
    write_file(tmp_path / "a", b"2")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_a_device_is_written_to_and_stays(tmp_path):
    (tmp_path / "out").symlink_to("/dev/null")
    write_file(tmp_path / "out", b"x")
    assert Path("/dev/null").is_char_device()
    with pytest.raises(OutputError, match="No space left on device; nothing was changed"):
        write_file(Path("/dev/full"), b"x")


def test_a_pipe_is_written_to_only_if_somebody_reads(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match="cannot write into"):
        write_file(pipe, b"x")
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file(pipe, b"hello")
        assert os.read(reader, 10) == b"hello"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_places_are_checked_without_being_made(tmp_path):
    check_places(tmp_path / "new", ["a"])
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "loop").symlink_to("loop")
    for place in ("loop", "."):
        with pytest.raises(OutputError, match="cannot write"):
            check_places(tmp_path, [place])


def test_what_a_killed_program_left_is_removed_by_the_next_one_that_writes_the_file(tmp_path):
    for name in (".report.md.abcdefgh.mrl-new", ".report.md.abcdefgh.mrl-new.old"):
        (tmp_path / name).write_text("left")
    kept = [
        ".report.md.abcdefgh",
        ".report.pdf.abcdefgh.mrl-new",
        ".report.md.longer-name.mrl-new",
        "report.md",
    ]
    for name in kept:
        (tmp_path / name).write_text("of somebody else")
    write_files(tmp_path, {"report.md": b"new"})
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)


def test_what_another_program_is_writing_stays(tmp_path):
    waiting = Change.prepared(tmp_path / "report.md", b"theirs")
    write_files(tmp_path, {"report.md": b"ours"})
    assert waiting.temporary.read_bytes() == b"theirs"
    make_all([waiting])
    waiting.end()
    assert (tmp_path / "report.md").read_bytes() == b"theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["report.md"]


def test_what_was_there_is_kept_for_a_program_that_has_not_ended(tmp_path):
    (tmp_path / "report.md").write_bytes(b"old")
    waiting = Change.prepared(tmp_path / "report.md", b"theirs")
    waiting.make()
    other = Change.prepared(tmp_path / "report.md", b"ours")
    assert waiting.kept.read_bytes() == b"old"
    other.end()
    waiting.end()
    Change.prepared(tmp_path / "report.md", b"ours").end()
    assert not waiting.kept.exists()


KILLED = """
import os, pathlib, signal, sys
from mrl.files.writing import write_files
left, real = [int(sys.argv[2])], pathlib.Path.replace
def replace(self, target):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    return real(self, target)
pathlib.Path.replace = replace
write_files(pathlib.Path(sys.argv[1]), dict.fromkeys(["first", "second", "third"], b"new"))
"""


@pytest.mark.parametrize("renamed", range(4))
def test_a_set_that_was_killed_half_way_is_new_in_the_order_given(tmp_path, renamed):
    names = ("first", "second", "third")
    write_files(tmp_path, dict.fromkeys(names, b"old"))
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(renamed)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == (0 if renamed == len(names) else -signal.SIGKILL), done.stderr
    found = {name: content for name, content in contents(tmp_path).items() if name in names}
    assert list(map(found.get, names)) == [b"new"] * renamed + [b"old"] * (len(names) - renamed)
    write_files(tmp_path, dict.fromkeys(names, b"newer"))
    assert contents(tmp_path) == dict.fromkeys(names, b"newer")


def test_links_and_pipes_under_such_names_are_left_alone(tmp_path):
    (tmp_path / "elsewhere").write_text("stays")
    (tmp_path / ".report.md.abcdefgh.mrl-new").symlink_to(tmp_path / "elsewhere")
    write_files(tmp_path, {"report.md": b"new"})
    assert (tmp_path / "elsewhere").read_text() == "stays"
