import errno
import os
from pathlib import Path

import pytest

from mrl.errors import OutputError
from mrl.files.writing import canonical_json, write_file, write_files
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
